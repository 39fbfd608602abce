import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { freeSlug } from '../rules/address.ts';
import { nameOf, newSite } from '../rules/new-site.ts';
import { allSites, insertSite, rootOrganisation, siteOf, takeTurnNaming, type SiteRow } from '../store.ts';

/** Part of the first publication of an organisation: its site, with an address chosen once from kind and name. The verb that publishes has authorised. */
export async function ensureSite(a: Acting, organisationId: Id): Promise<SiteRow> {
  const there = await siteOf(a.tx, organisationId);
  if (there) return there;
  await takeTurnNaming(a.tx);
  const made = await siteOf(a.tx, organisationId);
  if (made) return made;
  const tree = await organisationTree(a.tx, a.today), slug = freeSlug(nameOf(tree, organisationId).name, new Set((await allSites(a.tx)).map((site) => site.slug)));
  const row = newSite(tree, { id: a.newId(), organisationId, slug, root: (await rootOrganisation(a.tx, a.today)) === organisationId, today: a.today });
  await insertSite(a.tx, row);
  a.record({ verb: 'sites.opened', table: 'sites', id: row.id, organisationId, facts: { slug, name: row.name } });
  return row;
}
