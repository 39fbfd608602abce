import { sql, type RawBuilder } from 'kysely';
import { keptLater } from '#platform/db/kept.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';

/**
 * A table of sums over `obligation_totals` (alias `t`), kept in the transactions that write it; nothing in it depends on the
 * day of asking. Its statements are text put together once: they run with every result that anybody records.
 */
export interface KeptSums {
  readonly table: 'standing_sums' | 'square_sums';
  /** The primary key; in this order the rows are written. */
  readonly key: readonly string[];
  readonly counts: readonly string[];
  /** The key of a row of the totals, and what it adds: under the names of the columns. */
  readonly keyOf: string;
  readonly addends: string;
  /** Only these add anything. */
  readonly adds: string;
}
const list = (names: readonly string[], each: (name: string) => string = (name) => name) => names.map(each).join(', ');

/** The differences that rows `came` make that were `gone` before: names with the columns of `obligation_totals`, or one. */
export function differencesOf({ key, counts, keyOf, addends, adds }: KeptSums, came: string, gone?: string): string {
  const plus = `select ${keyOf}, ${addends} from ${came} t where ${adds}`;
  const all = gone ? `${plus} union all select ${list(key)}, ${list(counts, (name) => `-${name}`)} from (select ${keyOf}, ${addends} from ${gone} t where ${adds}) g` : plus;
  return `select ${list(key)}, ${list(counts, (name) => `sum(${name})::integer as ${name}`)} from (${all}) a group by ${list(key)} having ${counts.map((name) => `sum(${name}) <> 0`).join(' or ')}`;
}

/**
 * The same, one for each row, where `came` says beside each row of `obligation_totals` what was credited before
 * (`recorded_before`, `in_time_before`, `confirmed_before`), and nothing else has changed.
 */
export const changesOf = ({ counts, keyOf, addends, adds }: KeptSums, came: string): string => `
  select ${keyOf}, ${list(counts, (name) => `n.${name} - o.${name} as ${name}`)}
  from ${came} t cross join lateral (select ${addends}) n cross join lateral (
    select ${addends} from (select t.amount, t.excused, t.optional, t.recorded_before as recorded, t.in_time_before as recorded_in_time, t.confirmed_before as confirmed) t) o
  where ${adds}`;

/** Adds differences up under their key. */
export function collect<Row extends object>({ key, counts }: KeptSums, sums: Map<string, Row>, rows: readonly Row[]): void {
  for (const row of rows as readonly (Row & Record<string, number>)[]) {
    const at = key.map((name) => row[name]).join(' '), other = sums.get(at) as Record<string, number> | undefined;
    if (!other) sums.set(at, { ...row });
    else for (const name of counts) other[name]! += row[name]!;
  }
}
/** What is left of them. */
export const leftOf = <Row extends object>({ counts }: KeptSums, sums: ReadonlyMap<string, Row>): Row[] =>
  [...sums.values()].filter((row) => counts.some((name) => (row as Record<string, number>)[name] !== 0));

/** Writes differences, in the order of the key; nobody waits for the answer. One row, as of a result that is recorded, is cheaper without JSON. */
export function writerOf({ table, key, counts }: KeptSums): (tx: Tx, rows: readonly object[]) => Promise<void> {
  const names = [...key, ...counts], into = `insert into ${table} as s (${list(names)})`;
  const add = `on conflict (${list(key)}) do update set ${list(counts, (name) => `${name} = s.${name} + excluded.${name}`)}`;
  const one = [sql.raw(`${into} values (`), sql.raw(`) ${add}`)], many = [sql.raw(`${into} select ${list(names)} from jsonb_populate_recordset(null::${table}, `), sql.raw(`::jsonb) r order by ${list(key)} ${add}`)];
  return async (tx, rows) => {
    if (rows.length === 1) await sql`${keptLater} ${one[0]}${sql.join(names.map((name) => (rows[0] as Record<string, unknown>)[name]))}${one[1]}`.execute(tx);
    else if (rows.length > 1) await sql`${keptLater} ${many[0]}${JSON.stringify(rows)}${many[1]}`.execute(tx);
  };
}

/** Rows that differ from the totals they are made of; an empty list is what it should be. A row of nothing is no row. */
export async function differingFrom<Key extends object>(db: Reader, sums: KeptSums, key: RawBuilder<unknown>, limit: number): Promise<(Key & { columns: string[] })[]> {
  const differs = list(sums.counts, (name) => `case when coalesce(s.${name}, 0) <> coalesce(r.${name}, 0) then '${name}' end`);
  const { rows } = await sql<Key & { columns: string[] }>`
    select * from (
      select ${key}, array_remove(array[${sql.raw(differs)}], null) as columns
      from (${sql.raw(differencesOf(sums, 'obligation_totals'))}) r full join ${sql.table(sums.table)} s using (${sql.raw(list(sums.key))})) x
    where cardinality(columns) > 0 order by 1, 2, 3, 4 limit ${limit}`.execute(db);
  return rows;
}

/** Makes the rows anew from the totals, in their order; nobody may write meanwhile. */
export async function rebuild(tx: Tx, sums: KeptSums): Promise<void> {
  await sql`lock table obligation_totals, ${sql.table(sums.table)} in share row exclusive mode`.execute(tx);
  await sql`delete from ${sql.table(sums.table)}`.execute(tx);
  await sql`insert into ${sql.table(sums.table)} (${sql.raw(list([...sums.key, ...sums.counts]))}) ${sql.raw(`${differencesOf(sums, 'obligation_totals')} order by ${list(sums.key)}`)}`.execute(tx);
}
