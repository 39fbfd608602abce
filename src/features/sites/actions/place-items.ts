import { shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { freePath } from '../rules/address.ts';
import { changeItem, insertItems, pathsBelow, publicItemsById, takeTurnPlacing, type PublicItem } from '../store.ts';
import { ensureSite } from './ensure-site.ts';
import type { ItemToPlace } from './place-item.ts';

/** The same as `placeItem` for many things of one organisation whose paths begin alike; with a few queries for all new ones. Those that stay as they are are left alone. Gives the path of each. */
export async function placeItems(a: Acting, { organisationId, prefix, items }: { readonly organisationId: Id; /** '/thu-tuc/' */ readonly prefix: string; readonly items: readonly ItemToPlace[] }): Promise<ReadonlyMap<Id, string>> {
  if (items.length === 0) return new Map();
  const there = new Map((await publicItemsById(a.tx, items.map(({ id }) => id))).map((row) => [row.id, row])), paths = new Map<Id, string>([...there].map(([id, { path }]) => [id, path]));
  for (const item of items) {
    const row = there.get(item.id);
    if (!row || (row.title === item.title && row.summary === item.summary && row.collection_id === item.collectionId && !row.withdrawn_at)) continue;
    await changeItem(a.tx, item.id, { language: item.language, title: item.title, summary: item.summary, picture_sha256: item.picture?.sha256 ?? null, picture_alt: item.picture?.alt ?? null, collection_id: item.collectionId, updated_at: a.now, withdrawn_at: null });
    a.record({ verb: 'sites.item-updated', table: 'public_items', id: item.id, organisationId, facts: { noun: item.noun, path: row.path } });
  }
  const fresh = items.filter(({ id }) => !there.has(id));
  if (fresh.length === 0) return paths;
  const site = await ensureSite(a, organisationId);
  await takeTurnPlacing(a.tx, organisationId, prefix);
  const taken = await pathsBelow(a.tx, organisationId, prefix), rows: PublicItem[] = [];
  for (const item of fresh) {
    const path = freePath(item.wanted, taken);
    taken.add(path);
    paths.set(item.id, path);
    rows.push({
      shard_id: shardOf(item.id), id: item.id, noun: item.noun, organisation_id: organisationId, path, language: item.language, title: item.title, summary: item.summary, picture_sha256: item.picture?.sha256 ?? null, picture_alt: item.picture?.alt ?? null,
      collection_id: item.collectionId, published_at: a.now, updated_at: null, withdrawn_at: null,
    });
  }
  await insertItems(a.tx, rows);
  for (const row of rows) a.record({ verb: 'sites.item-placed', table: 'public_items', id: row.id, organisationId, facts: { noun: row.noun, path: row.path, site: site.slug } });
  return paths;
}
