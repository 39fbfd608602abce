import { addDays } from '#kernel/plain-date.ts';
import { words } from '#locales/index.ts';
import { Crumbs, Home } from '#ui/portal.tsx';
import { addressOf, allSites, heirSite, itemsAfter, rootOrganisation, sitePlaces } from '../store.ts';
import { portalParts, tagOf, type FilePage, type HtmlPage, type HomeBlock, type Moved, type PageKind, type PortalPart, type Reading } from '../portal-part.ts';
import { siteTitle } from '../rules/address.ts';
import { ordered } from '../rules/home.ts';
import { allKinds, feedPath } from './kinds.ts';
import { xml } from './feeds.ts';

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
      content: <><h1 class="visually-hidden">{reading.site.name}</h1><Home hero={hero.length ? <>{hero.map((piece) => <div>{piece}</div>)}</> : null} main={main.length ? <>{main}</> : <section><p>{say['articles.none']}</p></section>} side={side.length ? <>{side}</> : null} /></>,
      tags: [tagOf.site(reading.site.organisation_id), ...(reading.site.archived_on ? [tagOf.all('sites')] : []), ...made.flatMap((one) => one.piece?.tags ?? [])],
    };
  },
  list: async () => ['/'],
};

/** The entries of the menu, what can be followed, and, at the root, every other site. */
const siteMapPage: PageKind = {
  pattern: '/so-do-trang', languages: ['vi', 'en'],
  async make(reading): Promise<HtmlPage> {
    const say = words(reading.language), entries = portalParts().flatMap((part) => part.menu ?? []).sort((a, b) => a.order - b.order), present = await Promise.all(entries.map((entry) => entry.present(reading)));
    const feeds = allKinds().filter(({ kind }) => kind.feed && !kind.pattern.includes(':')).map(({ kind }) => kind.pattern);
    const root = (await rootOrganisation(reading.db, reading.today)) === reading.site.organisation_id;
    const places = root ? [...(await sitePlaces(reading.db, (await allSites(reading.db)).map((site) => site.organisation_id), reading.today)).values()].filter((one) => one.organisation_id !== reading.site.organisation_id && !one.archived_on).sort((a, b) => a.name.localeCompare(b.name, 'vi')) : [];
    return {
      kind: 'html', title: say['portal.site-map'], languages: { vi: '/so-do-trang', en: '/so-do-trang' }, tags: [tagOf.site(reading.site.organisation_id), ...(root ? [tagOf.all('sites')] : [])],
      content: <><Crumbs language={reading.language} trail={[{ href: reading.at('/'), label: say['portal.home'] }]} /><h1>{say['portal.site-map']}</h1>
        <section aria-labelledby="moi-muc"><h2 id="moi-muc">{say['portal.site-map-about']}</h2><ul>
          <li><a href={reading.at('/')}>{say['portal.home']}</a></li>{entries.filter((_, index) => present[index]).map((entry) => <li><a href={reading.at(entry.path)}>{entry.label[reading.language]}</a></li>)}
          <li><a href={reading.at('/tro-nang')}>{say['portal.accessibility']}</a></li></ul></section>
        <section aria-labelledby="nguon-cap-tin"><h2 id="nguon-cap-tin">{say['portal.feeds']}</h2><p>{say['portal.feeds-about']}</p>
          <ul>{feeds.map((path) => <li>{labelOf(path, reading)}: <a href={reading.at(feedPath(path, 'atom'))}>Atom</a> · <a href={reading.at(feedPath(path, 'json'))}>JSON Feed</a></li>)}</ul></section>
        {places.length ? <section aria-labelledby="don-vi"><h2 id="don-vi">{say['portal.other-sites']}</h2><ul class="columns">{places.map((place) => <li><a href={addressOf(place, '/')}>{place.name}</a></li>)}</ul></section> : null}</>,
    };
  },
  list: async () => ['/so-do-trang'],
};
const labelOf = (path: string, { language }: Reading): string => portalParts().flatMap((part) => part.menu ?? []).find((entry) => entry.path === path)?.label[language] ?? path.slice(1);

/** What TT 26/2020/TT-BTTTT asks for, said as it is. */
const accessibility: PageKind = {
  pattern: '/tro-nang',
  async make(reading): Promise<HtmlPage> {
    const say = words('vi');
    return {
      kind: 'html', title: say['portal.accessibility'], tags: [tagOf.site(reading.site.organisation_id)],
      content: <><Crumbs language="vi" trail={[{ href: reading.at('/'), label: say['portal.home'] }]} /><h1>Trang này dùng được cho mọi người</h1>
        <p class="summary">Trang được làm theo Hướng dẫn về khả năng tiếp cận nội dung web WCAG 2.1, mức AA, thực hiện Thông tư số 26/2020/TT-BTTTT.</p>
        <section><h2>Cách dùng</h2><ul>
          <li>Dùng được hoàn toàn bằng bàn phím: phím Tab đi tới, Shift + Tab đi lui, Enter mở liên kết. Phím Tab đầu tiên cho phép đến thẳng nội dung chính.</li>
          <li>Phóng to đến 200 % bằng Ctrl và dấu cộng mà không mất nội dung; trên điện thoại, chữ theo cỡ chữ của máy.</li>
          <li>Phần mềm đọc màn hình đọc được tiêu đề, danh sách, bảng và lời mô tả của ảnh.</li>
          <li>Màu sắc không bao giờ là cách duy nhất để nói một điều; biểu đồ có bảng số liệu bên dưới.</li>
          <li>Trang không cần JavaScript, không dùng cookie, không theo dõi người đọc.</li>
          <li>In trang bằng Ctrl + P; nhiều trang có sẵn bản PDF để lưu và in.</li></ul></section>
        <section><h2>Chỗ còn hạn chế</h2><p>Một số văn bản đính kèm do cơ quan khác gửi có thể là bản quét, phần mềm đọc màn hình không đọc được. Khi cần bản đọc được, hãy liên hệ theo địa chỉ ở cuối trang.</p></section></>,
    };
  },
  list: async () => ['/tro-nang'],
};

/** Site maps of the protocol sitemaps.org: one file holds at most 50,000 addresses; ours hold fewer. */
const PER_FILE = 20_000;
async function siteMapFile(reading: Reading, page: number): Promise<FilePage | null> {
  const urls: { readonly loc: string; readonly at: Date | null }[] = [];
  if (page === 1) for (const { kind } of allKinds()) if (!kind.pattern.startsWith('/feeds/') && !kind.pattern.endsWith('.xml') && kind.list) for (const path of await kind.list(reading)) urls.push({ loc: path, at: null });
  let after = null, skipped = 0;
  for (;;) {
    const rows = await itemsAfter(reading.db, reading.site.organisation_id, after, 2000);
    if (!rows.length || skipped >= page * PER_FILE) break;
    after = rows.at(-1)!.id;
    if (skipped + rows.length > (page - 1) * PER_FILE) for (const row of rows) if (!row.withdrawn_at) urls.push({ loc: row.path, at: row.updated_at ?? row.published_at });
    skipped += rows.length;
  }
  if (page > 1 && !urls.length) return null;
  const lines = urls.map(({ loc, at }) => `<url><loc>${xml(reading.absolute(reading.at(loc)))}</loc>${at ? `<lastmod>${at.toISOString()}</lastmod>` : ''}</url>`);
  return { kind: 'file', mediaType: 'application/xml; charset=utf-8', bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`), tags: [tagOf.site(reading.site.organisation_id), ...portalParts().map((part) => tagOf.list(reading.site.organisation_id, part.noun))] };
}
/** Of one site; `/sitemap.xml` of the root names those of every site. */
const siteMaps: readonly PageKind[] = [
  { pattern: '/sitemap-:page.xml', make: (reading, { page }) => (/^[1-9]\d{0,3}$/.test(page!) ? siteMapFile(reading, Number(page)) : Promise.resolve(null)), list: async () => ['/sitemap-1.xml'] },
  {
    pattern: '/sitemap.xml', list: async () => ['/sitemap.xml'],
    async make(reading): Promise<FilePage> {
      const root = (await rootOrganisation(reading.db, reading.today)) === reading.site.organisation_id;
      const places = root ? [...(await sitePlaces(reading.db, (await allSites(reading.db)).map((site) => site.organisation_id), reading.today)).values()] : [];
      const locations = [...new Set([reading.absolute(reading.at('/sitemap-1.xml')), ...places.map((place) => reading.absolute(addressOf(place, '/sitemap-1.xml')))])];
      return { kind: 'file', mediaType: 'application/xml; charset=utf-8', tags: [tagOf.all('sites')], bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${locations.map((loc) => `<sitemap><loc>${xml(loc)}</loc></sitemap>`).join('\n')}\n</sitemapindex>\n`) };
    },
  },
];

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
