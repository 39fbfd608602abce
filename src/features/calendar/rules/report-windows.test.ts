import { test } from 'node:test';
import assert from 'node:assert/strict';
import { addDays } from '#kernel/plain-date.ts';
import { dueOf } from './due.ts';
import { REPORT_WINDOWS, reportPeriodsOf } from './report-windows.ts';
import { PROPOSED_CALENDAR as calendar, workingDaysBetween } from './working-days.ts';

const windows = (id: string) => REPORT_WINDOWS.find((each) => each.id === id)!;

test('Decree 09/2019 counts from the 15th to the 14th', () => {
  const data = Object.fromEntries(reportPeriodsOf(windows('decree-09-2019'), 2026).map(({ period, data }) => [period.label, `${data.from} ${data.to}`]));
  assert.equal(Object.keys(data).length, 12 + 4 + 2 + 1 + 1);
  assert.equal(data['tháng 01/2026'], '2025-12-15 2026-01-14');
  assert.equal(data['tháng 11/2026'], '2026-10-15 2026-11-14');
  assert.equal(data['quý I/2026'], '2025-12-15 2026-03-14');
  assert.equal(data['quý IV/2026'], '2026-09-15 2026-12-14');
  assert.equal(data['6 tháng đầu năm 2026'], '2025-12-15 2026-06-14');
  assert.equal(data['6 tháng cuối năm 2026'], '2026-06-15 2026-12-14');
  assert.equal(data['9 tháng năm 2026'], '2025-12-15 2026-09-14');
  assert.equal(data['năm 2026'], '2025-12-15 2026-12-14');
});

test('the reports on public administration reform are quarter I, six months, quarter III and the year, by the 20th', () => {
  const periods = reportPeriodsOf(windows('par-581'), 2026);
  assert.deepEqual(periods.map(({ period, data }) => [period.label, data.from, data.to]), [
    ['quý I/2026', '2025-12-15', '2026-03-14'], ['6 tháng đầu năm 2026', '2025-12-15', '2026-06-14'], ['quý III/2026', '2026-06-15', '2026-09-14'], ['năm 2026', '2025-12-15', '2026-12-14'],
  ]);
  const due = periods.map(({ period }) => dueOf(windows('par-581').deadline, { period, calendar, roll: 'back' })!.due);
  assert.deepEqual(due, ['2026-03-20', '2026-06-19', '2026-09-18', '2026-12-18']);
});

test('monthly windows follow one another without gap or overlap, over the turn of the year too', () => {
  const months = [2025, 2026, 2027].flatMap((year) => reportPeriodsOf({ ...windows('decree-09-2019'), periods: [{ kind: 'month' }] }, year));
  for (const [i, { data }] of months.entries()) if (i > 0) assert.equal(data.from, addDays(months[i - 1]!.data.to, 1));
});

test('between the cut-off and the deadline of every report lies at least one working day (Decree 09/2019)', () => {
  for (const regime of REPORT_WINDOWS.filter(({ cut }) => cut)) {
    for (let year = 2022; year <= 2060; year++) {
      for (const { period, data } of reportPeriodsOf(regime, year)) {
        const { due } = dueOf(regime.deadline, { period, calendar, roll: 'back' })!;
        assert.ok(workingDaysBetween(calendar, data.to, due) >= 1, `${regime.id} ${period.label}`);
      }
    }
  }
});

test('every regime says where it comes from', () => { for (const { citation } of REPORT_WINDOWS) assert.ok(citation.length > 10) });
