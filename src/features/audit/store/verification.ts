import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/db/tables.ts';
import type { AuditedTable } from '../audited.ts';
import type { ChainEnd } from '../rules/anchor.ts';
import { rowDigest, rowsDigest, type TableShape } from './row-digest.ts';

/* Everything here looks at whole tables at once: two million rows are a few scans, not two million questions. */

const field = (text: RawBuilder<string>): RawBuilder<string> => sql`coalesce(octet_length(convert_to(${text}, 'UTF8')) || ':' || ${text} || ',', '-,')`;

/** The text of `rules/event-hash.ts` for the event `e`. */
const eventText: RawBuilder<string> = sql.join([
  sql<string>`e.shard_id::text`, sql<string>`e.position::text`, sql<string>`(extract(epoch from e.at) * 1000000)::bigint::text`, sql<string>`e.account_id::text`,
  sql<string>`e.person_name`, sql<string>`e.organisation_id::text`, sql<string>`e.subject_id::text`, sql<string>`e.via`, sql<string>`e.verb`,
  sql<string>`e.table_name`, sql<string>`e.row_id::text`, sql<string>`e.batch_id::text`, sql<string>`e.row_count::text`,
  sql<string>`encode(e.row_sha256, 'hex')`, sql<string>`e.facts::text`, sql<string>`encode(e.previous_sha256, 'hex')`,
].map(field), sql` || `) as RawBuilder<string>;

export const shardsWithEvents = async (reader: Reader): Promise<number[]> => (await sql<{ shard_id: number }>`
  select shard_id from audit_events group by shard_id union select shard_id from audit_heads where position > 0 order by 1`.execute(reader)).rows.map((row) => row.shard_id);

export interface ChainFault {
  readonly position: number; readonly verb: string; readonly table_name: string; readonly row_id: string;
  /** The event's own content does not give its hash. */
  readonly edited: boolean;
  /** It does not continue the event before it. */
  readonly unlinked: boolean;
  /** Positions are missing before it. */
  readonly gap: boolean;
}

/** Events of a shard that do not hold, in order; the first `limit`. */
export const chainFaults = async (reader: Reader, shard: number, limit: number): Promise<ChainFault[]> => (await sql<ChainFault>`
  select * from (
    select e.position, e.verb, e.table_name, coalesce(e.row_id, e.batch_id) as row_id,
           sha256(convert_to(${eventText}, 'UTF8')) <> e.sha256 as edited,
           e.previous_sha256 <> lag(e.sha256, 1, decode(repeat('00', 32), 'hex')) over before as unlinked,
           e.position <> lag(e.position, 1, 0::bigint) over before + 1 as gap
      from audit_events as e where e.shard_id = ${shard}
    window before as (order by e.position)) as checked
   where edited or unlinked or gap order by position limit ${limit}`.execute(reader)).rows;

export interface EndOfChain { readonly events: number; readonly head: ChainEnd | null; readonly last: ChainEnd | null }

export async function endOfChain(reader: Reader, shard: number): Promise<EndOfChain> {
  const { rows: [row] } = await sql<{ events: number; head_position: number | null; head_sha256: string | null; last_position: number | null; last_sha256: string | null }>`
    select (select count(*)::int from audit_events where shard_id = ${shard}) as events,
           h.position as head_position, encode(h.sha256, 'hex') as head_sha256, l.position as last_position, encode(l.sha256, 'hex') as last_sha256
      from (select 1) as one
      left join audit_heads as h on h.shard_id = ${shard}
      left join (select position, sha256 from audit_events where shard_id = ${shard} order by position desc limit 1) as l on true`.execute(reader);
  const end = (position: number | null, sha256: string | null): ChainEnd | null => (position === null || sha256 === null ? null : { shard, position: Number(position), sha256 });
  return { events: row!.events, head: end(row!.head_position, row!.head_sha256), last: end(row!.last_position, row!.last_sha256) };
}

/** The hash at a position, null when the chain does not reach it. */
export const hashAt = async (reader: Reader, shard: number, position: number): Promise<string | null> => (await sql<{ sha256: string }>`
  select encode(sha256, 'hex') as sha256 from audit_events where shard_id = ${shard} and position = ${position}`.execute(reader)).rows[0]?.sha256 ?? null;

export interface RowFault {
  readonly id: string;
  /** changed: other content than its last event; missing: no deletion was recorded; unrecorded: no event at all; returned: recorded as deleted. */
  readonly kind: 'changed' | 'missing' | 'unrecorded' | 'returned';
  /** Of its last event. */
  readonly position: number | null;
}
export interface Faults<T> { readonly total: number; readonly first: readonly T[] }

const firstOf = async <T extends object>(reader: Reader, faults: RawBuilder<unknown>, limit: number): Promise<Faults<T>> => {
  const { rows } = await sql<T & { total: number }>`select *, (count(*) over ())::int as total from (${faults}) as fault order by id limit ${limit}`.execute(reader);
  return { total: rows[0]?.total ?? 0, first: rows };
};

/** Compares every row of a table audited by row with its last event. */
export function rowFaults(reader: Reader, { table }: AuditedTable, shape: TableShape, limit: number): Promise<Faults<RowFault>> {
  return firstOf(reader, sql`
    select coalesce(l.row_id, r.id) as id, l.position,
           case when r.id is null then 'missing' when l.row_id is null then 'unrecorded' when l.row_sha256 is null then 'returned' else 'changed' end as kind
      from (select distinct on (e.shard_id, e.row_id) e.shard_id, e.row_id, e.row_sha256, e.position
              from audit_events as e where e.table_name = ${table} and e.row_id is not null
             order by e.shard_id, e.row_id, e.position desc) as l
      full join (select ${shape.sharded ? sql`r.shard_id` : sql`0 as shard_id`}, r.id, ${rowDigest(shape)} as digest from ${sql.table(table)} as r) as r
        on r.shard_id = l.shard_id and r.id = l.row_id
     where l.row_id is null or (r.id is null) <> (l.row_sha256 is null) or r.digest <> l.row_sha256`, limit);
}

export interface BatchFault { readonly id: string; readonly rows: number; readonly recorded_rows: number | null; readonly position: number | null }

/** Compares every batch of an append-only table with the event that recorded it. */
export function batchFaults(reader: Reader, { table }: AuditedTable, shape: TableShape, limit: number): Promise<Faults<BatchFault>> {
  const shard = shape.sharded ? sql`r.shard_id` : sql`0`;
  return firstOf(reader, sql`
    select coalesce(l.batch_id, r.batch_id) as id, coalesce(r.rows, 0)::int as rows, l.row_count as recorded_rows, l.position
      from (select distinct on (e.shard_id, e.batch_id) e.shard_id, e.batch_id, e.row_count, e.row_sha256, e.position
              from audit_events as e where e.table_name = ${table} and e.batch_id is not null
             order by e.shard_id, e.batch_id, e.position desc) as l
      full join (select ${shard} as shard_id, r.batch_id, count(*) as rows, ${rowsDigest(shape)} as digest from ${sql.table(table)} as r group by 1, 2) as r
        on r.shard_id = l.shard_id and r.batch_id = l.batch_id
     where l.batch_id is null or (r.batch_id is null and l.row_count > 0) or r.digest <> l.row_sha256`, limit);
}

/** Hashes of the stored files that a table names, in order, a page at a time after `after`. */
export const namedFiles = async (reader: Reader, table: string, column: string, after: string, limit: number): Promise<string[]> => (await sql<{ sha256: string }>`
  select distinct ${sql.ref(column)} as sha256 from ${sql.table(table)} where ${sql.ref(column)} > ${after} order by 1 limit ${limit}`.execute(reader)).rows.map((row) => row.sha256);

export const rowCount = async (reader: Reader, table: string): Promise<number> =>
  (await sql<{ rows: number }>`select count(*)::int as rows from ${sql.table(table)}`.execute(reader)).rows[0]!.rows;
