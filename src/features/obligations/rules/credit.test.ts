import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { addDays, dateOf, endOfMonth, plainDate } from '#kernel/plain-date.ts';
import { allocate, matchingLines, roomOf, type Candidate, type Creditable } from './credit.ts';

const today = plainDate('2026-11-20');
const month = (number: number, change: Partial<Creditable> = {}): Creditable => {
  const periodFrom = dateOf(2026, number, 1), periodTo = endOfMonth(periodFrom);
  return { id: `${change.line ?? 'a'}${number}` as Id, line: 'a', periodFrom, periodTo, due: periodTo, amount: 5, credited: 0, excused: 0, closed: false, optional: false, carrySurplus: false, ...change };
};
const year = (change: Partial<Creditable> = {}, credited: readonly number[] = []): Creditable[] => Array.from({ length: 12 }, (_, i) => month(i + 1, { credited: credited[i] ?? 0, ...change }));
const give = (amount: number, doneOn: string, obligations: readonly Creditable[], cards: readonly string[] = []) =>
  allocate({ deliverable: { amount, doneOn: plainDate(doneOn) }, cards: cards as Id[], obligations, today });

describe('which obligation a deliverable counts for', () => {
  test('(1) the card it was recorded from, even an old one', () => {
    assert.deepEqual(give(1, '2026-11-10', year(), ['a3']).credits, [{ obligationId: 'a3', amount: 1, fromCard: true }]);
  });
  test('(2) otherwise the period that contains the day done', () => {
    assert.deepEqual(give(1, '2026-11-10', year()).credits, [{ obligationId: 'a11', amount: 1, fromCard: false }]);
  });
  test('(3) what exceeds the period stays uncredited and is offered to the oldest debt first', () => {
    const { credits, surplus } = give(8, '2026-11-10', year({}, [5, 3, 5, 1]));
    assert.deepEqual(credits.map(({ obligationId, amount }) => [obligationId, amount]), [['a11', 5]]);
    assert.deepEqual(surplus, [{ line: 'a', amount: 3, offers: [{ obligationId: 'a2', amount: 2 }, { obligationId: 'a4', amount: 1 }] }]);
  });
  test('(3) it goes forward only where the commitment carries its surplus', () => {
    assert.deepEqual(give(12, '2026-11-10', year({ carrySurplus: true })).credits.map(({ obligationId, amount }) => [obligationId, amount]), [['a11', 5], ['a12', 5]]);
    assert.equal(give(12, '2026-11-10', year({ carrySurplus: true })).surplus[0]!.amount, 2);
  });
  test('(4) it may count for several commitments, with its whole amount for each', () => {
    const { credits } = give(2, '2026-11-10', [...year(), ...year({ line: 'b' })]);
    assert.deepEqual(credits.map(({ obligationId, amount }) => [obligationId, amount]), [['a11', 2], ['b11', 2]]);
  });
  test('done outside every period it finds no place, and the debts are offered', () => {
    const { credits, surplus } = give(1, '2025-12-31', year());
    assert.deepEqual([credits, surplus[0]!.offers[0]!.obligationId], [[], 'a1']);
  });
  test('what is followed without a number takes everything', () => {
    assert.deepEqual(give(40, '2026-11-10', [month(11, { amount: null })]), { credits: [{ obligationId: 'a11', amount: 40, fromCard: false }], surplus: [] });
  });
  test('after a correction what was placed by hand keeps its place, and the rest goes by the day', () => {
    const again = (amount: number, kept: { obligationId: string; amount: number }[]) =>
      allocate({ deliverable: { amount, doneOn: plainDate('2026-06-10') }, cards: [], obligations: year(), kept: kept as never, today }).credits.map((one) => [one.obligationId, one.amount]);
    assert.deepEqual(again(7, [{ obligationId: 'a1', amount: 2 }]), [['a1', 2], ['a6', 5]]);
    assert.deepEqual(again(3, [{ obligationId: 'a3', amount: 3 }]), [['a3', 3]]);
    assert.deepEqual(again(1, [{ obligationId: 'a3', amount: 3 }]), [['a3', 1]]);
    assert.deepEqual(again(6, [{ obligationId: 'a6', amount: 2 }]), [['a6', 2], ['a6', 3]]);
  });
  test('what is closed takes nothing; what was let off still takes what is delivered', () => {
    assert.deepEqual(give(1, '2026-11-10', [month(11, { closed: true })]).credits, []);
    assert.deepEqual(give(1, '2026-11-10', [month(11, { excused: 5 })]).credits.map(({ amount }) => amount), [1]);
  });
});

const anyObligations = fc.array(fc.record({
  line: fc.constantFrom('a', 'b', 'c'), number: fc.integer({ min: 1, max: 12 }), amount: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null, freq: 6 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }), excused: fc.nat(4), closed: fc.boolean(), optional: fc.boolean(),
}), { maxLength: 30 }).chain((list) => fc.record({ carry: fc.boolean(), list: fc.constant(list) })).map(({ carry, list }) => {
  const seen = new Map<string, Creditable>();
  for (const { line, number, amount, share, excused, closed, optional } of list)
    seen.set(`${line}${number}`, month(number, { line, amount, credited: amount === null ? 3 : Math.floor(share * amount), excused, closed, optional, carrySurplus: carry }));
  return [...seen.values()];
});

describe('whatever is recorded', () => {
  test('no period takes more than its amount, no commitment counts more than the deliverable has, and nothing is lost', () => fc.assert(fc.property(
    anyObligations, fc.integer({ min: 1, max: 20 }), fc.nat(364), fc.array(fc.nat(40), { maxLength: 3 }), (obligations, amount, offset, picks) => {
      const cards = picks.flatMap((pick) => (obligations[pick] && !obligations[pick].closed ? [obligations[pick].id] : []));
      const { credits, surplus } = allocate({ deliverable: { amount, doneOn: addDays(plainDate('2026-01-01'), offset) }, cards, obligations, today });
      for (const one of obligations) {
        const given = credits.filter(({ obligationId }) => obligationId === one.id).reduce((sum, credit) => sum + credit.amount, 0);
        assert.ok(given <= roomOf(one));
        if (one.closed) assert.equal(given, 0);
      }
      for (const line of new Set(obligations.map((one) => one.line))) {
        const ids = new Set(obligations.filter((one) => one.line === line).map(({ id }) => id));
        const given = credits.filter(({ obligationId }) => ids.has(obligationId)).reduce((sum, credit) => sum + credit.amount, 0);
        const over = surplus.find((one) => one.line === line)?.amount ?? 0;
        assert.equal(given + over, amount);
      }
      for (const { amount: over, offers } of surplus) {
        assert.ok(offers.reduce((sum, offer) => sum + offer.amount, 0) <= over);
        for (const offer of offers) {
          const to = obligations.find(({ id }) => id === offer.obligationId)!;
          assert.ok(to.due < today && !to.closed && !to.optional && offer.amount <= roomOf(to));
          assert.ok(!credits.some(({ obligationId }) => obligationId === offer.obligationId));
        }
      }
    })));
});

describe('without a card', () => {
  const line = (change: Partial<Candidate>): Candidate => ({ sourceId: 'p' as Id, line: 'x', product: 'article', channel: 'portal', amount: 5, optional: false, ...change });
  const find = (...list: Candidate[]) => matchingLines({ product: 'article', channel: 'portal' }, list);
  test('the product must agree, and the channel where both name one', () => {
    assert.deepEqual(find(line({ product: 'video' }), line({ channel: 'press', sourceId: 'q' as Id }), line({ channel: null, line: 'y' })), ['y']);
  });
  test('one plan counts a piece once, its best match; the parent’s plan and our own both count it', () => {
    assert.deepEqual(find(line({ channel: null, line: 'any' }), line({ line: 'portal' }), line({ amount: null, line: 'followed' }), line({ sourceId: 'own' as Id, line: 'own' })), ['portal', 'own']);
  });
});
