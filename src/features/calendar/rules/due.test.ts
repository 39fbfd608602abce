import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, plainDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { DeadlineRule } from './deadline-rule.ts';
import { describeDue, dueOf, wordsOf } from './due.ts';
import { periodAt } from './periods.ts';
import { isWorkingDay, PROPOSED_CALENDAR as calendar, ROLLS, type Roll } from './working-days.ts';

const day = (text: string): PlainDate => plainDate(text);
const year: DateRange = periodAt('year', day('2026-01-01'));
const due = (rule: DeadlineRule, roll: Roll = 'back', period: DateRange = year, eventDay: PlainDate | null = null) => dueOf(rule, { period, calendar, roll, eventDay });

test('“trước ngày 25/11/2026” means Monday 23 November: the 24th is a holiday', () => {
  assert.deepEqual(due({ kind: 'date', mode: 'before', date: day('2026-11-25') }), { printed: '2026-11-25', last: '2026-11-24', due: '2026-11-23' });
  assert.equal(due({ kind: 'date', mode: 'before', date: day('2026-11-25') }, 'forward')!.due, '2026-11-25');
  assert.equal(due({ kind: 'date', mode: 'before', date: day('2026-11-25') }, 'none')!.due, '2026-11-24');
  // In 2024 the day was not a holiday yet, and fell on a Sunday.
  assert.equal(due({ kind: 'date', mode: 'before', date: day('2024-11-25') }, 'back', periodAt('year', day('2024-01-01')))!.due, '2024-11-22');
});

test('“chậm nhất ngày 25/11/2026” includes the day', () => {
  assert.deepEqual(due({ kind: 'date', mode: 'by', date: day('2026-11-25') }), { printed: '2026-11-25', last: '2026-11-25', due: '2026-11-25' });
});

test('a day without a year is taken in the year in which the period ends', () => {
  assert.equal(due({ kind: 'day-of-year', mode: 'before', month: 11, day: 25 })!.printed, '2026-11-25');
  assert.equal(due({ kind: 'day-of-year', mode: 'by', month: 2, day: 30 })!.printed, '2026-02-28');
});

test('a day of the month is taken in the last month of the period, or the month after', () => {
  const quarter = periodAt('quarter', day('2026-05-05'));
  assert.equal(due({ kind: 'day-of-month', mode: 'by', day: 20, month: 'last-of-period' }, 'back', quarter)!.due, '2026-06-19'); // the 20th is a Saturday
  assert.equal(due({ kind: 'day-of-month', mode: 'before', day: 5, month: 'after-period' }, 'back', quarter)!.due, '2026-07-03');
  assert.equal(due({ kind: 'day-of-month', mode: 'by', day: 31, month: 'last-of-period' }, 'none', quarter)!.due, '2026-06-30');
  assert.equal(due({ kind: 'day-of-month', mode: 'by', day: 5, month: 'after-period' }, 'none', periodAt('month', day('2026-12-01')))!.due, '2027-01-05');
});

test('“trong n ngày làm việc” counts from the day after its start; an unknown event has no day yet', () => {
  assert.equal(due({ kind: 'within', days: 5, counting: 'working-days', after: { kind: 'date', date: day('2026-11-20') } })!.due, '2026-11-30');
  assert.equal(due({ kind: 'within', days: 10, counting: 'calendar-days', after: { kind: 'date', date: day('2026-11-14') } }, 'forward')!.due, '2026-11-25');
  assert.equal(due({ kind: 'within', days: 2, counting: 'working-days', after: { kind: 'period-end' } }, 'back', periodAt('month', day('2026-01-01')))!.due, '2026-02-03');
  const received: DeadlineRule = { kind: 'within', days: 3, counting: 'working-days', after: { kind: 'event', text: 'kể từ ngày nhận được văn bản' } };
  assert.equal(due(received), null);
  assert.equal(due(received, 'back', year, day('2026-11-20'))!.due, '2026-11-26');
});

test('rolling back does not leave a period without a working day', () => {
  assert.equal(due({ kind: 'end-of-period' }, 'back', periodAt('day', day('2026-11-22')))!.due, '2026-11-22');
  assert.equal(due({ kind: 'end-of-period' }, 'back', { from: day('2026-02-16'), to: day('2026-02-20') })!.due, '2026-02-20');
  assert.equal(due({ kind: 'end-of-period' }, 'back', { from: day('2026-02-13'), to: day('2026-02-20') })!.due, '2026-02-13');
});

test('the day that counts is worked unless the regime does not roll or the period has no such day', () => {
  const anyDay = fc.integer({ min: 0, max: 12_000 }).map((offset) => addDays(day('2021-03-01'), offset));
  fc.assert(fc.property(anyDay, fc.nat(60), fc.constantFrom(...ROLLS), (from, length, roll) => {
    const period = { from, to: addDays(from, length) };
    const { printed, last, due: effective } = dueOf({ kind: 'end-of-period' }, { period, calendar, roll })!;
    assert.equal(printed, period.to);
    assert.equal(last, period.to);
    if (roll === 'none') assert.equal(effective, last);
    if (roll === 'forward') assert.ok(effective >= last && isWorkingDay(calendar, effective));
    if (roll === 'back') assert.ok(effective <= last && effective >= period.from);
    if (roll === 'back' && !isWorkingDay(calendar, effective)) for (let each = period.from; each <= period.to; each = addDays(each, 1)) assert.ok(!isWorkingDay(calendar, each));
  }));
});

test('rules and days are said in the words of officials', () => {
  assert.equal(wordsOf({ kind: 'date', mode: 'before', date: day('2026-11-25') }), 'trước ngày 25/11/2026');
  assert.equal(wordsOf({ kind: 'day-of-year', mode: 'by', month: 6, day: 5 }), 'chậm nhất ngày 05/06 hằng năm');
  assert.equal(wordsOf({ kind: 'day-of-month', mode: 'before', day: 20, month: 'last-of-period' }), 'trước ngày 20 của tháng cuối kỳ');
  assert.equal(wordsOf({ kind: 'within', days: 5, counting: 'working-days', after: { kind: 'event', text: 'kể từ ngày nhận được văn bản' } }), 'trong 05 ngày làm việc kể từ ngày nhận được văn bản');
  assert.equal(wordsOf({ kind: 'within', days: 5, counting: 'calendar-days', after: { kind: 'event', text: 'ngày nhận được văn bản' } }), 'trong 05 ngày kể từ ngày nhận được văn bản');
  assert.equal(wordsOf({ kind: 'within', days: 2, counting: 'working-days', after: { kind: 'period-end' } }), 'trong 02 ngày làm việc kể từ ngày kết thúc kỳ');
  assert.equal(describeDue(due({ kind: 'date', mode: 'before', date: day('2026-11-25') })!), 'trước ngày 25/11/2026 (thực tế chậm nhất 23/11)');
  assert.equal(describeDue(due({ kind: 'end-of-period' }, 'none', periodAt('month', day('2026-10-01')))!), '31/10/2026');
});
