import { sql } from 'kysely';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { Rhythm } from '../rules/digest.ts';
import './tables.ts';

/** Chains with events that nobody has looked at. */
export async function shardsBehind(reader: Reader): Promise<number[]> {
  const { rows } = await sql<{ shard: number }>`
    select h.shard_id as shard from audit_heads h left join notification_cursors c on c.shard_id = h.shard_id where h.position > coalesce(c.position, 0) order by h.shard_id`.execute(reader);
  return rows.map((row) => row.shard);
}

/** Up to where this chain was followed, held until the transaction ends; null when another worker is at it. */
export async function holdCursor(tx: Tx, shard: number): Promise<number | null> {
  await tx.insertInto('notification_cursors').values({ shard_id: shard, position: 0 }).onConflict((conflict) => conflict.doNothing()).execute();
  const row = await tx.selectFrom('notification_cursors').select('position').where('shard_id', '=', shard).forUpdate().skipLocked().executeTakeFirst();
  return row ? Number(row.position) : null;
}
export const moveCursor = (tx: Tx, shard: number, position: number): Promise<unknown> => tx.updateTable('notification_cursors').set({ position }).where('shard_id', '=', shard).execute();

export const digestSlot = async (reader: Reader, rhythm: Rhythm): Promise<Date | null> =>
  (await reader.selectFrom('digest_slots').select('slot').where('rhythm', '=', rhythm).executeTakeFirst())?.slot ?? null;
export const noteSlot = (tx: Reader, rhythm: Rhythm, slot: Date): Promise<unknown> =>
  tx.insertInto('digest_slots').values({ rhythm, slot }).onConflict((conflict) => conflict.column('rhythm').doUpdateSet({ slot })).execute();
