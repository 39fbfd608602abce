import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { shardOf, type Id } from '#kernel/id.ts';
import { dayAt, formatDate, formatInstant, type PlainDate } from '#kernel/plain-date.ts';
import { publicDocumentByKey } from '#features/documents/store.ts';
import { pictureSize } from '#features/files/preview.ts';
import { keptFiles } from '#features/files/store.ts';
import { fill, words, type Language, type Words } from '#locales/index.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { Crumbs, Facts, ItemList, Picture, type ListedItem } from '#ui/portal.tsx';
import { namesOf } from '../actions/names-of.ts';
import { fileAddress, sizeInWords, type ShownArticle } from '../rules/article-html.ts';
import { citationsIn, filesIn, richTextHtml } from '../rules/rich-text/index.ts';
import type { ArticleRow, ColumnRow, VersionRow } from '../store/rows.ts';

/** An article with all that its page shows of other things. */
export interface ReadArticle extends ShownArticle {
  readonly article: ArticleRow;
  readonly version: VersionRow;
  readonly of: ColumnRow | undefined;
  /** Pixels of its pictures, by hash. */
  readonly sizes: ReadonlyMap<string, { readonly width: number; readonly height: number }>;
  /** Addresses of legal documents it cites, as far as they stand on a public site. */
  readonly papers: ReadonlyMap<string, string>;
}

/** Units are called as they were when this version went out: its page does not change with them. */
export async function readArticle({ db, files: store }: { readonly db: Reader; readonly files: FileStore }, article: ArticleRow, version: VersionRow, column: ColumnRow | undefined, today: PlainDate): Promise<ReadArticle> {
  const day = version.published_at ? dayAt(version.published_at) : today, keys = citationsIn(version.body).map(({ key }) => key);
  const pictures = [...new Set([...(version.cover ? [version.cover.sha256] : []), ...filesIn(version.body)])];
  const [names, sizes, papers] = await Promise.all([namesOf(db, article, version, day), sizesOf(db, store, article.id, pictures), publicDocumentByKey(db, keys, today)]);
  return { article, version, of: column, column: column?.name ?? '', names, papers, sizes };
}

/** Pixels of kept pictures: noted when they were kept, else read from the file. */
async function sizesOf(db: Reader, files: FileStore, articleId: Id, pictures: readonly string[]): Promise<ReadArticle['sizes']> {
  const noted = new Map((await keptFiles(db, shardOf(articleId), pictures)).map((file) => [file.sha256, file]));
  const sizes = await Promise.all(pictures.map(async (sha256) => {
    const { width, height } = noted.get(sha256) ?? {}, size = width && height ? { width, height } : (await files.has(sha256)) ? await pictureSize(await files.read(sha256)) : null;
    return size ? [[sha256, size] as const] : [];
  }));
  return new Map(sizes.flat());
}

/** Where this view has its addresses: the public page, or a preview. */
export interface ArticleView {
  readonly language: Language;
  /** The way here; the column is the last step. */
  readonly trail: readonly { readonly href: string; readonly label: string }[];
  readonly columnHref: string | null;
  readonly pdf: string | null;
  readonly file: (sha256: string) => string;
  /** Pictures of a preview have one address and no other widths. */
  readonly picture: ((sha256: string) => string) | null;
  /** The permanent address, and how it is written for copying. */
  readonly short: { readonly href: string; readonly text: string };
  readonly related: readonly ListedItem[];
  readonly all: string | null;
}

const COLUMN = '(min-width: 1168px) 690px, (min-width: 861px) 62vw, 100vw';

/** What a reader reads. Marked for machines as a schema.org NewsArticle in attributes, so that the page holds no script. */
export const ArticlePage = ({ shown, view }: { shown: ReadArticle; view: ArticleView }) => {
  const { article, version, names } = shown, say = words(view.language);
  return <>
    {view.trail.length ? <Crumbs language={view.language} trail={view.trail} /> : null}
    <div class="beside">
      <article class="article" itemscope itemtype="https://schema.org/NewsArticle">
        <header>
          <h1>{version.title}</h1>
          <meta itemprop="headline" content={version.title} /><meta itemprop="inLanguage" content={version.language} />{shown.column ? <meta itemprop="articleSection" content={shown.column} /> : null}
          {version.cover && !view.picture ? <meta itemprop="image" content={`/anh/${version.cover.sha256}-1440.jpg`} /> : null}
          <p class="when"><span itemprop="publisher" itemscope itemtype="https://schema.org/GovernmentOrganization"><span itemprop="name">{names.organisation}</span></span>
            {article.published_at ? <> · {say['articles.published']} <time itemprop="datePublished" datetime={article.published_at.toISOString()}>{formatInstant(article.published_at)}</time></> : null}
            {article.updated_at ? <> · {say['articles.updated']} <time itemprop="dateModified" datetime={article.updated_at.toISOString()}>{formatInstant(article.updated_at)}</time></> : null}</p>
          {version.summary ? <p class="lead" itemprop="description">{version.summary}</p> : null}
          {view.pdf ? <p class="acts no-print"><a href={view.pdf} type="application/pdf">{say['articles.save']}</a></p> : null}
        </header>
        {article.updated_at && version.change_note ? <p class="note"><b>{fill(say['articles.changed'], { day: formatDate(dayAt(article.updated_at)) })}</b> {version.change_note}</p> : null}
        {version.cover ? <figure class="cover"><Shown shown={shown} view={view} sha256={version.cover.sha256} alt={version.cover.alt} first />{version.cover.credit ? <figcaption>{version.cover.credit}</figcaption> : null}</figure> : null}
        <div class="body" itemprop="articleBody">{raw(bodyHtml(shown, view, say))}</div>
        <Belongings shown={shown} view={view} say={say} />
      </article>
      <aside class="side" aria-label={say['articles.in-column']}>
        <section class="card" aria-labelledby="ve-bai"><h2 id="ve-bai">{say['articles.about-this']}</h2><Facts rows={factsOf(shown, view, say)} /></section>
        {view.related.length ? <section class="card related" aria-labelledby="cung-muc"><h2 id="cung-muc">{say['articles.in-column']}</h2>
          <ItemList items={view.related} language={view.language} level={3} small />{view.all ? <p class="more"><a href={view.all}>{say['articles.whole-column']}</a></p> : null}</section> : null}
      </aside>
    </div>
  </>;
};

function bodyHtml(shown: ReadArticle, view: ArticleView, say: Words): string {
  return richTextHtml(shown.version.body, {
    imageUrl: view.file, tableLabel: say['articles.table'], linkCitations: (key) => shown.papers.get(key) ?? null,
    picture: ({ file, alt }) => (shown.sizes.has(file) ? String(<Shown shown={shown} view={view} sha256={file} alt={alt} />) : null),
  });
}
const Shown = ({ shown, view, sha256, alt, first }: { shown: ReadArticle; view: ArticleView; sha256: string; alt: string; first?: boolean }) => {
  const size = shown.sizes.get(sha256) ?? { width: 1440, height: 960 };
  return <Picture sha256={sha256} alt={alt} {...size} sizes={COLUMN} {...(first ? { first: true } : {})} src={view.picture?.(sha256)} />;
};

/** Attachments and the documents that the text names. */
const Belongings = ({ shown, view, say }: { shown: ReadArticle; view: ArticleView; say: Words }) => {
  const { version } = shown, inBody = new Set(filesIn(version.body)), offered = version.attachments.filter((one) => !inBody.has(one.sha256)), cited = citationsIn(version.body);
  return <>
    {offered.length ? <section aria-labelledby="dinh-kem"><h2 id="dinh-kem">{say['articles.attachments']}</h2><ul>{offered.map((one) => <li><a href={view.file(one.sha256)} download>{one.name}</a> ({sizeInWords(one.size)})</li>)}</ul></section> : null}
    {cited.length ? <section aria-labelledby="van-ban"><h2 id="van-ban">{say['articles.citations']}</h2><ul>{cited.map(({ text, key }) => { const href = shown.papers.get(key); return <li itemprop="citation">{href ? <a href={href}>{text}</a> : text}</li>; })}</ul></section> : null}
  </>;
};

function factsOf({ article, version, names, column }: ReadArticle, view: ArticleView, say: Words): (readonly [Child, Child])[] {
  return [
    ...(column ? [[say['articles.column'], view.columnHref ? <a href={view.columnHref}>{column}</a> : column] as const] : []),
    ...(names.lead ? [[say['articles.lead'], names.lead] as const] : []), ...(names.coordinating.length ? [[say['articles.coordinating'], names.coordinating.join('; ')] as const] : []),
    ...(version.themes.length ? [[say['articles.themes'], version.themes.join(', ')] as const] : []),
    ...(article.review_by ? [[say['articles.review-by'], <time datetime={article.review_by}>{formatDate(article.review_by)}</time>] as const] : []),
    ...(article.published_at ? [[say['articles.short-address'], <a href={view.short.href}>{view.short.text}</a>] as const] : []), // before that nobody answers there
  ];
}

/** What stands in the place of an article that was taken down. */
export const WithdrawnPage = ({ shown, view }: { shown: ReadArticle; view: Pick<ArticleView, 'language' | 'trail'> }) => {
  const { article, version, names } = shown, say = words(view.language);
  return <>
    <Crumbs language={view.language} trail={view.trail} />
    <h1>{version.title}</h1>
    <p class="when">{names.organisation}</p>
    <p class="note"><b>{fill(say['articles.withdrawn'], { day: article.withdrawn_at ? formatDate(dayAt(article.withdrawn_at)) : '' })}</b> {say['articles.reason']} {article.withdrawn_reason}</p>
  </>;
};

export const publicFile = (id: Id) => (sha256: string): string => fileAddress(id, sha256);
