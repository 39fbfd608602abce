import { test } from 'node:test';
import assert from 'node:assert/strict';
import { plainDate, yearOf } from '#kernel/plain-date.ts';
import { daysOfYear, isWeekend, problemsOf, proposeChoices, proposedTable, type CalendarDayKind } from './yearly-table.ts';

const days = (year: number, kind: CalendarDayKind) => proposedTable(year).days.filter((each) => each.kind === kind).map(({ day }) => day.slice(5));

test('from 2026 there are twelve statutory days off, before that eleven', () => {
  for (const year of [2021, 2024, 2025]) assert.equal(days(year, 'holiday').length, 11, String(year));
  for (const year of [2026, 2027, 2035, 2060]) assert.equal(days(year, 'holiday').length, 12, String(year));
});

test('the proposed days of Tết are the ones that were decreed in 2021 to 2026', () => {
  const decreed: Record<number, string> = { 2021: '02-10', 2022: '01-31', 2023: '01-20', 2024: '02-08', 2025: '01-27', 2026: '02-16' };
  for (const [year, first] of Object.entries(decreed)) {
    const tet = proposedTable(Number(year)).days.filter(({ holiday, kind }) => holiday === 'tet' && kind === 'holiday').map(({ day }) => day.slice(5));
    assert.equal(tet.length, 5);
    assert.equal(tet[0], first, year);
  }
});

test('the second day of Quốc khánh is the one that was decreed in 2021 to 2026', () => {
  const decreed: Record<number, string> = { 2021: '09-03', 2022: '09-01', 2023: '09-01', 2024: '09-03', 2025: '09-01', 2026: '09-01' };
  for (const [year, day] of Object.entries(decreed)) assert.ok(days(Number(year), 'holiday').includes(day), year);
});

test('a holiday on a weekend is made up for on the next working day', () => {
  assert.deepEqual(days(2026, 'observed'), ['04-27']); // Giỗ Tổ, Sunday 26 April
  assert.deepEqual(days(2024, 'observed'), ['02-13', '02-14']); // Tết on Saturday and Sunday
  assert.deepEqual(days(2023, 'observed'), ['01-02', '01-25', '01-26', '05-02', '05-03', '09-04']);
  assert.deepEqual(days(2022, 'observed'), ['01-03', '04-11', '05-02', '05-03']);
  const table = proposedTable(2026).days;
  assert.equal(table.find(({ day }) => day === '2026-04-26')!.pair, '2026-04-27');
  assert.equal(table.find(({ day }) => day === '2026-04-27')!.pair, '2026-04-26');
});

test('the swapped Saturdays that are known for a year are part of its proposal, and marked as not yet seen in a decision', () => {
  assert.deepEqual(days(2026, 'swap_off'), ['01-02', '08-31']);
  assert.deepEqual(days(2026, 'swap_work'), ['01-10', '08-22']);
  assert.ok(proposeChoices(2026).swaps.every(({ citation }) => citation === null));
});

test('every proposed table lies in its year, has no day twice, and makes up for each weekend holiday', () => {
  for (let year = 2021; year <= 2060; year++) {
    const { days } = proposedTable(year);
    assert.equal(new Set(days.map(({ day }) => day)).size, days.length);
    assert.ok(days.every(({ day }) => yearOf(day) === year), String(year));
    assert.equal(days.filter(({ day, kind }) => kind === 'holiday' && isWeekend(day)).length, days.filter(({ kind }) => kind === 'observed').length);
    assert.ok(days.every(({ day, kind }) => (kind !== 'observed' && kind !== 'swap_off') || !isWeekend(day)));
    assert.deepEqual(problemsOf(year, proposeChoices(year)), {});
  }
});

test('years for which no law is kept have no holidays, and no error', () => {
  assert.deepEqual(proposedTable(1999).days, []);
  assert.deepEqual(proposedTable(2099).days, []);
});

test('each mistake in a typed table gets a sentence at its field', () => {
  const choices = proposeChoices(2027);
  const [monday, saturday, holiday] = [plainDate('2027-04-12'), plainDate('2027-04-17'), plainDate('2027-04-30')];
  const at = (changes: object) => Object.keys(problemsOf(2027, { ...choices, ...changes }));
  assert.deepEqual(at({ tetDaysBefore: 7 }), ['tetDaysBefore']);
  assert.deepEqual(at({ swaps: [{ off: monday, work: saturday, citation: null }] }), []);
  assert.deepEqual(at({ swaps: [{ off: saturday, work: saturday, citation: null }] }), ['swaps.0']);
  assert.deepEqual(at({ swaps: [{ off: monday, work: plainDate('2027-04-13'), citation: null }] }), ['swaps.0']);
  assert.deepEqual(at({ swaps: [{ off: holiday, work: saturday, citation: null }] }), ['swaps.0']);
  assert.deepEqual(at({ swaps: [{ off: monday, work: plainDate('2026-04-18'), citation: null }] }), ['swaps.0']);
  assert.deepEqual(at({ extra: [{ day: monday, name: '' }] }), ['extra.0']);
  assert.deepEqual(at({ extra: [{ day: monday, name: 'Quốc tang' }, { day: monday, name: 'Quốc tang' }] }), ['extra.1']);
  assert.deepEqual(at({ extra: [{ day: saturday, name: 'Quốc tang' }] }), ['extra.0']);
});

test('a swap next to a weekend holiday is not used as its day in lieu', () => {
  const days = daysOfYear(2026, { ...proposeChoices(2026), swaps: [{ off: plainDate('2026-04-27'), work: plainDate('2026-04-18'), citation: null }] });
  assert.equal(days.find(({ holiday, kind }) => holiday === 'hung-kings' && kind === 'observed')!.day, '2026-04-28');
});
