import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import type { FrameChoice } from '#features/organisations/rules/frame.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, reasonsFor, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { changeRegime } from './actions/change-regime.ts';
import { acceptReport } from './actions/receive-report.ts';
import { startUnitReport } from './actions/start-report.ts';
import { submitReport } from './actions/submit-report.ts';
import { figuresOf } from './actions/figures-of.ts';
import { addCounts, NO_OBLIGATIONS, unitsAsShown, type Figures } from './rules/figures.ts';
import { rulesOf, rulesValues } from './rules-page.tsx';
import { frozenFigures } from './store/frozen.ts';
import { lastVersions, regime, report } from './store/reports.ts';

describe('a consolidated report over a window in which communes were merged', () => {
  const round = 'quarter/2026-07-01';
  let web: TestWeb, province: Worked, consolidated: Id, db: Awaited<ReturnType<typeof testDb>>['db'], t: ReturnType<typeof actingFor>, figures: (frame: FrameChoice) => Promise<Figures>;
  before(async () => {
    ({ db, web, province } = await workedWorld());
    t = actingFor(db, { today: '2026-11-20', seed: 9 });
    const october = t.on('2026-10-06'), second = await october.run((a) => startUnitReport(a, { regimeId: province.regime, periodKey: round, organisationId: province.communes[1]!, scope: 'unit' }));
    await october.run(async (a) => submitReport(a, web.files, { reportId: second.id, seen: second.row_version, reason: null, missing: await reasonsFor(a, second.id) }));
    for (const id of [province.report, second.id]) await october.run(async (a) => { await acceptReport(a, { reportId: id, seen: (await report(a.tx, id))!.row_version }); });
    useSuccessionParts(...SUCCESSION_PARTS);
    const done = await t.on('2026-11-02').run((a) => reorganise(a, { scopeId: province.root, answers: () => ({ answers: () => undefined }), events: [
      { kind: 'merge', units: province.communes.slice(0, 2), into: { fresh: { name: 'UBND phường Bình Đức', unitKind: 'ward' } }, line: 1, onDay: plainDate('2026-11-01'), citation: 'Nghị quyết sắp xếp', reason: '' },
    ] }));
    assert.ok(done.applied, JSON.stringify([done.planned.faults, done.parts.map(({ plan }) => plan.open)]));
    consolidated = (await t.run((a) => startUnitReport(a, { regimeId: province.regime, periodKey: round, organisationId: province.root, scope: 'consolidated' }))).id;
    figures = async (frame) => {
      const under = (await regime(db, province.regime))!;
      await t.run((a) => changeRegime(a, { regimeId: under.id, seen: under.row_version, rules: { approval: 'one-step', lock: null, requiredSections: [], frame } }));
      return figuresOf(db, web.files, (await report(db, consolidated))!, (await regime(db, province.regime))!, plainDate('2026-11-20'));
    };
    await people(t, [{ userName: 'dau-moi@songtra.example', name: 'Phạm Đầu Mối', at: province.root, roles: ['focal', 'approver'] }]);
  });
  after(() => web.close());

  const total = (shown: ReturnType<typeof unitsAsShown>) => [shown.map((row) => row.obligations).reduce(addCounts, NO_OBLIGATIONS), shown.reduce((sum, row) => sum + row.debts, 0), shown.reduce((sum, row) => sum + (row.amounts[province.column] ?? 0), 0)];

  it('shows the communes as they were, or the one they became, with the same sums', async () => {
    const then = await figures('then'), today = await figures('today');
    assert.deepEqual(unitsAsShown(then).map((row) => row.name).sort(), ['UBND phường Đức Phổ', 'UBND xã Bình An']);
    assert.deepEqual(unitsAsShown(today).map((row) => [row.name, row.parts.length]), [['UBND phường Bình Đức', 2]]);
    assert.deepEqual(total(unitsAsShown(today)), total(unitsAsShown(then)));
    for (const [day, rows] of [['2026-10-31', ['UBND phường Đức Phổ', 'UBND xã Bình An']], ['2026-11-01', ['UBND phường Bình Đức']]] as const) {
      const on = await figures(plainDate(day));
      assert.deepEqual([on.frame!.day, unitsAsShown(on).map((row) => row.name).sort(), total(unitsAsShown(on))], [day, rows, total(unitsAsShown(then))]);
    }
    assert.deepEqual([today.lines, today.obligations, today.units], [then.lines, then.obligations, then.units]);
  });
  it('wants the day where a day is chosen, and shows it again in the form', () => {
    const form = { approval: 'one-step', lockDays: '', lockCounting: 'working-days', requiredSections: [], frame: 'day' } as const;
    assert.throws(() => rulesOf({ ...form, requiredSections: [], frameDay: '' }), /Hãy ghi ngày xếp đơn vị/);
    assert.deepEqual((({ frame, frameDay }) => [frame, frameDay])(rulesValues(rulesOf({ ...form, requiredSections: [], frameDay: '30/06/2025' }))), ['day', '2025-06-30']);
  });
  it('freezes which units it shows, opens every added report from the merged row, and says the day in its words', async () => {
    await figures('today');
    const current = (await report(db, consolidated))!;
    await t.run((a) => submitReport(a, web.files, { reportId: consolidated, seen: current.row_version, reason: null }));
    const version = (await lastVersions(db, [consolidated])).get(consolidated)!;
    await figures('then'); // what the regime says later changes nothing that was sent
    const frozen = await frozenFigures(web.files, version);
    assert.deepEqual([frozen.frame?.day, frozen.frame?.rows.map((row) => row.name)], ['2026-11-20', ['UBND phường Bình Đức']]);
    const response = await fetch(`${web.origin}/lam-viec/bao-cao/${consolidated}/dong?cot=${encodeURIComponent(province.column)}&ban=1`, { headers: { cookie: `__Host-loa=${await cookieFor(db, web, 'dau-moi@songtra.example')}` } }), html = await response.text();
    assert.equal(response.status, 200);
    assert.match(html, /UBND phường Bình Đức/);
    assert.match(html, new RegExp(`/lam-viec/bao-cao/${province.report}/dong\\?cot=`));
    assert.match(html, /Đơn vị theo ngày 20\/11\/2026/);
  });
});
