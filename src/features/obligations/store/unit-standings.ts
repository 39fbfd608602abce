import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { DUE_SOON_DAYS, type UnitStanding } from '../rules/views.ts';
import { holderThenSql } from './standing-sql.ts';
import { addends, adds, COUNTS } from './sums.ts';

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

/**
 * One row for each board unit that has something due in the window, in order of the ids. Summing up the tree is the
 * caller's. Read from `standing_sums`: a country of 2,000,000 obligations is some ten thousand rows (bench/rollup.ts).
 */
export async function unitStandings(db: Reader, { window, today, organisationIds, sourceIds, heldThen }: StandingsRequest): Promise<UnitStanding[]> {
  const day = sql`${today}::date`;
  const asked = (row: 's' | 't') => sql`${sql.ref(row)}.due between ${window.from}::date and ${window.to}::date
    ${organisationIds ? sql`and ${sql.ref(row)}.board_organisation_id = any(${organisationIds}::uuid[])` : sql``}
    ${sourceIds ? sql`and ${sql.ref(row)}.source_id = any(${sourceIds}::uuid[])` : sql``}`;
  // What went over after its due day leaves the row of its present holder for that of the one who held it then.
  const moved = sql`union all
    select case when sign < 0 then t.board_organisation_id else ${holderThenSql('t')} end, t.due, t.period_from, ${sql.join(COUNTS.map((name) => sql`sign * t.${sql.ref(name)}`))}
    from (select t.shard_id, t.obligation_id, t.board_organisation_id, t.due, t.period_from, ${addends} from obligation_totals t
      where (t.shard_id, t.obligation_id) in (select x.shard_id, x.obligation_id from obligation_transfers x) and ${asked('t')} and ${adds} and (t.closed_on is null or t.closed_on > ${day})) t
    cross join (values (-1), (1)) as e(sign)`;
  const { rows } = await sql<UnitStanding>`
    select holder as "organisationId",
      coalesce(sum(counted) filter (where due < ${day}), 0) as due,
      coalesce(sum(met_in_time) filter (where due < ${day}), 0) as "metInTime",
      coalesce(sum(met_late) filter (where due < ${day}), 0) as "metLate",
      coalesce(sum(counted - met_in_time - met_late) filter (where due < ${day}), 0) as missed,
      coalesce(sum(running), 0) as open,
      coalesce(sum(running) filter (where due <= ${addDays(today, DUE_SOON_DAYS)}::date), 0) as "dueSoon",
      sum(excused) as excused,
      coalesce(sum(amount) filter (where period_from <= ${day}), 0) as amount,
      coalesce(sum(credited) filter (where period_from <= ${day}), 0) as credited,
      coalesce(sum(missing) filter (where due < ${day}), 0) as debt
    from (
      select *, case when due < ${day} then 0 when period_from <= ${day} then counted - met_in_time - met_late else partly end as running
      from (select s.board_organisation_id as holder, s.due, s.period_from, ${sql.join(COUNTS.map((name) => sql`s.${sql.ref(name)}`))}
        from standing_sums s where ${asked('s')} and s.closed_on > ${day} ${heldThen ? moved : sql``}) a) b
    group by 1 having sum(counted) <> 0 or sum(excused) <> 0 order by 1`.execute(db);
  return rows;
}
