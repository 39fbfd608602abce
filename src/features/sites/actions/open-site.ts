import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { SiteRow } from '../store.ts';
import { ensureSite } from './ensure-site.ts';

/** Opens an organisation's site before its first publication, so that its name and address can be seen and used. */
export async function openSite(a: Acting, { organisationId }: { readonly organisationId: Id }): Promise<SiteRow> {
  await a.authorise('sites.keep', organisationId);
  return ensureSite(a, organisationId);
}
