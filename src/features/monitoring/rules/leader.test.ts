import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate as day } from '#kernel/plain-date.ts';
import type { UnitStanding } from '#features/obligations/rules/views.ts';
import { behind, comparison, monthsShown, quartersOf } from './leader.ts';
import { NO_STANDING } from './standings.ts';

const standing = (organisationId: string, change: Partial<UnitStanding>): UnitStanding => ({ ...NO_STANDING, organisationId: organisationId as Id, ...change });

describe("the leader's page", () => {
  it('shows six months with the running quarter and the whole one before it, on every day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1500 }), (shift) => {
      const today = addDays(day('2024-01-01'), shift), months = monthsShown(today).map((month) => ({ ...month, standing: { ...NO_STANDING, due: 1 } })), { now, before } = quartersOf(months, today);
      assert.equal(months.at(-1)!.window.from.slice(0, 7), today.slice(0, 7));
      assert.equal(before.standing.due, 3);
      assert.equal(now.standing.due, ((Number(today.slice(5, 7)) - 1) % 3) + 1);
    }));
  });
  it('compares with the quarter before by the rates as they are shown', () => {
    assert.equal(comparison({ ...NO_STANDING, due: 1000, metInTime: 785 }, { ...NO_STANDING, due: 1000, metInTime: 799 }), 'thấp hơn quý trước 1,4 điểm %');
    assert.equal(comparison({ ...NO_STANDING, due: 2, metInTime: 2 }, { ...NO_STANDING, due: 4, metInTime: 4 }), 'bằng quý trước');
    assert.equal(comparison({ ...NO_STANDING, due: 2, metInTime: 2 }, NO_STANDING), null);
  });
  it('names who owes most first, a former unit in the row of its successor, nobody who owes nothing', () => {
    const place = (id: Id): Id => (id === 'cũ' ? ('mới' as Id) : id);
    assert.deepEqual(behind([standing('a', { debt: 4, missed: 2 }), standing('cũ', { debt: 3, missed: 3 }), standing('mới', { debt: 2, missed: 1 }), standing('b', {})], place).map((row) => [row.rowId, row.debt, row.missed]), [['mới', 5, 4], ['a', 4, 2]]);
  });
});
