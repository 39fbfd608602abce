import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { houseAbove } from '../rules/realm.ts';
import { planAbove } from '../store/cascade.ts';
import { deleteLink, deleteLinksExcept, deleteOmission, insertOmission, notOfThisPlan } from '../store/links.ts';
import { changePlan, holdPlan, taskRows } from '../store/rows.ts';
import type { PlanRow } from '../store/tables.ts';
import { link } from './derive-plan.ts';
import { inShardOf } from '#platform/in-shard-of.ts';

async function held(a: Acting, planId: Id): Promise<PlanRow> {
  const plan = await holdPlan(a.tx, planId);
  await a.authorise('plans.write', plan.owner_id);
  if (plan.status === 'recalled') throw conflict('Kế hoạch đã thu hồi nên không gắn với kế hoạch cấp trên được nữa.');
  return plan;
}

/**
 * Says which plan of those above this one carries out; also of a plan that was signed elsewhere and is issued, for its text does not change.
 * Links to another parent than the new one go.
 */
export async function attachParent(a: Acting, { planId, parentId }: { readonly planId: Id; readonly parentId: Id | null }): Promise<void> {
  const plan = await held(a, planId);
  if (plan.parent_plan_id === parentId) return;
  if (parentId !== null) {
    const above = await planAbove(a.tx, parentId, a.today);
    if (!above || above.plan.issued_version === null) throw notFound('kế hoạch đã ban hành của cấp trên');
    if (above.plan.id === planId || above.plan.issuer_id === plan.issuer_id) throw conflict('Kế hoạch cấp trên phải do cơ quan khác ban hành. Hãy chọn lại.');
    const tree = await organisationTree(a.tx, a.today), house = [plan.owner_id, plan.issuer_id].map((id) => houseAbove(tree, id));
    if (!house.some((ids) => ids.has(above.plan.owner_id) || ids.has(above.plan.issuer_id))) throw conflict(`${tree.latest(above.plan.issuer_id)?.name ?? above.plan.issuer_name} không phải cấp trên của đơn vị. Hãy chọn kế hoạch của cấp trên.`);
    if (above.plan.parent_plan_id === planId) throw conflict('Kế hoạch đó được lập theo chính kế hoạch này. Hãy chọn lại.');
  }
  await changePlan(a.tx, planId, { parent_plan_id: parentId });
  a.record({ verb: 'plans.parent-said', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { parent: parentId } });
  const gone = await deleteLinksExcept(a.tx, planId, parentId);
  for (const id of gone.links) a.record({ verb: 'plans.task-unlinked', table: 'plan_task_links', id, organisationId: plan.owner_id, facts: { plan: planId } });
  for (const id of gone.omissions) a.record({ verb: 'plans.omission-taken-back', table: 'plan_task_omissions', id, organisationId: plan.owner_id, facts: { plan: planId } });
}

/** Confirms which tasks carry out which of the plan above. */
export async function linkTasks(a: Acting, { planId, pairs }: { readonly planId: Id; readonly pairs: readonly { readonly itemId: Id; readonly parentItemId: Id }[] }): Promise<void> {
  const plan = await held(a, planId), above = plan.parent_plan_id ? await planAbove(a.tx, plan.parent_plan_id, a.today) : null;
  if (!above) throw conflict('Chưa chọn kế hoạch cấp trên. Hãy chọn kế hoạch cấp trên trước.');
  const own = new Set<string>((await taskRows(a.tx, planId, plan.current_version)).map((row) => row.item_id)), theirs = new Set<string>(above.tasks.map((one) => one.itemId));
  for (const { itemId, parentItemId } of pairs) if (!own.has(itemId) || !theirs.has(parentItemId)) throw notOfThisPlan('Nhiệm vụ vừa chọn');
  await link(a, { planId, ownerId: plan.owner_id, parentId: above.plan.id }, pairs, 'confirmed');
  for (const { parentItemId } of pairs) await takeBack(a, plan, parentItemId);
}

export async function unlinkTask(a: Acting, { planId, itemId, parentItemId }: { readonly planId: Id; readonly itemId: Id; readonly parentItemId: Id }): Promise<void> {
  const plan = await held(a, planId), id = await deleteLink(a.tx, planId, itemId, parentItemId);
  if (id) a.record({ verb: 'plans.task-unlinked', table: 'plan_task_links', id, organisationId: plan.owner_id, facts: { plan: planId } });
}

/** Leaves a task of the plan above out, with the reason that its superior will read. */
export async function omitTask(a: Acting, { planId, parentItemId, reason }: { readonly planId: Id; readonly parentItemId: Id; readonly reason: string }): Promise<void> {
  const plan = await held(a, planId), why = reason.trim(), { shard, newId } = inShardOf(a, planId);
  if (why.length < 5) throw invalid('Chưa ghi lý do không thực hiện. Hãy ghi ngắn gọn vì sao; cấp trên sẽ đọc lý do này.', 'reason');
  const above = plan.parent_plan_id ? await planAbove(a.tx, plan.parent_plan_id, a.today) : null;
  if (!above?.tasks.some(({ itemId }) => itemId === parentItemId)) throw notFound('nhiệm vụ này trong kế hoạch của cấp trên');
  await takeBack(a, plan, parentItemId);
  const id = newId();
  await insertOmission(a.tx, { shard_id: shard, id, plan_id: planId, parent_plan_id: above.plan.id, parent_item_id: parentItemId, reason: why, made_by: a.by.accountId, made_by_name: a.by.personName, made_at: a.now });
  a.record({ verb: 'plans.task-omitted', table: 'plan_task_omissions', id, organisationId: plan.owner_id, facts: { plan: planId, reason: why } });
}

async function takeBack(a: Acting, plan: PlanRow, parentItemId: Id): Promise<void> {
  const id = await deleteOmission(a.tx, plan.id, parentItemId);
  if (id) a.record({ verb: 'plans.omission-taken-back', table: 'plan_task_omissions', id, organisationId: plan.owner_id, facts: { plan: plan.id } });
}
