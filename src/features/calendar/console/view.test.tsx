import { test } from 'node:test';
import assert from 'node:assert/strict';
import { plainDate } from '#kernel/plain-date.ts';
import { FormValues } from '#platform/http/forms.ts';
import { tetOf } from '../rules/lunar.ts';
import { proposedTable } from '../rules/yearly-table.ts';
import { UnconfirmedNote, YearView, type YearPage } from './view.tsx';
import { writeChoices } from './year-form.ts';

const table = proposedTable(2026);
const page = (changes: Partial<YearPage> = {}) => String(<YearView table={table} tet={tetOf(2026)} preview={null} form={null} today={plainDate('2026-11-20')} {...changes} />);
const form = (errors = {}) => ({ state: { values: FormValues.of(writeChoices(table.choices, null)), errors }, version: null });

test('a proposed year says that it is a proposal and lists each day with its weekday, lunar date and source', () => {
  const html = page();
  assert.match(html, /mới là dự kiến/);
  assert.match(html, /24\/11\/2026/);
  assert.match(html, /Nghị quyết số 28\/2026\/QH16/);
  assert.match(html, /Chưa thấy văn bản/);
  assert.match(html, />10\/3<\/td>/);
  assert.doesNotMatch(html, /<form/);
});

test('an administrator gets the form filled with the proposal; a refusal links to its field', () => {
  const html = page({ form: form({ 'swaps.0': 'Ngày nghỉ hoán đổi phải là ngày từ thứ Hai đến thứ Sáu. Hãy sửa ngày nghỉ.' }) });
  assert.match(html, /value="02\/01\/2026"/);
  assert.match(html, /href="#f-swaps-0"/);
  assert.match(html, /id="f-swaps-0"/);
  assert.match(html, /Xác nhận lịch năm 2026/);
});

test('a confirmed year says who confirmed it, when and on what', () => {
  const html = page({ table: { ...table, status: 'confirmed', citation: 'Thông báo số 5', confirmedAt: new Date('2026-01-05T02:00:00Z'), confirmedByName: 'Trần Thị Mai' } });
  assert.match(html, /Trần Thị Mai xác nhận lúc 09:00 05\/01\/2026, theo Thông báo số 5/);
});

test('typed choices are shown as a table that is not kept yet', () => {
  assert.match(page({ form: form(), preview: { choices: table.choices, days: [] } }), /chưa lưu/);
});

test('pages name the years that nobody has confirmed, and are silent otherwise', () => {
  assert.match(String(<UnconfirmedNote years={[2026, 2027]} />), /2026, 2027 chưa được xác nhận/);
  assert.equal(UnconfirmedNote({ years: [] }), null);
});
