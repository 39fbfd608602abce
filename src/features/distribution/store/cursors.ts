import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/db/tables.ts';
import './tables.ts';

/** Chains with events that were not looked at. */
export const shardsBehind = async (reader: Reader): Promise<number[]> =>
  (await sql<{ shard: number }>`select h.shard_id as shard from audit_heads h left join distribution_cursors c on c.shard_id = h.shard_id where h.position > coalesce(c.position, 0) order by h.shard_id`.execute(reader)).rows.map((row) => row.shard);
/** Up to where this chain was followed, held until the transaction ends; null when another worker is at it. */
export async function holdCursor(tx: Tx, shard: number): Promise<number | null> {
  await tx.insertInto('distribution_cursors').values({ shard_id: shard, position: 0 }).onConflict((conflict) => conflict.doNothing()).execute();
  const row = await tx.selectFrom('distribution_cursors').select('position').where('shard_id', '=', shard).forUpdate().skipLocked().executeTakeFirst();
  return row ? Number(row.position) : null;
}
export const moveCursor = (tx: Tx, shard: number, position: number): Promise<unknown> => tx.updateTable('distribution_cursors').set({ position }).where('shard_id', '=', shard).execute();
