import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import { NO_TOTALS, type Sum, type Totals } from '../rules/sums.ts';
import type { Source } from '../rules/line.ts';
import type { Budget, BudgetLine, Expenditure } from './rows.ts';

/** A line with what was spent from it. */
export interface LineView extends BudgetLine { readonly spent: number; readonly payments: number }

/** In the order of the paper. */
export async function linesOf(reader: Reader, budgetId: Id): Promise<LineView[]> {
  return (await sql<LineView>`
    select l.*, coalesce(e.spent, 0)::bigint as spent, coalesce(e.payments, 0)::integer as payments
    from budget_lines l left join (select line_id, sum(amount)::bigint as spent, count(*)::integer as payments from expenditures
      where shard_id = ${shardOf(budgetId)} and budget_id = ${budgetId} and cancelled_on is null group by line_id) e on e.line_id = l.id
    where l.shard_id = ${shardOf(budgetId)} and l.budget_id = ${budgetId} order by l.ordinal, l.id`.execute(reader)).rows;
}

/** The roots and everything taken into them, each with the root it counts for. */
const treeOf = (roots: readonly Id[]) => sql`
  with recursive tree as (
    select id as root, shard_id, id from budgets where shard_id = any(${[...new Set(roots.map(shardOf))]}::integer[]) and id = any(${roots}::uuid[])
    union all select t.root, b.shard_id, b.id from tree t join budgets b on b.part_of_id = t.id)`;

/** What was spent from each line of the tree: a budget stands there once for every root that counts it, its payments only once. */
const PAID = sql`(select x.shard_id, x.line_id, sum(x.amount) as spent from (select distinct shard_id, id from tree) y join expenditures x on x.shard_id = y.shard_id and x.budget_id = y.id where x.cancelled_on is null group by 1, 2)`;

interface SourceRow extends Sum { readonly root: Id; readonly source: Source }

/** What each budget comes to with all its parts: the query that `rules/sums.ts` says in words. One query however many are asked. */
export async function totalsOf(reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, Totals>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<SourceRow>`${treeOf(ids)}
    select t.root, l.source, sum(l.estimated) as estimated, sum(coalesce(l.appraised, l.estimated)) as appraised, sum(coalesce(l.approved, 0)) as approved,
      sum(coalesce(l.allotted, 0)) as allotted, sum(coalesce(e.spent, 0)) as spent
    from tree t join budget_lines l on l.shard_id = t.shard_id and l.budget_id = t.id
      left join ${PAID} e on e.shard_id = l.shard_id and e.line_id = l.id
    group by 1, 2`.execute(reader);
  const found = new Map<Id, Totals>(ids.map((id) => [id, NO_TOTALS]));
  for (const { root, source, ...sum } of rows) {
    const before = found.get(root)!;
    const whole = Object.fromEntries((['estimated', 'appraised', 'approved', 'allotted', 'spent'] as const).map((key) => [key, before[key] + sum[key]])) as unknown as Sum;
    found.set(root, { ...whole, bySource: { ...before.bySource, [source]: sum } });
  }
  return found;
}

export interface TaskSum extends Sum { readonly itemId: Id | null; readonly task: string | null; readonly units: number }
/** By task over a budget and all its parts; lines of no task last. */
export async function taskSums(reader: Reader, root: Id): Promise<TaskSum[]> {
  return (await sql<TaskSum>`${treeOf([root])}
    select l.item_id as "itemId", min(l.task) as task, count(distinct coalesce(b.drawn_up_by_id, b.organisation_id))::integer as units, sum(l.estimated) as estimated, sum(coalesce(l.appraised, l.estimated)) as appraised,
      sum(coalesce(l.approved, 0)) as approved, sum(coalesce(l.allotted, 0)) as allotted, sum(coalesce(e.spent, 0)) as spent
    from tree t join budgets b on b.shard_id = t.shard_id and b.id = t.id join budget_lines l on l.shard_id = t.shard_id and l.budget_id = t.id
      left join ${PAID} e on e.shard_id = l.shard_id and e.line_id = l.id
    group by l.item_id, case when l.item_id is null then l.task end order by min(l.task) nulls last`.execute(reader)).rows;
}

/** What was taken into a consolidated estimate, by unit. */
export const partsOf = (reader: Reader, id: Id): Promise<Budget[]> =>
  reader.selectFrom('budgets').selectAll().where('part_of_id', '=', id).orderBy('created_at').orderBy('id').execute();

/** Every budget under a consolidated one, itself included, parents before parts; held when `hold`. */
export async function wholeTree(reader: Reader, root: Id, hold = false): Promise<Budget[]> {
  return (await sql<Budget>`${treeOf([root])} select b.* from budgets b where (b.shard_id, b.id) in (select shard_id, id from tree) order by b.id ${hold ? sql`for update of b` : sql``}`.execute(reader)).rows;
}
/** The lines of many budgets, in the order of the papers. */
export const linesOfMany = async (reader: Reader, ids: readonly Id[]): Promise<BudgetLine[]> =>
  (ids.length === 0 ? [] : (await sql<BudgetLine>`select * from budget_lines where shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and budget_id = any(${ids}::uuid[]) order by budget_id, ordinal, id`.execute(reader)).rows);

export const budgetsOfUnit = (reader: Reader, organisationId: Id, year?: number): Promise<Budget[]> =>
  reader.selectFrom('budgets').selectAll().where('organisation_id', '=', organisationId).$if(year !== undefined, (query) => query.where('year', '=', year!)).orderBy('year', 'desc').orderBy('kind').orderBy('id').limit(60).execute();
/** Sent to a finance office in a year; a returned one stays in the list until it comes again. */
export const sentToOffice = (reader: Reader, officeId: Id, year: number): Promise<Budget[]> =>
  reader.selectFrom('budgets').selectAll().where('office_id', '=', officeId).where('year', '=', year).orderBy('submitted_on').orderBy('id').limit(500).execute();
export const budgetsOfPlan = (reader: Reader, planId: Id, organisationIds: readonly Id[]): Promise<Budget[]> =>
  (organisationIds.length === 0 ? Promise.resolve([]) : reader.selectFrom('budgets').selectAll().where('plan_id', '=', planId).where('organisation_id', 'in', [...organisationIds]).orderBy('id').execute());

export interface ExpenditureView extends Expenditure { readonly line: string; readonly deliverable: string | null }
/** Newest first, `page` from 1. */
export async function expendituresOf(reader: Reader, budgetId: Id, page = 1, size = 50): Promise<{ rows: ExpenditureView[]; total: number; page: number; pages: number; unvouchered: number }> {
  const shard = shardOf(budgetId);
  const { rows: [count] } = await sql<{ total: number; unvouchered: number }>`
    select count(*)::integer as total, (count(*) filter (where cancelled_on is null and (coalesce(voucher, '') = '' and sha256 is null)))::integer as unvouchered from expenditures where shard_id = ${shard} and budget_id = ${budgetId}`.execute(reader), place = pageAt(count!.total, size, page);
  const { rows } = await sql<ExpenditureView>`
    select e.*, l.description as line, d.title as deliverable from expenditures e join budget_lines l on l.shard_id = e.shard_id and l.id = e.line_id
      left join deliverables d on d.id = e.deliverable_id
    where e.shard_id = ${shard} and e.budget_id = ${budgetId} order by e.spent_on desc, e.id desc limit ${size} offset ${place.before}`.execute(reader);
  return { rows, total: count!.total, unvouchered: count!.unvouchered, page: place.page, pages: place.pages };
}

/** Spent from one line so far. */
export const spentOn = async (reader: Reader, lineId: Id): Promise<number> =>
  (await sql<{ spent: number }>`select coalesce(sum(amount), 0)::bigint as spent from expenditures where shard_id = ${shardOf(lineId)} and line_id = ${lineId} and cancelled_on is null`.execute(reader)).rows[0]!.spent;

/** The years in which a unit has estimates, newest first; with what units that it followed had settled. */
export const yearsOf = async (reader: Reader, organisationId: Id, followed: readonly Id[] = []): Promise<number[]> =>
  (await sql<{ year: number }>`select distinct year from budgets where organisation_id = ${organisationId} or office_id = ${organisationId} or committee_id = ${organisationId} or (status = 'settled' and organisation_id = any(${followed}::uuid[])) order by year desc`.execute(reader)).rows.map((row) => row.year);

/** Settled by units that are no more: they stay under the old name. */
export const settledOf = (reader: Reader, units: readonly Id[], year: number): Promise<Budget[]> =>
  (units.length === 0 ? Promise.resolve([]) : reader.selectFrom('budgets').selectAll().where('organisation_id', 'in', [...units]).where('year', '=', year).where('status', '=', 'settled').orderBy('organisation_id').orderBy('kind').orderBy('id').limit(60).execute());

/** Consolidated estimates that came to a committee in a year. */
export const sentToCommittee = (reader: Reader, committeeId: Id, year: number): Promise<Budget[]> =>
  reader.selectFrom('budgets').selectAll().where('committee_id', '=', committeeId).where('year', '=', year).where('kind', '=', 'consolidated').where('office_id', 'is', null).where('status', '!=', 'returned').orderBy('submitted_on').orderBy('id').limit(60).execute();

/** What a plan asks of a unit in pieces, by task: the quantities an estimate begins with. */
export interface TaskAsked { readonly itemId: Id; readonly pieces: number | null }
export const tasksAsked = async (reader: Reader, planId: Id, organisationId: Id): Promise<TaskAsked[]> =>
  (await sql<TaskAsked>`select item_id as "itemId", sum(amount)::integer as pieces from obligation_totals
    where source_id = ${planId} and (board_organisation_id = ${organisationId} or organisation_id = ${organisationId}) and closed_on is null group by 1`.execute(reader)).rows;
