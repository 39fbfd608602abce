import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { metOn, standingOn } from './ledger.ts';
import { anyLedger, anyOwed } from '#test/support/ledger-samples.ts';
import { debtOf, dueWords, isSilent, lastReportingPeriodStart, lightOf, NOTHING_DONE, restOf, stateOn, STATES, type Owed, type Standing } from './state.ts';

const november: Owed = { periodFrom: plainDate('2026-11-01'), periodTo: plainDate('2026-11-30'), due: plainDate('2026-11-30'), amount: 5, optional: false, reportRhythm: 'quarter' };
const day = (text: string): PlainDate => plainDate(text);
const with_ = (change: Partial<Standing>): Standing => ({ ...NOTHING_DONE, ...change });

describe('the state of an obligation on a day', () => {
  const cases: [string, Owed, Standing, string, string][] = [
    ['before its period', november, NOTHING_DONE, '2026-10-31', 'upcoming'],
    ['in its period', november, NOTHING_DONE, '2026-11-01', 'open'],
    ['in part', november, with_({ credited: 2, creditedInTime: 2 }), '2026-11-20', 'partly-met'],
    ['on the due day', november, with_({ credited: 2 }), '2026-11-30', 'partly-met'],
    ['the day after', november, with_({ credited: 2 }), '2026-12-01', 'missed'],
    ['complete', november, with_({ credited: 5, creditedInTime: 5 }), '2026-11-20', 'met'],
    ['recorded late but done in time', november, with_({ credited: 5, creditedInTime: 5 }), '2027-03-01', 'met'],
    ['done late', november, with_({ credited: 5, creditedInTime: 4 }), '2027-03-01', 'met-late'],
    ['let off', november, with_({ excused: 5 }), '2026-12-10', 'excused'],
    ['let off in part, the rest done', november, with_({ excused: 2, credited: 3, creditedInTime: 3 }), '2026-12-10', 'met'],
    ['let off, delivered all the same', november, with_({ excused: 5, credited: 5, creditedInTime: 0 }), '2026-12-10', 'met'],
    ['conditional and not done', { ...november, optional: true }, NOTHING_DONE, '2026-12-10', 'optional'],
    ['without a number', { ...november, amount: null }, NOTHING_DONE, '2026-12-10', 'followed'],
    ['taken back', november, with_({ closed: true, credited: 2 }), '2026-12-10', 'closed'],
  ];
  for (const [name, owed, known, today, state] of cases) test(`${name}: ${state}`, () => assert.equal(stateOn(owed, known, day(today)), state));

  test('every state has a sign on the board', () => { for (const state of STATES) assert.ok(['green', 'amber', 'red', 'none'].includes(lightOf(state))); });

  test('what is left, in words: days late, days left, today', () => {
    assert.equal(dueWords('missed', day('2026-10-31'), day('2026-11-20')), 'Quá hạn 20 ngày');
    assert.equal(dueWords('open', day('2026-11-30'), day('2026-11-20')), 'Còn 10 ngày');
    assert.equal(dueWords('open', day('2026-11-20'), day('2026-11-20')), 'Đến hạn hôm nay');
    assert.equal(dueWords('met', day('2026-11-20'), day('2026-11-20')), null);
  });
});

describe('followed without a number', () => {
  const year: Owed = { ...november, periodFrom: plainDate('2026-01-01'), periodTo: plainDate('2026-12-31'), due: plainDate('2026-12-31'), amount: null };
  const cases: [string, string | null, boolean][] = [
    ['2026-03-31', null, false], // the first quarter is not over
    ['2026-04-01', null, true],
    ['2026-04-01', '2026-01-02', false],
    ['2026-07-01', '2026-03-31', true],
    ['2026-07-01', '2026-07-01', false], // done since
    ['2027-02-01', '2026-09-30', true], // the last quarter of its year stays the one that is asked about
    ['2027-02-01', '2026-10-01', false],
  ];
  for (const [today, lastDone, silent] of cases)
    test(`on ${today}, last done ${lastDone ?? 'never'}: ${silent ? 'amber' : 'quiet'}`, () => assert.equal(isSilent(year, with_({ lastDone: lastDone === null ? null : day(lastDone) }), day(today)), silent));

  test('a plan issued in the middle of a quarter is not blamed for that quarter', () => {
    const issued: Owed = { ...year, periodFrom: plainDate('2026-02-10') };
    assert.equal(isSilent(issued, NOTHING_DONE, day('2026-04-02')), false);
    assert.equal(isSilent(issued, NOTHING_DONE, day('2026-07-01')), true);
  });

  test('never missed by count and never a debt, on any day', () => fc.assert(fc.property(anyOwed, anyLedger, fc.integer({ min: -400, max: 800 }), (owed, ledger, offset) => {
    const today = addDays(owed.periodFrom, offset), followed: Owed = { ...owed, amount: null };
    const known = standingOn(followed, ledger, today);
    assert.ok(['followed', 'upcoming', 'closed'].includes(stateOn(followed, known, today)));
    assert.equal(debtOf(followed, known, today), 0);
    const start = lastReportingPeriodStart(followed, today);
    if (start) assert.ok(start >= followed.periodFrom && start < today);
  })));
});

describe('debts', () => {
  test('are due − credited − let off on every date, by what was known on that date', () => fc.assert(fc.property(anyOwed, anyLedger, fc.integer({ min: -400, max: 800 }), (owed, ledger, offset) => {
    const today = addDays(owed.periodFrom, offset), known = standingOn(owed, ledger, today);
    const owes = owed.amount !== null && !owed.optional && !known.closed && owed.due < today;
    assert.equal(debtOf(owed, known, today), owes ? Math.max(0, owed.amount! - known.credited - known.excused) : 0);
    assert.equal(stateOn(owed, known, today) === 'missed', owes && debtOf(owed, known, today) > 0);
    assert.ok(debtOf(owed, known, today) <= restOf(owed, known));
  })));

  test('what is recorded tomorrow does not change what was so today', () => fc.assert(fc.property(anyOwed, anyLedger, fc.nat(700), (owed, ledger, offset) => {
    const today = addDays(owed.periodFrom, offset);
    const then = { ...ledger, credits: ledger.credits.filter(({ knownOn }) => knownOn <= today), excuses: ledger.excuses.filter(({ onDay }) => onDay <= today) };
    assert.deepEqual(standingOn(owed, ledger, today), standingOn(owed, then, today));
  })));

  test('a confirmed count never exceeds the recorded one', () => fc.assert(fc.property(anyOwed, anyLedger, fc.nat(700), (owed, ledger, offset) => {
    const today = addDays(owed.periodFrom, offset);
    assert.ok(standingOn(owed, ledger, today, 'confirmed').credited <= standingOn(owed, ledger, today).credited);
  })));

  test('the day it was met is the day done of the piece that completed it', () => {
    const pieces = [{ amount: 2, doneOn: day('2026-11-20') }, { amount: 2, doneOn: day('2026-11-03') }, { amount: 1, doneOn: day('2026-12-02') }];
    assert.deepEqual([metOn(4, pieces), metOn(5, pieces), metOn(6, pieces)], ['2026-11-20', '2026-12-02', null]);
  });
});
