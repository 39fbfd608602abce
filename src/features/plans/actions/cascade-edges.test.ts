import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { obligationsOfSource } from '#features/obligations/store.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import type { TaskContent } from '../rules/content.ts';
import { planChecks, planCoverage, planReview } from '../store.ts';
import { linkRows } from '../store/links.ts';
import { issueAmendment, startAmendment } from './amend-plan.ts';
import { answerFindings } from './answer-findings.ts';
import { copyPlanToYear } from './copy-plan.ts';
import { createPlan } from './create-plan.ts';
import { addFromAbove, derivePlanFrom } from './derive-plan.ts';
import { addTask, dropTask, editTask } from './edit-task.ts';
import { recallPlan } from './end-plan.ts';
import { issuePlan } from './issue-plan.ts';
import { attachParent } from './link-tasks.ts';
import { numberPlan } from './number-plan.ts';
import { addParty, editParty, removeParty } from './resolve-party.ts';
import { approvePlan, submitForReview } from './review-steps.ts';

const { db } = await testDb();
const t = actingFor(db, { today: '2026-01-13' }), today = plainDate('2026-01-13'), province = await smallProvince(t, { communes: 3 });
const [first, second, third] = province.communes as [Id, Id, Id];
const allYear = { timing: 'Thường xuyên trong năm', period: { kind: 'continuous' as const, from: plainDate('2026-01-01'), to: plainDate('2026-12-31') } };
const monthly = (count: number) => ({ product: 'article', channel: 'portal', rates: [{ count, unit: 'tin, bài', per: 'month' as const, durationMinutes: null, product: null, productKey: 'article', channelKey: 'portal', unitSet: false }], ...allYear });
const party = (role: 'lead' | 'implementing' | 'coordinating', asWritten: string) => ({ role, asWritten, optional: false });
let number = 6;
/** An issued plan of the province. */
const issued = (title: string, tasks: readonly (readonly [Partial<TaskContent>, ...ReturnType<typeof party>[]])[]): Promise<Id> => t.run(async (a) => {
  const id = await createPlan(a, { organisationId: province.root, origin: 'manual', title, year: 2026 });
  for (const [at, [task, ...parties]] of tasks.entries()) await addTask(a, { planId: id, task: { printedIndex: `III.${at + 1}`, title: `Việc ${at + 1}`, ...task }, parties });
  await numberPlan(a, { planId: id, rowVersion: null, number: ++number, notation: 'KH-UBND', signedOn: plainDate('2026-01-12') });
  await issuePlan(a, { planId: id, rowVersion: null });
  return id;
});
const reviewOf = (planId: Id, version?: number) => planReview(db, planId, today, version);
const checksOf = async (planId: Id) => planChecks(db, await reviewOf(planId), today);
const issueOwn = (planId: Id) => t.run(async (a) => { await submitForReview(a, { planId, rowVersion: null }); await approvePlan(a, { planId, rowVersion: null }); await issuePlan(a, { planId, rowVersion: null }); });

test('a unit named by its group and by itself owes a task once, and it arrives in its own plan once', async () => {
  const planId = await issued('Giao qua nhóm và đích danh', [[monthly(5), party('implementing', 'UBND các xã, phường'), party('lead', 'UBND xã Mẫu 1')]]);
  const owed = (await obligationsOfSource(db, planId)).filter(({ organisationId }) => organisationId === first).length;
  assert.deepEqual([owed, (await obligationsOfSource(db, planId)).length], [12, 36]);
  const own = await t.run((a) => derivePlanFrom(a, { parentId: planId, organisationId: first }));
  assert.deepEqual([(await reviewOf(own)).tasks.length, (await checksOf(own)).findings.filter(({ code }) => code !== 'wording')], [1, []]);
});

test('taking up a task that is there already is refused: two clicks do not make two tasks', async () => {
  const parentId = await issued('Hai lần bấm', [[monthly(2), party('lead', 'UBND các xã, phường')]]), own = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: first })), item = (await reviewOf(parentId)).tasks[0]!.item_id;
  await assert.rejects(t.run((a) => addFromAbove(a, { planId: own, parentItemId: item })), /đã có ở mục II\.1/);
  assert.equal((await reviewOf(own)).tasks.length, 1);
});

test('two officers who derive or copy in the same second get one plan', async () => {
  const parentId = await issued('Cùng một giây', [[monthly(2), party('lead', 'UBND các xã, phường')]]);
  const derived = await Promise.allSettled([1, 2, 3].map(() => t.run((a) => derivePlanFrom(a, { parentId, organisationId: second }))));
  assert.deepEqual(derived.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
  const copied = await Promise.allSettled([1, 2].map(() => t.run((a) => copyPlanToYear(a, { planId: parentId }))));
  assert.deepEqual(copied.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.match(String((copied.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason), /đã được chép sang năm 2027/);
});

test('a plan carries out plans of those above it, never those of a unit beside it', async () => {
  const beside = await t.run(async (a) => {
    const id = await createPlan(a, { organisationId: third, origin: 'manual', title: 'Của xã khác', year: 2026 });
    await addTask(a, { planId: id, task: { title: 'Việc riêng', ...monthly(1) }, parties: [party('lead', 'Phòng Văn hóa – Xã hội')] });
    await issuePlan(a, { planId: id, rowVersion: null });
    return id;
  });
  const own = await t.run((a) => createPlan(a, { organisationId: first, origin: 'manual', title: 'Của xã', year: 2026 }));
  await assert.rejects(t.run((a) => attachParent(a, { planId: own, parentId: beside })), /không phải cấp trên/);
});

describe('while an amendment is being written, the version in force stays as it was issued', () => {
  test('a form that was opened before cannot change, drop or re-address its tasks', async () => {
    const planId = await issued('Bản cũ để ngỏ', [[monthly(2), party('lead', 'UBND các xã, phường')]]), old = (await reviewOf(planId)).tasks[0]!;
    await t.run((a) => startAmendment(a, { planId, rowVersion: null }));
    for (const stale of [
      () => t.run((a) => editTask(a, { taskId: old.id, rowVersion: null, change: { title: 'Chữ khác' } })), () => t.run((a) => dropTask(a, { taskId: old.id, rowVersion: null })),
      () => t.run((a) => editParty(a, { partyId: old.parties[0]!.id, optional: true })), () => t.run((a) => removeParty(a, old.parties[0]!.id)),
    ]) await assert.rejects(stale(), /bản đã ban hành/);
    assert.deepEqual((await reviewOf(planId, 1)).tasks.map(({ title, parties }) => [title, parties.map(({ optional }) => optional)]), [['Việc 1', [false]]]);
  });
});

describe('a reason that was given', () => {
  test('holds in the next version while the values stay, and asks again when one changes', async () => {
    const parentId = await issued('Lý do qua các bản', [[monthly(3), party('lead', 'UBND các xã, phường')]]), own = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: third }));
    const task = async () => (await reviewOf(own)).tasks[0]!;
    await t.run(async (a) => { await editTask(a, { taskId: (await task()).id, rowVersion: null, change: monthly(2) }); });
    await t.run((a) => answerFindings(a, { planId: own, keys: [], reason: 'Xã ít người viết' }));
    await issueOwn(own);
    await t.run((a) => startAmendment(a, { planId: own, rowVersion: null }));
    assert.deepEqual((await checksOf(own)).open, []);
    const added = await task();
    await t.run((a) => editTask(a, { taskId: added.id, rowVersion: null, change: { title: 'Việc 1, nói rõ hơn' } }));
    await t.run((a) => issueAmendment(a, { planId: own, rowVersion: null, from: plainDate('2026-02-01'), reason: 'Nói rõ nội dung' }));
    assert.deepEqual((await checksOf(own)).findings.filter(({ code }) => code === 'below').map(({ answer }) => answer?.reason), ['Xã ít người viết']);
    await t.run((a) => startAmendment(a, { planId: own, rowVersion: null }));
    await t.run(async (a) => { await editTask(a, { taskId: (await task()).id, rowVersion: null, change: monthly(1) }); });
    assert.deepEqual((await checksOf(own)).open.map(({ code }) => code), ['below']);
  });
});

describe('when the plan above changes after it was derived from', () => {
  test('an amendment asks again: a task that was added is missed, one that was dropped is compared no more', async () => {
    const parentId = await issued('Sửa sau khi lập', [[monthly(2), party('lead', 'UBND các xã, phường')], [{ ...monthly(1), product: 'video', rates: [] }, party('lead', 'UBND các xã, phường')]]);
    const own = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: first }));
    await issueOwn(own);
    await t.run((a) => startAmendment(a, { planId: parentId, rowVersion: null }));
    const [, video] = (await reviewOf(parentId)).tasks;
    await t.run((a) => dropTask(a, { taskId: video!.id, rowVersion: null }));
    await t.run((a) => addTask(a, { planId: parentId, task: { printedIndex: 'III.3', title: 'Việc thêm', ...monthly(1) }, parties: [party('lead', 'UBND các xã, phường')] }));
    assert.deepEqual((await checksOf(own)).open, [], 'what is being written above binds nobody yet');
    await t.run((a) => issueAmendment(a, { planId: parentId, rowVersion: null, from: plainDate('2026-03-01'), reason: 'Bổ sung việc' }));
    assert.deepEqual((await checksOf(own)).open.map(({ code, there }) => [code, there!.index]), [['missing', 'III.3']]);
    assert.deepEqual((await planCoverage(db, parentId, today, first))!.rows[0]!.cells.map(({ cover }) => cover), ['same', 'missing']);
  });
  test('a recall is found in the plan below, which says why it goes on or is attached to another', async () => {
    const parentId = await issued('Thu hồi sau khi lập', [[monthly(2), party('lead', 'UBND các xã, phường')]]), own = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: second }));
    await t.run((a) => recallPlan(a, { planId: parentId, rowVersion: null, reason: 'Ban hành nhầm' }));
    const [found, ...more] = (await checksOf(own)).open;
    assert.deepEqual([found!.code, more], ['recalled', []]);
    assert.match(found!.sentence, /đã thu hồi ngày 13\/01\/2026: Ban hành nhầm/);
    await assert.rejects(t.run((a) => submitForReview(a, { planId: own, rowVersion: null })), /đã thu hồi/);
    await t.run((a) => attachParent(a, { planId: own, parentId: null }));
    assert.deepEqual([(await checksOf(own)).open, (await linkRows(db, own)).length], [[], 0]);
  });
});

test('a task of a plan below that two divisions lead counts for both, whatever parties stand beside them', async () => {
  const parentId = await issued('Hai phòng cùng làm', [[monthly(4), party('lead', 'UBND các xã, phường')]]), own = await t.run((a) => derivePlanFrom(a, { parentId, organisationId: second }));
  const [task] = (await reviewOf(own)).tasks;
  await t.run((a) => editTask(a, { taskId: task!.id, rowVersion: null, change: monthly(2) }));
  await t.run((a) => addParty(a, { taskId: task!.id, role: 'implementing', asWritten: 'Ủy ban nhân dân xã', choice: { party: { type: 'organisation', id: second } } }));
  await t.run((a) => addParty(a, { taskId: task!.id, role: 'coordinating', asWritten: 'Sở Nội vụ', choice: { party: { type: 'organisation', id: province.departments[0]! } } }));
  await issueOwn(own);
  assert.deepEqual((await planCoverage(db, parentId, today, second))!.rows[0]!.cells.map(({ cover, tasks }) => [cover, tasks.map(({ units }) => units)]), [['same', [2]]]);
});
