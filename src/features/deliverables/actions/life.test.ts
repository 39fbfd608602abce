import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { excuse } from '#features/obligations/actions/excuse.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { creditsOf, debtsOf, differingTotals, obligationList, offersOf } from '#features/obligations/store.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { deliverableList, deliverableView, waitingCount } from '../store.ts';
import { POSSIBLE, STATUSES, VERBS } from '../rules/status.ts';
import { confirm } from './confirm.ts';
import { correct } from './correct.ts';
import { lockCounted, unlockCounted } from './lock-counted.ts';
import { moveResult, takeUpOffer } from './move-result.ts';
import { creditedOf, record, type RecordDeliverable } from './record.ts';
import { reject } from './reject.ts';
import { setSelfConfirmation } from './set-self-confirmation.ts';
import { withdraw } from './withdraw.ts';

const { db } = await testDb();
const t = actingFor(db);
const province = await smallProvince(t);
const commune = province.communes[0]!, division = province.divisions[0]!;
const officer = t.as(actorFor({ accountId: t.newId(), personName: 'Lê Thị Ghi', organisationId: commune }));
const approver = t.as(actorFor({ accountId: t.newId(), personName: 'Trần Văn Duyệt', organisationId: commune }));
const today = plainDate('2026-11-20');
await t.run((a) => impose(a, {
  source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root,
  commitments: [draftCommitment(t.newId, [{ organisationId: commune, boardOrganisationId: commune }])],
}));
const months = () => obligationList(db, { organisationIds: [commune] }, { today });
const give = (change: Partial<RecordDeliverable['form']> = {}, rest: Partial<RecordDeliverable> = {}) => officer.run((a) => record(a, {
  organisationId: commune, form: { product: 'article', channel: 'portal', title: 'Bài viết', doneOn: plainDate('2026-11-10'), amount: 1, ...change },
  evidence: [{ kind: 'link', url: `https://songtra.gov.vn/${Math.random()}` }], ...rest,
}));
const version = async (id: Id) => (await deliverableView(db, id))!.row_version;

describe('the life of a deliverable', () => {
  test('every state says of every verb whether it is possible', () => {
    for (const status of STATUSES) for (const verb of VERBS) assert.equal(typeof POSSIBLE[status][verb], 'boolean');
  });

  test('one person records, another of the same unit confirms, and the credit counts for reports', async () => {
    const { id } = await give();
    await assert.rejects(officer.run((a) => confirm(a, { deliverableId: id, rowVersion: 1 })), /không tự xác nhận/);
    await approver.run((a) => confirm(a, { deliverableId: id, rowVersion: 1 }));
    assert.equal((await creditsOf(db, [id]))[0]!.confirmedOn, today);
    assert.equal((await months()).find((one) => one.periodLabel === 'tháng 11/2026')!.confirmed, 1);
  });

  test('a unit with one account may allow confirming one’s own work, and it shows', async () => {
    const { id } = await give();
    await approver.run((a) => setSelfConfirmation(a, commune, true));
    await officer.run((a) => confirm(a, { deliverableId: id, rowVersion: 1 }));
    assert.equal((await deliverableView(db, id))!.self_confirmed, true);
    await approver.run((a) => setSelfConfirmation(a, commune, false));
  });

  test('evidence that the plan wants is missing: recorded, but not confirmed', async () => {
    const { id } = await give({}, { evidence: [] });
    await assert.rejects(approver.run((a) => confirm(a, { deliverableId: id, rowVersion: 1 })), /Còn thiếu tài liệu kiểm chứng.*đường dẫn hoặc ảnh/);
  });

  test('people of another unit do not confirm', async () => {
    const { id } = await give();
    const stranger = t.as(actorFor({ accountId: t.newId(), organisationId: province.communes[1]! }));
    await assert.rejects(stranger.run((a) => confirm(a, { deliverableId: id, rowVersion: 1 })), /chính đơn vị/);
  });

  test('a stale form is refused and shows what the other wrote', async () => {
    const { id } = await give();
    await officer.run((a) => correct(a, { deliverableId: id, rowVersion: 1, form: { product: 'article', title: 'Tên mới', doneOn: plainDate('2026-11-10'), amount: 1 }, reason: '' }));
    await assert.rejects(approver.run((a) => confirm(a, { deliverableId: id, rowVersion: 1 })),
      (error: { code: string; details: { data: { current: { title: string } } } }) => error.code === 'stale' && error.details.data.current.title === 'Tên mới');
  });

  test('rejected work counts no more; corrected it waits again and counts again', async () => {
    const { id } = await give({ doneOn: plainDate('2026-09-10') });
    await approver.run((a) => reject(a, { deliverableId: id, rowVersion: null, reason: 'Sai ngày đăng' }));
    assert.deepEqual(await creditsOf(db, [id]), []);
    await officer.run((a) => correct(a, { deliverableId: id, rowVersion: null, form: { product: 'article', title: 'Bài', doneOn: plainDate('2026-08-10'), amount: 2 }, reason: 'Ngày đăng đúng là 10/8' }));
    const view = (await deliverableView(db, id))!;
    assert.deepEqual([view.status, view.version, view.credits.map((one) => [one.periodLabel, one.amount])], ['recorded', 2, [['tháng 8/2026', 2]]]);
    assert.equal(view.versions[0]!.version, 1);
    assert.equal((await creditsOf(db, [id], { ended: true })).length, 2);
  });

  test('only its author withdraws, and only before it is confirmed', async () => {
    const { id } = await give();
    await assert.rejects(approver.run((a) => withdraw(a, { deliverableId: id, rowVersion: null })), /Chỉ người ghi/);
    await officer.run((a) => withdraw(a, { deliverableId: id, rowVersion: null }));
    assert.deepEqual(await creditsOf(db, [id]), []);
    await assert.rejects(officer.run((a) => withdraw(a, { deliverableId: id, rowVersion: null })), /đã được rút/);
  });

  test('surplus goes to the debt it was offered for, once', async () => {
    const { id, surplus } = await give({ doneOn: plainDate('2026-06-10'), amount: 7 });
    assert.equal(surplus[0]!.amount, 2);
    const offered = async () => offersOf(db, creditedOf((await deliverableView(db, id))!), [], plainDate('2026-11-20'));
    assert.deepEqual((await offered())[0], surplus[0]!.offers[0], 'the page of the deliverable offers the same as the recording');
    const offer = surplus[0]!.offers[0]!;
    assert.equal(await officer.run((a) => takeUpOffer(a, { deliverableId: id, obligationId: offer.obligationId })), 2);
    await assert.rejects(officer.run((a) => takeUpOffer(a, { deliverableId: id, obligationId: offer.obligationId })), /tính hết/);
    assert.deepEqual(await offered(), []);
    // Correcting a word does not undo it.
    await officer.run((a) => correct(a, { deliverableId: id, rowVersion: null, form: { product: 'article', channel: 'portal', title: 'Loạt bài', doneOn: plainDate('2026-06-10'), amount: 7 }, reason: 'Sửa tên' }));
    assert.deepEqual((await creditsOf(db, [id])).map((one) => [one.periodLabel, one.amount]), [['tháng 01/2026', 2], ['tháng 6/2026', 5]]);
  });

  test('a credit moves to another month until a report has counted it', async () => {
    const { id } = await give({ doneOn: plainDate('2026-05-10'), amount: 3 });
    const march = (await months()).find((one) => one.periodLabel === 'tháng 3/2026')!;
    const [before] = await creditsOf(db, [id]);
    await officer.run((a) => moveResult(a, { deliverableId: id, creditId: before!.id, toObligationId: march.id }));
    assert.deepEqual((await creditsOf(db, [id])).map((one) => [one.periodLabel, one.amount]), [['tháng 3/2026', 3]]);
    await approver.run((a) => confirm(a, { deliverableId: id, rowVersion: null }));
    const reportId = t.newId();
    await t.run((a) => lockCounted(a, { reportId, deliverableIds: [id] }));
    const [locked] = await creditsOf(db, [id]);
    await assert.rejects(officer.run((a) => moveResult(a, { deliverableId: id, creditId: locked!.id, toObligationId: march.id })), /báo cáo đã gửi/);
    const form = { product: 'article', title: 'Bài', doneOn: plainDate('2026-05-10'), amount: 2 };
    await assert.rejects(officer.run(async (a) => correct(a, { deliverableId: id, rowVersion: await version(id), form, reason: 'Đếm nhầm một bài' })), /số liệu đã đổi/);
    const done = await officer.run((a) => correct(a, { deliverableId: id, rowVersion: null, form, reason: 'Đếm nhầm một bài', markReport: true }));
    assert.equal(done.changedReport, reportId);
    assert.equal((await deliverableView(db, id))!.changed_after_lock, true);
    await t.run((a) => unlockCounted(a, { reportId, deliverableIds: [id] }));
  });

  test('a division sees and answers for its commune; nobody answers for another unit', async () => {
    const december = (await months()).find((one) => one.periodLabel === 'tháng 12/2026')!;
    const own = await t.run((a) => record(a, { organisationId: division, form: { product: 'article', title: 'Bài của phòng', doneOn: plainDate('2026-11-11'), amount: 1 }, countsFor: { obligationIds: [december.id], commitmentIds: null } }));
    assert.equal(own.credits.length, 1);
    await assert.rejects(t.run((a) => record(a, { organisationId: province.communes[1]!, form: { product: 'article', title: 'x', doneOn: today, amount: 1 }, countsFor: { obligationIds: [december.id], commitmentIds: null } })), /đơn vị khác/);
  });

  test('a debt is excused by someone above with a reason, never by the unit itself', async () => {
    const [debt] = await debtsOf(db, [commune], { today });
    const own = t.as(actorFor({ accountId: t.newId(), organisationId: commune, may: async (_, at) => at === commune }));
    await assert.rejects(own.run((a) => excuse(a, { obligationId: debt!.id, reason: 'Mất điện cả tháng' })), /chưa được giao quyền/);
    await t.run((a) => excuse(a, { obligationId: debt!.id, reason: 'Mất điện cả tháng do bão' }));
    const after = (await months()).find(({ id }) => id === debt!.id)!;
    assert.equal(after.debt, 0);
    await assert.rejects(t.run((a) => excuse(a, { obligationId: debt!.id, reason: 'Lần nữa cho chắc' })), /đã được miễn hết/);
  });

  test('the list pages, the waiting ones are counted, and the totals are what the ledger says', async () => {
    const list = await deliverableList(db, { organisationIds: [commune], statuses: ['recorded'] }, 1, 3);
    assert.equal(list.rows.length, 3);
    assert.equal(list.total, await waitingCount(db, [commune]));
    assert.deepEqual(await differingTotals(db), []);
  });
});
