import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { freeSlug, masthead } from '../rules/address.ts';
import { allSites, insertSite, rootOrganisation, siteOf, takeTurnNaming, type SiteRow } from '../store.ts';

/** Part of the first publication of an organisation: its site, with an address chosen once from kind and name. The verb that publishes has authorised. */
export async function ensureSite(a: Acting, organisationId: Id): Promise<SiteRow> {
  const there = await siteOf(a.tx, organisationId);
  if (there) return there;
  await takeTurnNaming(a.tx);
  const made = await siteOf(a.tx, organisationId);
  if (made) return made;
  const tree = await organisationTree(a.tx, a.today), one = tree.latest(organisationId);
  if (!one) throw new Error(`a site for ${organisationId}, which is no organisation`);
  const { kicker, name } = masthead(one.name, one.parentId ? (tree.latest(one.parentId)?.name ?? null) : null);
  const row: SiteRow = {
    id: a.newId(), organisation_id: organisationId, slug: freeSlug(name, new Set((await allSites(a.tx)).map((site) => site.slug))), host: null, kicker, name, tone: 'indigo', home: { order: [], hidden: [] },
    was_root: (await rootOrganisation(a.tx, a.today)) === organisationId, opened_on: a.today, archived_on: null, heir_id: null, row_version: 1,
  };
  await insertSite(a.tx, row);
  a.record({ verb: 'sites.opened', table: 'sites', id: row.id, organisationId, facts: { slug: row.slug, name } });
  return row;
}
