import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { isOneOf, kept } from '#platform/db/kept.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { CHAIN_START, eventHash, type EventContent } from '../rules/event-hash.ts';
import { rowDigest, rowsDigest, type TableShape } from './row-digest.ts';

export interface AuditEventTable {
  shard_id: number; position: number; at: Date; account_id: Id | null; person_name: string; organisation_id: Id | null; subject_id: Id | null;
  via: string; verb: string; table_name: string; row_id: Id | null; batch_id: Id | null; row_count: number | null; row_sha256: Uint8Array | null;
  facts: unknown; previous_sha256: Uint8Array; sha256: Uint8Array;
}
export interface AuditHeadTable { shard_id: number; position: number; sha256: Uint8Array }

declare module '#platform/db/tables.ts' {
  interface Tables { audit_events: AuditEventTable; audit_heads: AuditHeadTable }
}

export interface Head { position: number; sha256: Uint8Array }

export interface RowsOfTable { readonly shape: TableShape; readonly ids: readonly Id[] }

/** These rows `r` of a table. */
export const rowsOf = ({ shape, ids }: RowsOfTable) => sql`${sql.table(shape.table)} as r
  where ${isOneOf(sql`r.id`, ids, 'uuid')}${shape.sharded ? sql` and ${isOneOf(sql`r.shard_id`, [...new Set(ids.map(shardOf))], 'integer')}` : sql``}`;

/**
 * The digests of these rows as the transaction sees them now (a deleted row is missing from the map; the rows stay locked,
 * so the digest is the last word until the commit), and after them the ends of these chains: from here on nobody else can
 * append to one until the transaction ends. Call this last.
 */
export async function digestsAndHeads(tx: Tx, tables: readonly RowsOfTable[], shards: readonly number[]): Promise<{ digests: Map<string, Map<Id, Uint8Array>>; heads: Map<number, Head> }> {
  const parts = tables.map(({ shape, ids }) => sql`select * from (select ${sql.lit(shape.table)} as of, r.id, null::bigint as position, ${rowDigest(shape)} as sha256
    from ${rowsOf({ shape, ids: [...ids].sort() })} order by r.id for no key update of r) x union all`);
  const chains = [...shards].sort((a, b) => a - b);
  // One after the other: the rows of each table, in the order of their tables' first mention, then the heads.
  const lock = async () => (await sql<{ of: string; id: Id; position: number; sha256: Uint8Array }>`${kept} ${sql.join(parts, sql` `)}
    select * from (select h.shard_id::text as of, null::uuid as id, h.position, h.sha256 from audit_heads h where ${isOneOf(sql`h.shard_id`, chains, 'integer')} order by h.shard_id for update) x`.execute(tx)).rows;
  let rows = await lock();
  if (rows.filter(({ id }) => id === null).length < chains.length) {
    await sql`insert into audit_heads (shard_id, position, sha256) select shard, 0, ${Buffer.from(CHAIN_START)} from unnest(${chains}::int[]) shard order by shard on conflict do nothing`.execute(tx);
    rows = await lock();
  }
  const digests = new Map<string, Map<Id, Uint8Array>>(tables.map(({ shape }) => [shape.table, new Map()])), heads = new Map<number, Head>();
  for (const { of, id, position, sha256 } of rows) if (id === null) heads.set(Number(of), { position, sha256 }); else digests.get(of)!.set(id, sha256);
  return { digests, heads };
}

/** One digest over the rows of a batch, and how many they are. */
export async function batchDigest(tx: Tx, shape: TableShape, shard: number, batch: Id): Promise<{ rows: number; digest: Uint8Array }> {
  const { rows: [row] } = await sql<{ rows: number; digest: Uint8Array }>`
    select count(*)::int as rows, ${rowsDigest(shape)} as digest from ${sql.table(shape.table)} as r
     where r.batch_id = ${batch}${shape.sharded ? sql` and r.shard_id = ${shard}` : sql``}`.execute(tx);
  return row!;
}

export type NewEvent = Omit<EventContent, 'position' | 'previousSha256'>;

const CHUNK = 2_000;

/** Puts events at the ends of their chains, which `digestsAndHeads` holds. */
export async function append(tx: Tx, heads: ReadonlyMap<number, Head>, events: readonly NewEvent[]): Promise<void> {
  const ends = new Map<number, Head>([...heads].map(([shard, head]) => [shard, { ...head }]));
  for (let from = 0; from < events.length; from += CHUNK) {
    const rows = events.slice(from, from + CHUNK).map((event) => {
      const end = ends.get(event.shard)!, content: EventContent = { ...event, position: ++end.position, previousSha256: end.sha256 };
      end.sha256 = eventHash(content);
      return { content, sha256: end.sha256 };
    });
    await insertEvents(tx, rows, ends);
  }
}

const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : `\\x${Buffer.from(bytes).toString('hex')}`);

async function insertEvents(tx: Tx, rows: readonly { content: EventContent; sha256: Uint8Array }[], ends: ReadonlyMap<number, Head>): Promise<void> {
  const column = <T>(pick: (content: EventContent) => T): T[] => rows.map((row) => pick(row.content)), chains = [...ends.keys()], heads = [...ends.values()];
  await sql`${kept}
    with fresh as (
      insert into audit_events (shard_id, position, at, account_id, person_name, organisation_id, subject_id, via, verb, table_name, row_id,
                                batch_id, row_count, row_sha256, facts, previous_sha256, sha256)
      select e.* from unnest(
        ${column((e) => e.shard)}::int[], ${column((e) => e.position)}::bigint[], ${column((e) => e.at.toISOString())}::timestamptz[], ${column((e) => e.accountId)}::uuid[],
        ${column((e) => e.personName)}::text[], ${column((e) => e.organisationId)}::uuid[], ${column((e) => e.subjectId)}::uuid[],
        ${column((e) => e.via)}::text[], ${column((e) => e.verb)}::text[], ${column((e) => e.table)}::text[], ${column((e) => e.rowId)}::uuid[],
        ${column((e) => e.batchId)}::uuid[], ${column((e) => e.rowCount)}::int[], ${column((e) => hex(e.rowSha256))}::bytea[],
        ${column((e) => e.facts)}::json[], ${column((e) => hex(e.previousSha256))}::bytea[], ${rows.map((row) => hex(row.sha256))}::bytea[]) as e)
    update audit_heads h set position = n.position, sha256 = n.sha256
    from unnest(${chains}::int[], ${heads.map(({ position }) => position)}::bigint[], ${heads.map(({ sha256 }) => hex(sha256))}::bytea[]) as n(shard_id, position, sha256) where h.shard_id = n.shard_id`.execute(tx);
}

/** The ends of all chains, in shard order; a shard without events is not listed. */
export async function heads(reader: Reader): Promise<{ shard: number; position: number; sha256: string }[]> {
  const { rows } = await sql<{ shard_id: number; position: string | number; sha256: string }>`
    select shard_id, position, encode(sha256, 'hex') as sha256 from audit_heads where position > 0 order by shard_id`.execute(reader);
  return rows.map((row) => ({ shard: row.shard_id, position: Number(row.position), sha256: row.sha256 }));
}
