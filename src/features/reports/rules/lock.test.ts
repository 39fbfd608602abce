import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, plainDate as day } from '#kernel/plain-date.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { explained, sectionGaps, unexplained, type Gap } from './gaps.ts';
import { isLate, limitsOf } from './lock.ts';

const DUE = day('2026-09-17');
const until = (text: string) => ({ until: day(text), reason: 'Xin thêm thời gian' });

describe('the lock of a round', () => {
  it('comes the day after the deadline plus its days, worked or not; none without a rule', () => {
    assert.deepEqual(limitsOf({ days: 5, counting: 'working-days' }, DUE, PROPOSED_CALENDAR, null, day('2026-09-24')), { due: DUE, lastDay: day('2026-09-24'), extension: null, locked: false });
    assert.equal(limitsOf({ days: 5, counting: 'working-days' }, DUE, PROPOSED_CALENDAR, null, day('2026-09-25')).locked, true);
    assert.equal(limitsOf({ days: 5, counting: 'days' }, DUE, PROPOSED_CALENDAR, null, day('2026-09-22')).lastDay, '2026-09-22');
    assert.equal(limitsOf(null, DUE, PROPOSED_CALENDAR, null, day('2030-01-01')).locked, false);
    assert.equal(limitsOf({ days: 0, counting: 'days' }, DUE, PROPOSED_CALENDAR, null, addDays(DUE, 1)).locked, true);
  });
  it('opens again for a unit until the last day of its extension, which never takes days away', () => {
    const rule = { days: 5, counting: 'working-days' } as const;
    assert.deepEqual([limitsOf(rule, DUE, PROPOSED_CALENDAR, until('2026-10-02'), day('2026-10-02')).locked, limitsOf(rule, DUE, PROPOSED_CALENDAR, until('2026-10-02'), day('2026-10-03')).locked], [false, true]);
    assert.equal(limitsOf(rule, DUE, PROPOSED_CALENDAR, until('2026-09-18'), day('2026-09-20')).lastDay, '2026-09-24');
  });
  it('is another thing than being late: late is asked of the first sending against the deadline alone', () => {
    assert.deepEqual([isLate(DUE, DUE), isLate(addDays(DUE, 1), DUE)], [false, true]);
  });
  it('never locks before the deadline, and more days never lock earlier', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 400 }), fc.constantFrom('days' as const, 'working-days' as const), (a, b, shift, counting) => {
      const due = addDays(day('2026-01-02'), shift), last = (days: number) => limitsOf({ days, counting }, due, PROPOSED_CALENDAR, null, due).lastDay!;
      assert.ok(last(a) >= due && last(Math.min(a, b)) <= last(Math.max(a, b)));
      if (counting === 'working-days' && a > 0) assert.ok(isWorkingDay(PROPOSED_CALENDAR, last(a)));
    }));
  });
});

describe('a missing value', () => {
  const gaps: Gap[] = [{ key: 'product:article', label: 'Tin, bài', asked: 'phải có 5' }, { key: 'followed:x', label: 'Niêm yết', asked: 'thường xuyên' }];
  it('wants a sentence of its own; blanks and a few letters are none', () => {
    assert.deepEqual(unexplained(gaps, { 'product:article': '  không ', 'followed:x': ' .  ' }).map((gap) => gap.key), ['followed:x']);
    assert.equal(unexplained(gaps, { 'product:article': 'Thiếu người viết', 'followed:x': 'Chờ kinh phí' }).length, 0);
  });
  it('keeps a reason only as long as the value is missing', () => assert.deepEqual(explained(gaps.slice(0, 1), { 'product:article': ' Thiếu người viết ', 'followed:x': 'Chờ kinh phí' }), [{ ...gaps[0], reason: 'Thiếu người viết' }]));
  it('is also an empty part of the text that the regime wants', () => {
    assert.deepEqual(sectionGaps(['direction', 'results'], { direction: 'Có', results: ' \n ' }).map((gap) => gap.key), ['section:results']);
    assert.deepEqual(sectionGaps(undefined, {}), []);
  });
});
