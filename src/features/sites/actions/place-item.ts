import { shardOf, type Id } from '#kernel/id.ts';
import type { Language } from '#locales/index.ts';
import type { Acting } from '#platform/acting.ts';
import { freePath } from '../rules/address.ts';
import { changeItem, insertItem, pathsLike, publicItem, takeTurnPlacing, type PublicItem } from '../store.ts';
import { ensureSite } from './ensure-site.ts';

export interface ItemToPlace {
  /** Of the noun's own row. */
  readonly id: Id;
  readonly noun: string;
  readonly organisationId: Id;
  /** '/thu-tuc/cap-lai-giay-khai-sinh'; a number is added when taken. Only asked the first time. */
  readonly wanted: string;
  readonly language: Language;
  readonly title: string;
  readonly summary: string;
  readonly picture: { readonly sha256: string; readonly alt: string } | null;
  /** The column, field or series it belongs to. */
  readonly collectionId: Id | null;
}

/**
 * Part of a verb that publishes (which has authorised): gives the thing its place among what readers find, or says what changed of it. Gives
 * the path within the organisation's site, chosen once.
 */
export async function placeItem(a: Acting, item: ItemToPlace): Promise<string> {
  const shown = { language: item.language, title: item.title, summary: item.summary, picture_sha256: item.picture?.sha256 ?? null, picture_alt: item.picture?.alt ?? null, collection_id: item.collectionId };
  const there = await publicItem(a.tx, item.id);
  if (there) {
    await changeItem(a.tx, item.id, { ...shown, updated_at: a.now, withdrawn_at: null });
    a.record({ verb: 'sites.item-updated', table: 'public_items', id: item.id, organisationId: there.organisation_id, facts: { noun: item.noun, path: there.path } });
    return there.path;
  }
  const site = await ensureSite(a, item.organisationId);
  await takeTurnPlacing(a.tx, item.organisationId, item.wanted);
  const path = freePath(item.wanted, await pathsLike(a.tx, item.organisationId, item.wanted));
  const row: PublicItem = { shard_id: shardOf(item.id), id: item.id, noun: item.noun, organisation_id: item.organisationId, path, ...shown, published_at: a.now, updated_at: null, withdrawn_at: null };
  await insertItem(a.tx, row);
  a.record({ verb: 'sites.item-placed', table: 'public_items', id: item.id, organisationId: item.organisationId, facts: { noun: item.noun, path, site: site.slug } });
  return path;
}

/** Part of a verb that takes something down: lists leave it out at once, its page answers 410. */
export async function withdrawItem(a: Acting, { id }: { readonly id: Id }): Promise<void> {
  const there = await publicItem(a.tx, id);
  if (!there || there.withdrawn_at) return;
  await changeItem(a.tx, id, { withdrawn_at: a.now });
  a.record({ verb: 'sites.item-withdrawn', table: 'public_items', id, organisationId: there.organisation_id, facts: { noun: there.noun, path: there.path } });
}
