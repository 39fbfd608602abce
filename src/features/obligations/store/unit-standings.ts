import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { DUE_SOON_DAYS, type UnitStanding } from '../rules/views.ts';
import { holderThenSql } from './standing-sql.ts';

export interface StandingsRequest {
  /** What is due inside. */
  readonly window: DateRange;
  readonly today: PlainDate;
  /** Board units; absent: all of the country. */
  readonly organisationIds?: readonly Id[];
  /** Plans; absent: all. */
  readonly sourceIds?: readonly Id[];
  /** Under the unit that held the obligation on its due day, not the one that holds it now. */
  readonly heldThen?: boolean;
}

/** One row for each board unit that has something due in the window, in order of the ids. Summing up the tree is the caller's. */
export async function unitStandings(db: Reader, { window, today, organisationIds, sourceIds, heldThen }: StandingsRequest): Promise<UnitStanding[]> {
  const { rows } = await sql<UnitStanding>`
    select holder as "organisationId",
      (count(*) filter (where counted and over))::integer as due,
      (count(*) filter (where counted and over and complete and in_time))::integer as "metInTime",
      (count(*) filter (where counted and over and complete and not in_time))::integer as "metLate",
      (count(*) filter (where counted and over and not complete))::integer as missed,
      (count(*) filter (where running))::integer as open,
      (count(*) filter (where running and due <= ${addDays(today, DUE_SOON_DAYS)}::date))::integer as "dueSoon",
      (count(*) filter (where not counted))::integer as excused,
      coalesce(sum(amount) filter (where counted and begun), 0)::integer as amount,
      coalesce(sum(recorded) filter (where counted and begun), 0)::integer as credited,
      coalesce(sum(greatest(0, amount - excused - recorded)) filter (where over), 0)::integer as debt
    from (
      select t.*, x.*, ${heldThen ? holderThenSql('t') : sql`t.board_organisation_id`} as holder, counted and not over and not complete and (begun or recorded > 0) as running
      from obligation_totals t cross join lateral (
        select t.excused < t.amount as counted, t.due < ${today}::date as over, t.period_from <= ${today}::date as begun,
          t.recorded >= t.amount - t.excused as complete, t.recorded_in_time >= t.amount - t.excused as in_time) x
      where t.due between ${window.from}::date and ${window.to}::date and t.amount is not null and not t.optional
        and (t.closed_on is null or t.closed_on > ${today}::date)
        ${organisationIds ? sql`and t.board_organisation_id = any(${organisationIds}::uuid[])` : sql``}
        ${sourceIds ? sql`and t.source_id = any(${sourceIds}::uuid[])` : sql``}) t
    group by 1 order by 1`.execute(db);
  return rows;
}
