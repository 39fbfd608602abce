import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { fill, words } from '#locales/index.ts';
import { columnsOf } from '#features/articles/store.ts';
import { richTextWords } from '#features/articles/rules/rich-text/index.ts';
import { pathIn } from '#features/sites/portal/frame.tsx';
import { tagOf, type Feed, type FilePage, type HtmlPage, type Moved, type PortalPart, type Reading } from '#features/sites/portal-part.ts';
import { addressOf, itemAddress, itemAt, itemsOf, newestItems, publicItemsById, rootOrganisation, sitePlaces, type PublicItem } from '#features/sites/store.ts';
import { Box, Crumbs, ItemList, Pager } from '#ui/portal.tsx';
import { issuePicture, IssueView, wordsOfIssue } from './issue-view.tsx';
import { SUBSCRIBE } from './links.ts';
import { printIssue } from './print.ts';
import { numberInWords } from './rules/contents.ts';
import { issueToPrint, shownIssue } from './shown.ts';
import { issuesById } from './store/reading.ts';
import { issueRow } from './store/rows.ts';

const NOUN = 'newsletters', BASE = '/ban-tin';
/** Name, masthead: on every page of its issues. */
const newsletterTag = (id: Id): string => `newsletter:${id}`;

async function issueAt(reading: Reading, slug: string | undefined): Promise<{ readonly item: PublicItem; readonly path: string } | null> {
  const path = `${BASE}/${slug ?? ''}`, item = await itemAt(reading.db, reading.site.organisation_id, path);
  return item?.noun === NOUN ? { item, path } : null;
}

async function issuePage(reading: Reading, slug: string | undefined): Promise<HtmlPage | Moved | null> {
  const found = await issueAt(reading, slug), issue = found && (await issueRow(reading.db, found.item.id));
  if (!found || !issue) return null;
  const { item, path } = found, say = words(reading.language), tags = [tagOf.item(item.id), newsletterTag(issue.newsletter_id), ...issue.article_ids.map(tagOf.item)];
  if (reading.language !== 'vi') return { kind: 'moved', to: pathIn(reading, 'vi', path), tags };
  const trail = <Crumbs language={reading.language} trail={[{ href: reading.at('/'), label: say['portal.home'] }, { href: reading.at(BASE), label: say['newsletters.all'] }]} />;
  if (issue.status !== 'published') return {
    kind: 'html', title: fill(say['newsletters.withdrawn-title'], { title: issue.title }), current: BASE, item: item.id, status: 410, unlisted: true, tags,
    content: <>{trail}<h1>{issue.title}</h1><p>{numberInWords(issue)}</p><p class="note"><b>{fill(say['newsletters.withdrawn'], { day: formatDate(dayAt(issue.withdrawn_at ?? issue.changed_at)) })}</b> {say['newsletters.reason']} {issue.withdrawn_reason}</p></>,
  };
  const shown = await shownIssue(reading.db, issue, reading.today), items = await publicItemsById(reading.db, issue.article_ids), places = await sitePlaces(reading.db, items.map((one) => one.organisation_id), reading.today);
  const hrefs = new Map(items.flatMap((one) => { const place = places.get(one.organisation_id); return place ? [[one.id, itemAddress(place, one)] as const] : []; }));
  return {
    kind: 'html', title: item.title, description: item.summary, current: BASE, item: item.id, modified: issue.published_at!, tags,
    content: <>{trail}<IssueView shown={shown} options={{
      articleHref: (id) => hrefs.get(id) ?? `/x/${id}`, pdfHref: reading.at(`${path}.pdf`), subscribeHref: `${SUBSCRIBE}/${shown.newsletter.organisation_id}`,
      picture: issuePicture,
    }} /></>,
  };
}

/** What was printed when it came out, or set now from the same words; a later change of an article is not in it. */
async function issueFile(reading: Reading, slug: string | undefined): Promise<FilePage | null> {
  const found = await issueAt(reading, slug), issue = found && (await issueRow(reading.db, found.item.id));
  if (!found || issue?.status !== 'published') return null;
  const bytes = issue.pdf_sha256 ? new Uint8Array(await reading.files.read(issue.pdf_sha256)) : await printIssue(reading.files, await issueToPrint(reading.db, issue, reading.today, reading.absolute('')));
  return { kind: 'file', bytes, mediaType: 'application/pdf', modified: issue.published_at!, tags: [tagOf.item(found.item.id)] };
}

const PER_PAGE = 12;
/** Whose issues a site lists: its own; the root's those of every unit. */
async function scopeOf({ db, site, today }: Reading): Promise<{ readonly organisationIds?: readonly Id[]; readonly tag: string }> {
  return (await rootOrganisation(db, today)) === site.organisation_id ? { tag: tagOf.all(NOUN) } : { organisationIds: [site.organisation_id], tag: tagOf.list(site.organisation_id, NOUN) };
}
async function listed(reading: Reading, items: readonly PublicItem[]) {
  const { db, site, today } = reading, places = await sitePlaces(db, items.map((item) => item.organisation_id), today), own = (item: PublicItem): boolean => item.organisation_id === site.organisation_id;
  return items.map((item) => {
    const place = places.get(item.organisation_id);
    return {
      href: own(item) || !place ? pathIn(reading, 'vi', item.path) : addressOf(place, item.path), title: item.title, summary: item.summary, at: item.published_at, language: item.language,
      picture: item.picture_sha256 ? { sha256: item.picture_sha256, alt: item.picture_alt ?? '' } : null, of: own(item) || !place ? null : { label: place.name, href: addressOf(place, '/') },
    };
  });
}

async function archivePage(reading: Reading, page: number): Promise<HtmlPage | null> {
  const { site, language } = reading, say = words(language), { tag, ...scope } = await scopeOf(reading), list = await itemsOf(reading.db, { ...scope, noun: NOUN, page, size: PER_PAGE });
  if (page < 1 || (page > 1 && page > list.pages)) return null;
  const [newest] = list.rows;
  return {
    kind: 'html', title: say['newsletters.all'], description: fill(say['newsletters.about'], { site: site.name }), current: BASE, tags: [tag], unlisted: page > 1, languages: { vi: BASE, en: BASE },
    content: <>
      <Crumbs language={language} trail={[{ href: reading.at('/'), label: say['portal.home'] }]} />
      <h1>{say['newsletters.all']}</h1>
      {newest ? <>
        <p><a class="button" href={`${SUBSCRIBE}/${newest.organisation_id}`}>{say['newsletters.subscribe']}</a></p>
        <ItemList language={language} first={page === 1} items={await listed(reading, list.rows)} />
        <Pager language={language} page={list.page} pages={list.pages} href={(to) => reading.at(to === 1 ? BASE : `${BASE}/trang/${to}`)} />
      </> : <p>{say['newsletters.none']}</p>}
    </>,
  };
}

async function archiveFeed(reading: Reading): Promise<Feed> {
  const { tag, ...scope } = await scopeOf(reading);
  return { title: fill(words(reading.language)['newsletters.feed'], { site: reading.site.name }), items: await newestItems(reading.db, { ...scope, noun: NOUN, size: 30 }), tags: [tag] };
}

/** What newsletters show to readers: the archive, each issue as a page and as the print, the newest on the home page. */
export const newslettersPart: PortalPart = {
  noun: NOUN,
  pages: [
    { pattern: BASE, languages: ['vi', 'en'], make: (reading) => archivePage(reading, 1), list: async () => [BASE], feed: archiveFeed },
    { pattern: `${BASE}/trang/:page`, languages: ['vi', 'en'], make: async (reading, { page }) => (/^[1-9]\d{0,3}$/.test(page ?? '') ? archivePage(reading, Number(page)) : null),
      list: async (reading) => { const { tag: _, ...scope } = await scopeOf(reading), { pages } = await itemsOf(reading.db, { ...scope, noun: NOUN, size: PER_PAGE }); return Array.from({ length: Math.max(0, pages - 1) }, (_, index) => `${BASE}/trang/${index + 2}`); } },
    { pattern: `${BASE}/:slug.pdf`, make: (reading, { slug }) => issueFile(reading, slug),
      list: async ({ db, site }) => { const paths: string[] = []; for (let page = 1, pages = 1; page <= pages; page++) { const found = await itemsOf(db, { organisationIds: [site.organisation_id], noun: NOUN, page, size: 100 }); pages = found.pages; paths.push(...found.rows.map((one) => `${one.path}.pdf`)); } return paths; } },
    { pattern: `${BASE}/:slug`, languages: ['vi', 'en'], make: (reading, { slug }) => issuePage(reading, slug) },
  ],
  menu: [{ path: BASE, label: { vi: 'Bản tin', en: 'Newsletter' }, order: 30, present: async (reading) => { const { tag: _, ...scope } = await scopeOf(reading); return (await newestItems(reading.db, { ...scope, noun: NOUN, size: 1 })).length > 0; } }],
  home: [{
    // where no newsletter is, its columns can be asked for
    name: 'nhan-tin', label: 'Đăng ký nhận tin mới', place: 'side', order: 90,
    async make(reading) {
      const { db, site, language } = reading, say = words(language), own = [site.organisation_id], tags = [tagOf.list(site.organisation_id, NOUN), tagOf.list(site.organisation_id, 'articles')];
      const open = (await columnsOf(db, own)).some((one) => one.closed_on === null) && (await newestItems(db, { organisationIds: own, noun: NOUN, size: 1 })).length === 0;
      return { tags, content: open ? <p class="more"><a href={`${SUBSCRIBE}/${site.organisation_id}`}>{say['newsletters.subscribe-news']}</a></p> : null };
    },
  }, {
    name: 'ban-tin', label: 'Bản tin mới nhất', place: 'side', order: 30,
    async make(reading) {
      const { db, language } = reading, say = words(language), { tag, ...scope } = await scopeOf(reading), [newest] = await newestItems(db, { ...scope, noun: NOUN, size: 1 });
      if (!newest) return { tags: [tag], content: null };
      const item = (await listed(reading, [newest]))[0]!;
      return { tags: [tag, tagOf.item(newest.id)], content: <Box title={say['newsletters.all']} id="ban-tin">
        <p lang={language === 'vi' ? undefined : 'vi'}><a href={item.href}><b>{item.title}</b></a></p><p class="small" lang={language === 'vi' ? undefined : 'vi'}>{item.summary}</p>
        <p class="more"><a href={`${SUBSCRIBE}/${newest.organisation_id}`}>{say['newsletters.subscribe']}</a> · <a href={reading.at(BASE)}>{say['newsletters.archive']}</a></p>
      </Box> };
    },
  }],
  // a column's new articles can be had by e-mail, also where there is no newsletter
  column: async ({ site, language }, columnId) => ({ content: <p class="more"><a href={`${SUBSCRIBE}/${site.organisation_id}?muc=${columnId}`}>{words(language)['newsletters.subscribe-column']}</a></p>, tags: [] }),
  touched: async (_, events) => events.flatMap((event) => (event.table === 'newsletters' && event.rowId ? [newsletterTag(event.rowId), ...(event.subjectId ? [tagOf.list(event.subjectId, NOUN)] : [])] : [])),
  words: async (db, ids: readonly Id[]) => new Map((await issuesById(db, ids)).map((issue) => [issue.id, wordsOfIssue(issue, richTextWords(issue.foreword))])),
};
