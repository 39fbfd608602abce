import type { Id } from '#kernel/id.ts';
import type { Language } from '#locales/index.ts';
import { baseOf, type Placed } from './address.ts';

export interface KnownSite extends Placed { readonly organisationId: Id; readonly wasRoot: boolean }
/** Every site there is or was, found by how readers write it. */
export interface SiteMap { readonly root: KnownSite | null; readonly bySlug: ReadonlyMap<string, KnownSite>; readonly byHost: ReadonlyMap<string, KnownSite>; readonly byOrganisation: ReadonlyMap<Id, KnownSite> }

export function siteMap(sites: readonly KnownSite[]): SiteMap {
  return {
    root: sites.find((site) => site.root) ?? null, bySlug: new Map(sites.map((site) => [site.slug, site])), byOrganisation: new Map(sites.map((site) => [site.organisationId, site])),
    byHost: new Map(sites.flatMap((site) => (site.host ? [[site.host, site] as const] : []))),
  };
}

export type Resolved =
  | { readonly kind: 'page'; readonly site: KnownSite; readonly language: Language; /** within the site, '/' for its home */ readonly path: string; /** under which it is kept */ readonly key: string }
  | { readonly kind: 'moved'; readonly to: string };

/** Whose page an address is. Each page has one address: another way of writing it leads there. Null: before there is any site. */
export function resolve(sites: SiteMap, host: string, address: string): Resolved | null {
  // "//" before the rest would name another host in an answer that leads there
  const own = sites.byHost.get(host.toLowerCase().replace(/:\d+$/, '')), tidy = address.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const [, first = '', ...rest] = tidy.split('/'), named = own ? undefined : sites.bySlug.get(first);
  const site = own ?? named ?? sites.root;
  if (!site) return null;
  const within = named ? `/${rest.join('/')}` : tidy, canonical = addressIn(site, within);
  // at its own host, or at / for the root: the form with the slug leads there
  if (!own && canonical !== tidy) return { kind: 'moved', to: canonical };
  if (tidy !== address) return { kind: 'moved', to: canonical };
  const english = within === '/en' || within.startsWith('/en/');
  return { kind: 'page', site, language: english ? 'en' : 'vi', path: english ? within.slice(3) || '/' : within, key: canonical };
}

/** The address of a path in a site: '/xa-binh-an' for its home. */
export function addressIn(site: Placed, path: string): string {
  const base = baseOf(site);
  return path === '/' && base ? base : `${base}${path}`;
}
