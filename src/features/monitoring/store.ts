import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** A column of the board: one task, with its rate in words. Read only: the tables belong to earlier nouns. */
export interface BoardTask { readonly itemId: Id; readonly title: string; readonly item: string | null; readonly rate: string; readonly amount: number | null; readonly unit: string; readonly rhythm: string | null }

/** Tasks of these plans that have something running or due in the window, in the order they are printed. */
export async function boardTasks(reader: Reader, sourceIds: readonly Id[], window: DateRange): Promise<BoardTask[]> {
  if (!sourceIds.length) return [];
  const { rows } = await sql<BoardTask & { ordinal: number }>`
    select distinct on (c.item_id) c.item_id as "itemId", c.title, c.citation ->> 'item' as item, c.amount, c.unit, c.rhythm, coalesce(t.ordinal, 0) as ordinal, c.timing as rate
    from commitments c left join plan_tasks t on t.plan_id = c.source_id and t.item_id = c.item_id and t.version = c.source_version
    where c.source_id = any(${sourceIds}::uuid[]) and c.window_from <= ${window.to}::date and c.window_to >= ${window.from}::date
    order by c.item_id, c.source_version desc`.execute(reader);
  return rows.toSorted((a, b) => a.ordinal - b.ordinal);
}

export interface BoardSource { readonly id: Id; readonly title: string; readonly number: number | null; readonly notation: string | null; readonly year: number | null }

/** Plans in force whose work on these units lies in the window, newest first. */
export async function boardSources(reader: Reader, units: readonly Id[], window: DateRange): Promise<BoardSource[]> {
  const { rows } = await sql<BoardSource>`
    select p.id, p.title, p.year, p.number, p.notation
    from plans p
    where p.status in ('issued', 'amended') and exists (select 1 from obligation_totals t where t.source_id = p.id and t.board_organisation_id = any(${units}::uuid[])
      and t.period_from <= ${window.to}::date and greatest(t.period_to, t.due) >= ${window.from}::date)
    order by p.year desc nulls last, p.signed_on desc nulls last, p.id limit 50`.execute(reader);
  return rows;
}

/** Years in which these units had something to do or did something, the latest first. */
export async function yearsOf(reader: Reader, units: readonly Id[], today: PlainDate): Promise<number[]> {
  const { rows } = await sql<{ first: number | null }>`
    select extract(year from least((select min(due) from obligation_totals where board_organisation_id = any(${units}::uuid[])), (select min(done_on) from deliverables where board_organisation_id = any(${units}::uuid[]))))::int as first`.execute(reader);
  const last = yearOf(today), first = Math.max(last - 5, Math.min(last, rows[0]?.first ?? last));
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

export interface ProductFigure { readonly organisationId: Id; readonly product: string; readonly unit: string | null; readonly from: PlainDate; readonly amount: number; readonly items: number }

/** Confirmed results by board unit, product and quarter or year (`from` is its first day); reports count the same ones. `unit` is null where several are counted together. */
export async function productFigures(reader: Reader, { organisationIds, window, by }: { readonly organisationIds: readonly Id[]; readonly window: DateRange; readonly by: 'quarter' | 'year' }): Promise<ProductFigure[]> {
  const { rows } = await sql<ProductFigure>`
    select board_organisation_id as "organisationId", product, case when count(distinct unit) = 1 then min(unit) end as unit, date_trunc(${by}, done_on::timestamp)::date as from, sum(amount)::int as amount, count(*)::int as items
    from deliverables
    where board_organisation_id = any(${organisationIds}::uuid[]) and done_on between ${window.from}::date and ${window.to}::date and status in ('confirmed', 'locked') and product <> 'report'
    group by 1, 2, 4`.execute(reader);
  return rows;
}

/** In whose row an obligation shows: the place its page is authorised at. */
export async function boardUnitOfObligation(reader: Reader, id: Id): Promise<Id | null> {
  const { rows } = await sql<{ id: Id }>`select board_organisation_id as id from obligation_totals where shard_id = ${shardOf(id)} and obligation_id = ${id}`.execute(reader);
  return rows[0]?.id ?? null;
}

/** The organisation right above it today: the place where letting off is authorised. */
export async function superiorOfObligation(reader: Reader, id: Id): Promise<Id | null> {
  const unit = await boardUnitOfObligation(reader, id);
  if (!unit) return null;
  const { rows } = await sql<{ id: Id | null }>`select parent_id as id from organisation_versions where organisation_id = ${unit} order by valid_from desc limit 1`.execute(reader);
  return rows[0]?.id ?? unit;
}

export interface UnitBehind { readonly id: Id; readonly missed: number; readonly oldest: PlainDate }

/** Units that owe something overdue under a plan, most first. */
export async function unitsBehind(reader: Reader, units: readonly Id[], planId: Id, today: PlainDate): Promise<UnitBehind[]> {
  const { rows } = await sql<UnitBehind>`
    select board_organisation_id as id, count(*)::int as missed, min(due) as oldest from obligation_totals
    where source_id = ${planId} and board_organisation_id = any(${units}::uuid[]) and due < ${today}::date and amount is not null and not optional and closed_on is null and recorded + excused < amount
    group by 1 order by missed desc, oldest, id`.execute(reader);
  return rows;
}
