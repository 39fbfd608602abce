import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
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

/** The digests of these rows as the transaction sees them now; a deleted row is missing from the map. The rows stay locked, so the digest is the last word until the commit. */
export async function digestsOf(tx: Tx, shape: TableShape, ids: readonly Id[]): Promise<Map<Id, Uint8Array>> {
  const sorted = [...new Set(ids)].sort();
  const { rows } = await sql<{ id: Id; digest: Uint8Array }>`
    select r.id, ${rowDigest(shape)} as digest from ${sql.table(shape.table)} as r
     where r.id = any(${sorted}::uuid[])${shape.sharded ? sql` and r.shard_id = any(${[...new Set(sorted.map(shardNumber))]}::int[])` : sql``}
     order by r.id for no key update of r`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.digest]));
}
const shardNumber = (id: Id): number => parseInt(id.slice(15, 18), 16);

/** One digest over the rows of a batch, and how many they are. */
export async function batchDigest(tx: Tx, shape: TableShape, shard: number, batch: Id): Promise<{ rows: number; digest: Uint8Array }> {
  const { rows: [row] } = await sql<{ rows: number; digest: Uint8Array }>`
    select count(*)::int as rows, ${rowsDigest(shape)} as digest from ${sql.table(shape.table)} as r
     where r.batch_id = ${batch}${shape.sharded ? sql` and r.shard_id = ${shard}` : sql``}`.execute(tx);
  return row!;
}

export type NewEvent = Omit<EventContent, 'shard' | 'position' | 'previousSha256'>;

const CHUNK = 2_000;

/**
 * Puts events at the end of the chain of one shard. From the first statement on nobody else can append to it until the
 * transaction ends: call this last.
 */
export async function append(tx: Tx, shard: number, events: readonly NewEvent[]): Promise<void> {
  await sql`insert into audit_heads (shard_id, position, sha256) values (${shard}, 0, ${Buffer.from(CHAIN_START)}) on conflict do nothing`.execute(tx);
  const { rows: [head] } = await sql<{ position: string | number; sha256: Uint8Array }>`
    select position, sha256 from audit_heads where shard_id = ${shard} for update`.execute(tx);
  let position = Number(head!.position);
  let previousSha256: Uint8Array = head!.sha256;
  for (let from = 0; from < events.length; from += CHUNK) {
    const rows = events.slice(from, from + CHUNK).map((event) => {
      const content: EventContent = { ...event, shard, position: ++position, previousSha256 };
      const sha256 = eventHash(content);
      previousSha256 = sha256;
      return { content, sha256 };
    });
    await insertEvents(tx, shard, rows);
  }
  await sql`update audit_heads set position = ${position}, sha256 = ${Buffer.from(previousSha256)} where shard_id = ${shard}`.execute(tx);
}

const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : `\\x${Buffer.from(bytes).toString('hex')}`);

async function insertEvents(tx: Tx, shard: number, rows: readonly { content: EventContent; sha256: Uint8Array }[]): Promise<void> {
  const column = <T>(pick: (content: EventContent) => T): T[] => rows.map((row) => pick(row.content));
  await sql`
    insert into audit_events (shard_id, position, at, account_id, person_name, organisation_id, subject_id, via, verb, table_name, row_id,
                              batch_id, row_count, row_sha256, facts, previous_sha256, sha256)
    select ${shard}::int, e.* from unnest(
      ${column((e) => e.position)}::bigint[], ${column((e) => e.at.toISOString())}::timestamptz[], ${column((e) => e.accountId)}::uuid[],
      ${column((e) => e.personName)}::text[], ${column((e) => e.organisationId)}::uuid[], ${column((e) => e.subjectId)}::uuid[],
      ${column((e) => e.via)}::text[], ${column((e) => e.verb)}::text[], ${column((e) => e.table)}::text[], ${column((e) => e.rowId)}::uuid[],
      ${column((e) => e.batchId)}::uuid[], ${column((e) => e.rowCount)}::int[], ${column((e) => hex(e.rowSha256))}::bytea[],
      ${column((e) => e.facts)}::json[], ${column((e) => hex(e.previousSha256))}::bytea[], ${rows.map((row) => hex(row.sha256))}::bytea[]) as e`.execute(tx);
}

/** The ends of all chains, in shard order; a shard without events is not listed. */
export async function heads(reader: Reader): Promise<{ shard: number; position: number; sha256: string }[]> {
  const { rows } = await sql<{ shard_id: number; position: string | number; sha256: string }>`
    select shard_id, position, encode(sha256, 'hex') as sha256 from audit_heads where position > 0 order by shard_id`.execute(reader);
  return rows.map((row) => ({ shard: row.shard_id, position: Number(row.position), sha256: row.sha256 }));
}
