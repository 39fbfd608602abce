import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { frameChoiceOf, frameOptions, frameQuery } from './frame-choice.ts';
import { addSeries, MEASURES, wordsOf } from './measures.ts';
import { periodChoices, periodOf } from './period-choice.ts';
import { addCells, addStandings, NO_STANDING, onTime, standingOf } from './standings.ts';

const today = plainDate('2026-11-20');

describe('what a board is asked for', () => {
  it('reads a period from the address, of this year or an earlier one; the running one by its kind', () => {
    assert.deepEqual(['quarter', '2026-q4', '2025-q3', '2024', '2025-07'].map((key) => periodOf(key, today)!.label), ['quý IV/2026', 'quý IV/2026', 'quý III/2025', 'năm 2024', 'tháng 7/2025']);
    assert.deepEqual(periodOf('2025-q3', today)!.window, { from: '2025-07-01', to: '2025-09-30' });
    assert.deepEqual([undefined, '', '2025-q5', '2025-13', '1999', 'x'].map((key) => periodOf(key, today)), [null, null, null, null, null, null]);
  });
  it('offers the running periods and every earlier one once, none that has not begun', () => {
    const groups = periodChoices(today, [2026, 2025]), keys = groups.flatMap((group) => group.options.map((one) => one.key));
    assert.deepEqual(groups[0]!.options.map((one) => one.key), ['2026-11', '2026-q4']);
    assert.deepEqual(groups[2]!.options.map((one) => one.key), ['2025', '2025-q4', '2025-q3', '2025-q2', '2025-q1']);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every((key) => periodOf(key, today)!.window.from <= today) && keys.includes('2026-01'));
  });
  it('reads a frame from the form or the address; what is no day is today', () => {
    assert.deepEqual([{}, { khung: 'khi-do' }, { khung: 'ngay', ngay: '30/06/2025' }, { khung: '2025-06-30' }, { khung: 'ngay', ngay: '' }, { khung: '2025-02-30' }].map(frameChoiceOf), ['today', 'then', '2025-06-30', '2025-06-30', 'today', 'today']);
    assert.deepEqual([frameQuery('today'), frameQuery('then')], [{}, { khung: 'khi-do' }]);
  });
  it('offers the day before each reorganisation, and any day', () => {
    const days = ['2025-03-01', '2025-07-01', '2025-07-01'].map(plainDate);
    assert.deepEqual(frameOptions(days, 'today').map((one) => one.key), ['hien-nay', 'khi-do', '2025-06-30', '2025-02-28', 'ngay']);
    assert.deepEqual(frameOptions(days, plainDate('2024-05-05')).map((one) => one.key).slice(-2), ['2024-05-05', 'ngay']);
  });
});

describe('figures of several units as one', () => {
  const card = { state: 'met', amount: 2, optional: false, excused: 0, credited: 2, due: plainDate('2026-10-31'), debt: 0, periodFrom: plainDate('2026-10-01') } as const;
  it('adds counts and shows the worse light', () => {
    const cell = { organisationId: 'a' as Id, itemId: 'i' as Id, light: 'green' as const, obligations: 1, amount: null, credited: 1, confirmed: 1, missed: 0, debt: 0 };
    assert.deepEqual(addCells(cell, { ...cell, light: 'red', amount: 3, debt: 2 }), { ...cell, light: 'red', obligations: 2, amount: 3, credited: 2, confirmed: 2, debt: 2 });
    assert.equal(addCells({ ...cell, light: 'amber' }, cell).light, 'amber');
    assert.equal(addCells(undefined, cell), cell);
  });
  it('counts a card once: in time, late, missed, open, let off, or nowhere', () => {
    const one = (change: Partial<Parameters<typeof standingOf>[0]>) => standingOf({ ...card, ...change } as Parameters<typeof standingOf>[0], today);
    assert.deepEqual(one({}), { ...NO_STANDING, due: 1, metInTime: 1, amount: 2, credited: 2 });
    assert.equal(one({ state: 'met-late' })!.metLate, 1);
    assert.deepEqual(one({ state: 'missed', credited: 1, debt: 1 }), { ...NO_STANDING, due: 1, missed: 1, amount: 2, credited: 1, debt: 1 });
    assert.deepEqual(one({ state: 'open', credited: 0, due: plainDate('2026-11-25') }), { ...NO_STANDING, open: 1, dueSoon: 1, amount: 2 });
    assert.deepEqual(one({ state: 'excused', excused: 2, credited: 0 }), { ...NO_STANDING, excused: 1 });
    assert.deepEqual([one({ state: 'closed' }), one({ optional: true }), one({ amount: null, state: 'followed' })], [null, null, null]);
  });
  it('makes a rate of sums, never a mean of rates', () => {
    const sum = addStandings({ ...NO_STANDING, due: 1, metInTime: 1 }, { ...NO_STANDING, due: 9, metInTime: 0 });
    assert.equal(onTime(sum), 0.1);
    assert.equal(onTime(NO_STANDING), null);
    const series = addSeries({ '2025': { count: 1, of: 1 } }, { '2025': { count: 0, of: 9 }, '2026': { count: 1, of: 2 } });
    assert.deepEqual(['2025', '2026', '2027'].map((key) => wordsOf(MEASURES[0]!, series[key]).text), ['10 %', '50 %', '–']);
  });
});
