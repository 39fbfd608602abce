import { siteTitle } from '#features/sites/rules/address.ts';
import type { Child } from 'hono/jsx';
import { fill, words, type Language } from '#locales/index.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, dayAt } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { portalParts, tagOf, type Feed, type HtmlPage, type Moved, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import { itemsOf, newestItems, rootOrganisation } from '#features/sites/store.ts';
import { Crumbs, ItemList, Pager } from '#ui/portal.tsx';
import { columnAt, columnsById, columnShelves } from '../store/reading.ts';
import type { ColumnRow } from '../store/rows.ts';
import { columnPath, columnTag, COLUMNS, listed, NEWS } from './listed.ts';

const NOUN = 'articles', FEED_SIZE = 30, BOTH: readonly Language[] = ['vi', 'en'];
const siteName = ({ site }: Reading): string => siteTitle(site);
const listTag = ({ site }: Reading): string => tagOf.list(site.organisation_id, NOUN);

/** Whose news a site lists: its own; the root's those of every unit, too. */
export interface Scope { readonly organisationIds?: readonly Id[]; readonly tag: string; readonly all: boolean }
export async function scopeOf(reading: Reading): Promise<Scope> {
  const own = reading.site.organisation_id, all = (await rootOrganisation(reading.db, reading.today)) === own;
  return all ? { tag: tagOf.all(NOUN), all } : { organisationIds: [own], tag: listTag(reading), all };
}

/** "2", not "02", "1" or "x"; null for what is no page number beyond the first. */
const pageNumber = (text: string | undefined): number | null => (text === undefined ? 1 : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null);
const pagePath = (base: string, page: number): string => (page === 1 ? base : `${base}/trang/${page}`);

/** The same list in the other language, where there is anything in it. */
async function otherLanguages(reading: Reading, path: string): Promise<NonNullable<HtmlPage['languages']>> {
  const other: Language = reading.language === 'vi' ? 'en' : 'vi', { organisationIds } = await scopeOf(reading), some = await newestItems(reading.db, { ...(organisationIds ? { organisationIds } : {}), noun: NOUN, language: other, size: 1 });
  return some.length ? { [reading.language]: path, [other]: path } : {};
}

interface Shelf { readonly base: string; readonly heading: string; readonly about: Child; readonly description: string; readonly column: ColumnRow | null; readonly tags?: readonly string[]; readonly trail: readonly { readonly href: string; readonly label: string }[] }

/** A list of articles, a page at a time; null beyond its end. */
async function shelfPage(reading: Reading, shelf: Shelf, number: string | undefined): Promise<HtmlPage | Moved | null> {
  const page = pageNumber(number), { tag, ...scope } = await scopeOf(reading), own = reading.site.organisation_id, say = words(reading.language);
  if (page === null) return null;
  if (number === '1') return { kind: 'moved', to: reading.at(shelf.base), tags: [] };
  const found = await itemsOf(reading.db, { noun: NOUN, language: reading.language, page, ...(shelf.column ? { organisationIds: [own], collectionId: shelf.column.id } : { organisationIds: scope.organisationIds }) });
  if (found.page !== page || (page > 1 && found.rows.length === 0)) return null;
  const { items, tags } = await listed(reading, found.rows, { column: !shelf.column });
  return {
    kind: 'html', title: page > 1 ? `${shelf.heading}, ${fill(say['portal.page-of'], { page, pages: found.pages }).toLowerCase()}` : shelf.heading, description: shelf.description, current: shelf.column ? COLUMNS : NEWS,
    tags: [shelf.column ? tagOf.collection(shelf.column.id) : tag, ...(shelf.column ? [columnTag(shelf.column.id)] : []), ...(shelf.tags ?? []), ...tags], languages: page === 1 && !shelf.column ? await otherLanguages(reading, shelf.base) : {},
    content: <>
      <Crumbs language={reading.language} trail={shelf.trail} />
      <h1>{shelf.heading}</h1>
      {shelf.about}
      {items.length ? <ItemList items={items} language={reading.language} first /> : <p>{say['articles.none']}</p>}
      <Pager language={reading.language} page={page} pages={found.pages} href={(one) => reading.at(pagePath(shelf.base, one))} />
    </>,
  };
}

/** All page addresses of a list. */
async function pagesOf(reading: Reading, base: string, column: ColumnRow | null): Promise<string[]> {
  const { pages } = await itemsOf(reading.db, { organisationIds: column ? [reading.site.organisation_id] : (await scopeOf(reading)).organisationIds, noun: NOUN, language: reading.language, size: 20, ...(column ? { collectionId: column.id } : {}) });
  return Array.from({ length: pages }, (_, index) => pagePath(base, index + 1));
}

async function feedOf(reading: Reading, title: string, column: ColumnRow | null): Promise<Feed> {
  const { tag, organisationIds } = await scopeOf(reading), { rows } = await itemsOf(reading.db, { organisationIds: column ? [reading.site.organisation_id] : organisationIds, noun: NOUN, language: reading.language, size: FEED_SIZE, ...(column ? { collectionId: column.id } : {}) });
  return { title, items: rows, tags: column ? [tagOf.collection(column.id), columnTag(column.id)] : [tag] };
}

const home = (reading: Reading) => ({ href: reading.at('/'), label: words(reading.language)['portal.home'] });
const newsShelf = async (reading: Reading): Promise<Shelf> => {
  const say = words(reading.language), about = fill(say[(await scopeOf(reading)).all ? 'articles.everybody-about' : 'articles.all-about'], { site: siteName(reading) });
  return { base: NEWS, heading: say['articles.all'], about: <p class="lead">{about}</p>, description: about, column: null, trail: [home(reading)] };
};
const columnShelf = async (reading: Reading, column: ColumnRow): Promise<Shelf> => {
  const say = words(reading.language), own = column.organisation_id === reading.site.organisation_id && column.closed_on === null;
  const pieces = own ? (await Promise.all(portalParts().map((part) => part.column?.(reading, column.id) ?? null))).filter((one) => one !== null) : [];
  return {
    base: columnPath(column, reading.site.organisation_id), heading: column.name, column, description: column.about ?? fill(say['articles.column-feed'], { column: column.name, site: siteName(reading) }),
    about: <>{column.about ? <p class="lead">{column.about}</p> : null}{column.closed_on ? <p class="note">{say['articles.column-closed']}</p> : null}{pieces.map((one) => one.content)}</>, tags: pieces.flatMap((one) => one.tags),
    trail: [home(reading), { href: reading.at(COLUMNS), label: say['articles.columns'] }],
  };
};

/** A column that readers find something in; an open one also before its first article. */
async function shownColumn(reading: Reading, slug: string | undefined): Promise<ColumnRow | null> {
  return slug ? columnAt(reading.db, reading.site.organisation_id, slug) : null;
}

/** What the columns of a site are, the one with the newest article first. */
async function shelvesOf(reading: Reading) {
  const shelves = await columnShelves(reading.db, reading.site.organisation_id, reading.language), columns = await columnsById(reading.db, shelves.map(({ columnId }) => columnId));
  return shelves.flatMap((shelf) => { const column = columns.get(shelf.columnId); return column ? [{ ...shelf, column, path: columnPath(column, reading.site.organisation_id) }] : []; });
}

async function columnsPage(reading: Reading): Promise<HtmlPage | null> {
  const say = words(reading.language), shelves = await shelvesOf(reading), about = fill(say['articles.column-about'], { site: siteName(reading) });
  return {
    kind: 'html', title: say['articles.columns'], description: about, current: COLUMNS, tags: [listTag(reading), ...shelves.map(({ columnId }) => columnTag(columnId))], languages: await otherLanguages(reading, COLUMNS),
    content: <>
      <Crumbs language={reading.language} trail={[home(reading)]} />
      <h1>{say['articles.columns']}</h1>
      <p class="lead">{about}</p>
      {shelves.length ? <ul class="cards">{shelves.map(({ column, path, count, newest }) => <li class="card"><h2><a href={reading.at(path)}>{column.name}</a></h2>{column.about ? <p>{column.about}</p> : null}
        <p class="when">{fill(say['articles.count'], { count: formatNumber(count) })} · {fill(say['articles.newest-on'], { day: formatDate(dayAt(newest)) })}</p></li>)}</ul> : <p>{say['articles.none-columns']}</p>}
    </>,
  };
}

export const LIST_PAGES: readonly PageKind[] = [
  { pattern: NEWS, languages: BOTH, make: async (reading) => shelfPage(reading, await newsShelf(reading), undefined), list: (reading) => pagesOf(reading, NEWS, null).then(([first]) => (first ? [first] : [])), feed: (reading) => feedOf(reading, fill(words(reading.language)['articles.feed'], { site: siteName(reading) }), null) },
  { pattern: `${NEWS}/trang/:page`, languages: BOTH, make: async (reading, { page }) => shelfPage(reading, await newsShelf(reading), page), list: async (reading) => (await pagesOf(reading, NEWS, null)).slice(1) },
  { pattern: COLUMNS, languages: BOTH, make: columnsPage, list: async () => [COLUMNS] },
  {
    pattern: `${COLUMNS}/:slug`, languages: BOTH, make: async (reading, { slug }) => { const column = await shownColumn(reading, slug); return column && shelfPage(reading, await columnShelf(reading, column), undefined); },
    list: async (reading) => (await shelvesOf(reading)).map(({ path }) => path),
    feed: async (reading, { slug }) => { const column = await shownColumn(reading, slug); return column && feedOf(reading, fill(words(reading.language)['articles.column-feed'], { column: column.name, site: siteName(reading) }), column); },
  },
  {
    pattern: `${COLUMNS}/:slug/trang/:page`, languages: BOTH, make: async (reading, { slug, page }) => { const column = await shownColumn(reading, slug); return column && shelfPage(reading, await columnShelf(reading, column), page); },
    list: async (reading) => (await Promise.all((await shelvesOf(reading)).map(async ({ column, path }) => (await pagesOf(reading, path, column)).slice(1)))).flat(),
  },
];
export { shelvesOf };
