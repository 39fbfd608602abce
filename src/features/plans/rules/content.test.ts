import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { joinNumber, planWindow, splitNumber } from './content.ts';

test('number and notation as printed, blank or damaged', () => {
  assert.deepEqual(splitNumber('07/KH-UBND'), { number: 7, notation: 'KH-UBND' });
  assert.deepEqual(splitNumber('/KH – UBND'), { number: null, notation: 'KH–UBND' });
  assert.deepEqual(splitNumber('928/UBND-NC1'), { number: 928, notation: 'UBND-NC1' });
  assert.deepEqual(splitNumber(null), { number: null, notation: null });
  assert.equal(joinNumber(7, 'KH-UBND'), '07/KH-UBND');
  assert.equal(joinNumber(null, 'KH-UBND'), null);
});

test('what goes on all year is owed from the first of the year, or of the month of signing', () => {
  const year = { from: 2026, to: 2026 };
  assert.deepEqual(planWindow(year, null), { from: '2026-01-01', to: '2026-12-31' });
  assert.deepEqual(planWindow(year, plainDate('2025-12-20')), { from: '2026-01-01', to: '2026-12-31' });
  assert.deepEqual(planWindow(year, plainDate('2026-03-18')), { from: '2026-03-01', to: '2026-12-31' });
  assert.deepEqual(planWindow({ from: 2022, to: 2025 }, plainDate('2022-06-01')), { from: '2022-06-01', to: '2025-12-31' });
  assert.deepEqual(planWindow(year, plainDate('2027-02-01')), { from: '2026-01-01', to: '2026-12-31' });
});
