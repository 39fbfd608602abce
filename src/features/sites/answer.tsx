import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { Database } from '#platform/db/tables.ts';
import type { HtmlPage, Language } from './portal-part.ts';
import type { Portal } from './portal/portal.ts';
import { drawn, html } from './portal/respond.tsx';

/** The portal of this process, by the database it reads. */
const portals = new WeakMap<Database, Portal>();
export const usePortal = (db: Database, portal: Portal): void => { portals.set(db, portal); };

/**
 * A page for readers that answers what was sent (a form, a link from a letter), in the frame of an organisation's site; never kept. For routes
 * declared with READER.
 */
export async function portalAnswer(visit: Visit, { organisationId, language = 'vi', path = '/' }: { readonly organisationId: Id; readonly language?: Language; readonly path?: string }, page: Omit<HtmlPage, 'status'> & { readonly status?: number }): Promise<Response> {
  const portal = portals.get(visit.db);
  if (!portal) throw new Error('usePortal was not called');
  const siteNow = () => portal.sites.byOrganisation.get(organisationId) ?? portal.sites.root;
  if (!siteNow()) await portal.followOnce(); // an office that was made a moment ago
  const site = siteNow();
  if (!site) throw notFound('trang này');
  return html(await drawn(portal, portal.reading(site, language), { ...page, unlisted: true, status: undefined } as HtmlPage, path), page.status ?? 200);
}
