import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { credit } from '#features/obligations/actions/credit.ts';
import { differingTotals, obligationList, reliefOf, taskProgress, workList } from '#features/obligations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { insertFile } from '#features/files/store.ts';
import type { ReadResult, Task } from '#features/reading/rules/result.ts';
import { amendmentPreview, planList, planReview } from '../store.ts';
import { issueAmendment, startAmendment } from './amend-plan.ts';
import { createPlan } from './create-plan.ts';
import { editDocument } from './edit-document.ts';
import { addTask, dropTask, editTask } from './edit-task.ts';
import { closePlan, recallPlan } from './end-plan.ts';
import { importPlan } from './import-plan.ts';
import { issuePlan } from './issue-plan.ts';
import { numberPlan } from './number-plan.ts';
import { addParty, dropParty, resolveParty } from './resolve-party.ts';
import { approvePlan, sendBack, submitForReview } from './review-steps.ts';

const { db } = await testDb();
const t = actingFor(db, { today: '2026-01-10' });
const province = await smallProvince(t, { communes: 4 });
const department = province.departments[0]!;
const november = plainDate('2026-11-20');
const today = plainDate('2026-01-10');

const task = (change: Partial<Task>): Task => ({ index: 'III.1', title: 'Việc', lead: ['Sở Nội vụ'], coordinators: [], directing: [], timing: null, period: null, cadence: [], ...change });
const YEAR = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const ALL_YEAR = { timing: 'Thường xuyên trong năm', period: { kind: 'continuous' as const, ...YEAR } };
const read = (change: Partial<ReadResult> = {}): ReadResult => ({
  schema: 'loa-plan/1', source: { file: 'kh.txt', kind: 'txt' },
  document: {
    type: 'plan', typeAsWritten: 'KẾ HOẠCH', number: null, numberPattern: '/KH-UBND', issuingBody: 'UBND tỉnh Sông Trà', place: null, date: null, title: 'Tuyên truyền cải cách hành chính năm 2026', year: 2026, area: null,
    level: 'province', addressees: [], signer: { capacity: ['TM. ỦY BAN NHÂN DÂN'], position: 'CHỦ TỊCH', name: 'A' }, signatureTimestamps: [],
  },
  legalReferences: [], themes: [], duties: [], mirrorsTasks: false, recipients: [], budget: { index: null, sources: [], estimate: null }, text: { paragraphs: [{ id: 'p1', page: 1, text: 'III.1', style: null }] },
  spans: [{ path: '/tasks/0/title', paragraph: 'p1', from: 0, to: 3 }], warnings: [],
  tasks: [
    task({ index: 'III.1', title: 'Chuyên mục trên Cổng thông tin điện tử', ...ALL_YEAR, cadence: [{ count: 5, unit: 'tin, bài', per: 'month', durationMinutes: null, product: null, annualTotal: { count: 50, unit: 'tin, bài', approximate: true } }] }),
    task({ index: 'III.2', title: 'Sản xuất chuyên mục phát thanh', lead: ['UBND các xã, phường'], ...ALL_YEAR, cadence: [{ count: 1, unit: 'chương trình', per: 'month', durationMinutes: { min: 10, max: 15 }, product: 'chuyên mục phát thanh' }] }),
    task({ index: 'III.3', title: 'Tổ chức lớp tập huấn', timing: 'Trong năm 2026', period: { kind: 'year', ...YEAR } }),
    task({ index: 'III.4', title: 'Tuyên truyền trực quan', lead: ['Phòng Văn hóa – Xã hội các xã, phường'], ...ALL_YEAR }),
    task({ index: 'III.5', title: 'Hội thi cấp xã', lead: ['UBND các xã, phường'], leadRaw: 'UBND các xã, phường (đối với các địa phương có điều kiện)', timing: 'Quý II/2026', period: { kind: 'quarter', from: plainDate('2026-04-01'), to: plainDate('2026-06-30') } }),
    task({ index: 'III.6', title: 'Đưa tin', lead: ['Cơ quan lạ nào đó'], ...ALL_YEAR }),
  ],
  reporting: [{ who: 'UBND các xã, phường', toWhom: 'UBND tỉnh', via: 'Sở Nội vụ', cadence: ['quarter'], deadline: null, contents: [], index: 'V.2' }],
  ...change,
});
const SHA = 'a'.repeat(64);
await t.run((a) => insertFile(a.tx, { shard_id: a.shard, sha256: SHA, id: a.newId(), size: 1, media_type: 'text/plain', kind: 'document', original_name: 'kh.txt', previewable: false, width: null, height: null, note: null, place_kept: false, kept_by: null, organisation_id: province.root, kept_at: a.now }));
const importIt = (result = read(), evenSo = false) => t.run((a) => importPlan(a, { organisationId: province.root, sha256: SHA, fileName: 'kh.txt', read: result, readerVersion: '1', evenSo }));

/** Somebody of the department did so many of something. */
const did = (a: Acting, product: string, doneOn: string, amount: number) => credit(a, {
  id: a.newId(), organisationId: department, boardOrganisationId: department, product, channel: null, amount, doneOn: plainDate(doneOn), recordedOn: a.today, confirmedOn: null, confirmedBy: null,
}, { obligationIds: [], commitmentIds: null });

describe('an imported plan', () => {
  let planId: Id;
  before(async () => { planId = await importIt(); });

  test('stands as a draft with its facts, its text, and what each task would make', async () => {
    const review = await planReview(db, planId, today);
    assert.equal(review.plan.notation, 'KH-UBND');
    assert.equal(review.plan.issuer_id, province.root);
    assert.equal(review.imported!.spans.length, 1);
    const counts = review.tasks.map((one) => one.preview.map(({ count }) => count));
    assert.deepEqual(counts.slice(0, 5), [['1 đơn vị × 12 tháng = 12 nghĩa vụ'], ['4 đơn vị × 12 tháng = 48 nghĩa vụ'], ['1 đơn vị × 1 lần = 1 nghĩa vụ'], ['4 đơn vị, theo dõi, không ấn định số lượng'], ['4 đơn vị × 1 lần = 4 nghĩa vụ']]);
    assert.equal(review.tasks[4]!.preview[0]!.optional, true);
    assert.deepEqual([review.tasks[1]!.rates[0]!.productKey, review.tasks[0]!.product], ['radio-programme', 'article']);
    assert.equal(review.tasks[6]!.purpose, 'report');
  });

  test('is not issued while a lead is unknown; the choice is made once for every place it stands', async () => {
    await assert.rejects(t.run((a) => issuePlan(a, { planId, rowVersion: null })), /chưa rõ “Cơ quan lạ nào đó”/);
    const review = await planReview(db, planId, today);
    const party = review.tasks[5]!.parties[0]!;
    assert.equal(await t.run((a) => resolveParty(a, { partyId: party.id, choice: { party: { type: 'organisation', id: department } }, remember: true })), 1);
    assert.deepEqual((await planReview(db, planId, today)).problems, []);
    // The next document of this issuer knows it by itself.
    const next = await importIt(read({ tasks: [task({ lead: ['Cơ quan lạ nào đó'] })] }), true);
    assert.equal((await planReview(db, next, today)).tasks[0]!.parties[0]!.organisation_id, department);
  });

  test('the same file again is pointed out', async () => {
    await assert.rejects(importIt(), (error: { code: string; details: { data: { same: { because: string }[] } } }) => error.code === 'duplicate' && error.details.data.same[0]!.because === 'file');
  });

  test('a stale form shows the other’s change', async () => {
    const { tasks } = await planReview(db, planId, today);
    await t.run((a) => editTask(a, { taskId: tasks[0]!.id, rowVersion: 1, change: { note: 'đã xem' } }));
    await assert.rejects(t.run((a) => editTask(a, { taskId: tasks[0]!.id, rowVersion: 1, change: { note: 'khác' } })), (error: { code: string; details: { data: { current: { note: string } } } }) => error.code === 'stale' && error.details.data.current.note === 'đã xem');
  });

  test('is issued by one person, without number and date, which may come later and show on every card', async () => {
    const { plan, obligations } = await planReview(db, planId, today);
    const done = await t.run((a) => issuePlan(a, { planId, rowVersion: plan.row_version }));
    assert.equal(done.obligations, obligations);
    const list = await workList(db, province.communes[0]!, today);
    assert.deepEqual([list.open.map((card) => card.product).sort(), list.followed.length], [['radio-programme', 'report'], 1]);
    // The division owes it, the commune's row shows it.
    assert.equal(list.followed[0]!.organisationId, province.divisions[0]);
    assert.equal((await workList(db, province.divisions[0]!, today)).followed.length, 1);
    assert.equal(list.open[0]!.citation.number, null);
    await t.run((a) => numberPlan(a, { planId, rowVersion: null, number: 7, notation: 'KH-UBND', signedOn: plainDate('2026-01-05') }));
    assert.equal((await workList(db, province.communes[0]!, today)).open[0]!.citation.number, '07/KH-UBND');
    await assert.rejects(t.run((a) => issuePlan(a, { planId, rowVersion: null })), /Đã ban hành/);
  });

  test('amended from a day on, only the future changes, and results of a whole-year task go over', async () => {
    const late = t.on('2026-06-20');
    const done = await late.run((a) => did(a, 'training-class', '2026-05-05', 1));
    assert.equal(done.credits.length, 1);
    await late.run((a) => startAmendment(a, { planId, rowVersion: null }));
    const { tasks } = await planReview(db, planId, plainDate('2026-06-20'));
    const at = (index: string) => tasks.find((one) => one.printed_index === index)!;
    await late.run((a) => editTask(a, { taskId: at('III.1').id, rowVersion: null, change: { rates: [{ ...at('III.1').rates[0]!, count: 6 }] } }));
    await late.run((a) => editTask(a, { taskId: at('III.3').id, rowVersion: null, change: { amount: 2 } }));
    await late.run((a) => dropTask(a, { taskId: at('III.2').id, rowVersion: null }));
    await late.run((a) => addTask(a, { planId, task: { printedIndex: 'III.7', title: 'Tọa đàm', product: 'panel-talk', channel: 'event', period: { kind: 'quarter', from: plainDate('2026-07-01'), to: plainDate('2026-09-30') } }, parties: [{ role: 'lead', asWritten: 'Sở Nội vụ', optional: false }] }));

    const preview = await amendmentPreview(db, planId, plainDate('2026-07-01'), plainDate('2026-06-20'));
    const change = (item: string) => preview.changes.filter((one) => one.item === item).map((one) => [one.change, one.close.length, one.draft ? one.draft.instances.length * one.draft.units.length : 0]);
    assert.deepEqual([change('III.1'), change('III.2'), change('III.3'), change('III.4'), change('III.7')], [[['changed', 6, 6]], [['closed', 24, 0]], [['changed', 1, 1]], [['kept', 0, 0]], [['added', 0, 1]]]);

    await late.run((a) => issueAmendment(a, { planId, rowVersion: null, from: plainDate('2026-07-01'), reason: 'Theo Công văn 12/UBND-VX' }));
    const cards = await obligationList(db, { organisationIds: [department] }, { today: november });
    const articles = cards.filter((card) => card.product === 'article' && card.citation.item === 'III.1' && card.state !== 'closed');
    assert.deepEqual(articles.map((card) => card.amount), [5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6]);
    const classes = cards.filter((card) => card.product === 'training-class');
    assert.deepEqual(classes.map((card) => [card.state === 'closed', card.amount, card.credited]).sort(), [[false, 2, 1], [true, 1, 0]]);
    assert.equal((await planReview(db, planId, november)).plan.status, 'amended');
    // June, already running, is still owed as it was issued.
    const radio = (await obligationList(db, { organisationIds: [province.communes[0]!] }, { today: november })).filter((card) => card.product === 'radio-programme');
    assert.deepEqual([radio.filter((card) => card.state === 'missed').length, radio.filter((card) => card.state === 'closed').length], [6, 6]);
  });

  test('how far each task is can be asked', async () => {
    const progress = await taskProgress(db, planId, november);
    assert.ok(progress.some((one) => one.units === 4));
  });

  test('recalled with a reason: what is untouched closes, what has results keeps them, owes no more and says so', async () => {
    const late = t.on('2026-11-20');
    await late.run((a) => did(a, 'article', '2026-11-03', 2));
    const { closed, staying } = await late.run((a) => recallPlan(a, { planId, rowVersion: null, reason: 'Ban hành nhầm dự thảo' }));
    assert.ok(closed > 0);
    assert.equal(staying, 2);
    const list = await workList(db, department, november);
    assert.deepEqual([list.owed.length, list.open.length, list.dueSoon.length], [0, 0, 0]);
    const kept = (await obligationList(db, { organisationIds: [department] }, { today: november })).find((card) => card.product === 'article' && card.credited === 2)!;
    assert.deepEqual([kept.state, kept.excused], ['met', 4]);
    assert.match((await reliefOf(db, kept.id))[0]!.reason, /thu hồi: Ban hành nhầm/);
    assert.deepEqual(await differingTotals(db), []);
  });
});

describe('a plan written in Loa', () => {
  test('takes the long way: draft, review, approval, issue, close', async () => {
    const planId = await t.run((a) => createPlan(a, { organisationId: department, origin: 'authored', title: 'Tuyên truyền nội bộ', year: 2026 }));
    await assert.rejects(t.run((a) => submitForReview(a, { planId, rowVersion: null })), /chưa có nhiệm vụ nào/);
    const row = await t.run((a) => addTask(a, { planId, task: { title: 'Hướng dẫn các phòng', product: 'guidance', period: { kind: 'quarter', from: plainDate('2026-01-01'), to: plainDate('2026-03-31') } } }));
    await t.run((a) => addParty(a, { taskId: row.id, role: 'lead', asWritten: 'Sở Nội vụ', choice: { party: { type: 'organisation', id: department } } }));
    const odd = await t.run((a) => addParty(a, { taskId: row.id, role: 'implementing', asWritten: 'Cơ quan đã giải thể' }));
    await t.run((a) => dropParty(a, { partyId: odd, reason: 'Đã giải thể từ 01/7/2025' }));
    await t.run((a) => editDocument(a, { planId, rowVersion: null, facts: { title: 'Tuyên truyền CCHC nội bộ' }, content: { purpose: ['Nâng cao nhận thức'] } }));
    await assert.rejects(t.run((a) => issuePlan(a, { planId, rowVersion: null })), /Dự thảo/);
    await t.run((a) => submitForReview(a, { planId, rowVersion: null }));
    await assert.rejects(t.run((a) => editTask(a, { taskId: row.id, rowVersion: null, change: { title: 'x' } })), /Chờ duyệt/);
    await t.run((a) => sendBack(a, { planId, rowVersion: null, reason: 'Bổ sung kinh phí' }));
    await t.run((a) => submitForReview(a, { planId, rowVersion: null }));
    await t.run((a) => approvePlan(a, { planId, rowVersion: null }));
    assert.equal((await t.run((a) => issuePlan(a, { planId, rowVersion: null }))).obligations, 1);
    await t.run((a) => closePlan(a, { planId, rowVersion: null }));
    const list = await planList(db, { ownerIds: [department], statuses: ['closed'] });
    assert.deepEqual(list.rows.map((one) => [one.title, one.tasks, one.unresolved]), [['Tuyên truyền CCHC nội bộ', 1, 0]]);
  });

  test('a commune gives no work to a department, nor to its neighbours; a department does to communes in its field', async () => {
    const drafted = async (owner: Id, lead: Id) => {
      const planId = await t.run((a) => createPlan(a, { organisationId: owner, origin: 'manual', title: 'Giao việc', year: 2026 }));
      const row = await t.run((a) => addTask(a, { planId, task: { title: 'Đăng tin', product: 'article' } }));
      await t.run((a) => addParty(a, { taskId: row.id, role: 'lead', asWritten: 'x', choice: { party: { type: 'organisation', id: lead } } }));
      return planId;
    };
    const [commune, neighbour] = province.communes as [Id, Id];
    for (const lead of [department, neighbour]) {
      const planId = await drafted(commune, lead);
      await assert.rejects(t.run((a) => issuePlan(a, { planId, rowVersion: null })), /không thuộc phạm vi giao việc/);
    }
    for (const [owner, lead] of [[department, commune], [commune, province.divisions[0]!]] as const) {
      const planId = await drafted(owner, lead);
      assert.equal((await t.run((a) => issuePlan(a, { planId, rowVersion: null }))).obligations, 1);
    }
  });

  test('who only keeps the plan of another issues it beyond its own people with the right at the issuer', async () => {
    const commune = province.communes[0]!;
    const planId = await t.run((a) => createPlan(a, { organisationId: commune, issuerId: province.root, origin: 'manual', title: 'Kế hoạch của tỉnh', year: 2026 }));
    const row = await t.run((a) => addTask(a, { planId, task: { title: 'Đăng tin', product: 'article' } }));
    await t.run((a) => addParty(a, { taskId: row.id, role: 'lead', asWritten: 'x', choice: { party: { type: 'organisation', id: province.communes[1]! } } }));
    const ofCommune = t.as(actorFor({ accountId: t.newId(), organisationId: commune, may: async (_, at) => at === commune }));
    await assert.rejects(ofCommune.run((a) => issuePlan(a, { planId, rowVersion: null })), /chưa được giao quyền/);
    assert.equal((await t.run((a) => issuePlan(a, { planId, rowVersion: null }))).obligations, 1);
    assert.ok((await planList(db, { owedBy: [province.communes[1]!] })).rows.some(({ id }) => id === planId));
  });

  test('communes without the division that a group asks for are listed before anything is written', async () => {
    const { createOrganisation } = await import('#features/organisations/actions/create-organisation.ts');
    await t.run((a) => createOrganisation(a, { name: 'UBND xã Không Phòng', kind: 'commune', parentId: province.root, validFrom: plainDate('2025-07-01') }));
    const planId = await importIt(read({ tasks: [task({ index: '1', title: 'Trực quan', lead: ['Phòng Văn hóa – Xã hội các xã, phường'], ...ALL_YEAR })], reporting: [] }), true);
    await assert.rejects(t.run((a) => issuePlan(a, { planId, rowVersion: null })), /1 nơi không có đơn vị .*UBND xã Không Phòng/);
    assert.equal((await t.run((a) => issuePlan(a, { planId, rowVersion: null, acceptMissing: true }))).obligations, 4);
  });
});
