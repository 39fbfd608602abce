import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { shardOf } from '#kernel/id.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { planReview } from '../store.ts';
import { issueAmendment, startAmendment } from './amend-plan.ts';
import { createPlan } from './create-plan.ts';
import { addTask, editTask } from './edit-task.ts';
import { issuePlan } from './issue-plan.ts';
import { addParty } from './resolve-party.ts';

const { db } = await testDb();
const before = actingFor(db, { today: '2026-01-10' }), province = await smallProvince(before, { communes: 2 });
const after = actingFor(db, { today: '2026-07-10', shard: 7, seed: 9 });

test('somebody whose rows stand in another shard goes on with a plan: its rows stay together', async () => {
  const planId = await before.run((a) => createPlan(a, { organisationId: province.root, origin: 'manual', title: 'Tuyên truyền năm 2026', year: 2026 }));
  const quarter = (from: string, to: string) => ({ kind: 'quarter' as const, from: plainDate(from), to: plainDate(to) });
  await before.run((a) => addTask(a, { planId, task: { title: 'Tọa đàm', product: 'panel-talk', period: quarter('2026-04-01', '2026-06-30') }, parties: [{ role: 'lead', asWritten: 'Sở Nội vụ', optional: false }] }));
  await before.run((a) => issuePlan(a, { planId, rowVersion: null }));
  await after.run((a) => startAmendment(a, { planId, rowVersion: null }));
  const added = await after.run((a) => addTask(a, { planId, task: { title: 'Hội thi', product: 'contest', period: quarter('2026-10-01', '2026-12-31') } }));
  await after.run((a) => addParty(a, { taskId: added.id, role: 'lead', asWritten: 'Sở Nội vụ', choice: { party: { type: 'organisation', id: province.departments[0]! } } }));
  await after.run((a) => editTask(a, { taskId: added.id, rowVersion: null, change: { note: 'cấp tỉnh' } }));
  const review = await planReview(db, planId, plainDate('2026-07-10'));
  assert.deepEqual(review.tasks.map(({ title, note, parties }) => [title, note, parties.length]), [['Tọa đàm', null, 1], ['Hội thi', 'cấp tỉnh', 1]]);
  assert.ok(review.tasks.every((task) => shardOf(task.id) === shardOf(planId) && task.parties.every((party) => shardOf(party.id) === shardOf(planId))));
  const done = await after.run((a) => issueAmendment(a, { planId, rowVersion: null, from: plainDate('2026-08-01'), reason: 'Bổ sung hội thi theo Công văn 12/UBND-VX' }));
  assert.equal(done.added, 1);
});
