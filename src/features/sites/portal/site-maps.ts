import { allSites, itemAddress, itemsAfter, itemsBySite, rootOrganisation, sitePlaces, addressOf } from '../store.ts';
import { portalParts, tagOf, type FilePage, type PageKind, type Reading } from '../portal-part.ts';
import { pathIn } from './frame.tsx';
import { xml } from './feeds.ts';
import { allKinds } from './kinds.ts';

/** Site maps of the protocol sitemaps.org. A file may hold 50,000 addresses; ours hold few enough to be made again with each publication. */
const PER_FILE = 5_000, AT_ONCE = 1_000;
const FILE = { kind: 'file', mediaType: 'application/xml; charset=utf-8' } as const;
const encoded = (lines: readonly string[], name: 'urlset' | 'sitemapindex'): Uint8Array => new TextEncoder().encode(`<?xml version="1.0" encoding="utf-8"?>\n<${name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</${name}>\n`);

/** Lists that can be followed and files for machines are no pages. */
const isPage = (pattern: string): boolean => !/^\/feeds\/|\.(?:xml|png|svg|ttl|jsonld|txt)$/.test(pattern);

/** Pages of this site that are no items, in every language they are in. */
async function listedPages(reading: Reading): Promise<string[]> {
  const urls: string[] = [];
  for (const { kind } of allKinds()) if (kind.list && isPage(kind.pattern)) for (const language of kind.languages ?? ['vi' as const]) for (const path of await kind.list({ ...reading, language, at: (one) => pathIn(reading, language, one) })) urls.push(pathIn(reading, language, path));
  return [...new Set(urls)];
}

async function siteMapFile(reading: Reading, page: number): Promise<FilePage | null> {
  const { db, site, today } = reading, place = (await sitePlaces(db, [site.organisation_id], today)).get(site.organisation_id) ?? { slug: site.slug, host: site.host, root: true };
  const urls: { readonly loc: string; readonly at: Date | null }[] = page === 1 ? (await listedPages(reading)).map((loc) => ({ loc, at: null })) : [], to = page * PER_FILE, from = to - PER_FILE;
  let seen = 0;
  for (let rows = await itemsAfter(db, site.organisation_id, null, AT_ONCE); rows.length && seen < to; rows = await itemsAfter(db, site.organisation_id, rows.at(-1)!.id, AT_ONCE)) {
    if (seen >= from) for (const row of rows) if (!row.withdrawn_at) urls.push({ loc: itemAddress(place, row), at: row.updated_at ?? row.published_at });
    seen += rows.length;
  }
  if (page > 1 && seen <= from) return null;
  const lines = urls.map(({ loc, at }) => `<url><loc>${xml(reading.absolute(loc))}</loc>${at ? `<lastmod>${at.toISOString()}</lastmod>` : ''}</url>`);
  return { ...FILE, bytes: encoded(lines, 'urlset'), tags: [tagOf.site(site.organisation_id), ...portalParts().map((part) => tagOf.list(site.organisation_id, part.noun))] };
}

/** Files of one site; the root's index names those of every site. A file that is new with very many items is named from the next day on. */
async function indexFile(reading: Reading): Promise<FilePage> {
  const { db, site, today } = reading, root = (await rootOrganisation(db, today)) === site.organisation_id, own = [site.organisation_id];
  const ids = root ? [...new Set([...own, ...(await allSites(db)).map((one) => one.organisation_id)])] : own, places = await sitePlaces(db, ids, today), counts = await itemsBySite(db, ids);
  const locations = ids.flatMap((id) => Array.from({ length: Math.max(1, Math.ceil((counts.get(id) ?? 0) / PER_FILE)) }, (_, index) => { const path = `/sitemap-${index + 1}.xml`, place = places.get(id); return place ? addressOf(place, path) : reading.at(path); }));
  return { ...FILE, bytes: encoded(locations.map((loc) => `<sitemap><loc>${xml(reading.absolute(loc))}</loc></sitemap>`), 'sitemapindex'), tags: [tagOf.all('sites'), tagOf.day] };
}

export const siteMaps: readonly PageKind[] = [
  {
    pattern: '/sitemap-:page.xml', make: (reading, { page }) => (/^[1-9]\d{0,3}$/.test(page!) ? siteMapFile(reading, Number(page)) : Promise.resolve(null)),
    list: async ({ db, site }) => Array.from({ length: Math.max(1, Math.ceil(((await itemsBySite(db, [site.organisation_id])).get(site.organisation_id) ?? 0) / PER_FILE)) }, (_, index) => `/sitemap-${index + 1}.xml`),
  },
  { pattern: '/sitemap.xml', list: async () => ['/sitemap.xml'], make: indexFile },
];
