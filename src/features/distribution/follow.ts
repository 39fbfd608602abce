import type { Id, IdSource } from '#kernel/id.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { eventsBetween, lastPosition } from '#features/audit/store/following.ts';
import { publicItemsById } from '#features/sites/store.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import { itemPlaced, itemUpdated, itemWithdrawn } from './actions/follow-item.ts';
import { holdCursor, moveCursor, shardsBehind } from './store/cursors.ts';

/** What happens to public items, whatever noun they are of. */
const REACTIONS = { 'sites.item-placed': itemPlaced, 'sites.item-updated': itemUpdated, 'sites.item-withdrawn': itemWithdrawn } as const;
const BATCH = 200;

/**
 * Plans what follows from what was published, changed and taken down since the last time. For each chain of the log the tasks and the cursor are written in one
 * transaction: a stop in between loses nothing and plans nothing twice. Two workers take turns.
 */
export async function followItems({ db, clock, ids }: { readonly db: Database; readonly clock: Clock; readonly ids: IdSource }): Promise<number> {
  let made = 0;
  for (const shard of await shardsBehind(db))
    for (let more = true; more;) {
      const step = await act({ db, clock, ids, shard }, systemActor('Phát hành theo chuyên mục'), async (a) => {
        const after = await holdCursor(a.tx, shard);
        if (after === null) return { made: 0, more: false };
        const last = await lastPosition(a.tx, shard), events = await eventsBetween(a.tx, shard, after, last, Object.keys(REACTIONS), BATCH);
        const items = new Map((await publicItemsById(a.tx, [...new Set(events.flatMap((one) => (one.rowId ? [one.rowId as Id] : [])))])).map((item) => [item.id, item]));
        let count = 0;
        for (const event of events) { const item = items.get(event.rowId as Id); if (item) count += await REACTIONS[event.verb as keyof typeof REACTIONS](a, item); }
        const full = events.length === BATCH;
        await moveCursor(a.tx, shard, full ? events.at(-1)!.position : last);
        return { made: count, more: full };
      });
      made += step.made;
      more = step.more;
    }
  return made;
}
