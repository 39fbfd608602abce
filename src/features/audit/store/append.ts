import { sql } from 'kysely';
import { isOneOf, keptLast, keptLater } from '#platform/db/kept.ts';
import type { Database, Tx } from '#platform/db/tables.ts';
import { knownText } from '../rules/event-hash.ts';
import { rowsOf, type NewEvent, type RowsOfTable } from './events.ts';
import { rowDigest } from './row-digest.ts';

/*
 * The end of nearly every transaction: a few rows, a few events. PostgreSQL makes digests and hashes itself, in the same
 * journey that takes the ends of the chains and commits, so that a chain is held for as long as that takes and no longer:
 * all writers of a shard queue here.
 */

/** More events than this are dearer to chain in SQL than in `append` of `events.ts`. */
const FEW = 32;
/** Chains that have an end, so that nothing must be made first. They never lose it. */
const begun = new WeakMap<Database, Set<number>>();

/** Says that these chains have an end. */
export function knowChains(db: Database, shards: Iterable<number>): void {
  const known = begun.get(db) ?? new Set();
  begun.set(db, known);
  for (const shard of shards) known.add(shard);
}
export const forgetChains = (db: Database): void => { begun.delete(db); };
export const canChain = (db: Database, events: number, shards: Iterable<number>): boolean => events <= FEW && [...shards].every((shard) => begun.get(db)?.has(shard));

/** A chain had no end after all (somebody emptied the database while we ran); nothing was written. */
export class ChainWithoutEnd extends Error {}
const DIVISION_BY_ZERO = '22012';

const field = (text: ReturnType<typeof sql>) => sql`coalesce(octet_length(${text}) || ':' || ${text} || ',', '-,')`;

/**
 * Writes these events, each with the digest of its row (null: deleted), and commits. The rows stay locked from here on, in
 * the order of their tables' first mention, then the chains in their order.
 */
export async function appendAndCommit(tx: Tx, tables: readonly RowsOfTable[], shards: readonly number[], events: readonly Omit<NewEvent, 'rowSha256' | 'rowCount' | 'batchId'>[]): Promise<void> {
  const rows = tables.map(({ shape, ids }): RowsOfTable => ({ shape, ids: [...ids].sort() })), chains = [...shards].sort((a, b) => a - b), chain = isOneOf(sql`h.shard_id`, chains, 'integer');
  await sql`${keptLater} ${sql.join(rows.map((one) => sql`select * from (select 1 from ${rowsOf(one)} order by r.id for no key update of r) x union all`), sql` `)}
    select * from (select 1 from audit_heads h where ${chain} order by h.shard_id for update) x`.execute(tx);
  const column = <T>(pick: (event: (typeof events)[number]) => T): T[] => events.map(pick), of = new Map<number, number>();
  const place = events.map(({ shard }) => { const next = (of.get(shard) ?? 0) + 1; of.set(shard, next); return next; });
  const first = events[0]!;
  // The statement after the one that locked: it sees what the writers before have left.
  await sql`${keptLast} with recursive
    digest as materialized (${sql.join(rows.map((one) => sql`select ${sql.lit(one.shape.table)} as of, r.id, ${rowDigest(one.shape)} as sha256 from ${rowsOf(one)}`), sql` union all `)}),
    noted as materialized (
      select e.*, d.sha256 as digest from unnest(${column((e) => e.shard)}::integer[], ${place}::integer[], ${column((e) => e.verb)}::text[], ${column((e) => e.table)}::text[], ${column((e) => e.rowId)}::uuid[],
        ${column((e) => e.subjectId)}::uuid[], ${column((e) => e.facts)}::text[], ${column((e) => knownText({ ...e, batchId: null, rowCount: null }))}::text[]) as e(shard_id, place, verb, table_name, row_id, subject_id, facts, known)
      left join digest d on d.of = e.table_name and d.id = e.row_id),
    chained as (
      select h.shard_id, 0 as place, h.position, null::bytea as previous, h.sha256 from audit_heads h where ${chain}
      union all
      select c.shard_id, e.place, c.position + 1, c.sha256, sha256(convert_to(${field(sql`c.shard_id::text`)} || ${field(sql`(c.position + 1)::text`)} || e.known
        || ${field(sql`encode(e.digest, 'hex')`)} || ${field(sql`e.facts`)} || ${field(sql`encode(c.sha256, 'hex')`)}, 'UTF8'))
      from chained c join noted e on e.shard_id = c.shard_id and e.place = c.place + 1),
    fresh as (
      insert into audit_events (shard_id, position, at, account_id, person_name, organisation_id, subject_id, via, verb, table_name, row_id, row_sha256, facts, previous_sha256, sha256)
      select c.shard_id, c.position, ${first.at.toISOString()}::timestamptz, ${first.accountId}::uuid, ${first.personName}::text, ${first.organisationId}::uuid, e.subject_id, ${first.via}::text, e.verb, e.table_name, e.row_id,
        e.digest, e.facts::json, c.previous, c.sha256
      from chained c join noted e on e.shard_id = c.shard_id and e.place = c.place),
    moved as (
      update audit_heads h set position = c.position, sha256 = c.sha256
      from chained c join unnest(${[...of.keys()]}::integer[], ${[...of.values()]}::integer[]) as l(shard_id, place) on c.shard_id = l.shard_id and c.place = l.place where h.shard_id = c.shard_id returning 1)
    select 1 / (count(*) = ${of.size}::integer)::integer from moved`.execute(tx).catch((error: unknown) => {
    throw (error as { code?: string }).code === DIVISION_BY_ZERO ? new ChainWithoutEnd('an audit chain has no end', { cause: error }) : error;
  });
}
