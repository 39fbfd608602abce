import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { minDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
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

/** The same of cards that do not stand apart and are due inside the window: most of a board, so nothing is asked of them that is known. */
const dueInside = (request: BoardRequest, from: PlainDate): RawBuilder<unknown> => sql`
    select x.unit, x.item_id, 1 as obligations, case when x.begun then x.amount end as amount, x.credited, x.confirmed, x.debt, (x.debt > 0)::integer as missed,
      case when x.missing <= 0 then 1 when x.optional then 0 when x.debt > 0 then 3 when x.begun or x.credited > 0 then 2 else 0 end as light
    from (
      select s.board_organisation_id as unit, s.item_id, s.amount, s.amount - s.excused - s.recorded as missing, s.recorded as credited, s.confirmed, s.optional, s.period_from <= ${request.today}::date as begun,
        case when s.due < ${request.today}::date and not s.optional then greatest(0, s.amount - s.excused - s.recorded) else 0 end as debt
      from obligation_totals s where ${asked('s', request)} and s.due between ${from}::date and ${request.window.to}::date and s.period_from <= ${request.window.to}::date and not ${sql.raw(apart('s'))} ${ONCE}) x`;

/** Whole quarters from the sums: before the window only what is owed; the rest by cards. */
function fromSums(request: BoardRequest): RawBuilder<unknown> {
  const { today, window: { from, to } } = request, { end, cut } = wholeQuarters(request.window, today), regular = sql`not ${sql.raw(apart('s'))}`;
  const inside = sql`
    select s.board_organisation_id as unit, s.item_id, s.obligations, s.amount, s.credited, s.confirmed, s.debt, s.missed, case when s.missed > 0 then 3 when s.complete > 0 then 1 else 0 end as light
    from square_sums s where ${asked('s', request)} and s.quarter >= ${from}::date and s.quarter < ${end}::date and s.obligations > 0`;
  const before = sql`
    select s.board_organisation_id as unit, s.item_id, null::integer, null::integer, null::integer, null::integer, s.debt, null::integer, null::integer
    from square_sums s where ${asked('s', request)} and s.quarter < ${minDate(from, end)}::date ${cut ? sql`and s.quarter <> ${cut.from}::date` : sql``} and s.debt > 0`;
  // Nothing due after the window is owed as long as the window reaches to the day.
  const rest = from <= end && to >= today ? dueInside(request, end) : byCards(request, sql`s.due >= ${end}::date and ${regular}`);
  return sql.join([
    inside, before, rest, ...(cut ? [byCards(request, sql`s.due between ${cut.from}::date and ${cut.to}::date and ${regular}`)] : []), byCards(request, sql.raw(apart('s'))),
  ], sql` union all `);
}
