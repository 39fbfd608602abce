import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { unzipSync } from 'fflate';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Permission, Role } from '#platform/policy.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { importSongTraPlan, reasonsFor, songTra } from '#test/support/worked-province.ts';
import { approveReport } from './actions/approve-report.ts';
import { changeRegime } from './actions/change-regime.ts';
import { figuresOf, gapsIn } from './actions/figures-of.ts';
import { grantExtension } from './actions/grant-extension.ts';
import { openRegime } from './actions/open-regime.ts';
import { acceptReport, returnReport } from './actions/receive-report.ts';
import { startUnitReport } from './actions/start-report.ts';
import { forMany } from './actions/step-above.ts';
import { submitReport } from './actions/submit-report.ts';
import { undoStep } from './actions/undo-step.ts';
import { reportsPolicy } from './policy.ts';
import { changedSince } from './rules/figures.ts';
import { isTaken } from './rules/states.ts';
import { definitionOf, proposeRegime } from './rules/regime-from-clause.ts';
import { extensionsOfRound } from './store/extensions.ts';
import { frozenFigures } from './store/frozen.ts';
import { gapsOf } from './store/gaps.ts';
import { regime, report, reportsOfRound, versionsOf } from './store/reports.ts';
import { stepsOf } from './store/steps.ts';
import { waitingRounds } from './store/waiting.ts';

const KEY = 'quarter/2026-07-01';

/** A province with a plan and a two-step regime that locks five working days after 17 September. */
async function setting() {
  const { db } = await testDb(), files = await openLocalFiles(tempFolder('approval')), start = actingFor(db, { today: '2026-01-09', seed: 21 }), province = await songTra(start);
  const planId = await importSongTraPlan(start, files, province.root), t = start.on('2026-09-16');
  const clause = { who: null, toWhom: 'UBND tỉnh', via: null, cadence: ['quarter'], deadline: null };
  const regimeId = await t.run((a) => openRegime(a, {
    ownerId: province.root, name: 'Báo cáo', citation: 'Kế hoạch số 09/KH-UBND', planId, validFrom: plainDate('2026-01-01'), validTo: null,
    definition: { ...definitionOf(proposeRegime(clause, 'UBND tỉnh'), province.communes.map((id) => ({ kind: 'organisation', id }))), approval: 'two-step', lock: { days: 5, counting: 'working-days' }, requiredSections: ['direction'] },
  }));
  const seen = async (id: Id) => (await report(db, id))!.row_version;
  const begin = (unit: Id) => t.run((a) => startUnitReport(a, { regimeId, periodKey: KEY, organisationId: unit, scope: 'unit' }));
  const send = (id: Id, when: TestActing = t, reason: string | null = null) => when.run(async (a) => submitReport(a, files, { reportId: id, seen: await seen(id), reason, missing: await reasonsFor(a, id) }));
  const sent = async (unit: Id) => { const draft = await begin(unit); await send(draft.id); return draft.id; };
  const holds = (role: Role, accountId: Id, when: TestActing = t) => when.as(actorFor({ accountId, personName: `${role} ${accountId.slice(-2)}`, may: async (permission: Permission) => ((reportsPolicy as Record<string, readonly Role[]>)[permission] ?? []).includes(role) }));
  return { db, files, t, province, regimeId, seen, begin, send, sent, focal: holds('focal', t.newId()), leader: holds('approver', t.newId()), holds };
}

describe('a report under two steps', () => {
  it('is frozen by the desk, locked by the leader, and opened again only there, with a reason that stays', async () => {
    const { db, sent, send, focal, leader, seen, province: { communes } } = await setting(), id = await sent(communes[0]!);
    await assert.rejects(leader.run(async (a) => acceptReport(a, { reportId: id, seen: await seen(id) })), /chưa được giao quyền/);
    await assert.rejects(leader.run(async (a) => approveReport(a, { reportId: id, seen: await seen(id) })), /không phê duyệt được/);
    await focal.run(async (a) => acceptReport(a, { reportId: id, seen: await seen(id) }));
    await assert.rejects(send(id, undefined, 'Bổ sung số liệu'), /đã nhận, chờ phê duyệt nên không gửi được.*trả lại/);
    await assert.rejects(focal.run(async (a) => approveReport(a, { reportId: id, seen: await seen(id) })), /chưa được giao quyền/);
    await leader.run(async (a) => approveReport(a, { reportId: id, seen: await seen(id) }));
    assert.equal((await report(db, id))!.status, 'approved');

    await assert.rejects(focal.run(async (a) => returnReport(a, { reportId: id, seen: await seen(id), reason: 'Sai số liệu' })), /không trả lại được/);
    await assert.rejects(focal.run(async (a) => undoStep(a, { reportId: id, seen: await seen(id), reason: 'Sai số liệu' })), /chưa được giao quyền/);
    await assert.rejects(leader.run(async (a) => undoStep(a, { reportId: id, seen: await seen(id), reason: ' ' })), /lý do bỏ phê duyệt/);
    await leader.run(async (a) => undoStep(a, { reportId: id, seen: await seen(id), reason: 'Xã báo nhầm số lớp tập huấn' }));
    await focal.run(async (a) => undoStep(a, { reportId: id, seen: await seen(id), reason: 'Chờ xã xác nhận lại' }));
    const now = (await report(db, id))!;
    assert.deepEqual([now.status, now.accepted_by_name, now.approved_by_name], ['submitted', null, null]);
    assert.deepEqual((await stepsOf(db, id)).map((step) => [step.step, step.reason]).toReversed(), [['accepted', null], ['approved', null], ['approval-undone', 'Xã báo nhầm số lớp tập huấn'], ['acceptance-undone', 'Chờ xã xác nhận lại']]);
    await send(id, undefined, 'Sửa số lớp tập huấn');
    assert.equal((await report(db, id))!.version, 2);
  });

  it('is two people: who took it does not approve it', async () => {
    const { t, sent, seen, province: { communes } } = await setting(), id = await sent(communes[0]!), one = t.as(actorFor({ accountId: t.newId(), personName: 'Một Người' }));
    await one.run(async (a) => acceptReport(a, { reportId: id, seen: await seen(id) }));
    await assert.rejects(one.run(async (a) => approveReport(a, { reportId: id, seen: await seen(id) })), /không tự phê duyệt/);
  });

  it('is taken with many others at once: what changed meanwhile stays as it is and is told', async () => {
    const { db, sent, focal, seen, regimeId, province: { root, communes } } = await setting(), ids = [await sent(communes[0]!), await sent(communes[1]!), await sent(communes[2]!)];
    const chosen = await Promise.all(ids.map(async (reportId) => ({ reportId, seen: await seen(reportId) })));
    await focal.run((a) => acceptReport(a, chosen[1]!));
    const outcome = await focal.run((a) => forMany(chosen, (one) => acceptReport(a, one)));
    assert.deepEqual([outcome.done, outcome.left.map((one) => one.id)], [[ids[0], ids[2]], [ids[1]]]);
    const [round] = await waitingRounds(db, root);
    assert.deepEqual([round!.regimeId, round!.toAccept, round!.toApprove, round!.firstToApprove.length], [regimeId, 0, 3, 2]);
  });

  it('under a regime of one step needs no leader, and the unit may still correct what was taken', async () => {
    const { db, t, sent, send, focal, seen, regimeId, province: { communes } } = await setting(), id = await sent(communes[0]!), under = (await regime(db, regimeId))!;
    await t.run((a) => changeRegime(a, { regimeId, seen: under.row_version, rules: { approval: 'one-step', lock: null, requiredSections: [] } }));
    await assert.rejects(t.run((a) => changeRegime(a, { regimeId, seen: under.row_version, rules: { approval: 'one-step', lock: null, requiredSections: [] } })), /Người khác vừa sửa/);
    await focal.run(async (a) => acceptReport(a, { reportId: id, seen: await seen(id) }));
    await send(id, undefined, 'Bổ sung số liệu');
    assert.deepEqual([(await report(db, id))!.status, (await report(db, id))!.version], ['submitted', 2]);
  });
});

describe('a round that locks', () => {
  it('takes a late report until its lock, then none without an extension, for that unit alone, on record', async () => {
    const { db, t, begin, send, focal, regimeId, province: { communes } } = await setting(), [a0, b0] = [await begin(communes[0]!), await begin(communes[1]!)];
    await send(a0.id, t.on('2026-09-24')); // late, on the last day
    const after = t.on('2026-09-28');
    await assert.rejects(send(a0.id, after, 'Sửa số liệu'), /đã khóa sau ngày 24\/09\/2026.*gia hạn/);
    await assert.rejects(send(b0.id, after), /đã khóa/);
    const late = focal.on('2026-09-28'), grant = (until: string, reason = 'Mất điện ba ngày') => late.run((a) => grantExtension(a, { regimeId, periodKey: KEY, organisationIds: [communes[1]!, communes[2]!], until: plainDate(until), reason }));
    await assert.rejects(grant('2026-09-27'), /từ hôm nay/);
    await assert.rejects(grant('2026-10-02', 'x'), /lý do gia hạn/);
    assert.equal(await grant('2026-10-02'), 2);
    await send(b0.id, t.on('2026-10-02'));
    await assert.rejects(send(a0.id, after, 'Sửa số liệu'), /đã khóa/);
    assert.deepEqual((await extensionsOfRound(db, regimeId, KEY)).map((one) => [one.until, one.reason]), [['2026-10-02', 'Mất điện ba ngày'], ['2026-10-02', 'Mất điện ba ngày']]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_events where verb = 'reports.extended' and row_count = 2`.execute(db);
    assert.equal(rows[0]!.n, 1);
  });

  it('gives a returned report back only with a day until which it may be sent again', async () => {
    const { db, t, sent, send, focal, seen, province: { communes } } = await setting(), id = await sent(communes[0]!), late = focal.on('2026-10-05');
    await assert.rejects(late.run(async (a) => returnReport(a, { reportId: id, seen: await seen(id), reason: 'Thiếu phần tồn tại' })), /ngày để đơn vị còn gửi lại/);
    await late.run(async (a) => returnReport(a, { reportId: id, seen: await seen(id), reason: 'Thiếu phần tồn tại', until: plainDate('2026-10-08') }));
    await send(id, t.on('2026-10-08'));
    assert.equal((await report(db, id))!.status, 'submitted');
  });
});

describe('a value that is missing', () => {
  it('is a product owed without a confirmed result in the window, and a task to follow without one; nothing else', async () => {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-09-16' }), province = await smallProvince(t), unit = province.communes[0]!, units = [{ organisationId: unit, boardOrganisationId: unit }];
    const follow = { schedule: { cadence: null, tracked: true } };
    await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [
      draftCommitment(t.newId, units), draftCommitment(t.newId, units, { title: 'Niêm yết thủ tục', product: 'posting', unit: 'lần', ...follow }), draftCommitment(t.newId, units, { title: 'Pa nô, khẩu hiệu', product: 'billboard', unit: 'cái', ...follow }),
      draftCommitment(t.newId, units, { title: 'Có điều kiện', product: 'video', unit: 'video', optional: true }),
    ] }));
    const gaps = async () => (await gapsOf(db, [unit], { from: plainDate('2026-06-15'), to: plainDate('2026-09-14') }, t.env.clock.today())).map((gap) => (gap.key.startsWith('product:') ? gap.key : gap.label));
    const done = async (product: string, doneOn: string, confirmed = true) => {
      const { id } = await t.run((a) => record(a, { organisationId: unit, form: { product, title: `Kết quả ${doneOn}`, doneOn: plainDate(doneOn), amount: 1 }, evidence: [{ kind: 'link', url: `https://x.example/${product}-${doneOn}` }] }));
      if (confirmed) await t.run((a) => confirm(a, { deliverableId: id, rowVersion: null }));
      return id;
    };
    const all = ['product:article', 'Niêm yết thủ tục', 'Pa nô, khẩu hiệu'];
    assert.deepEqual(await gaps(), all);
    await done('article', '2026-06-14');
    await done('article', '2026-09-15');
    await done('posting', '2026-06-01');
    const waiting = await done('article', '2026-07-01', false);
    assert.deepEqual(await gaps(), all, 'outside the window, or confirmed by nobody yet');
    await t.run((a) => confirm(a, { deliverableId: waiting, rowVersion: null }));
    await done('posting', '2026-08-01');
    assert.deepEqual(await gaps(), ['Pa nô, khẩu hiệu']);
  });

  it('is asked for a reason before the report goes, in the papers and in what is added up above', async () => {
    const { db, files, t, begin, focal, seen, regimeId, province: { root, communes } } = await setting(), draft = await begin(communes[0]!), under = (await regime(db, regimeId))!;
    const gaps = await gapsIn(db, draft, under, t.env.clock.today()), kinds = new Set(gaps.map((gap) => gap.key.split(':')[0]));
    assert.deepEqual([...kinds].sort(), ['product', 'section']);
    await assert.rejects(t.run(async (a) => submitReport(a, files, { reportId: draft.id, seen: await seen(draft.id), reason: null })), (error: Error & { details: { fields: Record<string, string> } }) => {
      assert.match(error.message, new RegExp(`Còn ${gaps.length} nội dung`));
      assert.deepEqual(Object.keys(error.details.fields).sort(), gaps.map((gap) => `ly-do:${gap.key}`).sort());
      return true;
    });
    const missing = Object.fromEntries(gaps.map((gap) => [gap.key, `Lý do của ${gap.label}`]));
    await t.run(async (a) => submitReport(a, files, { reportId: draft.id, seen: await seen(draft.id), reason: null, missing }));
    const [version] = await versionsOf(db, draft.id), frozen = await frozenFigures(files, version!), text = Buffer.from(unzipSync(await files.read(version!.docx_sha256))['word/document.xml']!).toString().replace(/<[^>]+>/g, '');
    assert.deepEqual(frozen.gaps!.map((gap) => gap.reason), gaps.map((gap) => `Lý do của ${gap.label}`));
    assert.match(text, /Nội dung chưa có số liệu và lý do/i);
    for (const gap of gaps.slice(0, 3)) assert.ok(text.includes(`Lý do của ${gap.label}`), gap.label);

    await focal.run(async (a) => acceptReport(a, { reportId: draft.id, seen: await seen(draft.id) }));
    const whole = await t.run((a) => startUnitReport(a, { regimeId, periodKey: KEY, organisationId: root, scope: 'consolidated' }));
    const summed = await figuresOf(db, files, whole, under, t.env.clock.today());
    assert.equal(summed.gaps!.length, gaps.length);
    assert.ok(summed.gaps!.every((gap) => gap.owedBy === 'UBND xã Bình An'));
    await t.run(async (a) => submitReport(a, files, { reportId: whole.id, seen: await seen(whole.id), reason: null }));
    const paper = Buffer.from(unzipSync(await files.read((await versionsOf(db, whole.id))[0]!.docx_sha256))['word/document.xml']!).toString().replace(/<[^>]+>/g, '');
    assert.match(paper, /UBND xã Bình An: /);

    const overtaken = async () => changedSince(summed.units, (await reportsOfRound(db, regimeId, KEY)).map((one) => ({ id: one.id, version: one.version, taken: isTaken(one.status) }))).map((unit) => unit.name);
    assert.deepEqual(await overtaken(), []);
    await focal.run(async (a) => undoStep(a, { reportId: draft.id, seen: await seen(draft.id), reason: 'Chờ xã xác nhận lại' }));
    assert.deepEqual(await overtaken(), ['UBND xã Bình An'], 'the consolidated report tells what it added and holds no more');
  });
});
