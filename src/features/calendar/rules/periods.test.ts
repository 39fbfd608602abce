import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, plainDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { cut, isoWeekOf, labelOfRange, middleOf, nineMonthsOf, periodAt, periodsOf, TILING_KINDS, windowPeriod } from './periods.ts';

const day = (text: string): PlainDate => plainDate(text);
const range = (from: string, to: string): DateRange => ({ from: day(from), to: day(to) });
const anyWindow = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 900 })).map(([start, length]): DateRange => {
  const from = addDays(day('2021-01-01'), start);
  return { from, to: addDays(from, length) };
});

test('periods are called what officials call them', () => {
  const at = day('2026-11-20');
  assert.equal(periodAt('day', at).label, 'ngày 20/11/2026');
  assert.equal(periodAt('week', at).label, 'tuần 47 (16/11–22/11/2026)');
  assert.equal(periodAt('week', day('2026-12-31')).label, 'tuần 53 (28/12/2026–03/01/2027)');
  assert.equal(periodAt('month', at).label, 'tháng 11/2026');
  assert.equal(periodAt('month', day('2026-02-05')).label, 'tháng 02/2026');
  assert.equal(periodAt('month', day('2026-03-05')).label, 'tháng 3/2026');
  assert.equal(periodAt('quarter', at).label, 'quý IV/2026');
  assert.equal(periodAt('half-year', at).label, '6 tháng cuối năm 2026');
  assert.equal(nineMonthsOf(2026).label, '9 tháng năm 2026');
  assert.equal(periodAt('year', at).label, 'năm 2026');
});

test('a stretch of days is called by the period it equals, by its quarters, or by its ends', () => {
  assert.equal(labelOfRange(range('2026-04-01', '2026-09-30')), 'quý II, III/2026');
  assert.equal(labelOfRange(range('2026-01-01', '2026-06-30')), '6 tháng đầu năm 2026');
  assert.equal(labelOfRange(range('2026-01-05', '2026-11-24')), 'từ ngày 05/01 đến ngày 24/11/2026');
  assert.equal(labelOfRange(range('2025-12-15', '2026-03-14')), 'từ ngày 15/12/2025 đến ngày 14/03/2026');
  assert.equal(windowPeriod(range('2026-05-01', '2026-05-31')).label, 'tháng 5/2026');
});

test('a period cut by the window keeps its key and says what is left of it', () => {
  const [first] = periodsOf('month', range('2026-03-20', '2026-05-10'));
  assert.equal(first!.label, 'tháng 3/2026 (từ ngày 20/03)');
  assert.equal(first!.key, periodAt('month', day('2026-03-01')).key);
  assert.equal(periodsOf('month', range('2026-03-20', '2026-05-10')).at(-1)!.label, 'tháng 5/2026 (đến ngày 10/05)');
  assert.equal(periodsOf('month', range('2026-03-20', '2026-03-25'))[0]!.label, 'tháng 3/2026 (20/03–25/03)');
  assert.throws(() => cut(periodAt('month', day('2026-03-01')), range('2026-04-01', '2026-04-30')), RangeError);
});

test('weeks are numbered by ISO 8601', () => {
  const known: Record<string, [number, number]> = {
    '2021-01-03': [2020, 53], '2021-01-04': [2021, 1], '2024-12-30': [2025, 1], '2026-01-01': [2026, 1], '2026-11-20': [2026, 47], '2027-01-03': [2026, 53], '2027-01-04': [2027, 1],
  };
  for (const [date, [year, week]] of Object.entries(known)) assert.deepEqual(isoWeekOf(day(date)), { year, week }, date);
});

test('the middle of a week is its Thursday', () => { assert.equal(middleOf(periodAt('week', day('2026-11-20'))), '2026-11-19'); });

test('the periods of any kind tile any window: no day twice, no day missing', () => {
  fc.assert(fc.property(anyWindow, fc.constantFrom(...TILING_KINDS), (window, kind) => {
    const periods = periodsOf(kind, window);
    assert.equal(periods[0]!.from, window.from);
    assert.equal(periods.at(-1)!.to, window.to);
    for (const [i, period] of periods.entries()) {
      assert.ok(period.from <= period.to && period.whole.from <= period.from && period.to <= period.whole.to);
      if (i > 0) assert.equal(period.from, addDays(periods[i - 1]!.to, 1));
      assert.equal(period.key, periodAt(kind, period.from).key);
    }
    assert.equal(new Set(periods.map(({ key }) => key)).size, periods.length);
  }));
});

test('a window that ends before it starts is refused', () => { assert.throws(() => periodsOf('month', range('2026-02-01', '2026-01-01')), RangeError); });
