import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { dayAt, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { PlanStatus } from '../rules/state.ts';
import { coverageOf, type Covering, type CoveringTask, type CoverageRow } from '../rules/coverage.ts';
import { OWING_ROLES, type TaskContent } from '../rules/content.ts';
import { demands, rememberedDifferences, type Demand } from '../rules/demand.ts';
import { addressedTo, type Addressed, type ParentTask } from '../rules/derive.ts';
import { calendarFor, planAbove, unitsOf, type PlanAbove } from './cascade.ts';
import { contentOf, type TaskSays } from './review.ts';
import type { PartyRow, TaskRow } from './tables.ts';

/** A plan of a unit below: the issued ones count; of one being written only that it is there. */
export interface PlanBelow { readonly id: Id; readonly title: string; readonly status: PlanStatus; readonly number: number | null; readonly notation: string | null; readonly signedOn: PlainDate | null; readonly issuedOn: PlainDate | null }
export interface UnitCoverage extends CoverageRow { readonly name: string; readonly plans: readonly PlanBelow[] }
export interface Coverage { readonly above: PlanAbove; readonly tasks: readonly ParentTask[]; readonly rows: readonly UnitCoverage[] }

interface BelowRow extends Omit<PlanBelow, 'issuedOn'> { readonly issuedAt: Date | null; readonly issuerId: Id; readonly windowFrom: PlainDate; readonly windowTo: PlainDate }
/** What tasks that say the same ask, once for all of them: a hundred plans below repeat the words of the one above. */
type AskedRow = Omit<TaskSays, 'printed_index' | 'title' | 'parent_index' | 'parent_title' | 'themes' | 'note'> & { readonly parentItemId: Id; /** "plan task party;…", a line for each party: the plan by its place in the list, "o" or "g" before the id of an organisation or a group. */ readonly linked: string };
interface LinkedTask { readonly planId: Id; readonly itemId: Id; readonly parentItemId: Id; readonly content: TaskContent; /** "o…,g…" */ readonly parties: string }

/** The plans of those below a plan that `keeps` wants: three queries, whatever their number. Recalled ones do not count. */
async function plansBelow(db: Reader, parentId: Id, keeps: (issuerId: Id) => boolean): Promise<{ plans: BelowRow[]; tasks: LinkedTask[]; omissions: { planId: Id; parentItemId: Id; reason: string }[] }> {
  const { rows: all } = await sql<BelowRow>`
    select p.id, p.title, p.status, p.number, p.notation, p.signed_on as "signedOn", p.issuer_id as "issuerId", p.issued_at as "issuedAt", v.window_from as "windowFrom", v.window_to as "windowTo"
    from plans p join plan_versions v on v.shard_id = p.shard_id and v.plan_id = p.id and v.version = coalesce(p.issued_version, p.current_version)
    where p.parent_plan_id = ${parentId} and p.status <> 'recalled' order by p.created_at desc, p.id`.execute(db);
  const plans = all.filter((one) => keeps(one.issuerId)), ids = plans.flatMap((one) => (one.issuedAt ? [one.id] : [])), shards = [...new Set(ids.map(shardOf))];
  if (!ids.length) return { plans, tasks: [], omissions: [] };
  const { rows } = await sql<AskedRow>`
    with below as materialized (
      select u.at, q.shard_id, q.id, q.issued_version from unnest(${ids}::uuid[]) with ordinality u(id, at) join plans q on q.id = u.id and q.shard_id = any(${shards}::int[])
    ), linked as materialized (
      select b.at, l.parent_item_id, t.shard_id, t.id, t.item_id, md5(row(t.channel, t.product, t.timing, t.period, t.rates, t.deadline, t.roll, t.amount, t.optional, t.carry_surplus, t.report_rhythm, t.purpose)::text) as says
      from below b join plan_task_links l on l.shard_id = b.shard_id and l.plan_id = b.id and l.parent_plan_id = ${parentId}
        join plan_tasks t on t.shard_id = l.shard_id and t.plan_id = l.plan_id and t.item_id = l.item_id and t.version = b.issued_version
    ), asked as materialized (
      select r.shard_id, r.task_id, coalesce('o' || r.organisation_id, 'g' || r.group_id) as party
      from below b join plan_task_parties r on r.shard_id = b.shard_id and r.plan_id = b.id and r.version = b.issued_version
      where r.role = any(${[...OWING_ROLES]}::text[]) and r.dropped_reason is null
    ), said as (
      select l.parent_item_id, (array_agg(l.shard_id))[1] as shard_id, (array_agg(l.id))[1] as id, string_agg(l.at || ' ' || l.item_id || ' ' || coalesce(a.party, ''), ';') as linked
      from linked l left join asked a on a.shard_id = l.shard_id and a.task_id = l.id group by l.parent_item_id, l.says
    )
    select s.parent_item_id as "parentItemId", s.linked, t.channel, t.product, t.timing, t.period, t.rates, t.deadline, t.roll, t.amount, t.optional, t.carry_surplus, t.report_rhythm, t.purpose
    from said s join plan_tasks t on t.shard_id = s.shard_id and t.id = s.id`.execute(db);
  const tasks = rows.flatMap(({ linked, parentItemId, ...says }): LinkedTask[] => {
    const content = contentOf({ ...says, printed_index: '', title: '', parent_index: null, parent_title: null, themes: [], note: null });
    const parties = new Map<string, string>(); // by plan and task: a line for each party
    for (const line of linked.split(';')) { const end = line.lastIndexOf(' '), task = line.slice(0, end), before = parties.get(task), party = line.slice(end + 1); parties.set(task, before ? `${before},${party}` : party); }
    return [...parties].map(([task, list]) => { const [at, itemId] = task.split(' ') as [string, Id]; return { planId: ids[Number(at) - 1]!, itemId, parentItemId, content, parties: list }; });
  });
  const { rows: omissions } = await sql<{ planId: Id; parentItemId: Id; reason: string }>`
    select plan_id as "planId", parent_item_id as "parentItemId", reason from plan_task_omissions where parent_plan_id = ${parentId} and plan_id = any(${ids}::uuid[])`.execute(db);
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
  const ofUnit = Map.groupBy(plans, (one) => boardOf(one.issuerId)), ofPlan = new Map([...Map.groupBy(tasks, (one) => one.planId)].map(([id, own]) => [id, Map.groupBy(own, (one) => one.parentItemId)])), windowOf = windowsOf(plans);
  const sizes = await sizesOf(db, tasks, today), differing = rememberedDifferences(), left = new Map([...Map.groupBy(omissions, (one) => one.planId)].map(([id, own]) => [id, new Map(own.map((one) => [one.parentItemId, one.reason]))]));
  const order = new Map(tree.all.map((one, at) => [one.id, at]));

  const rows = [...named].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map(([unitId, given]): UnitCoverage => {
    const own = ofUnit.get(unitId) ?? [], issued = own.filter((one) => one.issuedAt !== null);
    const coveringOf = (parentItemId: Id): Covering => {
      const found: CoveringTask[] = [];
      for (const { id } of issued) for (const { itemId, content, parties } of ofPlan.get(id)?.get(parentItemId) ?? []) found.push({ itemId, planId: id, demand: demandOf(content, windowOf.get(id)!), units: sizes.get(parties)! });
      return { tasks: found, omission: found.length ? null : (issued.map(({ id }) => left.get(id)?.get(parentItemId)).find(Boolean) ?? null) };
    };
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

/** How many units each list of parties comes to. */
async function sizesOf(db: Reader, tasks: readonly LinkedTask[], today: PlainDate): Promise<ReadonlyMap<string, number>> {
  const lists = [...new Set(tasks.map((one) => one.parties))].map((text) => ({ text, parties: text ? text.split(',') : [] })), units = await unitsOf(db, lists.flatMap(({ parties }) => parties.map(partyIn)), today);
  return new Map(lists.map(({ text, parties }) => [text, new Set(parties.flatMap((party) => units.get(party.slice(1)) ?? [])).size]));
}
/** The time each plan binds; plans that bind the same time share one object. */
function windowsOf(plans: readonly BelowRow[]): ReadonlyMap<Id, DateRange> {
  const known = new Map<string, DateRange>();
  return new Map(plans.map(({ id, windowFrom: from, windowTo: to }) => { const window = known.get(`${from}/${to}`) ?? { from, to }; known.set(`${from}/${to}`, window); return [id, window]; }));
}
const partyIn = (text: string): Pick<PartyRow, 'organisation_id' | 'group_id'> => { const id = text.slice(1) as Id; return text.startsWith('o') ? { organisation_id: id, group_id: null } : { organisation_id: null, group_id: id }; };

/** How the tasks of these plans are called in the version in force, in their order: for the page of one unit. */
export async function issuedTaskNames(db: Reader, planIds: readonly Id[]): Promise<ReadonlyMap<Id, Pick<TaskRow, 'printed_index' | 'title'>>> {
  if (!planIds.length) return new Map();
  const rows = await db.selectFrom('plan_tasks as t').innerJoin('plans as p', (join) => join.onRef('p.shard_id', '=', 't.shard_id').onRef('p.id', '=', 't.plan_id').onRef('p.issued_version', '=', 't.version')).select(['t.item_id', 't.printed_index', 't.title'])
    .where('t.shard_id', 'in', [...new Set(planIds.map(shardOf))]).where('t.plan_id', 'in', [...planIds]).orderBy('t.plan_id').orderBy('t.ordinal').execute();
  return new Map(rows.map(({ item_id: id, ...row }) => [id, row]));
}
