import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import './tables.ts';

/** Sorts before every id. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000' as Id;

export interface Cursor { readonly position: number; readonly rebuildAfter: Id | null; readonly rebuildFrom: Date | null }

/** Chains with events that nobody has looked at, and those whose index is being made anew. */
export async function shardsBehind(reader: Reader): Promise<number[]> {
  const { rows } = await sql<{ shard: number }>`
    select h.shard_id as shard from audit_heads h left join search_cursors c on c.shard_id = h.shard_id where h.position > coalesce(c.position, 0) or c.rebuild_after is not null order by h.shard_id`.execute(reader);
  return rows.map((row) => row.shard);
}

/**
 * Up to where this chain was followed, held until the transaction ends; null when another worker is at it. A chain that was never followed begins at its end, and with
 * everything that is public.
 */
export async function holdCursor(tx: Tx, shard: number, last: number, now: Date): Promise<Cursor | null> {
  await tx.insertInto('search_cursors').values({ shard_id: shard, position: last, rebuild_after: BEFORE_ALL, rebuild_from: now }).onConflict((conflict) => conflict.doNothing()).execute();
  const row = await tx.selectFrom('search_cursors').selectAll().where('shard_id', '=', shard).forUpdate().skipLocked().executeTakeFirst();
  return row ? { position: Number(row.position), rebuildAfter: row.rebuild_after, rebuildFrom: row.rebuild_from } : null;
}
export const moveCursor = (tx: Tx, shard: number, position: number): Promise<unknown> => tx.updateTable('search_cursors').set({ position }).where('shard_id', '=', shard).execute();
/** `after` null: the rebuild is done. */
export const moveRebuild = (tx: Tx, shard: number, after: Id | null): Promise<unknown> => tx.updateTable('search_cursors').set(after ? { rebuild_after: after } : { rebuild_after: null, rebuild_from: null }).where('shard_id', '=', shard).execute();
/** From the next run of the follower on, all entries are made anew. One that is under way begins again. */
export const askRebuild = (reader: Reader, now: Date): Promise<unknown> => reader.updateTable('search_cursors').set({ rebuild_after: BEFORE_ALL, rebuild_from: now }).execute();

/** Public items that some of these events speak of, by whatever table: the item itself or the noun's row of the same id. And up to where that is. */
export async function itemsTouched(reader: Reader, shard: number, after: number, upTo: number, limit: number): Promise<{ readonly ids: Id[]; readonly upTo: number }> {
  const { rows } = await sql<{ ids: Id[] | null; last: number | null; n: number }>`
    with seen as (select position, row_id from audit_events where shard_id = ${shard} and position > ${after} and position <= ${upTo} order by position limit ${limit})
    select (select array_agg(distinct p.id) from seen join public_items p on p.shard_id = ${shard} and p.id = seen.row_id) as ids, (select max(position) from seen) as last, (select count(*) from seen)::integer as n`.execute(reader);
  const { ids, last, n } = rows[0]!;
  return { ids: ids ?? [], upTo: n === limit ? Number(last) : upTo };
}

/** The next public items of a shard in the order of their ids. */
export const itemsAfter = async (reader: Reader, shard: number, after: Id, limit: number): Promise<Id[]> =>
  (await sql<{ id: Id }>`select id from public_items where shard_id = ${shard} and id > ${after} order by id limit ${limit}`.execute(reader)).rows.map((row) => row.id);

export const entryCount = async (reader: Reader): Promise<number> => (await sql<{ n: number }>`select coalesce(sum(entries), 0)::integer as n from search_months`.execute(reader)).rows[0]!.n;
