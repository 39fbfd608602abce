import type { Clock } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/db/tables.ts';
import { lastPosition } from '#features/audit/store/following.ts';
import { indexItems, type TextSources } from './index-items.ts';
import { holdCursor, itemsAfter, itemsTouched, moveCursor, moveRebuild, shardsBehind, type Cursor } from './store/cursors.ts';
import { removeOutdated, settleIndex } from './store/entries.ts';

export interface FollowEnvironment { readonly db: Database; readonly clock: Clock; readonly sources: TextSources }

/** Events, and items, of one transaction. */
const EVENTS = 2_000, ITEMS = 100;

/**
 * Brings the index to where the log is. Entries and cursor are written in one transaction: a stop in between loses nothing. A rebuild goes the same way, a stretch of
 * items at a time, and goes on where it stopped; meanwhile what is found stays found. Two workers take turns. Tells how many items were looked at.
 */
export async function follow(env: FollowEnvironment): Promise<number> {
  let items = 0;
  for (const shard of await shardsBehind(env.db))
    for (let done: Step | null = { items: 0, more: true }; done?.more;) {
      done = await env.db.transaction().execute((tx) => step(tx, env, shard));
      items += done?.items ?? 0;
    }
  if (items > 0) await env.db.transaction().execute(settleIndex);
  return items;
}

interface Step { readonly items: number; readonly more: boolean }

async function step(tx: Tx, env: FollowEnvironment, shard: number): Promise<Step | null> {
  const last = await lastPosition(tx, shard), cursor = await holdCursor(tx, shard, last, env.clock.now());
  if (cursor === null) return null;
  if (cursor.position < last) {
    const touched = await itemsTouched(tx, shard, cursor.position, last, EVENTS);
    for (let from = 0; from < touched.ids.length; from += ITEMS) await indexItems(tx, touched.ids.slice(from, from + ITEMS), env.sources, env.clock.now());
    await moveCursor(tx, shard, touched.upTo);
    return { items: touched.ids.length, more: touched.upTo < last || cursor.rebuildAfter !== null };
  }
  return cursor.rebuildAfter === null ? { items: 0, more: false } : rebuildStep(tx, env, shard, cursor);
}

async function rebuildStep(tx: Tx, env: FollowEnvironment, shard: number, { rebuildAfter, rebuildFrom }: Cursor): Promise<Step> {
  const ids = await itemsAfter(tx, shard, rebuildAfter!, ITEMS);
  if (ids.length > 0) {
    await indexItems(tx, ids, env.sources, env.clock.now());
    await moveRebuild(tx, shard, ids.at(-1)!);
    return { items: ids.length, more: true };
  }
  // what the rebuild did not meet is public no longer
  if (rebuildFrom && await removeOutdated(tx, shard, rebuildFrom, ITEMS) === ITEMS) return { items: 0, more: true };
  await moveRebuild(tx, shard, null);
  return { items: 0, more: false };
}
