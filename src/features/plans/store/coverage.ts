import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { dayAt, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { PlanStatus } from '../rules/state.ts';
import { coverageOf, type Covering, type CoverageRow } from '../rules/coverage.ts';
import { OWING_ROLES } from '../rules/content.ts';
import { demands } from '../rules/demand.ts';
import { addressedTo, type Addressed, type ParentTask } from '../rules/derive.ts';
import { calendarFor, planAbove, unitsOf, type PlanAbove } from './cascade.ts';
import { contentOf } from './review.ts';
import type { PartyRow, TaskRow } from './tables.ts';

/** A plan of a unit below: the issued ones count; of one being written only that it is there. */
export interface PlanBelow { readonly id: Id; readonly title: string; readonly status: PlanStatus; readonly number: number | null; readonly notation: string | null; readonly signedOn: PlainDate | null; readonly issuedOn: PlainDate | null }
export interface UnitCoverage extends CoverageRow { readonly name: string; readonly plans: readonly PlanBelow[] }
export interface Coverage { readonly above: PlanAbove; readonly tasks: readonly ParentTask[]; readonly rows: readonly UnitCoverage[] }

interface BelowRow extends Omit<PlanBelow, 'issuedOn'> { readonly issuedAt: Date | null; readonly issuerId: Id; readonly windowFrom: PlainDate; readonly windowTo: PlainDate }
type LinkedTask = TaskRow & { readonly parentItemId: Id; readonly parties: readonly Pick<PartyRow, 'organisation_id' | 'group_id'>[] };

/** The plans of those below a plan, of all or of one unit: three queries, whatever their number. Recalled ones do not count. */
async function plansBelow(db: Reader, parentId: Id): Promise<{ plans: BelowRow[]; tasks: LinkedTask[]; omissions: { planId: Id; parentItemId: Id; reason: string }[] }> {
  const { rows: plans } = await sql<BelowRow>`
    select p.id, p.title, p.status, p.number, p.notation, p.signed_on as "signedOn", p.issuer_id as "issuerId", p.issued_at as "issuedAt", v.window_from as "windowFrom", v.window_to as "windowTo"
    from plans p join plan_versions v on v.shard_id = p.shard_id and v.plan_id = p.id and v.version = coalesce(p.issued_version, p.current_version)
    where p.parent_plan_id = ${parentId} and p.status <> 'recalled' order by p.created_at desc, p.id`.execute(db);
  const { rows: tasks } = await sql<LinkedTask>`
    select t.*, l.parent_item_id as "parentItemId",
      (select coalesce(jsonb_agg(jsonb_build_object('organisation_id', r.organisation_id, 'group_id', r.group_id)), '[]') from plan_task_parties r
        where r.shard_id = t.shard_id and r.task_id = t.id and r.role = any(${[...OWING_ROLES]}::text[]) and r.dropped_reason is null) as parties
    from plan_task_links l join plans p on p.shard_id = l.shard_id and p.id = l.plan_id and p.issued_version is not null and p.status <> 'recalled' and p.parent_plan_id = l.parent_plan_id
      join plan_tasks t on t.shard_id = l.shard_id and t.plan_id = l.plan_id and t.item_id = l.item_id and t.version = p.issued_version
    where l.parent_plan_id = ${parentId} order by t.plan_id, t.ordinal`.execute(db);
  const { rows: omissions } = await sql<{ planId: Id; parentItemId: Id; reason: string }>`
    select o.plan_id as "planId", o.parent_item_id as "parentItemId", o.reason from plan_task_omissions o join plans p on p.shard_id = o.shard_id and p.id = o.plan_id
    where o.parent_plan_id = ${parentId} and p.issued_version is not null and p.status <> 'recalled'`.execute(db);
  return { plans, tasks, omissions };
}

/** Every unit that a plan addresses, with how its own plan carries each task out; `only`: one unit. Units in the order of the tree. */
export async function planCoverage(db: Reader, parentId: Id, today: PlainDate, only?: Id): Promise<Coverage | null> {
  const above = await planAbove(db, parentId, today);
  if (!above) return null;
  const tree = await organisationTree(db, today), { plans, tasks, omissions } = await plansBelow(db, parentId);
  const owing = above.tasks.filter((task) => task.parties.some(({ role }) => OWING_ROLES.has(role))), named = new Map<Id, Set<Id>>();
  for (const task of owing) for (const { role, units } of task.parties) if (OWING_ROLES.has(role)) for (const id of units) {
    const board = boardUnitOf(tree, id), unit = tree.latest(board);
    if (board === above.plan.issuer_id || !unit || unit.external || (only && board !== only)) continue;
    named.set(board, (named.get(board) ?? new Set([board])).add(id));
  }
  const windows = [above.version, ...plans.map((one) => ({ window_from: one.windowFrom, window_to: one.windowTo }))], demandOf = demands(await calendarFor(db, windows));
  const wanted = (one: Addressed) => ({ ...demandOf(one.task.content, { from: above.version.window_from, to: above.version.window_to }), optional: one.optional });
  const ofUnit = Map.groupBy(plans, (one) => boardUnitOf(tree, one.issuerId)), ofPlan = Map.groupBy(tasks, (one) => one.plan_id), units = await unitsOf(db, tasks.flatMap(({ parties }) => parties), today), windowOf = new Map(plans.map((one) => [one.id, { from: one.windowFrom, to: one.windowTo }]));
  const left = new Map(omissions.map((one) => [`${one.planId}/${one.parentItemId}`, one.reason]));
  const order = new Map(tree.all.map((one, at) => [one.id, at]));

  const rows = [...named].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map(([unitId, house]): UnitCoverage => {
    const own = ofUnit.get(unitId) ?? [], issued = own.filter((one) => one.issuedAt !== null);
    const coveringOf = (parentItemId: Id): Covering => ({
      tasks: issued.flatMap((plan) => (ofPlan.get(plan.id) ?? []).filter((task) => task.parentItemId === parentItemId).map((task) => ({
        itemId: task.item_id, planId: plan.id, index: task.printed_index, title: task.title, demand: demandOf(contentOf(task), windowOf.get(plan.id)!), units: new Set(task.parties.flatMap((party) => units.get(party.organisation_id ?? party.group_id ?? '') ?? [])).size,
      }))),
      omission: issued.map((plan) => left.get(`${plan.id}/${parentItemId}`)).find(Boolean) ?? null,
    });
    return { ...coverageOf(unitId, issued.length > 0, addressedTo(owing, unitId, house), wanted, coveringOf), name: tree.latest(unitId)!.name, plans: own.map(({ issuedAt, ...one }) => ({ ...one, issuedOn: issuedAt && dayAt(issuedAt) })) };
  });
  return { above, tasks: owing, rows };
}
