import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { placesOfCounters } from '../counter-places.ts';
import { changeShop, shopsOf } from '../store/shops.ts';
import type { ShopRow } from '../store/tables.ts';

/** Part of `reorganise`: the counter goes on under the successor, with its checks; of two with one name the later one keeps the name of its unit. Where it is stays with it, for the directory of a unit closes with the unit. */
export async function succeedShops(a: Acting, moves: readonly { readonly shop: ShopRow; readonly toId: Id; readonly from: string; readonly citations: readonly string[] }[]): Promise<number> {
  const { places } = await placesOfCounters(a.tx, moves.map(({ shop }) => shop), a.today);
  for (const { shop, toId, from, citations } of moves) {
    await a.authorise('organisations.reorganise', shop.organisation_id);
    const taken = new Set((await shopsOf(a.tx, [toId])).map((one) => one.name)), name = taken.has(shop.name) ? `${shop.name} (${from})` : shop.name;
    const { address, hours, phone } = places.get(shop.id)!;
    await changeShop(a.tx, shop.id, { organisation_id: toId, name, address, hours, phone });
    a.record({ verb: 'procedures.shop-succeeded', table: 'one_stop_shops', id: shop.id, organisationId: toId, facts: { name, from: shop.organisation_id, to: toId, citations } });
  }
  return moves.length;
}
