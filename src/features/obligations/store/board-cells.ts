import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { DateRange } from '#kernel/plain-date.ts';
import { isOneOf } from '#platform/db/kept.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { BoardCell } from '../rules/views.ts';
import { wholeQuarters } from '../rules/whole-quarters.ts';
import { apart } from './squares.ts';
import { debtSql, holderThenSql, silentSql, standing, type Seen } from './standing-sql.ts';

/** Keeps PostgreSQL from writing an expression anew wherever its name is used: each state is computed once a row. */
export const ONCE = sql`offset 0`;

export interface BoardRequest extends Seen {
  readonly organisationIds: readonly Id[];
  /** Tasks (item ids); absent: all. */
  readonly itemIds?: readonly Id[];
  /** Plans; absent: all. */
  readonly sourceIds?: readonly Id[];
  readonly window: DateRange;
  /** Under the unit that held the obligation on its due day, not the one that holds it now. */
  readonly heldThen?: boolean;
}

/**
 * Units × tasks; a square with nothing in the window and no debt is left out. Quarters that are over come from `square_sums`,
 * the rest card by card (bench/board.ts, bench/work-list.ts); units as they were, earlier knowledge and confirmed results
 * alone come card by card altogether.
 */
export async function boardCells(db: Reader, request: BoardRequest): Promise<BoardCell[]> {
  const { counting = 'recorded', asKnownThen, heldThen } = request;
  const { rows } = await sql<BoardCell>`
    select unit as "organisationId", item_id as "itemId",
      case max(light) when 3 then 'red' when 2 then 'amber' when 1 then 'green' else 'none' end as light,
      coalesce(sum(obligations), 0)::integer as obligations, sum(amount)::integer as amount, coalesce(sum(credited), 0)::integer as credited, coalesce(sum(confirmed), 0)::integer as confirmed,
      coalesce(sum(missed), 0)::integer as missed, sum(debt)::integer as debt
    from (${heldThen || asKnownThen || counting !== 'recorded' ? byCards(request, sql`true`) : fromSums(request)}) y
    group by 1, 2`.execute(db);
  return rows;
}

/** What both kinds of rows are chosen by. */
const asked = (row: 's', { organisationIds, itemIds, sourceIds }: BoardRequest): RawBuilder<unknown> => sql`${isOneOf(sql.ref(`${row}.board_organisation_id`), organisationIds, 'uuid')}
  ${itemIds ? sql`and ${isOneOf(sql.ref(`${row}.item_id`), itemIds, 'uuid')}` : sql``} ${sourceIds ? sql`and ${isOneOf(sql.ref(`${row}.source_id`), sourceIds, 'uuid')}` : sql``}`;

/** Card by card: what `stateOn` and `lightOf` say is written here in numbers, which is half the work of their words. */
function byCards(request: BoardRequest, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const { window, heldThen, today } = request, day = sql`${today}::date`, [from, to] = [sql`${window.from}::date`, sql`${window.to}::date`];
  return sql`
    select x.unit, x.item_id, case when x.shown then 1 end as obligations, case when x.shown and x.begun then x.amount end as amount,
      case when x.shown then x.credited end as credited, case when x.shown then x.confirmed end as confirmed, x.debt,
      case when x.shown and x.amount is not null and x.debt > 0 then 1 end as missed,
      case when not x.shown then null
        when x.amount is null then case when not x.begun and x.credited = 0 then 0 when x.silent then 2 else 1 end
        when x.credited >= x.need then 1 when x.optional then 0 when x.debt > 0 then 3 when x.begun or x.credited > 0 then 2 else 0 end as light
    from (
      select ${heldThen ? holderThenSql('s') : sql`s.board_organisation_id`} as unit, s.item_id, s.amount, s.amount - s.excused as need, s.credited, s.confirmed, s.optional,
        s.period_from <= ${day} as begun, ${debtSql(today)} as debt, s.amount is null and ${silentSql(today)} as silent,
        not s.closed and (s.due between ${from} and ${to} or s.amount is null and s.period_to >= ${from}) as shown
      from ${standing(request)} s
      where ${asked('s', request)} and s.period_from <= ${to} and ${which} ${ONCE}) x
    where x.shown or x.debt > 0`;
}

/** Whole quarters from the sums: before the window only what is owed; the rest by cards. */
function fromSums(request: BoardRequest): RawBuilder<unknown> {
  const { from } = request.window, { end, cut } = wholeQuarters(request.window, request.today), inside = sql`s.quarter >= ${from}::date`;
  const notCut = (day: 'quarter' | 'due') => (cut ? sql`and ${sql.ref(`s.${day}`)} not between ${cut.from}::date and ${cut.to}::date` : sql``);
  return sql`
    select s.board_organisation_id as unit, s.item_id, case when ${inside} then s.obligations end as obligations, case when ${inside} then s.amount end as amount,
      case when ${inside} then s.credited end as credited, case when ${inside} then s.confirmed end as confirmed, s.debt, case when ${inside} then s.missed end as missed,
      case when not ${inside} then null when s.missed > 0 then 3 when s.complete > 0 then 1 else 0 end as light
    from square_sums s where ${asked('s', request)} and s.quarter < ${end}::date ${notCut('quarter')} and (s.debt > 0 or ${inside} and s.obligations > 0)
    union all ${byCards(request, sql`s.due >= ${end}::date`)}
    union all ${byCards(request, sql`s.due < ${end}::date and ${sql.raw(apart('s'))} ${notCut('due')}`)}
    ${cut ? sql`union all ${byCards(request, sql`s.due between ${cut.from}::date and ${cut.to}::date`)}` : sql``}`;
}
