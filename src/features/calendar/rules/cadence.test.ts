import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, plainDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { instancesOf, scheduleOfTiming, yearlyAmount, type Cadence, type Schedule } from './cadence.ts';
import { isoWeekOf, middleOf, TILING_KINDS } from './periods.ts';
import type { TimingKind } from './timing.ts';
import { isWorkingDay, PROPOSED_CALENDAR as calendar, ROLLS } from './working-days.ts';

const day = (text: string): PlainDate => plainDate(text);
const range = (from: string, to: string): DateRange => ({ from: day(from), to: day(to) });
const year2026 = range('2026-01-01', '2026-12-31');
const rate = (count: number | null, per: Cadence['per']): Cadence => ({ count, unit: 'tin, bài', per, durationMinutes: null, product: null });
const instances = (schedule: Partial<Schedule>) => instancesOf({ window: year2026, cadence: null, roll: 'none', ...schedule }, calendar);
const total = (list: readonly { amount: number | null }[]) => list.reduce((sum, { amount }) => sum + (amount ?? 0), 0);

const anyWindow = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 800 })).map(([start, length]): DateRange => {
  const from = addDays(day('2021-03-01'), start);
  return { from, to: addDays(from, length) };
});
const anyRate = fc.tuple(fc.option(fc.integer({ min: 1, max: 30 })), fc.constantFrom(...TILING_KINDS)).map(([count, per]) => rate(count, per));
const anySchedule: fc.Arbitrary<Schedule> = fc.record({ window: anyWindow, cadence: fc.option(anyRate), tracked: fc.boolean(), roll: fc.constantFrom(...ROLLS) });

test('“05 tin, bài/tháng” owes five in each month, due at its end', () => {
  const list = instances({ cadence: rate(5, 'month') });
  assert.equal(list.length, 12);
  assert.ok(list.every(({ amount, provenance }) => amount === 5 && provenance === 'read'));
  assert.deepEqual(list[10]!.due, { printed: '2026-11-30', last: '2026-11-30', due: '2026-11-30' });
  assert.equal(list[10]!.period.label, 'tháng 11/2026');
});

test('“1 số/tuần” owes exactly the 52 or 53 weeks of the year', () => {
  for (let year = 2021; year <= 2060; year++) {
    const list = instancesOf({ window: range(`${year}-01-01`, `${year}-12-31`), cadence: rate(1, 'week'), roll: 'none' }, calendar);
    assert.equal(total(list), isoWeekOf(day(`${year}-12-28`)).week, String(year));
  }
});

test('a rhythm without a count is one a period, set by the unit; so is a number the reviewer gave', () => {
  assert.ok(instances({ cadence: rate(null, 'quarter') }).every(({ amount, provenance }) => amount === 1 && provenance === 'unit-set'));
  assert.ok(instances({ cadence: rate(null, 'quarter'), amount: 3 }).every(({ amount, provenance }) => amount === 3 && provenance === 'unit-set'));
});

test('“thường xuyên” is one instance for each year of the plan, without an amount', () => {
  const list = instances({ tracked: true });
  assert.deepEqual(list.map(({ key, amount, tracked }) => ({ key, amount, tracked })), [{ key: 'year/2026-01-01', amount: null, tracked: 'continuous' }]);
  assert.equal(instances({ tracked: true, window: range('2026-01-01', '2030-12-31') }).length, 5);
  assert.deepEqual(instances({ tracked: true, amount: 4 }).map(({ amount, provenance }) => [amount, provenance]), [[4, 'unit-set']]);
});

test('without a cadence one is owed for the whole time of the task', () => {
  const [only, ...more] = instances({ window: range('2026-04-01', '2026-09-30') });
  assert.deepEqual(more, []);
  assert.deepEqual([only!.key, only!.amount, only!.provenance, only!.period.label, only!.due!.due], ['once', 1, 'implied', 'quý II, III/2026', '2026-09-30']);
});

test('a quota does not vanish because the plan came late', () => {
  assert.deepEqual(instances({ window: range('2026-09-05', '2026-12-31'), cadence: rate(2, 'year') }).map(({ amount }) => amount), [2]);
  assert.deepEqual(instances({ window: range('2026-03-25', '2026-04-10'), cadence: rate(5, 'month') }).map(({ amount }) => amount), [null, 5]);
  assert.deepEqual(instances({ window: range('2026-03-20', '2026-12-31'), cadence: rate(5, 'month') }).map(({ amount }) => amount).slice(0, 2), [null, 5]);
  assert.deepEqual(instances({ window: range('2026-03-10', '2026-12-31'), cadence: rate(5, 'month') }).map(({ amount }) => amount).slice(0, 2), [5, 5]);
});

test('the instances of any commitment tile its window: no day twice, no day missing, at least one owed or tracked', () => {
  fc.assert(fc.property(anySchedule, (schedule) => {
    const list = instancesOf(schedule, calendar);
    assert.equal(list[0]!.period.from, schedule.window.from);
    assert.equal(list.at(-1)!.period.to, schedule.window.to);
    for (let i = 1; i < list.length; i++) assert.equal(list[i]!.period.from, addDays(list[i - 1]!.period.to, 1));
    assert.equal(new Set(list.map(({ key }) => key)).size, list.length);
    if (schedule.cadence) assert.ok(list.some(({ amount }) => amount === (schedule.cadence!.count ?? 1)));
    for (const { amount, tracked } of list) assert.equal(amount === null, tracked !== null);
  }));
});

test('generating twice equals once', () => {
  fc.assert(fc.property(anySchedule, (schedule) => { assert.deepEqual(instancesOf(schedule, calendar), instancesOf(structuredClone(schedule), calendar)); }));
});

test('a longer window gives the same instances for every period that both windows hold whole', () => {
  fc.assert(fc.property(anyWindow, fc.nat(300), fc.nat(300), anyRate, fc.constantFrom(...ROLLS), (window, before, after, cadence, roll) => {
    const wide = { from: addDays(window.from, -before), to: addDays(window.to, after) };
    const byKey = new Map(instancesOf({ window: wide, cadence, roll }, calendar).map((each) => [each.key, each]));
    for (const each of instancesOf({ window, cadence, roll }, calendar)) {
      const other = byKey.get(each.key)!;
      assert.ok(other, each.key);
      if (each.period.from === each.period.whole.from && each.period.to === each.period.whole.to) assert.deepEqual(other, each);
    }
  }));
});

test('of two adjoining windows one owes a divided period, never both or neither', () => {
  fc.assert(fc.property(anyWindow, fc.nat(800), anyRate, (window, at, cadence) => {
    const middle = addDays(window.from, at);
    fc.pre(middle < window.to);
    const owed = (range: DateRange) => {
      const list = instancesOf({ window: range, cadence, roll: 'none' }, calendar);
      const inside = list.filter(({ period }) => middleOf(period.whole) >= range.from && middleOf(period.whole) <= range.to);
      return inside.length > 0 ? total(list) : 0; // leaves aside a window too short to hold the middle of any period
    };
    const [first, second, all] = [{ from: window.from, to: middle }, { from: addDays(middle, 1), to: window.to }, window].map(owed);
    assert.equal(first! + second!, all);
  }));
});

test('every due day lies in its period, but for rolling forward off days that are not worked', () => {
  fc.assert(fc.property(anySchedule, (schedule) => {
    for (const { period, due } of instancesOf(schedule, calendar)) {
      assert.ok(due && due.printed === period.to);
      if (schedule.roll === 'forward') {
        assert.ok(due.due >= period.to && isWorkingDay(calendar, due.due));
        for (let each = period.to; each < due.due; each = addDays(each, 1)) assert.ok(!isWorkingDay(calendar, each));
      } else assert.ok(due.due >= period.from && due.due <= period.to);
    }
  }));
});

test('the written time of a task decides its window and whether it is owed once or tracked', () => {
  const of = (kind: TimingKind, from: string | null, to: string | null) =>
    scheduleOfTiming({ kind, from: from ? day(from) : null, to: to ? day(to) : null }, year2026);
  assert.deepEqual(of('quarter', '2026-01-01', '2026-03-31'), { window: range('2026-01-01', '2026-03-31'), tracked: false, deadline: undefined });
  assert.deepEqual(of('deadline', null, '2026-11-25').deadline, { kind: 'date', mode: 'by', date: '2026-11-25' });
  assert.deepEqual(of('deadline', null, '2026-11-25').window, range('2026-01-01', '2026-11-25'));
  assert.deepEqual(of('deadline', null, '2025-12-20').window, range('2025-12-20', '2025-12-20'));
  assert.deepEqual(of('date', '2026-05-06', null).window, range('2026-05-06', '2026-05-06'));
  assert.equal(of('continuous', '2026-01-01', '2026-12-31').tracked, true);
  assert.equal(of('recurring', null, null).tracked, true);
  assert.deepEqual(of('open', '2026-06-01', null), { window: range('2026-06-01', '2026-12-31'), tracked: true, deadline: undefined });
  assert.equal(scheduleOfTiming(null, year2026).tracked, true);
  assert.equal(scheduleOfTiming(null, year2026, { kind: 'day-of-year', mode: 'before', month: 11, day: 25 }).tracked, false);
});

test('a printed annual total is only compared: five a month is sixty, whatever “khoảng 50” says', () => {
  const cadence: Cadence = { ...rate(5, 'month'), annualTotal: { count: 50, unit: 'tin, bài', approximate: true } };
  assert.equal(yearlyAmount(cadence, 2026), 60);
  assert.equal(total(instances({ cadence })), 60);
  assert.equal(yearlyAmount(rate(1, 'week'), 2026), 53);
  assert.equal(yearlyAmount(rate(null, 'week'), 2026), null);
});
