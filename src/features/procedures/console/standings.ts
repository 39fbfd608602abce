import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { catalogueFor, catalogueOwner } from '../catalogue.ts';
import { lastWords, percentOf, requiredAt, standingOf, STANDINGS, type LastWord, type Standing } from '../rules/posting.ts';
import { catalogueOn, type CatalogueRow } from '../store/catalogue.ts';
import { lastSigned, lastWordsAt, shopsOf, type SignedSheet } from '../store/shops.ts';
import type { ShopRow } from '../store/tables.ts';

export interface DueRow { readonly row: CatalogueRow; readonly standing: Standing; readonly word: LastWord | undefined }
export interface ShopView { readonly shop: ShopRow; readonly unit: string; readonly due: readonly DueRow[]; readonly last: SignedSheet | null; readonly before: SignedSheet | null; count(standing: Standing): number; readonly todo: number }

/** How each of these shops stands today: a few queries for all of them. */
export async function standingsAt(visit: Visit, shops: readonly ShopRow[]): Promise<ShopView[]> {
  const tree = await organisationTree(visit.db, visit.today), ids = shops.map(({ id }) => id), words = Map.groupBy(await lastWordsAt(visit.db, ids), (one) => one.shopId), signed = Map.groupBy(ids.length ? await lastSigned(visit.db, ids) : [], (one) => one.shopId);
  const catalogues = new Map<Id, CatalogueRow[]>(), views: ShopView[] = [];
  for (const shop of shops) {
    const near = catalogueOwner(tree, shop.organisation_id), owner = tree.get(near) ? near : await catalogueFor(visit.db, shop.organisation_id, visit.today);
    if (!catalogues.has(owner)) catalogues.set(owner, (await catalogueOn(visit.db, owner, visit.today)).filter((one) => one.phase === 'in-force'));
    const said = lastWords(words.get(shop.id) ?? []), due = requiredAt(shop, catalogues.get(owner)!).map((row) => ({ row, word: said.get(row.id), standing: standingOf(row.version, said.get(row.id)) })), [last = null, before = null] = signed.get(shop.id) ?? [];
    views.push({ shop, unit: tree.latest(shop.organisation_id)?.shortName ?? '', due, last, before, count: (standing) => due.filter((one) => one.standing === standing).length, todo: due.filter((one) => STANDINGS[one.standing].todo).length });
  }
  return views;
}
/** Shops of a unit and of everything below it, in the order of the tree. */
export async function shopsBelow(visit: Visit, organisationId: Id): Promise<ShopRow[]> {
  const tree = await organisationTree(visit.db, visit.today), units = tree.subtree(organisationId).map(({ id }) => id), order = new Map(units.map((id, index) => [id, index]));
  return (await shopsOf(visit.db, units)).sort((a, b) => order.get(a.organisation_id)! - order.get(b.organisation_id)!);
}
export const percentIn = (sheet: SignedSheet | null): number | null => sheet && percentOf(sheet.posted, sheet.posted + sheet.outdated + sheet.missing);
