import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { freePath } from '../rules/address.ts';
import { moveItem, pathsBelow, publicItemsById, takeTurnPlacing } from '../store.ts';
import { ensureSite } from './ensure-site.ts';

/** Part of a verb that hands things over to another unit: they stand in its site from now on, at the same path unless that is taken. The short address stays. Gives the path of each. */
export async function moveItems(a: Acting, { ids, toId, prefix }: { readonly ids: readonly Id[]; readonly toId: Id; /** '/thu-tuc/' */ readonly prefix: string }): Promise<ReadonlyMap<Id, string>> {
  const paths = new Map<Id, string>();
  if (!ids.length) return paths;
  await ensureSite(a, toId);
  await takeTurnPlacing(a.tx, toId, prefix);
  const there = new Map((await publicItemsById(a.tx, ids)).map((row) => [row.id, row])), taken = await pathsBelow(a.tx, toId, prefix, ids);
  for (const id of ids) {
    const row = there.get(id);
    if (!row || row.organisation_id === toId) continue;
    const path = freePath(row.path, taken);
    taken.add(path);
    paths.set(id, path);
    await moveItem(a.tx, id, { organisation_id: toId, path });
    a.record({ verb: 'sites.item-moved', table: 'public_items', id, organisationId: toId, facts: { noun: row.noun, path, from: row.organisation_id, before: row.path } });
  }
  return paths;
}
