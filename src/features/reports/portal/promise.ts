import type { Id } from '#kernel/id.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { standingsByProduct, type ProductStanding } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { publicPlansOf, type PlanRow } from '#features/plans/store.ts';
import { addressOf, publicItem, sitePlaces } from '#features/sites/store.ts';
import { tagOf, type Reading } from '#features/sites/portal-part.ts';
import type { Reader } from '#platform/db/tables.ts';

/** What confirmed results change: on pages of an organisation and of everybody above it. */
export const doneTag = (organisationId: Id): string => `done:${organisationId}`;

/** The public plan by which an organisation is measured this year: its own, else the nearest one above that gives it work. */
export interface Measured { readonly plan: PlanRow; /** Its own: everybody under it counts; else this unit alone. */ readonly own: boolean; readonly rows: readonly ProductStanding[]; readonly href: string; readonly tags: readonly string[] }
export async function promiseOf(reading: Pick<Reading, 'db' | 'today' | 'site'>): Promise<Measured | null> {
  const { db, today, site } = reading, id = site.organisation_id, tree = await organisationTree(db, today), year = yearOf(today);
  for (const owner of [id, ...tree.ancestorsOf(id).map((one) => one.id)]) for (const plan of await publicPlansOf(db, [owner], year)) {
    const own = owner === id, rows = (await standingsByProduct(db, { sourceId: plan.id, today, ...(own ? {} : { organisationIds: [id] }) }));
    if (!rows.some(({ product, promised }) => product !== 'report' && promised > 0)) continue;
    const href = await addressOfPlan(db, plan, today);
    if (href) return { plan, own, rows, href, tags: [tagOf.day, doneTag(id), tagOf.item(plan.id), tagOf.list(owner, 'plans')] };
  }
  return null;
}
async function addressOfPlan(db: Reader, plan: PlanRow, today: PlainDate): Promise<string | null> {
  const item = await publicItem(db, plan.id), place = item && (await sitePlaces(db, [item.organisation_id], today)).get(item.organisation_id);
  return item && place ? addressOf(place, item.path) : null;
}
