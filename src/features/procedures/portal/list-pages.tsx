import { addDays, formatDate } from '#kernel/plain-date.ts';
import { compareVietnamese, formatNumber } from '#kernel/vietnamese.ts';
import { fill, words, type Language } from '#locales/index.ts';
import type { Child } from 'hono/jsx';
import type { Id } from '#kernel/id.ts';
import { Hours, Phone } from '#features/directory/portal/contact-page.tsx';
import { openEntries } from '#features/directory/store.ts';
import { addressOf, newestItems, sitePlaces } from '#features/sites/store.ts';
import { placesOfCounters, type CounterPlace } from '../counter-places.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { tagOf, type Feed, type HtmlPage, type Moved, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import { Crumbs, Facts, Pager, SearchForm } from '#ui/portal.tsx';
import { requiredAt } from '../rules/posting.ts';
import { CHANGES } from '../rules/history.ts';
import type { CatalogueRow } from '../store/catalogue.ts';
import { decisionsOf } from '../store/rows.ts';
import type { FieldRow, ShopRow } from '../store/tables.ts';
import { addressAt, AZ, BASE, countersTag, dayTag, decisionWords, fieldPath, followedTo, listTag, ownerOf, readCatalogue, SHOPS, shopsUnder, type Catalogue, siteName } from './read.ts';

const BOTH: readonly Language[] = ['vi', 'en'], SIZE = 50;
const home = (reading: Reading) => ({ href: reading.at('/'), label: words(reading.language)['portal.home'] });
const above = (reading: Reading) => [home(reading), { href: reading.at(BASE), label: words(reading.language)['procedures.all'] }];
/** The name and what is asked first. */
const Rows = ({ rows, href, language }: { rows: readonly CatalogueRow[]; href: (row: CatalogueRow) => string; language: Language }) => <ul class="procedures" lang={language === 'vi' ? undefined : 'vi'}>{rows.map((row) => <li><a href={href(row)}>{row.name}</a></li>)}</ul>;
const inField = (rows: readonly CatalogueRow[], field: FieldRow): CatalogueRow[] => rows.filter((row) => row.fieldId === field.id);
const usedFields = ({ inForce, fields }: Catalogue): FieldRow[] => [...fields.values()].filter((field) => inForce.some((row) => row.fieldId === field.id)).sort((a, b) => compareVietnamese(a.name, b.name));

/** What is to come, soonest first. */
const coming = (rows: readonly CatalogueRow[]): CatalogueRow[] => rows.filter((row) => row.nextFrom !== null || row.phase === 'future').sort((a, b) => ((a.nextFrom ?? a.validFrom) < (b.nextFrom ?? b.validFrom) ? -1 : 1));

async function startPage(reading: Reading): Promise<HtmlPage | Moved | null> {
  const { owner, own } = await ownerOf(reading);
  if (!own) return (await followedTo(reading, BASE)) ?? unitPage(reading, owner);
  const all = await readCatalogue(reading.db, owner, reading.today), say = words(reading.language), about = fill(say['procedures.about'], { site: siteName(reading) }), soon = coming(all.rows), vi = reading.language === 'vi' ? undefined : 'vi';
  if (!all.rows.length) return null;
  const recent = (await decisionsOf(reading.db, owner, 12)).filter((one) => one.procedures && one.effective_on <= reading.today && one.effective_on >= addDays(reading.today, -90)).slice(0, 3), changed = recent.map((decision) => ({ decision, rows: all.rows.filter((row) => row.decisionId === decision.id) })).filter(({ rows }) => rows.length);
  return {
    kind: 'html', title: say['procedures.all'], description: about, current: BASE, languages: { vi: BASE, en: BASE }, tags: [listTag(owner), ...dayTag(all.rows), ...(recent.length ? [tagOf.day] : [])],
    content: <>
      <Crumbs language={reading.language} trail={[home(reading)]} />
      <h1>{say['procedures.all']}</h1>
      <p class="lead">{about}</p>
      <SearchForm language={reading.language} action={reading.at('/tim-kiem')} label={say['procedures.find']} />
      <section aria-labelledby="linh-vuc" class="procedure-part"><h2 id="linh-vuc">{say['procedures.fields']}</h2>
        <ul class="procedure-fields" lang={vi}>{usedFields(all).map((field) => <li><a href={reading.at(fieldPath(field))}>{field.name}</a> <small>{formatNumber(inField(all.inForce, field).length)}</small></li>)}</ul></section>
      <p><a href={reading.at(AZ)}>{say['procedures.a-z']} ({fill(say['procedures.count'], { count: formatNumber(all.inForce.length) })})</a></p>
      <p><a href={reading.at(SHOPS)}>{say['procedures.where']}</a></p>
      {soon.length ? <section aria-labelledby="sap" class="procedure-part"><h2 id="sap">{say['procedures.soon']}</h2><ul lang={vi}>{soon.slice(0, 8).map((row) => <li>{formatDate(row.nextFrom ?? row.validFrom)}: <a href={reading.at(`${BASE}/${row.slug}`)}>{row.name}</a> ({CHANGES[row.phase === 'future' ? row.change : row.nextChange!].label.toLocaleLowerCase('vi')})</li>)}</ul></section> : null}
      {changed.length ? <section aria-labelledby="vua-doi" class="procedure-part"><h2 id="vua-doi">{say['procedures.changes']}</h2>{changed.map(({ decision, rows }) => <div lang={vi}><p>{formatDate(decision.effective_on)}: {decisionWords(decision)}</p><Rows rows={rows.slice(0, 5)} href={(row) => reading.at(`${BASE}/${row.slug}`)} language="vi" /></div>)}</section> : null}
      <p><small>{say['procedures.open-data']}: <a href={reading.at(`${BASE}/cpsv-ap.jsonld`)}>JSON-LD</a>, <a href={reading.at(`${BASE}/cpsv-ap.ttl`)}>Turtle</a></small></p>
    </>,
  };
}

/** What the shops of a unit take in: their address and hours first, each procedure at its one address in the site of the province. */
async function unitPage(reading: Reading, owner: Reading['site']['organisation_id']): Promise<HtmlPage | null> {
  const shops = await shopsUnder(reading.db, reading.site.organisation_id, reading.today), base = await addressAt(reading, owner, BASE);
  if (!shops.length || base === null) return null;
  const all = await readCatalogue(reading.db, owner, reading.today), wanted = new Set(shops.flatMap((shop) => requiredAt(shop, all.inForce).map(({ id }) => id))), rows = all.inForce.filter(({ id }) => wanted.has(id)), say = words(reading.language);
  const fields = usedFields({ ...all, inForce: rows }), about = fill(say['procedures.at-unit'], { site: siteName(reading) }), counters = await told(reading, owner, shops);
  return {
    kind: 'html', title: say['procedures.all'], description: about, current: BASE, languages: { vi: BASE, en: BASE }, tags: [...counters.tags, ...dayTag(rows)],
    content: <>
      <Crumbs language={reading.language} trail={[home(reading)]} />
      <h1>{say['procedures.all']}</h1>
      {shops.map((shop) => <Shop shop={shop} place={counters.places.get(shop.id)!} language={reading.language} />)}
      <p>{say['procedures.anywhere']}</p>
      <h2>{about}</h2>
      {fields.map((field) => <section aria-labelledby={`lv-${field.slug}`} class="procedure-part"><h3 id={`lv-${field.slug}`} lang={reading.language === 'vi' ? undefined : 'vi'}>{field.name}</h3><Rows rows={inField(rows, field)} href={(row) => `${base}/${row.slug}`} language={reading.language} /></section>)}
    </>,
  };
}

const Shop = ({ shop, place, language }: { shop: ShopRow; place: CounterPlace; language: Language }) => {
  const say = words(language), vi = language === 'vi' ? undefined : 'vi', { line, address, hours, phone } = place;
  const rows: (readonly [string, Child])[] = [...(address ? [[say['procedures.address'], <span lang={vi}>{address}</span>] as const] : []), ...(line?.details.hours.length || hours ? [[say['procedures.hours'], <OpenHours place={place} language={language} />] as const] : []), ...(phone ? [[say['procedures.phone'], <Call place={place} language={language} />] as const] : [])];
  return <section class="card" aria-labelledby={`mc-${shop.id.slice(-8)}`}><h2 id={`mc-${shop.id.slice(-8)}`} lang={vi}>{shop.name}</h2>{rows.length ? <Facts rows={rows} /> : null}</section>;
};
const OpenHours = ({ place: { line, hours }, language }: { place: CounterPlace; language: Language }) => (line?.details.hours.length ? <Hours hours={line.details.hours} note={line.details.hoursNote} language={language} /> : <span lang={language === 'vi' ? undefined : 'vi'}>{hours}</span>);
const Call = ({ place: { line, phone }, language }: { place: CounterPlace; language: Language }) => (line?.details.phone ? <Phone kept={line.details.phone} language={language} /> : <>{phone}</>);
/** Pages that tell where counters are follow the directory, also when something of it begins on a day to come. */
async function told(reading: Reading, owner: Id, shops: readonly ShopRow[]): Promise<{ readonly places: ReadonlyMap<Id, CounterPlace>; readonly tags: readonly string[] }> {
  const { places, units } = await placesOfCounters(reading.db, shops, reading.today), ahead = (await openEntries(reading.db, units, reading.today)).some((one) => one.kind === 'one-stop' && (one.valid_from > reading.today || one.valid_to !== null));
  return { places, tags: [listTag(owner), listTag(reading.site.organisation_id), countersTag(owner), countersTag(reading.site.organisation_id), ...(ahead ? [tagOf.day] : [])] };
}

async function fieldPage(reading: Reading, slug: string): Promise<HtmlPage | Moved | null> {
  const { owner, own } = await ownerOf(reading), all = await readCatalogue(reading.db, owner, reading.today), field = [...all.fields.values()].find((one) => one.slug === slug);
  if (!field) return null;
  if (!own) { const to = await addressAt(reading, owner, fieldPath(field)); return to ? { kind: 'moved', to, tags: [] } : null; }
  const rows = inField(all.rows, field).filter((row) => row.phase !== 'ended'), say = words(reading.language), path = fieldPath(field), there = (row: CatalogueRow) => reading.at(`${BASE}/${row.slug}`);
  const group = (level: CatalogueRow['level'], title: string) => { const some = rows.filter((row) => row.level === level && row.phase === 'in-force'); return some.length ? <section aria-labelledby={level} class="procedure-part"><h2 id={level} lang={reading.language === 'vi' ? undefined : 'vi'}>{title}</h2><Rows rows={some} href={there} language={reading.language} /></section> : null; };
  const soon = coming(rows);
  return {
    kind: 'html', title: `${say['procedures.all']}: ${field.name}`, description: fill(say['procedures.count'], { count: rows.length }), current: BASE, languages: { vi: path, en: path }, tags: [tagOf.collection(field.id), ...dayTag(rows)],
    content: <>
      <Crumbs language={reading.language} trail={above(reading)} />
      <h1 lang={reading.language === 'vi' ? undefined : 'vi'}>{field.name}</h1>
      {group('commune', 'Nộp tại cấp xã')}{group('province', 'Nộp tại cấp tỉnh')}
      {!rows.length ? <p>{say['procedures.none']}</p> : null}
      {soon.length ? <section aria-labelledby="sap" class="procedure-part"><h2 id="sap">{say['procedures.soon']}</h2><ul lang={reading.language === 'vi' ? undefined : 'vi'}>{soon.map((row) => <li>{formatDate(row.nextFrom ?? row.validFrom)}: <a href={there(row)}>{row.name}</a></li>)}</ul></section> : null}
    </>,
  };
}

async function azPage(reading: Reading, number: string | undefined): Promise<HtmlPage | Moved | null> {
  const { owner, own } = await ownerOf(reading), page = number === undefined ? 1 : /^[1-9]\d{0,4}$/.test(number) ? Number(number) : null;
  if (page === null) return null;
  if (!own) return followedTo(reading, AZ);
  if (number === '1') return { kind: 'moved', to: reading.at(AZ), tags: [] };
  const all = await readCatalogue(reading.db, owner, reading.today), pages = Math.max(1, Math.ceil(all.inForce.length / SIZE)), say = words(reading.language);
  if (page > pages || !all.inForce.length) return null;
  const path = page === 1 ? AZ : `${AZ}/trang/${page}`;
  return {
    kind: 'html', title: page === 1 ? say['procedures.a-z'] : `${say['procedures.a-z']}, ${fill(say['portal.page-of'], { page, pages }).toLowerCase()}`, current: BASE, languages: { vi: path, en: path }, tags: [listTag(owner), ...dayTag(all.rows)],
    content: <>
      <Crumbs language={reading.language} trail={above(reading)} />
      <h1>{say['procedures.a-z']}</h1>
      <Rows rows={all.inForce.slice((page - 1) * SIZE, page * SIZE)} href={(row) => reading.at(`${BASE}/${row.slug}`)} language={reading.language} />
      <Pager language={reading.language} page={page} pages={pages} href={(one) => reading.at(one === 1 ? AZ : `${AZ}/trang/${one}`)} />
    </>,
  };
}

/** Every place where papers are handed in, by unit. */
async function shopsPage(reading: Reading): Promise<HtmlPage | Moved | null> {
  const say = words(reading.language), tree = await organisationTree(reading.db, reading.today), { owner } = await ownerOf(reading);
  const shops = await shopsUnder(reading.db, reading.site.organisation_id, reading.today), order = new Map(tree.all.map((one, index) => [one.id, index])), about = fill(say['procedures.shop-about'], { site: siteName(reading) });
  if (!shops.length) { const moved = await followedTo(reading, SHOPS); if (moved) return moved; }
  const counters = await told(reading, owner, shops), sites = await sitePlaces(reading.db, shops.map((one) => one.organisation_id), reading.today), contact = (shop: ShopRow): string | null => { const site = sites.get(shop.organisation_id); return site ? addressOf(site, reading.language === 'en' ? '/en/lien-he' : '/lien-he') : null; };
  shops.sort((a, b) => (order.get(a.organisation_id) ?? 0) - (order.get(b.organisation_id) ?? 0));
  return {
    kind: 'html', title: say['procedures.shop-list'], description: about, current: BASE, languages: { vi: SHOPS, en: SHOPS }, tags: counters.tags,
    content: <>
      <Crumbs language={reading.language} trail={above(reading)} />
      <h1>{say['procedures.shop-list']}</h1>
      <p class="lead">{about}</p>
      <div class="scroll" tabindex={0} role="group" aria-label={say['procedures.shop-list']}><table lang={reading.language === 'vi' ? undefined : 'vi'}>
        <thead><tr><th scope="col">{words('vi')['procedures.shop-list']}</th><th scope="col">{words('vi')['procedures.address']}</th><th scope="col">{words('vi')['procedures.hours']}</th><th scope="col">{words('vi')['procedures.phone']}</th></tr></thead>
        <tbody>{shops.map((shop) => { const place = counters.places.get(shop.id)!, href = contact(shop); return <tr><th scope="row">{href ? <a href={href}>{shop.name}</a> : shop.name}</th><td>{place.address ?? '–'}</td><td>{place.hours ? <OpenHours place={place} language="vi" /> : '–'}</td><td class="nowrap">{place.phone ? <Call place={place} language={reading.language} /> : '–'}</td></tr>; })}</tbody>
      </table></div>
    </>,
  };
}

const ownOnly = (list: (reading: Reading, all: Catalogue) => readonly string[]) => async (reading: Reading): Promise<readonly string[]> => {
  const { owner, own } = await ownerOf(reading);
  return own ? list(reading, await readCatalogue(reading.db, owner, reading.today)) : [];
};
const pagesOf = (all: Catalogue): number => Math.ceil(all.inForce.length / SIZE);

/** What was announced last. */
async function newestFeed(reading: Reading): Promise<Feed | null> {
  if ((await startPage(reading))?.kind !== 'html') return null;
  const { owner } = await ownerOf(reading);
  return { title: `${words(reading.language)['procedures.all']}, ${siteName(reading)}`, items: await newestItems(reading.db, { organisationIds: [owner], noun: 'procedures', size: 30 }), tags: [listTag(owner)] };
}

export const LIST_PAGES: readonly PageKind[] = [
  { pattern: BASE, languages: BOTH, make: startPage, list: async (reading) => ((await startPage(reading))?.kind === 'html' ? [BASE] : []), feed: newestFeed },
  { pattern: SHOPS, languages: BOTH, make: shopsPage, list: async (reading) => ((await shopsUnder(reading.db, reading.site.organisation_id, reading.today)).length ? [SHOPS] : []) },
  { pattern: AZ, languages: BOTH, make: (reading) => azPage(reading, undefined), list: ownOnly((_, all) => (all.inForce.length ? [AZ] : [])) },
  { pattern: `${AZ}/trang/:page`, languages: BOTH, make: (reading, { page }) => azPage(reading, page), list: ownOnly((_, all) => Array.from({ length: Math.max(0, pagesOf(all) - 1) }, (_one, index) => `${AZ}/trang/${index + 2}`)) },
  { pattern: `${BASE}/linh-vuc/:slug`, languages: BOTH, make: (reading, { slug }) => fieldPage(reading, slug ?? ''), list: ownOnly((_, all) => usedFields(all).map(fieldPath)) },
];
