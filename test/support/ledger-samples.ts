import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import type { LedgerCredit, LedgerExcuse } from '#features/obligations/rules/ledger.ts';
import type { Owed, ReportRhythm } from '#features/obligations/rules/state.ts';

/** Arbitrary obligations and ledgers for property tests. */
const START = plainDate('2026-01-01');
const someDay = fc.integer({ min: 0, max: 700 }).map((offset): PlainDate => addDays(START, offset));

export const anyOwed: fc.Arbitrary<Owed> = fc.record({
  from: fc.integer({ min: 0, max: 400 }), length: fc.integer({ min: 0, max: 370 }), slack: fc.integer({ min: -5, max: 40 }),
  amount: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null, freq: 4 }), optional: fc.boolean(),
  reportRhythm: fc.constantFrom<ReportRhythm>('month', 'quarter', 'half-year', 'year'),
}).map(({ from, length, slack, amount, optional, reportRhythm }) => {
  const periodFrom = addDays(START, from), periodTo = addDays(periodFrom, length);
  const due = addDays(periodTo, slack);
  return { periodFrom, periodTo, due: due < periodFrom ? periodFrom : due, amount, optional, reportRhythm };
});

const anyCredit: fc.Arbitrary<LedgerCredit> = fc.record({
  amount: fc.integer({ min: 1, max: 6 }), doneOn: someDay, wait: fc.nat(40), confirmedAfter: fc.option(fc.nat(60), { nil: null }), endedAfter: fc.option(fc.nat(90), { nil: null, freq: 3 }),
}).map(({ amount, doneOn, wait, confirmedAfter, endedAfter }) => {
  const knownOn = addDays(doneOn, wait);
  return {
    obligationId: '' as Id, deliverableId: '' as Id, amount, doneOn, knownOn,
    confirmedOn: confirmedAfter === null ? null : addDays(knownOn, confirmedAfter), endedOn: endedAfter === null ? null : addDays(knownOn, endedAfter),
  };
});
const anyExcuse: fc.Arbitrary<LedgerExcuse> = fc.record({ amount: fc.integer({ min: 1, max: 4 }), onDay: someDay });

export interface Ledger { readonly credits: readonly LedgerCredit[]; readonly excuses: readonly LedgerExcuse[]; readonly closedOn: PlainDate | null }
export const anyLedger: fc.Arbitrary<Ledger> = fc.record({
  credits: fc.array(anyCredit, { maxLength: 6 }), excuses: fc.array(anyExcuse, { maxLength: 2 }), closedOn: fc.option(someDay, { nil: null, freq: 5 }),
});
