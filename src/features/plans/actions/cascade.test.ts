import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { markSuperseded } from '#features/documents/actions/mark-superseded.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import type { TaskContent } from '../rules/content.ts';
import { planChecks, planCoverage, planReview } from '../store.ts';
import { linkRows, omissionRows } from '../store/links.ts';
import { answerFindings } from './answer-findings.ts';
import { copyPlanToYear } from './copy-plan.ts';
import { createPlan } from './create-plan.ts';
import { addFromAbove, derivePlanFrom } from './derive-plan.ts';
import { addTask, dropTask, editTask } from './edit-task.ts';
import { issuePlan } from './issue-plan.ts';
import { attachParent, linkTasks, omitTask } from './link-tasks.ts';
import { numberPlan } from './number-plan.ts';
import { renumberTasks } from './renumber-tasks.ts';
import { approvePlan, submitForReview } from './review-steps.ts';

const { db } = await testDb();
const t = actingFor(db, { today: '2026-01-13' }), today = plainDate('2026-01-13'), province = await smallProvince(t, { communes: 3 });
const commune = province.communes[0]!, YEAR = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const allYear = { timing: 'Thường xuyên trong năm', period: { kind: 'continuous' as const, ...YEAR } };
const monthly = (count: number) => [{ count, unit: 'tin, bài', per: 'month' as const, durationMinutes: null, product: null, productKey: 'article', channelKey: 'portal', unitSet: false }];
const task = (a: Parameters<typeof addTask>[0], planId: Id, change: Partial<TaskContent>, ...parties: (readonly ['lead' | 'implementing' | 'coordinating', string])[]) =>
  addTask(a, { planId, task: change, parties: parties.map(([role, asWritten]) => ({ role, asWritten, optional: false })) });

const parentId = await t.run(async (a) => {
  const id = await createPlan(a, { organisationId: province.root, origin: 'manual', title: 'Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Sông Trà', year: 2026, content: { legalBases: [{ type: 'Nghị quyết', number: '76/NQ-CP', date: plainDate('2021-07-15'), issuer: 'Chính phủ' }], purpose: ['Giúp người dân biết và dùng được kết quả cải cách.'], themes: [{ index: '1', title: 'Dịch vụ công trực tuyến' }] } });
  await task(a, id, { printedIndex: 'III.1', title: 'Duy trì chuyên mục “Cải cách hành chính”', product: 'article', channel: 'portal', rates: monthly(2), ...allYear }, ['implementing', 'UBND các xã, phường']);
  await task(a, id, { printedIndex: 'III.2', title: 'Phát thanh trên hệ thống thông tin cơ sở', product: 'radio-programme', channel: 'commune-radio', ...allYear }, ['implementing', 'Phòng Văn hóa – Xã hội các xã, phường']);
  await task(a, id, { printedIndex: 'III.3', title: 'Tập huấn kỹ năng', product: 'training-class', timing: 'Quý II/2026', period: { kind: 'quarter', from: plainDate('2026-04-01'), to: plainDate('2026-06-30') } }, ['lead', 'Sở Nội vụ'], ['coordinating', 'UBND các xã, phường']);
  await task(a, id, { printedIndex: 'III.4', title: 'Tờ rơi hướng dẫn', product: 'leaflet', timing: 'trước ngày 30/6/2026', period: { kind: 'deadline', from: null, to: plainDate('2026-06-29') }, deadline: { kind: 'date', mode: 'before', date: plainDate('2026-06-30') } }, ['lead', 'UBND các xã, phường']);
  await numberPlan(a, { planId: id, rowVersion: null, number: 7, notation: 'KH-UBND', signedOn: plainDate('2026-01-12') });
  return id;
});
const checksOf = async (planId: Id) => { const review = await planReview(db, planId, today); return planChecks(db, review, today); };
const codes = async (planId: Id) => (await checksOf(planId)).findings.filter(({ code }) => code !== 'wording').map(({ code }) => code);

describe('a commune makes its own plan out of the plan above', () => {
  let planId: Id;
  before(async () => {
    await assert.rejects(t.run((a) => derivePlanFrom(a, { parentId, organisationId: commune })), /chưa ban hành/);
    await t.run((a) => issuePlan(a, { planId: parentId, rowVersion: null }));
    planId = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: commune }));
  });
  const own = async () => (await planReview(db, planId, today)).tasks;

  test('under its own letterhead, with the tasks addressed to it, each linked to the one it carries out', async () => {
    const review = await planReview(db, planId, today);
    assert.deepEqual([review.plan.title, review.plan.issuer_name, review.plan.notation, review.plan.place, review.plan.parent_plan_id], ['Tuyên truyền cải cách hành chính năm 2026 trên địa bàn xã Mẫu 1', 'UBND xã Mẫu 1', 'KH-UBND', 'Mẫu 1', parentId]);
    assert.deepEqual(review.tasks.map((one) => [one.printed_index, one.title, one.parties.map(({ name }) => name)]), [
      ['III.1', 'Duy trì chuyên mục “Cải cách hành chính”', ['Phòng Văn hóa – Xã hội']], ['III.2', 'Phát thanh trên hệ thống thông tin cơ sở', ['Phòng Văn hóa – Xã hội']], ['III.3', 'Tờ rơi hướng dẫn', ['Phòng Văn hóa – Xã hội']]]);
    assert.deepEqual(review.version.content.legalBases.map(({ number }) => number), ['76/NQ-CP', '07/KH-UBND']);
    assert.deepEqual([(await linkRows(db, planId)).length, review.problems, review.tasks[0]!.parties[0]!.organisation_id], [3, [], province.divisions[0]]);
  });
  test('nothing differs and nothing is against the decree; what it only helps with is offered', async () => {
    const { findings, addressed } = await checksOf(planId);
    assert.deepEqual(findings.filter(({ code }) => code !== 'wording'), []);
    assert.deepEqual(addressed.filter(({ role }) => role === 'coordinating').map(({ task: one }) => one.content.printedIndex), ['III.3']);
  });
  test('is made once', () => assert.rejects(t.run((a) => derivePlanFrom(a, { parentId, organisationId: commune })), /đã có kế hoạch lập theo KH 07\/KH-UBND/));
  test('a task that is taken out is missed until a reason is kept; taking it up again takes the reason back', async () => {
    const radio = (await own())[1]!;
    await t.run((a) => dropTask(a, { taskId: radio.id, rowVersion: null }));
    const [missing] = (await checksOf(planId)).findings.filter(({ code }) => code === 'missing'), item = missing!.there!.itemId!;
    assert.match(missing!.sentence, /Chưa mục nào của kế hoạch thực hiện nhiệm vụ III\.2 của KH 07\/KH-UBND/);
    await assert.rejects(t.run((a) => omitTask(a, { planId, parentItemId: item, reason: ' ' })), /Chưa ghi lý do/);
    await t.run((a) => omitTask(a, { planId, parentItemId: item, reason: 'Xã chưa có đài truyền thanh' }));
    assert.deepEqual([await codes(planId), (await omissionRows(db, planId)).map(({ reason }) => reason)], [['order'], ['Xã chưa có đài truyền thanh']]);
    await t.run((a) => renumberTasks(a, planId));
    await t.run((a) => addFromAbove(a, { planId, parentItemId: item }));
    assert.deepEqual([await codes(planId), (await omissionRows(db, planId)).length, (await own()).map(({ printed_index: index }) => index)], [[], 0, ['III.1', 'III.2', 'III.3']]);
  });
  test('a quota below the one above holds the plan up until somebody says why, and the reason stays with the plan', async () => {
    const column = (await own())[0]!;
    await t.run((a) => editTask(a, { taskId: column.id, rowVersion: null, change: { rates: monthly(1) } }));
    await assert.rejects(t.run((a) => submitForReview(a, { planId, rowVersion: null })), /Mục III\.1: 12 tin, bài\/năm; nhiệm vụ III\.1 của KH 07\/KH-UBND giao 24 tin, bài\/năm\./);
    assert.equal(await t.run((a) => answerFindings(a, { planId, keys: [], reason: 'Trang của xã mới mở từ tháng 3' })), 1);
    await t.run((a) => submitForReview(a, { planId, rowVersion: null }));
    await t.run((a) => approvePlan(a, { planId, rowVersion: null }));
    const done = await t.run((a) => issuePlan(a, { planId, rowVersion: null }));
    assert.equal(done.commitments, 3);
    assert.deepEqual((await checksOf(planId)).findings.filter(({ code }) => code === 'below').map(({ answer }) => answer!.reason), ['Trang của xã mới mở từ tháng 3']);
  });
});

test('a number twice is against the form and holds up a plan that is written here', async () => {
  const planId = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: province.communes[1]! })), [first, second] = (await planReview(db, planId, today)).tasks;
  await t.run((a) => editTask(a, { taskId: second!.id, rowVersion: null, change: { printedIndex: first!.printed_index } }));
  await assert.rejects(t.run((a) => submitForReview(a, { planId, rowVersion: null })), /Hai nhiệm vụ cùng đánh số III\.1/);
  await t.run((a) => renumberTasks(a, planId));
  await t.run((a) => submitForReview(a, { planId, rowVersion: null }));
});

test('a basis that was superseded asks for its successor or a reason', async () => {
  const planId = await t.run((a) => createPlan(a, { organisationId: province.communes[2]!, origin: 'authored', title: 'Tuyên truyền', content: { legalBases: [{ type: 'Quyết định', number: '12/QĐ-UBND', date: plainDate('2024-02-03'), issuer: 'UBND tỉnh' }] } }));
  await t.run((a) => markSuperseded(a, { organisationId: province.root, paper: { type: 'Quyết định', number: '12/QĐ-UBND', date: plainDate('2024-02-03'), issuer: 'UBND tỉnh' }, from: plainDate('2026-01-01'), replacedBy: { type: 'Quyết định', number: '99/QĐ-UBND', date: plainDate('2025-12-30'), issuer: 'UBND tỉnh' }, note: null }));
  const [found] = (await checksOf(planId)).findings.filter(({ code }) => code === 'superseded');
  assert.match(found!.sentence, /Quyết định số 12\/QĐ-UBND ngày 03\/02\/2024 của UBND tỉnh đã được thay thế: Quyết định số 99\/QĐ-UBND/);
});

describe('a plan that came as a file', () => {
  test('is attached to the plan above, also when it is issued, and its tasks are linked by a person', async () => {
    const planId = await t.run(async (a) => {
      const id = await createPlan(a, { organisationId: province.communes[2]!, origin: 'manual', title: 'Kế hoạch của xã', year: 2026 });
      await task(a, id, { title: 'Chuyên mục cải cách hành chính', product: 'article', channel: 'portal', rates: monthly(3), ...allYear }, ['lead', 'Phòng Văn hóa – Xã hội']);
      await issuePlan(a, { planId: id, rowVersion: null });
      return id;
    });
    const item = (await planReview(db, planId, today)).tasks[0]!.item_id, above = (await planReview(db, parentId, today)).tasks;
    await t.run((a) => attachParent(a, { planId, parentId }));
    assert.deepEqual(await codes(planId), ['missing', 'missing', 'missing']);
    await t.run((a) => linkTasks(a, { planId, pairs: [{ itemId: item, parentItemId: above[0]!.item_id }] }));
    assert.deepEqual(await codes(planId), ['missing', 'missing']);
    await assert.rejects(t.run((a) => linkTasks(a, { planId, pairs: [{ itemId: above[0]!.item_id, parentItemId: item }] })), /không thuộc kế hoạch này/);
    await t.run((a) => attachParent(a, { planId, parentId: null }));
    assert.deepEqual([await codes(planId), (await linkRows(db, planId)).length], [[], 0]);
  });
});

test('a plan begun in May is not owed for the months before', async () => {
  const planId = await t.on('2026-05-20').run((a) => derivePlanFrom(a, { parentId, organisationId: province.departments[0]! }));
  assert.equal((await planReview(db, planId, today)).version.window_from, '2026-05-01');
});

test('the superior sees each unit that is addressed: whose plan is issued, what is weaker, what is left out and why', async () => {
  const { rows } = (await planCoverage(db, parentId, today))!, byName = new Map(rows.map((row) => [row.name, row]));
  const first = byName.get('UBND xã Mẫu 1')!, second = byName.get('UBND xã Mẫu 2')!;
  assert.deepEqual([first.issued, first.cells.map(({ cover }) => cover)], [true, ['weaker', 'same', 'same']]);
  assert.deepEqual([second.issued, second.plans.map(({ status }) => status), second.counts['not-issued']], [false, ['in-review'], 3]);
  assert.deepEqual(byName.get('Sở Nội vụ')!.cells.length, 1);
  const alone = (await planCoverage(db, parentId, today, commune))!.rows;
  assert.deepEqual(alone.map(({ cells }) => cells.map(({ cover }) => cover)), [['weaker', 'same', 'same']]);
});

test('a plan is copied to the next year as a draft without number, day and plan above, its people kept', async () => {
  const id = await t.run((a) => copyPlanToYear(a, { planId: parentId })), { plan, tasks, version } = await planReview(db, id, today);
  assert.deepEqual([plan.title, plan.year, plan.number, plan.signed_on, plan.parent_plan_id, plan.copied_from_id, plan.status, version.window_to], ['Tuyên truyền cải cách hành chính năm 2027 trên địa bàn tỉnh Sông Trà', 2027, null, null, null, parentId, 'draft', '2027-12-31']);
  assert.deepEqual(tasks.map((one) => [one.timing, one.parties.map(({ name }) => name !== null).join()]), [['Thường xuyên trong năm', 'true'], ['Thường xuyên trong năm', 'true'], ['Quý II/2027', 'true,true'], ['trước ngày 30/6/2027', 'true']]);
});
