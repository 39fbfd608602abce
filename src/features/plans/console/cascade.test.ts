import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { createPlan } from '../actions/create-plan.ts';
import { answerFindings } from '../actions/answer-findings.ts';
import { derivePlanFrom } from '../actions/derive-plan.ts';
import { addTask, editTask } from '../actions/edit-task.ts';
import { issuePlan } from '../actions/issue-plan.ts';
import { numberPlan } from '../actions/number-plan.ts';
import { approvePlan, submitForReview } from '../actions/review-steps.ts';
import { planChecks, planReview } from '../store.ts';
import { hrefOf } from './load.ts';
import { openDesk } from './test-desk.ts';

const { db } = await testDb(), t = actingFor(db, { today: '2026-01-14' }), province = await smallProvince(t, { communes: 2 }), commune = province.communes[0]!;
const desk = await openDesk(db, t), open = () => desk({ organisationId: commune, organisationName: 'UBND xã Mẫu 1', may: (_, at) => at !== province.root });
const quarter = { timing: 'Quý II/2026', period: { kind: 'quarter' as const, from: plainDate('2026-04-01'), to: plainDate('2026-06-30') } };
const parentId = await t.run(async (a) => {
  const id = await createPlan(a, { organisationId: province.root, origin: 'manual', title: 'Tuyên truyền năm 2026 trên địa bàn tỉnh Sông Trà', year: 2026 });
  for (const title of ['Tọa đàm với người dân về dịch vụ công', 'Hội thi tìm hiểu một cửa']) await addTask(a, { planId: id, task: { title, product: title.startsWith('Tọa') ? 'panel-talk' : 'contest', ...quarter }, parties: [{ role: 'lead', asWritten: 'UBND các xã, phường', optional: false }] });
  await numberPlan(a, { planId: id, rowVersion: null, number: 7, notation: 'KH-UBND', signedOn: plainDate('2026-01-12') });
  await issuePlan(a, { planId: id, rowVersion: null });
  return id;
});

test('a plan that came as a file is offered the plan it cites and pairs of tasks; a person confirms, and takes back', async () => {
  const planId = await t.run(async (a) => {
    const id = await createPlan(a, { organisationId: commune, origin: 'manual', title: 'Kế hoạch của xã', year: 2026, content: { legalBases: [{ type: 'Kế hoạch', number: '07/KH-UBND', date: plainDate('2026-01-12'), issuer: 'UBND tỉnh' }] } });
    await addTask(a, { planId: id, task: { printedIndex: 'II.1', title: 'Tổ chức tọa đàm về dịch vụ công', product: 'panel-talk', ...quarter }, parties: [{ role: 'lead', asWritten: 'Phòng Văn hóa – Xã hội', optional: false }] });
    return id;
  }), browser = open(), item = (await planReview(db, planId, plainDate('2026-01-14'))).tasks[0]!.item_id, above = (await planReview(db, parentId, plainDate('2026-01-14'))).tasks;
  await browser.open(hrefOf(planId, '/kiem-tra'));
  await browser.link('Gắn với KH 07/KH-UBND');
  assert.equal(browser.fields(hrefOf(planId, '/doi-chieu')).get('parent'), parentId);
  await browser.send(hrefOf(planId, '/doi-chieu'));
  assert.match(browser.text(), /Đối chiếu với KH 07\/KH-UBND .* Đề xuất/);
  assert.match(browser.page.html, new RegExp(`<option value="${item}" selected=""`));
  await browser.send(hrefOf(planId, '/lien-ket'), { [`link.${above[0]!.item_id}`]: item });
  assert.match(browser.text(), /II\.1 Tổ chức tọa đàm về dịch vụ công ✓?\s*đúng/);
  await browser.send(hrefOf(planId, '/khong-thuc-hien'), { reason: 'Tỉnh tổ chức chung cho các xã' });
  assert.match(browser.text(), /Không thực hiện, lý do: Tỉnh tổ chức chung cho các xã/);
  await browser.send(hrefOf(planId, '/lien-ket/bo'));
  assert.match(browser.text(), /Đề xuất/);
});

test('the pages of coverage are for those who read the plan above at its owner', async () => {
  assert.equal((await open().open(hrefOf(parentId, '/bao-phu'))).status, 403);
  const superior = desk({ organisationId: province.root, organisationName: 'UBND tỉnh', may: () => true });
  await superior.open(hrefOf(parentId, '/bao-phu?loc=chua-ban-hanh'));
  assert.match(superior.text(), /UBND xã Mẫu 2 chưa lập kế hoạch/);
  const file = await superior.open(hrefOf(parentId, '/bao-phu.xlsx'));
  assert.equal(Buffer.from(await file.response.arrayBuffer()).subarray(0, 2).toString(), 'PK');
});

test('whoever keeps the plan above reads the issued plans made under it, with every reason; nobody beside does', async () => {
  const today = plainDate('2026-01-14'), ownId = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: province.communes[1]! })), [task] = (await planReview(db, ownId, today)).tasks;
  await t.run((a) => editTask(a, { taskId: task!.id, rowVersion: null, change: { period: { kind: 'quarter', from: plainDate('2026-07-01'), to: plainDate('2026-09-30') }, optional: true } }));
  // a keeper with no role at the commune, as a department that keeps the plan of its province has none
  const keeper = desk({ organisationId: province.root, organisationName: 'UBND tỉnh', may: (_, at) => at === province.root }), beside = desk({ organisationId: commune, organisationName: 'UBND xã Mẫu 1', may: (_, at) => at === commune });
  assert.equal((await keeper.open(hrefOf(ownId))).status, 404, 'a draft is for its own office');
  for (const [code, reason] of [['later', 'Quý II xã sắp xếp thôn'], ['optional', 'Chờ kinh phí']] as const) {
    const found = (await planChecks(db, await planReview(db, ownId, today), today)).open.filter((one) => one.code === code).map(({ key }) => key);
    await t.run((a) => answerFindings(a, { planId: ownId, keys: found, reason }));
  }
  await t.run(async (a) => { await submitForReview(a, { planId: ownId, rowVersion: null }); await approvePlan(a, { planId: ownId, rowVersion: null }); await issuePlan(a, { planId: ownId, rowVersion: null }); });
  assert.equal((await keeper.open(hrefOf(ownId))).status, 200);
  assert.equal((await beside.open(hrefOf(ownId))).status, 404);
  await keeper.open(hrefOf(parentId, `/bao-phu/${province.communes[1]!}`));
  assert.match(keeper.text(), /Lý do của đơn vị: Quý II xã sắp xếp thôn; Chờ kinh phí/);
  assert.match(keeper.text(), /II\.1 Tọa đàm với người dân về dịch vụ công/);
});

test('the chart as a file is well formed whatever was typed into a title', async () => {
  const planId = await t.run(async (a) => {
    const id = await createPlan(a, { organisationId: commune, origin: 'manual', title: 'Kế hoạch </svg><script>alert(1)</script>', year: 2026 });
    await addTask(a, { planId: id, task: { title: 'Tập huấn \u0008\u000b<b onload="x">&amp;', product: 'panel-talk', ...quarter }, parties: [{ role: 'lead', asWritten: 'Phòng Văn hóa – Xã hội', optional: false }] });
    return id;
  }), file = await open().open(hrefOf(planId, '/bieu-do.svg')), svg = await file.response.text();
  assert.doesNotMatch(svg, /<script|<b |[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  assert.match(svg, /&lt;b onload=/);
});
