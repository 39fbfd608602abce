import { test } from 'node:test';
import assert from 'node:assert/strict';
import { plainDate } from '#kernel/plain-date.ts';
import { FormValues } from '#platform/http/forms.ts';
import { proposeChoices } from '../rules/yearly-table.ts';
import { readChoices, writeChoices } from './year-form.ts';

test('what the form shows is read back as the same choices', () => {
  for (const year of [2024, 2025, 2026, 2027]) {
    const choices = { ...proposeChoices(year), extra: [{ day: plainDate(`${year}-06-15`), name: 'Quốc tang' }] };
    assert.deepEqual(readChoices(FormValues.of(writeChoices(choices, 'Thông báo số 1'))), { choices, errors: {} });
  }
});

test('dates may be typed as officials write them; a mistyped or half-filled row gets a sentence at its field', () => {
  const { choices, errors } = readChoices(FormValues.of({ tetDaysBefore: '2', nationalDayBeside: 'after', 'swaps.0': '31/8/2026', 'swaps.0.work': '22/8/2026', 'swaps.2': '31/9/2026', 'swaps.2.work': '', 'extra.1.name': 'Nghỉ' }));
  assert.deepEqual(choices.swaps, [{ off: '2026-08-31', work: '2026-08-22', citation: null }]);
  assert.deepEqual(Object.keys(errors), ['swaps.2', 'swaps.2.work', 'extra.1']);
});
