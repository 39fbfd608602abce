import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { isOneOf, kept } from '#platform/db/kept.ts';
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

/** More units than a province has are picked out of the answer: the database reads most of the country anyway, and faster without the list. */
const A_PROVINCE = 500;

export interface PeriodStanding extends UnitStanding { readonly from: PlainDate }

/** The same for every quarter or year of the window, named by its first day: one look however long the window is. */
export const standingsByPeriod = (db: Reader, request: StandingsRequest & { readonly by: 'quarter' | 'year' }): Promise<PeriodStanding[]> => read<PeriodStanding>(db, request, request.by);

/**
 * One row for each board unit that has something due in the window. Summing up the tree is the caller's. Read from
 * `standing_sums`: a country of 2,000,000 obligations is 64,000 rows (bench/rollup.ts).
 */
export const unitStandings = (db: Reader, request: StandingsRequest): Promise<UnitStanding[]> => read<UnitStanding>(db, request, null);

async function read<T extends UnitStanding>(db: Reader, { window, today, organisationIds, sourceIds, heldThen }: StandingsRequest, by: 'quarter' | 'year' | null): Promise<T[]> {
  const day = sql<PlainDate>`${today}::date`, few = organisationIds && (heldThen || organisationIds.length <= A_PROVINCE);
  const asked = sql`due between ${window.from}::date and ${window.to}::date
    ${few ? sql`and ${isOneOf(sql`board_organisation_id`, organisationIds, 'uuid')}` : sql``} ${sourceIds ? sql`and source_id = any(${sourceIds}::uuid[])` : sql``}`;
  const sums = heldThen ? sql`(${heldOnDueDay(asked, day)})` : sql`(select board_organisation_id as unit, * from standing_sums where ${asked} and closed_on > ${day})`;
  const { rows } = await sql<Omit<T, 'missed'> & UnitStanding>`${organisationIds?.length === 1 ? kept : sql``}
    select unit as "organisationId", ${by ? sql`date_trunc(${sql.lit(by)}, due::timestamp)::date as "from",` : sql``}
      coalesce(sum(counted) filter (where due < ${day}), 0) as due,
      coalesce(sum(met_in_time) filter (where due < ${day}), 0) as "metInTime",
      coalesce(sum(met_late) filter (where due < ${day}), 0) as "metLate",
      sum(case when due < ${day} then 0 when period_from <= ${day} then counted - met_in_time - met_late else partly end) as open,
      sum(case when due < ${day} or due > ${addDays(today, DUE_SOON_DAYS)}::date then 0 when period_from <= ${day} then counted - met_in_time - met_late else partly end) as "dueSoon",
      sum(excused) as excused,
      coalesce(sum(amount) filter (where period_from <= ${day}), 0) as amount,
      coalesce(sum(credited) filter (where period_from <= ${day}), 0) as credited,
      coalesce(sum(missing) filter (where due < ${day}), 0) as debt
    from ${sums} s group by 1 ${by ? sql`, 2` : sql``} having sum(counted) <> 0 or sum(excused) <> 0`.execute(db);
  const wanted = organisationIds && !few ? new Set(organisationIds) : null;
  return (wanted ? rows.filter((row) => wanted.has(row.organisationId)) : rows).map((row) => Object.assign(row, { missed: row.due - row.metInTime - row.metLate }) as unknown as T);
}

/** What went over after its due day leaves the row of its present holder for that of the one who held it then. */
function heldOnDueDay(asked: RawBuilder<unknown>, day: RawBuilder<PlainDate>): RawBuilder<unknown> {
  const times = (factor: number) => sql.join(COUNTS.map((name) => sql`${sql.lit(factor)} * ${sql.ref(name)} as ${sql.ref(name)}`));
  return sql`
    with moved as materialized (
      select ${holderThenSql('t')} as held_then, t.board_organisation_id, t.due, t.period_from, ${addends} from obligation_totals t
      where (t.shard_id, t.obligation_id) in (select x.shard_id, x.obligation_id from obligation_transfers x) and ${adds} and ${asked} and (closed_on is null or closed_on > ${day}))
    select board_organisation_id as unit, due, period_from, ${sql.join(COUNTS.map((name) => sql.ref(name)))} from standing_sums where ${asked} and closed_on > ${day}
    union all select board_organisation_id, due, period_from, ${times(-1)} from moved
    union all select held_then, due, period_from, ${times(1)} from moved`;
}
