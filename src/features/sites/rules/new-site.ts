import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import type { SiteRow } from '../store/tables.ts';
import { masthead } from './address.ts';

/** How the masthead calls an organisation. */
export function nameOf(tree: OrganisationTree, organisationId: Id): { readonly kicker: string; readonly name: string } {
  const one = tree.latest(organisationId);
  if (!one) throw new Error(`a site for ${organisationId}, which is no organisation`);
  return masthead(one.name, one.parentId ? (tree.latest(one.parentId)?.name ?? null) : null);
}

/** A site as it begins. */
export const newSite = (tree: OrganisationTree, { id, organisationId, slug, root, today }: { readonly id: Id; readonly organisationId: Id; readonly slug: string; readonly root: boolean; readonly today: PlainDate }): SiteRow => ({
  id, organisation_id: organisationId, slug, host: null, ...nameOf(tree, organisationId), tone: 'indigo', home: { order: [], hidden: [] }, was_root: root, opened_on: today, archived_on: null, heir_id: null, row_version: 1,
});
