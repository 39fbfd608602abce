import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { changeSite, type SiteRow } from '../store.ts';

/** Part of `reorganise`: sites of units that end become archives. */
export async function archiveSites(a: Acting, ending: readonly { readonly site: SiteRow; readonly onDay: PlainDate; readonly heirId: Id | null }[]): Promise<number> {
  for (const { site, onDay, heirId } of ending) {
    await a.authorise('organisations.reorganise', site.organisation_id);
    await changeSite(a.tx, site.id, { archived_on: onDay, heir_id: heirId });
    a.record({ verb: 'sites.archived', table: 'sites', id: site.id, organisationId: site.organisation_id, facts: { slug: site.slug, onDay, heir: heirId } });
  }
  return ending.length;
}

/** Part of `reorganise`: the masthead shows the new name. */
export async function renameSites(a: Acting, renamed: readonly { readonly site: SiteRow; readonly kicker: string; readonly name: string }[]): Promise<number> {
  for (const { site, kicker, name } of renamed) {
    await a.authorise('organisations.reorganise', site.organisation_id);
    await changeSite(a.tx, site.id, { kicker, name });
    a.record({ verb: 'sites.renamed', table: 'sites', id: site.id, organisationId: site.organisation_id, facts: { before: site.name, name } });
  }
  return renamed.length;
}
