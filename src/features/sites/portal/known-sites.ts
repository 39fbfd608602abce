import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Database } from '#platform/db/tables.ts';
import { newSite } from '../rules/new-site.ts';
import { siteMap, type SiteMap } from '../rules/resolve.ts';
import { allSites, rootOrganisation, type SiteRow } from '../store.ts';

export interface KnownSites { readonly map: SiteMap; readonly rows: ReadonlyMap<Id, SiteRow> }

/** Every site there is or was; the root has a page also before its first publication. */
export async function readSites(db: Database, today: PlainDate): Promise<KnownSites> {
  const root = await rootOrganisation(db, today), rows = await allSites(db);
  if (root && !rows.some((row) => row.organisation_id === root)) rows.push(newSite(await organisationTree(db, today), { id: root, organisationId: root, slug: '', root: true, today }));
  return {
    rows: new Map(rows.map((row) => [row.organisation_id, row])),
    map: siteMap(rows.map((row) => ({ organisationId: row.organisation_id, slug: row.slug, host: row.host, root: row.organisation_id === root, wasRoot: row.was_root }))),
  };
}

/** Organisations whose pages stand at other addresses than before. */
export function movedSites(before: SiteMap, after: SiteMap): Id[] {
  const said = (map: SiteMap, id: Id): string => JSON.stringify(map.byOrganisation.get(id) ?? null);
  return [...new Set([...before.byOrganisation.keys(), ...after.byOrganisation.keys()])].filter((id) => said(before, id) !== said(after, id));
}
