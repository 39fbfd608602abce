import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, fromDayNumber, plainDate, toDayNumber, type PlainDate } from '#kernel/plain-date.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay, previousWorkingDay, PROPOSED_CALENDAR as calendar, roll, ROLLS, unconfirmedYears, workingCalendar, workingDaysBetween } from './working-days.ts';
import { proposedTable } from './yearly-table.ts';

const anyDay = fc.integer({ min: toDayNumber(plainDate('2021-01-01')), max: toDayNumber(plainDate('2059-12-31')) }).map(fromDayNumber);
const day = (text: string): PlainDate => plainDate(text);

test('weekends, holidays, days in lieu and swapped days off are not worked; a swapped Saturday is', () => {
  for (const off of ['2026-11-24', '2026-11-21', '2026-11-22', '2026-04-27', '2026-08-31', '2026-02-16', '2026-02-20']) assert.equal(isWorkingDay(calendar, day(off)), false, off);
  for (const worked of ['2026-08-22', '2026-01-10', '2026-11-23', '2026-11-25', '2025-11-24', '2026-02-23']) assert.equal(isWorkingDay(calendar, day(worked)), true, worked);
});

test('“trong 05 ngày làm việc kể từ ngày” starts on the day after', () => {
  assert.equal(addWorkingDays(calendar, day('2026-11-20'), 1), '2026-11-23');
  assert.equal(addWorkingDays(calendar, day('2026-11-20'), 2), '2026-11-25'); // over 24/11
  assert.equal(addWorkingDays(calendar, day('2026-11-16'), 5), '2026-11-23');
  assert.equal(addWorkingDays(calendar, day('2026-02-13'), 1), '2026-02-23'); // over Tết
  assert.equal(addWorkingDays(calendar, day('2026-08-21'), 1), '2026-08-22'); // the swapped Saturday
  assert.equal(addWorkingDays(calendar, day('2026-11-21'), 0), '2026-11-21');
});

test('a last day that is not worked rolls as the regime says', () => {
  assert.equal(roll(calendar, day('2026-11-24'), 'back'), '2026-11-23');
  assert.equal(roll(calendar, day('2026-11-24'), 'forward'), '2026-11-25');
  assert.equal(roll(calendar, day('2026-11-24'), 'none'), '2026-11-24');
  assert.equal(roll(calendar, day('2026-02-17'), 'forward'), '2026-02-23');
  assert.equal(roll(calendar, day('2026-02-17'), 'back'), '2026-02-13');
});

test('adding and taking away working days undo each other from a day that is worked', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (start, count) => {
    const from = roll(calendar, start, 'forward');
    assert.equal(addWorkingDays(calendar, addWorkingDays(calendar, from, count), -count), from);
  }));
});

test('working days add up: n and then m is n + m', () => {
  fc.assert(fc.property(anyDay, fc.nat(120), fc.nat(120), (start, n, m) => {
    assert.equal(addWorkingDays(calendar, addWorkingDays(calendar, start, n), m), addWorkingDays(calendar, start, n + m));
  }));
});

test('counting the working days passed gives the number that was added', () => {
  fc.assert(fc.property(anyDay, fc.nat(200), (start, n) => { assert.equal(workingDaysBetween(calendar, start, addWorkingDays(calendar, start, n)), n); }));
});

test('next and previous are worked, and nothing between is', () => {
  fc.assert(fc.property(anyDay, (start) => {
    const [next, previous] = [nextWorkingDay(calendar, start), previousWorkingDay(calendar, start)];
    assert.ok(isWorkingDay(calendar, next) && isWorkingDay(calendar, previous) && previous < start && start < next);
    for (let between = addDays(previous, 1); between < next; between = addDays(between, 1)) assert.ok(between === start || !isWorkingDay(calendar, between));
  }));
});

test('rolling gives a working day, leaves a working day alone, and rolling again changes nothing', () => {
  fc.assert(fc.property(anyDay, fc.constantFrom(...ROLLS), (start, how) => {
    const rolled = roll(calendar, start, how);
    assert.equal(roll(calendar, rolled, how), rolled);
    if (how !== 'none') assert.ok(isWorkingDay(calendar, rolled));
    if (isWorkingDay(calendar, start)) assert.equal(rolled, start);
  }));
});

test('a confirmed year replaces its proposal and no other; unconfirmed years are named', () => {
  const confirmed = workingCalendar([{ ...proposedTable(2026), status: 'confirmed', days: [] }]);
  assert.equal(isWorkingDay(confirmed, day('2026-11-24')), true);
  assert.equal(isWorkingDay(confirmed, day('2027-11-24')), false);
  assert.deepEqual(unconfirmedYears(confirmed, { from: day('2025-12-15'), to: day('2027-01-01') }), [2025, 2027]);
});
