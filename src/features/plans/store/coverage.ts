import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { dayAt, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { PlanStatus } from '../rules/state.ts';
import { coverageOf, type Covering, type CoverageRow } from '../rules/coverage.ts';
import { OWING_ROLES } from '../rules/content.ts';
import { demands, rememberedDifferences, type Demand } from '../rules/demand.ts';
import { addressedTo, type Addressed, type ParentTask } from '../rules/derive.ts';
import { calendarFor, planAbove, unitsOf, type PlanAbove } from './cascade.ts';
import { contentOf } from './review.ts';
import type { PartyRow, TaskRow } from './tables.ts';

/** A plan of a unit below: the issued ones count; of one being written only that it is there. */
export interface PlanBelow { readonly id: Id; readonly title: string; readonly status: PlanStatus; readonly number: number | null; readonly notation: string | null; readonly signedOn: PlainDate | null; readonly issuedOn: PlainDate | null }
export interface UnitCoverage extends CoverageRow { readonly name: string; readonly plans: readonly PlanBelow[] }
export interface Coverage { readonly above: PlanAbove; readonly tasks: readonly ParentTask[]; readonly rows: readonly UnitCoverage[] }

interface BelowRow extends Omit<PlanBelow, 'issuedOn'> { readonly issuedAt: Date | null; readonly issuerId: Id; readonly windowFrom: PlainDate; readonly windowTo: PlainDate }
/** What a task asks and of whom; the rest of the row is not read. */
type LinkedTask = Pick<TaskRow, 'plan_id' | 'item_id' | 'printed_index' | 'title' | 'channel' | 'product' | 'timing' | 'period' | 'rates' | 'deadline' | 'roll' | 'amount' | 'optional' | 'carry_surplus' | 'report_rhythm' | 'purpose'> & { readonly parentItemId: Id; readonly parties: readonly Pick<PartyRow, 'organisation_id' | 'group_id'>[] };

/** The plans of those below a plan that `keeps` wants: three queries, whatever their number. Recalled ones do not count. */
async function plansBelow(db: Reader, parentId: Id, keeps: (issuerId: Id) => boolean): Promise<{ plans: BelowRow[]; tasks: LinkedTask[]; omissions: { planId: Id; parentItemId: Id; reason: string }[] }> {
  const { rows: all } = await sql<BelowRow>`
    select p.id, p.title, p.status, p.number, p.notation, p.signed_on as "signedOn", p.issuer_id as "issuerId", p.issued_at as "issuedAt", v.window_from as "windowFrom", v.window_to as "windowTo"
    from plans p join plan_versions v on v.shard_id = p.shard_id and v.plan_id = p.id and v.version = coalesce(p.issued_version, p.current_version)
    where p.parent_plan_id = ${parentId} and p.status <> 'recalled' order by p.created_at desc, p.id`.execute(db);
  const plans = all.filter((one) => keeps(one.issuerId)), ids = plans.flatMap((one) => (one.issuedAt ? [one.id] : []));
  const { rows: tasks } = await sql<LinkedTask>`
    select t.plan_id, t.item_id, t.printed_index, t.title, t.channel, t.product, t.timing, t.period, t.rates, t.deadline, t.roll, t.amount, t.optional, t.carry_surplus, t.report_rhythm, t.purpose, l.parent_item_id as "parentItemId",
      (select coalesce(jsonb_agg(jsonb_build_object('organisation_id', r.organisation_id, 'group_id', r.group_id)), '[]') from plan_task_parties r
        where r.shard_id = t.shard_id and r.task_id = t.id and r.role = any(${[...OWING_ROLES]}::text[]) and r.dropped_reason is null) as parties
    from plan_task_links l join plans p on p.shard_id = l.shard_id and p.id = l.plan_id and p.issued_version is not null and p.status <> 'recalled' and p.parent_plan_id = l.parent_plan_id
      join plan_tasks t on t.shard_id = l.shard_id and t.plan_id = l.plan_id and t.item_id = l.item_id and t.version = p.issued_version
    where l.parent_plan_id = ${parentId} and l.plan_id = any(${ids}::uuid[]) order by t.plan_id, t.ordinal`.execute(db);
  const { rows: omissions } = await sql<{ planId: Id; parentItemId: Id; reason: string }>`
    select o.plan_id as "planId", o.parent_item_id as "parentItemId", o.reason from plan_task_omissions o join plans p on p.shard_id = o.shard_id and p.id = o.plan_id
    where o.parent_plan_id = ${parentId} and o.plan_id = any(${ids}::uuid[]) and p.issued_version is not null and p.status <> 'recalled'`.execute(db);
  return { plans, tasks, omissions };
}

/** Every unit that a plan addresses, with how its own plan carries each task out; `only`: one unit. Units in the order of the tree. */
export async function planCoverage(db: Reader, parentId: Id, today: PlainDate, only?: Id): Promise<Coverage | null> {
  const above = await planAbove(db, parentId, today);
  if (!above) return null;
  const tree = await organisationTree(db, today), boards = new Map<Id, Id>(), boardOf = (id: Id): Id => { let found = boards.get(id); if (!found) boards.set(id, (found = boardUnitOf(tree, id))); return found; };
  const { plans, tasks, omissions } = await plansBelow(db, parentId, (issuerId) => !only || boardOf(issuerId) === only);
  const owing = above.tasks.filter((task) => task.parties.some(({ role }) => OWING_ROLES.has(role))), named = tasksByBoard(owing, boardOf, (board) => board !== above.plan.issuer_id && tree.latest(board)?.external === false && (!only || board === only));
  const windows = [above.version, ...plans.map((one) => ({ window_from: one.windowFrom, window_to: one.windowTo }))], demandOf = demands(await calendarFor(db, windows));
  const wants = new Map<string, Demand>(), wanted = (one: Addressed): Demand => { // one object for each task, so that what it was compared with is remembered
    const key = `${one.task.itemId}/${one.optional}`;
    let found = wants.get(key);
    if (!found) wants.set(key, (found = { ...demandOf(one.task.content, { from: above.version.window_from, to: above.version.window_to }), optional: one.optional }));
    return found;
  };
  const ofUnit = Map.groupBy(plans, (one) => boardOf(one.issuerId)), ofPlan = Map.groupBy(tasks, (one) => one.plan_id), units = await unitsOf(db, tasks.flatMap(({ parties }) => parties), today), windowOf = new Map(plans.map((one) => [one.id, { from: one.windowFrom, to: one.windowTo }]));
  const differing = rememberedDifferences(), left = new Map(omissions.map((one) => [`${one.planId}/${one.parentItemId}`, one.reason]));
  const order = new Map(tree.all.map((one, at) => [one.id, at]));

  const rows = [...named].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map(([unitId, given]): UnitCoverage => {
    const own = ofUnit.get(unitId) ?? [], issued = own.filter((one) => one.issuedAt !== null);
    const coveringOf = (parentItemId: Id): Covering => ({
      tasks: issued.flatMap((plan) => (ofPlan.get(plan.id) ?? []).filter((task) => task.parentItemId === parentItemId).map((task) => ({
        itemId: task.item_id, planId: plan.id, index: task.printed_index, title: task.title, demand: demandOf(asked(task), windowOf.get(plan.id)!), units: new Set(task.parties.flatMap((party) => units.get(party.organisation_id ?? party.group_id ?? '') ?? [])).size,
      }))),
      omission: issued.map((plan) => left.get(`${plan.id}/${parentItemId}`)).find(Boolean) ?? null,
    });
    return { ...coverageOf(unitId, issued.length > 0, addressedTo(given.tasks, unitId, given.units), wanted, coveringOf, differing), name: tree.latest(unitId)!.name, plans: own.map(({ issuedAt, ...one }) => ({ ...one, issuedOn: issuedAt && dayAt(issuedAt) })) };
  });
  return { above, tasks: owing, rows };
}

/** The plan above as each unit sees it: its tasks, with only the unit and what is inside it among the parties. */
function tasksByBoard(tasks: readonly ParentTask[], boardOf: (id: Id) => Id, wanted: (board: Id) => boolean): Map<Id, { units: Set<Id>; tasks: ParentTask[] }> {
  const found = new Map<Id, { units: Set<Id>; tasks: ParentTask[] }>(), known = new Map<Id, boolean>();
  const isWanted = (board: Id): boolean => { let yes = known.get(board); if (yes === undefined) known.set(board, (yes = wanted(board))); return yes; };
  for (const task of tasks) {
    const own = new Map<Id, ParentTask['parties'][number][]>();
    for (const party of task.parties) if (OWING_ROLES.has(party.role)) for (const [board, units] of Map.groupBy(party.units, boardOf)) if (isWanted(board)) own.set(board, [...(own.get(board) ?? []), { ...party, units }]);
    for (const [board, parties] of own) {
      const unit = found.get(board) ?? { units: new Set([board]), tasks: [] };
      found.set(board, unit);
      unit.tasks.push({ ...task, parties });
      for (const { units } of parties) for (const id of units) unit.units.add(id);
    }
  }
  return found;
}

const asked = (task: LinkedTask) => contentOf({ ...task, parent_index: null, parent_title: null, themes: [], note: null });
