import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { correct } from '#features/deliverables/actions/correct.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { deliverableRow } from '#features/deliverables/store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { figuresOf } from './actions/figures-of.ts';
import { openRegime } from './actions/open-regime.ts';
import { acceptReport, returnReport } from './actions/receive-report.ts';
import { startUnitReport } from './actions/start-report.ts';
import { submitReport } from './actions/submit-report.ts';
import { definitionOf, proposeRegime } from './rules/regime-from-clause.ts';
import { figuresChanged } from './store/drill-down.ts';
import { frozenFigures } from './store/frozen.ts';
import { regime, report, versionsOf } from './store/reports.ts';

const KEY = 'quarter/2026-07-01';

async function setting() {
  const { db } = await testDb(), files = await openLocalFiles(tempFolder('reports')), t = actingFor(db, { today: '2026-09-15' }), province = await smallProvince(t, { communes: 3 });
  const clause = { who: null, toWhom: 'UBND tỉnh', via: 'Sở Nội vụ', cadence: ['quarter'], deadline: null };
  const regimeId = await t.run((a) => openRegime(a, {
    ownerId: province.root, name: 'Báo cáo', citation: 'Kế hoạch số 07/KH-UBND', planId: null, definition: definitionOf(proposeRegime(clause, 'UBND tỉnh'), province.communes.map((id) => ({ kind: 'organisation', id }))), validFrom: plainDate('2026-01-01'), validTo: null,
  }));
  const article = async (unit: Id, doneOn: string, amount: number, when: TestActing = t) => {
    const { id } = await when.run((a) => record(a, { organisationId: unit, form: { product: 'article', title: `Bài ngày ${doneOn}`, doneOn: plainDate(doneOn), amount }, evidence: [{ kind: 'link', url: `https://x.example/${doneOn}-${amount}` }] }));
    await when.run((a) => confirm(a, { deliverableId: id, rowVersion: null }));
    return id;
  };
  const start = (unit: Id, scope: 'unit' | 'consolidated' = 'unit') => t.run((a) => startUnitReport(a, { regimeId, periodKey: KEY, organisationId: unit, scope }));
  const send = async (id: Id, reason: string | null = null, when: TestActing = t) => when.run(async (a) => submitReport(a, files, { reportId: id, seen: (await report(a.tx, id))!.row_version, reason }));
  return { db, files, t, province, regimeId, article, start, send };
}

describe('a report', () => {
  it('counts confirmed work of the window of Decree 09/2019 (15 June to 14 September) and nothing else', async () => {
    const { db, files, t, province: { communes }, article, start } = await setting();
    for (const [day, amount] of [['2026-06-14', 100], ['2026-06-15', 1], ['2026-09-14', 2], ['2026-09-15', 100]] as const) await article(communes[0]!, day, amount);
    await article(communes[1]!, '2026-07-01', 50);
    await t.run((a) => record(a, { organisationId: communes[0]!, form: { product: 'article', title: 'Chưa xác nhận', doneOn: plainDate('2026-07-02'), amount: 7 } }));
    const draft = await start(communes[0]!), figures = await figuresOf(db, files, draft, (await regime(db, draft.regime_id))!, plainDate('2026-09-15'));
    assert.deepEqual(figures.lines.map((line) => [line.column, line.amount, line.deliverables.length]), [['Tin, bài', 3, 2]]);
    assert.equal(figures.waiting, 1);
  });

  it('is frozen when it is sent: the bytes behind every version stay, a correction lists what changed', async () => {
    const { db, files, t, province: { communes }, article, start, send } = await setting();
    const first = await article(communes[0]!, '2026-07-01', 2), draft = await start(communes[0]!);
    await send(draft.id);
    assert.equal((await deliverableRow(db, first))!.status, 'locked');
    const before = (await versionsOf(db, draft.id))[0]!, bytes = await files.read(before.docx_sha256);

    await article(communes[0]!, '2026-08-01', 3);
    await assert.rejects(send(draft.id), /lý do/);
    const { differences } = await send(draft.id, 'Bổ sung bài tháng 8');
    assert.deepEqual(differences, ['Tin, bài (tin, bài): 2 → 5']);
    const versions = await versionsOf(db, draft.id);
    assert.deepEqual(versions.map((version) => [version.version, version.reason]), [[2, 'Bổ sung bài tháng 8'], [1, null]]);
    assert.deepEqual(await files.read(versions[1]!.docx_sha256), bytes);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), versions[1]!.docx_sha256);
    assert.equal((await frozenFigures(files, versions[1]!)).lines[0]!.amount, 2);
    const text = Buffer.from(unzipSync(await files.read(versions[0]!.docx_sha256))['word/document.xml']!).toString();
    assert.match(text.replace(/<[^>]+>/g, ' '), /Tin, bài\s+tin, bài\s+5/);

    const row = (await deliverableRow(db, first))!;
    await t.run((a) => correct(a, { deliverableId: first, rowVersion: row.row_version, form: { product: 'article', title: 'Bài sửa', doneOn: plainDate('2026-07-01'), amount: 1 }, reason: 'Đếm nhầm', markReport: true }));
    assert.equal(await figuresChanged(db, draft.id), true, 'số liệu đã đổi');
  });

  it('is returned with a reason, which frees what it had locked, and sent again', async () => {
    const { db, t, province: { communes }, article, start, send } = await setting();
    const id = await article(communes[0]!, '2026-07-01', 2), draft = await start(communes[0]!);
    await send(draft.id);
    const sent = (await report(db, draft.id))!;
    await assert.rejects(t.run((a) => returnReport(a, { reportId: draft.id, seen: sent.row_version, reason: '' })), /lý do/);
    await t.run((a) => returnReport(a, { reportId: draft.id, seen: sent.row_version, reason: 'Thiếu phần tồn tại' }));
    assert.equal((await deliverableRow(db, id))!.status, 'confirmed');
    assert.equal((await report(db, draft.id))!.returned_reason, 'Thiếu phần tồn tại');
    await send(draft.id);
    assert.equal((await report(db, draft.id))!.status, 'submitted');
  });

  it('above adds the accepted ones, names the missing, and may be sent without them', async () => {
    const { db, files, t, province: { root, communes }, article, start, send } = await setting();
    for (const [index, unit] of communes.slice(0, 2).entries()) {
      await article(unit, '2026-07-01', index + 2);
      const draft = await start(unit);
      await send(draft.id);
      if (index === 0) await t.run(async (a) => acceptReport(a, { reportId: draft.id, seen: (await report(a.tx, draft.id))!.row_version }));
    }
    const whole = await start(root, 'consolidated');
    await send(whole.id);
    const figures = await frozenFigures(files, (await versionsOf(db, whole.id))[0]!);
    assert.equal(figures.lines[0]!.amount, 2, 'only what was accepted');
    assert.deepEqual(figures.units.map((unit) => unit.name), ['UBND xã Mẫu 1']);
    assert.deepEqual(figures.missing.map((unit) => unit.name), ['UBND xã Mẫu 2', 'UBND xã Mẫu 3']);
    assert.deepEqual((await report(db, whole.id))!.closed_without?.map((unit) => unit.name), ['UBND xã Mẫu 2', 'UBND xã Mẫu 3']);
  });

  it('two people who open it at once work on the same one; a stale form is told so', async () => {
    const { t, province: { communes }, start } = await setting();
    const [a, b] = await Promise.all([start(communes[0]!), start(communes[0]!)]);
    assert.equal(a.id, b.id);
    await assert.rejects(t.run((acting) => acceptReport(acting, { reportId: a.id, seen: 99 })), /không nhận được/);
  });
});
