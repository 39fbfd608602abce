import type { Id } from '#kernel/id.ts';
import { eventsAfter, headPositions } from '#features/audit/store/following.ts';
import type { Database } from '#platform/db/tables.ts';
import { portalParts, tagOf } from '../portal-part.ts';
import { publicItemsById } from '../store.ts';

/** How far each chain of the log was followed. */
export type Cursors = Readonly<Record<string, number>>;
/** What happened since: which tags it touches, which items are new or changed, and whether there are other sites now. */
export interface Changes { readonly cursors: Cursors; readonly tags: ReadonlySet<string>; readonly items: readonly Id[]; readonly sites: boolean; readonly any: boolean }

const EVENTS_AT_ONCE = 2000;
/** Tables whose rows say which sites there are and which one is the root. */
const OF_SITES: ReadonlySet<string> = new Set(['sites', 'organisations', 'organisation_versions']);

export const endOfLog = async (db: Database): Promise<Cursors> => Object.fromEntries((await headPositions(db)).map((head) => [head.shard, head.position]));

/** Every event after the cursors, of every chain. */
export async function changesSince(db: Database, before: Cursors): Promise<Changes> {
  const cursors: Record<string, number> = { ...before }, tags = new Set<string>(), items: Id[] = [];
  let sites = false, any = false;
  for (const head of await headPositions(db)) {
    for (let after = cursors[head.shard] ?? 0; after < head.position; cursors[head.shard] = after) {
      const events = await eventsAfter(db, head.shard, after, head.position, EVENTS_AT_ONCE);
      after = events.at(-1)?.position ?? head.position;
      any = true;
      for (const part of portalParts()) for (const tag of (await part.touched?.(db, events)) ?? []) tags.add(tag);
      const placed = new Set(events.flatMap((event) => (event.table === 'public_items' && event.rowId ? [event.rowId] : [])));
      for (const item of await publicItemsById(db, [...placed])) {
        items.push(item.id);
        for (const tag of [tagOf.item(item.id), tagOf.list(item.organisation_id, item.noun), tagOf.all(item.noun), ...(item.collection_id ? [tagOf.collection(item.collection_id)] : [])]) tags.add(tag);
      }
      for (const event of events) {
        if (OF_SITES.has(event.table)) sites = true;
        if (event.table === 'sites' && event.subjectId) tags.add(tagOf.site(event.subjectId));
      }
    }
  }
  return { cursors, tags, items, sites, any };
}
