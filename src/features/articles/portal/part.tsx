import { paperTag } from '#features/documents/store.ts';
import { fill, words } from '#locales/index.ts';
import { pathIn } from '#features/sites/portal/frame.tsx';
import { tagOf, type FilePage, type HtmlPage, type Moved, type PortalPart, type Reading } from '#features/sites/portal-part.ts';
import { itemAt, itemsOf, newestItems } from '#features/sites/store.ts';
import { citationsIn, richTextWords } from '../rules/rich-text/index.ts';
import { liveArticle, liveBodies } from '../store/reading.ts';
import { columnRow } from '../store/rows.ts';
import { ArticlePage, publicFile, readArticle, WithdrawnPage, type ReadArticle } from './article-page.tsx';
import { FILE_PAGE } from './files.ts';
import { ARTICLE_BLOCKS } from './home.tsx';
import { columnPath, columnTag, COLUMNS, listed, NEWS } from './listed.ts';
import { LIST_PAGES, scopeOf } from './lists.tsx';
import { articlePdf } from './pdf.ts';

const NOUN = 'articles', RELATED = 4;

/** The article that stands at a place of this site, whatever language it is in. */
async function articleAt(reading: Reading, slug: string | undefined): Promise<{ readonly shown: ReadArticle; readonly path: string } | null> {
  const path = `${NEWS}/${slug ?? ''}`, item = await itemAt(reading.db, reading.site.organisation_id, path), live = item?.noun === NOUN ? await liveArticle(reading.db, item.id) : null;
  return live && { path, shown: await readArticle(reading, live.article, live.version, await columnRow(reading.db, live.article.column_id), reading.today) };
}

async function articlePage(reading: Reading, slug: string | undefined): Promise<HtmlPage | Moved | null> {
  const found = await articleAt(reading, slug);
  if (!found) return null;
  const { shown, path } = found, { article, version, of } = shown, say = words(reading.language), own = reading.site.organisation_id;
  const tags = [tagOf.item(article.id), ...(of ? [columnTag(of.id)] : []), ...citationsIn(version.body).map(({ key }) => paperTag(key))];
  // an article has one page, in its own language
  if (version.language !== reading.language) return { kind: 'moved', to: pathIn(reading, version.language, path), tags };
  const columnHref = of ? reading.at(columnPath(of, own)) : null;
  const trail = [{ href: reading.at('/'), label: say['portal.home'] }, { href: reading.at(NEWS), label: say['articles.all'] }, ...(of && columnHref ? [{ href: columnHref, label: of.name }] : [])];
  if (article.status === 'withdrawn')
    return { kind: 'html', title: fill(say['articles.withdrawn-title'], { title: version.title }), current: NEWS, item: article.id, status: 410, unlisted: true, tags, content: <WithdrawnPage shown={shown} view={{ language: reading.language, trail }} /> };
  // those that came before it: its page stays as it is when a new one follows
  const before = await itemsOf(reading.db, { organisationIds: [own], noun: NOUN, collectionId: article.column_id, language: reading.language, to: article.published_at!, size: RELATED }), related = await listed(reading, before.rows, { column: false, pictures: false });
  return {
    kind: 'html', title: version.title, description: version.summary, current: NEWS, item: article.id, modified: article.updated_at ?? article.published_at!, tags: [...tags, ...before.rows.map((one) => tagOf.item(one.id))],
    content: <ArticlePage shown={shown} view={{ language: reading.language, trail, columnHref, pdf: reading.at(`${path}.pdf`), file: publicFile(article.id), picture: null, short: { href: `/x/${article.id}`, text: reading.absolute(`/x/${article.id}`).replace(/^https?:\/\//, '') }, related: related.items, all: columnHref }} />,
  };
}

async function articleFile(reading: Reading, slug: string | undefined): Promise<FilePage | null> {
  const found = await articleAt(reading, slug);
  if (!found || found.shown.article.status === 'withdrawn') return null;
  const { shown } = found, { kicker, name } = reading.site;
  return {
    kind: 'file', mediaType: 'application/pdf', modified: shown.article.updated_at ?? shown.article.published_at!, tags: [tagOf.item(shown.article.id), ...(shown.of ? [columnTag(shown.of.id)] : [])],
    bytes: await articlePdf(reading.files, shown, { site: [kicker, name].filter(Boolean).join(' · '), address: reading.absolute(`/x/${shown.article.id}`) }),
  };
}

/** What articles show to readers: lists, columns, each article as a page and as a file to keep, and pieces of the home page. */
export const articlesPart: PortalPart = {
  noun: NOUN,
  pages: [
    ...LIST_PAGES,
    { pattern: `${NEWS}/:slug`, languages: ['vi', 'en'], make: (reading, { slug }) => articlePage(reading, slug) },
    { pattern: `${NEWS}/:slug.pdf`, languages: ['vi', 'en'], make: (reading, { slug }) => articleFile(reading, slug) },
  ],
  root: [FILE_PAGE],
  menu: [
    { path: NEWS, label: { vi: 'Tin, bài', en: 'News' }, order: 10, present: async (reading) => { const { organisationIds } = await scopeOf(reading); return (await newestItems(reading.db, { ...(organisationIds ? { organisationIds } : {}), noun: NOUN, language: reading.language, size: 1 })).length > 0; } },
    { path: COLUMNS, label: { vi: 'Chuyên mục', en: 'Topics' }, order: 20, present: async ({ db, site, language }) => (await newestItems(db, { organisationIds: [site.organisation_id], noun: NOUN, language, size: 1 })).length > 0 },
  ],
  home: ARTICLE_BLOCKS,
  // what is placed, updated and withdrawn touches its lists without our saying so; columns are ours
  touched: async (_, events) => [
    ...events.flatMap((event) => (event.table === 'article_columns' && event.rowId ? [columnTag(event.rowId), ...(event.subjectId ? [tagOf.list(event.subjectId, NOUN)] : [])] : [])),
    // when it is looked over again stands on its page
    ...events.flatMap((event) => (event.verb === 'articles.cared-for' && event.rowId ? [tagOf.item(event.rowId)] : [])),
  ],
  words: async (db, ids) => new Map((await liveBodies(db, ids)).map(({ id, themes, body }) => [id, [themes.join(', '), richTextWords(body)].filter(Boolean).join('\n')])),
};
