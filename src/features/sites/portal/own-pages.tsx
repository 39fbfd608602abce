import { addDays } from '#kernel/plain-date.ts';
import { words } from '#locales/index.ts';
import { Crumbs, Home } from '#ui/portal.tsx';
import { addressOf, allSites, heirSite, rootOrganisation, sitePlaces } from '../store.ts';
import { portalParts, tagOf, type HtmlPage, type HomeBlock, type Moved, type PageKind, type PortalPart, type Reading } from '../portal-part.ts';
import { accessibility } from './accessibility.tsx';
import { siteTitle } from '../rules/address.ts';
import { ordered } from '../rules/home.ts';
import { pathIn } from './frame.tsx';
import { allKinds, feedPath } from './kinds.ts';
import { menuOf } from './menus.ts';
import { siteMaps } from './site-maps.ts';

/** Pages every site has: its home, its map, how it can be used by everybody; and the lists machines read. */

export const homeBlocks = (): readonly HomeBlock[] => portalParts().flatMap((part) => part.home ?? []);

const home: PageKind = {
  pattern: '/', languages: ['vi', 'en'],
  async make(reading): Promise<HtmlPage | Moved> {
    const heir = reading.site.archived_on ? await heirSite(reading.db, reading.site) : null;
    if (heir) return { kind: 'moved', to: addressOf((await sitePlaces(reading.db, [heir.organisation_id], reading.today)).get(heir.organisation_id)!, '/'), tags: [] };
    const made = await Promise.all(ordered(homeBlocks(), reading.site.home).map(async (block) => ({ place: block.place, piece: await block.make(reading) })));
    const at = (place: HomeBlock['place']) => made.flatMap((one) => (one.place === place && one.piece?.content ? [one.piece.content] : []));
    const [hero, main, side] = [at('hero'), at('main'), at('side')], say = words(reading.language);
    return {
      kind: 'html', title: reading.site.name, description: siteTitle(reading.site), current: '/', languages: { vi: '/', en: '/' },
      content: <><h1 class="visually-hidden">{reading.site.name}</h1><Home hero={hero.length ? <>{hero.map((piece) => <div>{piece}</div>)}</> : null} main={main.length ? <>{main}</> : <section><p>{say['portal.nothing-yet']}{reading.language === 'en' ? <> <a href={pathIn(reading, 'vi', '/')} hreflang="vi">{say['portal.in-vietnamese']}</a></> : null}</p></section>} side={side.length ? <>{side}</> : null} /></>,
      tags: [tagOf.site(reading.site.organisation_id), ...(reading.site.archived_on ? [tagOf.all('sites')] : []), ...made.flatMap((one) => one.piece?.tags ?? [])],
    };
  },
  list: async () => ['/'],
};

/** The entries of the menu, what can be followed, and, at the root, every other site. */
const siteMapPage: PageKind = {
  pattern: '/so-do-trang', languages: ['vi', 'en'],
  async make(reading): Promise<HtmlPage> {
    const say = words(reading.language), entries = await menuOf(reading);
    const feeds = (await Promise.all(allKinds().map(async ({ kind }) => (kind.feed && !kind.pattern.includes(':') && (kind.languages ?? ['vi']).includes(reading.language) && (await kind.list?.(reading))?.includes(kind.pattern) ? [kind.pattern] : [])))).flat();
    const root = (await rootOrganisation(reading.db, reading.today)) === reading.site.organisation_id;
    const places = root ? [...(await sitePlaces(reading.db, (await allSites(reading.db)).map((site) => site.organisation_id), reading.today)).values()].filter((one) => one.organisation_id !== reading.site.organisation_id && !one.archived_on).sort((a, b) => a.name.localeCompare(b.name, 'vi')) : [];
    return {
      kind: 'html', title: say['portal.site-map'], languages: { vi: '/so-do-trang', en: '/so-do-trang' }, tags: [tagOf.site(reading.site.organisation_id), ...(root ? [tagOf.all('sites')] : [])],
      content: <><Crumbs language={reading.language} trail={[{ href: reading.at('/'), label: say['portal.home'] }]} /><h1>{say['portal.site-map']}</h1>
        <section aria-labelledby="moi-muc"><h2 id="moi-muc">{say['portal.site-map-about']}</h2><ul>
          <li><a href={reading.at('/')}>{say['portal.home']}</a></li>{entries.map((entry) => <li><a href={reading.at(entry.path)}>{entry.label[reading.language]}</a></li>)}
          <li><a href={reading.at('/tro-nang')}>{say['portal.accessibility']}</a></li></ul></section>
        <section aria-labelledby="nguon-cap-tin"><h2 id="nguon-cap-tin">{say['portal.feeds']}</h2><p>{say['portal.feeds-about']}</p>
          <ul>{feeds.map((path) => <li>{labelOf(path, reading)}: <a href={reading.at(feedPath(path, 'atom'))}>Atom</a> · <a href={reading.at(feedPath(path, 'json'))}>JSON Feed</a></li>)}</ul></section>
        {places.length ? <section aria-labelledby="don-vi"><h2 id="don-vi">{say['portal.other-sites']}</h2><ul class="columns">{places.map((place) => <li><a href={addressOf(place, '/')}>{place.name}</a></li>)}</ul></section> : null}</>,
    };
  },
  list: async () => ['/so-do-trang'],
};
const labelOf = (path: string, { language }: Reading): string => portalParts().flatMap((part) => part.menu ?? []).find((entry) => entry.path === path)?.label[language] ?? path.slice(1);

const robots: PageKind = {
  pattern: '/robots.txt', list: async () => ['/robots.txt'],
  make: async (reading) => ({ kind: 'file', mediaType: 'text/plain; charset=utf-8', tags: [], bytes: new TextEncoder().encode(`User-agent: *\nDisallow: /lam-viec\nDisallow: /dang-nhap\nDisallow: /xem-thu/\nDisallow: /*/tim-kiem\nDisallow: /tim-kiem\nSitemap: ${reading.absolute('/sitemap.xml')}\n`) }),
};

/** Where to tell of a hole (RFC 9116); said anew each day, so that it never ends. */
const security: PageKind = {
  pattern: '/.well-known/security.txt', list: async () => ['/.well-known/security.txt'],
  make: async (reading) => ({ kind: 'file', mediaType: 'text/plain; charset=utf-8', tags: [tagOf.day], bytes: new TextEncoder().encode(`Contact: ${reading.absolute('/lien-he')}\nExpires: ${addDays(reading.today, 180)}T00:00:00Z\nPreferred-Languages: vi, en\nCanonical: ${reading.absolute('/.well-known/security.txt')}\n`) }),
};

export const sitesPortal: PortalPart = {
  noun: 'sites', pages: [home, siteMapPage, accessibility, ...siteMaps], root: [robots, security],
  touched: async (_db, events) => (events.some((event) => event.table === 'sites') ? [tagOf.all('sites')] : []),
};
