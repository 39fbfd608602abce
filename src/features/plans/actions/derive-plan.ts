import { AppError, conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { addressedTo, boundFrom, derivedTask } from '../rules/derive.ts';
import { derivePlan } from '../rules/derive-document.ts';
import { houseOf, planAbove, planChecks } from '../store/cascade.ts';
import { deleteOmission, holdPlanOfUnit, insertLinks, plansUnder } from '../store/links.ts';
import { planReview } from '../store/review.ts';
import { taskRows } from '../store/rows.ts';
import type { TaskLinkRow, TaskRow } from '../store/tables.ts';
import { headOf } from '../rules/compose.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { openDraft } from './open-draft.ts';
import { writePlan, writeTasks } from './write-draft.ts';

const DERIVABLE = ['issued', 'amended'];

/**
 * A unit's own plan out of the plan above: a draft under its own letterhead with the tasks addressed to it, each linked to the one it carries
 * out. Who only helps adds such tasks by hand. AppError('duplicate') with the plan that is there when the unit has one already.
 */
export async function derivePlanFrom(a: Acting, { parentId, organisationId, evenSo = false }: { readonly parentId: Id; readonly organisationId: Id; readonly evenSo?: boolean }): Promise<Id> {
  await a.authorise('plans.write', organisationId);
  const above = await planAbove(a.tx, parentId, a.today);
  if (!above) throw notFound('kế hoạch của cấp trên');
  if (!DERIVABLE.includes(above.plan.status)) throw conflict(`${above.citation} chưa ban hành hoặc không còn hiệu lực nên chưa lập kế hoạch theo được.`);
  const tree = await organisationTree(a.tx, a.today), { house, within } = houseOf(tree, organisationId);
  if (house.id === above.plan.issuer_id) throw conflict('Đây là kế hoạch của chính đơn vị. Hãy mở kế hoạch của cấp trên để lập kế hoạch theo.');
  await holdPlanOfUnit(a.tx, parentId, house.id);
  const [same] = evenSo ? [] : await plansUnder(a.tx, [parentId], [organisationId, house.id]);
  if (same) throw new AppError('duplicate', `Đơn vị đã có kế hoạch lập theo ${above.citation}: “${same.title}”. Hãy mở kế hoạch đó.`, { data: { same: [same] } });
  const addressed = addressedTo(above.tasks, house.id, within);
  if (!addressed.some(({ role }) => role === 'owing')) throw conflict(`${above.citation} không giao nhiệm vụ nào cho ${house.name} chủ trì hoặc thực hiện, nên không có gì để lập kế hoạch.`);

  const year = above.plan.year ?? yearOf(above.version.window_from), issuer = tree.latest(house.id)!, top = issuer.parentId ? (tree.latest(issuer.parentId) ?? null) : null;
  const known = tree.latest(above.plan.issuer_id)?.name ?? above.plan.issuer_name;
  // "Ủy ban nhân dân tỉnh" in the letterhead of the province is the whole name in a paper of somebody else
  const document = { ...above.document, issuerName: /\s(?:tỉnh|thành phố|xã|phường|đặc khu)$/iu.test(above.plan.issuer_name) ? known : above.plan.issuer_name };
  const made = derivePlan(document, house, addressed, await loadCalendar(a.tx, year - 1, year + 1), known), head = headOf(issuer.name, issuer, top);
  const planId = await writePlan(a, {
    kind: 'plan', origin: 'authored', ownerId: organisationId, issuerId: house.id, issuerName: issuer.name, issuingCapacity: 'body', year, years: { from: year, to: year }, bindsFrom: boundFrom(year, a.today), title: made.title,
    number: null, notation: head.notation.replace(/^BC-/, 'KH-'), place: head.place, signedOn: null, signer: null, parentPlanId: parentId, content: made.content,
  });
  const rows = await writeTasks(a, { id: planId, version: 1, ownerId: organisationId, issuerId: house.id }, made.tasks.map(({ draft }) => draft));
  await link(a, { planId, ownerId: organisationId, parentId }, rows.map((row, i) => ({ itemId: row.item_id, parentItemId: made.tasks[i]!.parentItemId })), 'derived');
  return planId;
}

/** Takes up one more task of the plan above: one that was left out, or one the unit only helps with. */
export async function addFromAbove(a: Acting, { planId, parentItemId }: { readonly planId: Id; readonly parentItemId: Id }): Promise<TaskRow> {
  const { plan, version } = await openDraft(a, planId), review = await planReview(a.tx, planId, a.today), checks = await planChecks(a.tx, review, a.today);
  const one = checks.addressed.find(({ task }) => task.itemId === parentItemId);
  if (!one) throw notFound('nhiệm vụ này trong kế hoạch của cấp trên');
  const there = review.tasks.find((task) => checks.links.some((of) => of.item_id === task.item_id && of.parent_item_id === parentItemId));
  if (there) throw conflict(`Nhiệm vụ này đã có ở mục ${there.printed_index}. Hãy sửa mục đó.`);
  const tasks = await taskRows(a.tx, planId, version.version), year = plan.year ?? yearOf(a.today);
  const [draft] = [derivedTask(one, checks.house, nextIndex(tasks), await loadCalendar(a.tx, year - 1, year + 1)).draft], b = inShardOf(a, planId);
  const [row] = await writeTasks(b, { id: planId, version: version.version, ownerId: plan.owner_id, issuerId: plan.issuer_id }, [draft], (tasks.at(-1)?.ordinal ?? 0) + 1);
  await link(b, { planId, ownerId: plan.owner_id, parentId: plan.parent_plan_id! }, [{ itemId: row!.item_id, parentItemId }], 'derived');
  const omission = await deleteOmission(a.tx, planId, parentItemId);
  if (omission) a.record({ verb: 'plans.omission-taken-back', table: 'plan_task_omissions', id: omission, organisationId: plan.owner_id, facts: { plan: planId } });
  return row!;
}

/** The number after the last task of the list: "III.7" after "III.6". */
export function nextIndex(tasks: readonly Pick<TaskRow, 'printed_index' | 'purpose'>[]): string {
  const last = tasks.findLast(({ purpose }) => purpose !== 'report')?.printed_index, parts = last ? /^(.*?)(\d+)$/u.exec(last) : null;
  return parts ? `${parts[1]}${Number(parts[2]) + 1}` : String(tasks.length + 1);
}

/** Writes which task carries out which; links that are there stay. */
export async function link(a: Acting, at: { readonly planId: Id; readonly ownerId: Id; readonly parentId: Id }, pairs: readonly { readonly itemId: Id; readonly parentItemId: Id }[], made: TaskLinkRow['made']): Promise<void> {
  const { shard, newId } = inShardOf(a, at.planId);
  const rows = pairs.map(({ itemId, parentItemId }): TaskLinkRow => ({ shard_id: shard, id: newId(), plan_id: at.planId, item_id: itemId, parent_plan_id: at.parentId, parent_item_id: parentItemId, made, made_by: a.by.accountId, made_by_name: a.by.personName, made_at: a.now }));
  for (const id of await insertLinks(a.tx, rows)) a.record({ verb: 'plans.task-linked', table: 'plan_task_links', id, organisationId: at.ownerId, facts: { plan: at.planId, made } });
}
