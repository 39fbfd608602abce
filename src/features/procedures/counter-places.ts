import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { hoursLine } from '#features/directory/rules/hours.ts';
import { formatPhone } from '#features/directory/rules/phone.ts';
import { oneStopsOf, type Entry } from '#features/directory/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { lineOf } from './rules/counter-place.ts';
import { shopsOf } from './store/shops.ts';
import type { ShopRow } from './store/tables.ts';

/** Where a counter is and when it is open. The directory says it; what stands at the counter itself, from before or from the unit that ended, is shown until it does. */
export interface CounterPlace { readonly line: Entry<'one-stop'> | null; readonly address: string | null; readonly hours: string | null; readonly phone: string | null }

/** Of several counters; with the units whose directories were asked. */
export async function placesOfCounters(reader: Reader, shops: readonly ShopRow[], today: PlainDate): Promise<{ readonly places: ReadonlyMap<Id, CounterPlace>; readonly units: readonly Id[] }> {
  const tree = await organisationTree(reader, today), above = (id: Id): Id | null => tree.latest(id)?.parentId ?? null, own = [...new Set(shops.map((one) => one.organisation_id))], units = [...new Set(own.flatMap((id) => [id, above(id) ?? id]))];
  const lines = (await oneStopsOf(reader, units, today)).map((entry) => ({ entry, organisationId: entry.organisation_id, place: entry.details.place }));
  const counter = ({ id, organisation_id: organisationId, name }: ShopRow) => ({ id, organisationId, name }), beside = (await shopsOf(reader, own)).filter((one) => one.closed_on === null).map(counter);
  return { units, places: new Map(shops.map((shop) => {
    const line = lineOf(counter(shop), beside, above(shop.organisation_id), lines)?.entry ?? null, said = line?.details;
    return [shop.id, said ? { line, address: said.address, hours: [said.hours.length ? hoursLine(said.hours) : '', said.hoursNote ?? ''].filter(Boolean).join('. ') || null, phone: said.phone && formatPhone(said.phone) } : { line, address: shop.address, hours: shop.hours, phone: shop.phone }];
  })) };
}
