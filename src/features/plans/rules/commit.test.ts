import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { commitmentsOf, type CommitContext } from './commit.ts';
import type { Rate, TaskContent } from './content.ts';

const context: CommitContext = {
  citation: { type: 'Kế hoạch', number: '07/KH-UBND', date: plainDate('2026-01-12'), issuer: 'UBND tỉnh', title: 'Tuyên truyền' }, window: { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') }, calendar: PROPOSED_CALENDAR,
};
const rate = (per: Rate['per']): Rate => ({ count: 1, unit: 'báo cáo', per, durationMinutes: null, product: 'Báo cáo', productKey: 'report', channelKey: null, unitSet: false });
const report = (pers: readonly Rate['per'][]): TaskContent => ({
  printedIndex: 'V.4', title: 'Báo cáo', parentIndex: null, parentTitle: null, channel: null, product: 'report', themes: [], timing: null, period: { kind: 'recurring', from: null, to: null }, rates: pers.map(rate), amount: null,
  deadline: { kind: 'date', mode: 'before', date: plainDate('2026-11-25') }, roll: 'back', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'report', note: null,
});
const party = { role: 'lead', asWritten: 'UBND các xã', optional: false, party: { kind: 'group', id: 'g' as Id, name: 'UBND các xã' }, units: [] } as const;
const owed = (pers: readonly Rate['per'][]) => commitmentsOf({ itemId: 'i' as Id, content: report(pers), parties: [party] }, context)
  .flatMap((draft) => draft.instances.map(({ period, due }) => [period.label, due?.due])).sort((a, b) => (a[1]! < b[1]! ? -1 : 1));

describe('a reporting clause', () => {
  it('"hằng quý, 6 tháng, năm; báo cáo năm gửi trước ngày 25/11" owes four reports, the yearly one by its printed day', () => {
    assert.deepEqual(owed(['quarter', 'half-year', 'year']), [['quý I/2026', '2026-03-31'], ['6 tháng đầu năm 2026', '2026-06-30'], ['quý III/2026', '2026-09-30'], ['năm 2026', '2026-11-23']]);
  });
  it('"hằng quý" alone owes all four quarters', () => { assert.equal(owed(['quarter']).length, 4); });
  it('"hằng tháng, năm" keeps the months whose end no longer report shares', () => { assert.deepEqual(owed(['month', 'year']).length, 12); });
});
