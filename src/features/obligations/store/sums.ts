import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { atEnd } from '#platform/db/at-end.ts';
import { keptLater } from '#platform/db/kept.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';

/**
 * `standing_sums`: obligations of one board unit, plan and due day, added up. Every statement that writes
 * `obligation_totals` hands its differences to `addToSums`; they are written once, at the end of the transaction, in the
 * order of the key: two people of one unit meet here for the length of a commit and never wait in a circle.
 */
export interface SumsRow {
  shard_id: number; board_organisation_id: Id; source_id: Id; due: PlainDate; period_from: PlainDate; closed_on: string;
  counted: number; met_in_time: number; met_late: number; partly: number; excused: number; amount: number; credited: number; missing: number;
}
const KEY = ['shard_id', 'board_organisation_id', 'source_id', 'due', 'period_from', 'closed_on'] as const;
export const COUNTS = ['counted', 'met_in_time', 'met_late', 'partly', 'excused', 'amount', 'credited', 'missing'] as const;
const counts = COUNTS.map((name) => sql.ref(name));

/** What one row of `obligation_totals` (alias `t`) adds to its sums, under the names of their columns. */
export const addends = sql`(t.excused < t.amount)::integer as counted,
  (t.excused < t.amount and t.recorded_in_time >= t.amount - t.excused)::integer as met_in_time,
  (t.excused < t.amount and t.recorded >= t.amount - t.excused and t.recorded_in_time < t.amount - t.excused)::integer as met_late,
  (t.recorded > 0 and t.recorded < t.amount - t.excused)::integer as partly,
  (t.excused >= t.amount)::integer as excused,
  case when t.excused < t.amount then t.amount else 0 end as amount,
  case when t.excused < t.amount then t.recorded else 0 end as credited,
  greatest(0, t.amount - t.excused - t.recorded) as missing`;
/** Only these add anything. */
export const adds = sql<boolean>`t.amount is not null and not t.optional`;
const keyOf = sql`t.shard_id, t.board_organisation_id, t.source_id, t.due, t.period_from, coalesce(t.closed_on, 'infinity') as closed_on`;

/** The differences that rows `came` make that were `gone` before: two queries with the columns of `obligation_totals`, or one. */
export function differences(came: RawBuilder<unknown>, gone?: RawBuilder<unknown>): RawBuilder<SumsRow> {
  const minus = COUNTS.map((name) => sql`-${sql.ref(name)} as ${sql.ref(name)}`);
  const all = gone ? sql`select ${keyOf}, ${addends} from ${came} t where ${adds} union all
    select shard_id, board_organisation_id, source_id, due, period_from, closed_on, ${sql.join(minus)} from (select ${keyOf}, ${addends} from ${gone} t where ${adds}) g`
    : sql`select ${keyOf}, ${addends} from ${came} t where ${adds}`;
  return sql<SumsRow>`select ${sql.join(KEY.map((name) => sql.ref(name)))}, ${sql.join(COUNTS.map((name) => sql`sum(${sql.ref(name)})::integer as ${sql.ref(name)}`))} from (${all}) a
    group by 1, 2, 3, 4, 5, 6 having ${sql.join(COUNTS.map((name) => sql`sum(${sql.ref(name)}) <> 0`), sql` or `)}`;
}

/** The same, one for each row, where `came` says beside each row of `obligation_totals` how much was recorded before, and nothing else has changed. */
export const changeOf = (came: RawBuilder<unknown>): RawBuilder<SumsRow> => sql<SumsRow>`
  select ${keyOf}, ${sql.join(COUNTS.map((name) => sql`n.${sql.ref(name)} - o.${sql.ref(name)} as ${sql.ref(name)}`))}
  from ${came} t cross join lateral (select ${addends}) n
    cross join lateral (select ${addends} from (select t.amount, t.excused, t.recorded_before as recorded, t.in_time_before as recorded_in_time) t) o
  where ${adds}`;

const collected = new WeakMap<Reader, Map<string, SumsRow>>();

/** Notes differences; written at the end of the action, or at once outside of one. */
export async function addToSums(tx: Tx, rows: readonly SumsRow[]): Promise<void> {
  if (rows.length === 0) return;
  const sums = collected.get(tx) ?? new Map<string, SumsRow>();
  collected.set(tx, sums);
  for (const row of rows) {
    const key = KEY.map((name) => row[name]).join(' '), other = sums.get(key);
    if (!other) sums.set(key, { ...row });
    else for (const name of COUNTS) other[name] += row[name];
  }
  await atEnd(tx, addToSums, async () => {
    collected.delete(tx);
    await write(tx, [...sums.values()].filter((row) => COUNTS.some((name) => row[name] !== 0)));
  });
}

async function write(tx: Tx, rows: readonly SumsRow[]): Promise<void> {
  if (rows.length === 0) return;
  const more = COUNTS.map((name) => sql`${sql.ref(name)} = s.${sql.ref(name)} + excluded.${sql.ref(name)}`);
  await sql`${keptLater} insert into standing_sums as s select * from jsonb_populate_recordset(null::standing_sums, ${JSON.stringify(rows)}::jsonb) r
    order by ${sql.join(KEY.map((name) => sql`r.${sql.ref(name)}`))}
    on conflict (${sql.join(KEY.map((name) => sql.ref(name)))}) do update set ${sql.join(more)}`.execute(tx);
}

/** What the sums must be, from the totals alone. */
const recomputed = differences(sql`obligation_totals`);

/** Sums that differ from the totals they are made of, for `loa verify`; an empty list is what it should be. A row of nothing is no row. */
export async function differingSums(db: Reader, limit = 100): Promise<{ shard: number; organisationId: Id; sourceId: Id; due: PlainDate; columns: string[] }[]> {
  const differs = COUNTS.map((name) => sql`case when coalesce(s.${sql.ref(name)}, 0) <> coalesce(r.${sql.ref(name)}, 0) then ${sql.lit(name)} end`);
  const { rows } = await sql<{ shard: number; organisationId: Id; sourceId: Id; due: PlainDate; columns: string[] }>`
    select * from (
      select shard_id as shard, board_organisation_id as "organisationId", source_id as "sourceId", due, array_remove(array[${sql.join(differs)}], null) as columns
      from (${recomputed}) r full join standing_sums s using (${sql.join(KEY.map((name) => sql.ref(name)))})) x
    where cardinality(columns) > 0 order by 1, 2, 3, 4 limit ${limit}`.execute(db);
  return rows;
}

/** Makes the sums anew from the totals; nobody may write meanwhile. */
export async function rebuildSums(tx: Tx): Promise<void> {
  await sql`lock table obligation_totals, standing_sums in share row exclusive mode`.execute(tx);
  await sql`delete from standing_sums`.execute(tx);
  await sql`insert into standing_sums (${sql.join(KEY.map((name) => sql.ref(name)))}, ${sql.join(counts)}) ${recomputed}`.execute(tx);
}
