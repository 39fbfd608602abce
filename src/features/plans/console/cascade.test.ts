import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { createPlan } from '../actions/create-plan.ts';
import { addTask } from '../actions/edit-task.ts';
import { issuePlan } from '../actions/issue-plan.ts';
import { numberPlan } from '../actions/number-plan.ts';
import { planReview } from '../store.ts';
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
