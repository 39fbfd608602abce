import { createHash } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { notFound } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import { formatDate, formatInstant } from '#kernel/plain-date.ts';
import { tokenHash } from '#features/accounts/secrets.ts';
import { keptFile } from '#features/files/store.ts';
import { preview } from '#features/files/preview.ts';
import { get, PUBLIC, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { asset } from '#ui/shell.tsx';
import { namesOf } from './actions/names-of.ts';
import { articleHtml, fileAddress, withdrawnHtml, type ShownArticle } from './rules/article-html.ts';
import { filesOf } from './rules/content.ts';
import { liveArticle, openPreview, type LiveArticle } from './store/reading.ts';
import { articleRow, columnRow, currentVersion } from './store/rows.ts';

/** Pages for readers: nothing here asks who reads, sets a cookie or sends a script. */

async function live(visit: Visit): Promise<LiveArticle> {
  const id = visit.c.req.param('id') ?? '', found = isId(id) ? await liveArticle(visit.db, id) : null;
  if (!found) throw notFound('bài này');
  return found;
}
const shownOf = async (visit: Visit, { article, version }: LiveArticle): Promise<ShownArticle> =>
  ({ article, version, column: (await columnRow(visit.db, article.column_id))?.name ?? '', names: await namesOf(visit.db, article, version, visit.today) });

async function articlePage(visit: Visit): Promise<Response> {
  const found = await live(visit), shown = await shownOf(visit, found), { article, version } = found;
  // withdrawn: the address goes on saying so, but is no article any more
  return article.status === 'withdrawn'
    ? page(visit, { title: `Bài đã gỡ: ${version.title}`, language: 'vi', hidden: true, status: 410 }, raw(withdrawnHtml(shown)))
    : page(visit, { title: version.title, language: version.language, about: version.summary }, raw(articleHtml(shown, (sha256) => fileAddress(article.id, sha256))));
}

async function articleFile(visit: Visit): Promise<Response> {
  const { article, version } = await live(visit);
  if (article.status === 'withdrawn') throw notFound('tệp này');
  return sendFile(visit, article.id, version);
}

/** The version in hand, for somebody without an account; the link says until when. */
async function previewed(visit: Visit): Promise<LiveArticle & { readonly token: string; readonly until: Date }> {
  const token = visit.c.req.param('token') ?? '', link = token.length >= 32 ? await openPreview(visit.db, tokenHash(token), visit.now) : undefined;
  const article = link && (await articleRow(visit.db, link.article_id));
  if (!link || !article || article.status === 'withdrawn') throw notFound('bản xem thử này; đường dẫn xem thử chỉ dùng được trong vài ngày');
  return { article, version: await currentVersion(visit.db, article), token, until: link.expires_at };
}
async function previewPage(visit: Visit): Promise<Response> {
  const { token, until, ...found } = await previewed(visit), shown = await shownOf(visit, found);
  return page(visit, { title: `Xem thử: ${found.version.title}`, language: found.version.language, hidden: true, band: <p class="band" role="note">Bản xem thử, chưa đăng. Đường dẫn này dùng được đến {formatInstant(until)}.</p> },
    raw(articleHtml(shown, (sha256) => `/xem-thu/${token}/tep/${sha256}`)));
}
async function previewFile(visit: Visit): Promise<Response> {
  const { article, version } = await previewed(visit);
  return sendFile(visit, article.id, version);
}

/** A picture as a WebP that holds nothing but the picture; everything else as it was handed in, to be saved. Only what the version names. */
export async function sendFile(visit: Visit, articleId: Id, version: LiveArticle['version'], cached: 'public' | 'private' = 'public'): Promise<Response> {
  const sha256 = visit.c.req.param('file') ?? '';
  if (!filesOf(version).includes(sha256)) throw notFound('tệp này');
  const attached = version.attachments.find((one) => one.sha256 === sha256), kept = await keptFile(visit.db, shardOf(articleId), sha256);
  const headers = { 'cache-control': `${cached}, max-age=3600`, 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" };
  if (attached && (!attached.mediaType.startsWith('image/') || kept?.previewable === false))
    return visit.c.body(new Uint8Array(await visit.deps.files.read(sha256)), 200, { ...headers, 'content-type': attached.mediaType, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attached.name.toWellFormed())}` });
  return visit.c.body(new Uint8Array(await picture(visit, sha256)), 200, { ...headers, 'content-type': 'image/webp' });
}

/** Pictures made lately, so that many readers of one article cost one picture; a few megabytes at most. */
const lately = new Map<string, Promise<Uint8Array>>(), MOST_PICTURES = 40;
function picture(visit: Visit, sha256: string): Promise<Uint8Array> {
  const known = lately.get(sha256), made = known ?? visit.deps.files.read(sha256).then((bytes) => preview(bytes, 1280));
  if (!known) made.catch(() => lately.delete(sha256));
  lately.delete(sha256);
  lately.set(sha256, made);
  if (lately.size > MOST_PICTURES) lately.delete(lately.keys().next().value!);
  return made;
}

/** Plain and well set: one column, our own fonts, no script. */
function page(visit: Visit, { title, language, about, hidden, band, status = 200 }: { title: string; language: string; about?: string; hidden?: boolean; band?: Child; status?: 200 | 410 }, content: Child): Response {
  const tree = <html lang={language}>
    <head>
      <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      {about ? <meta name="description" content={about} /> : null}{hidden ? <meta name="robots" content="noindex" /> : null}
      <link rel="stylesheet" href={asset('article.css')} /><link rel="icon" href={asset('loa.svg')} type="image/svg+xml" />
    </head>
    <body>
      {visit.deps.mode === 'demo' ? <aside lang="vi" aria-label="Thông báo chung"><p class="band" role="note">Dữ liệu minh họa, tỉnh không có thật. Hôm nay là {formatDate(visit.today)}.</p></aside> : null}
      {band ? <aside lang="vi" aria-label="Bản xem thử">{band}</aside> : null}
      <main id="noi-dung">{content}</main>
    </body>
  </html>;
  const html = `<!doctype html>${String(tree)}`, etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"`;
  if (hidden) return visit.c.html(html, status, { 'cache-control': 'private, no-store' });
  // looked at again each time, sent again only when it changed
  const headers = { etag, 'cache-control': 'public, no-cache' };
  return visit.c.req.header('if-none-match')?.includes(etag) ? visit.c.body(null, 304, headers) : visit.c.html(html, status, headers);
}

export const articlesPortal: readonly Route[] = [
  get('/x/:id', PUBLIC, articlePage),
  get('/x/:id/tep/:file', PUBLIC, articleFile),
  get('/xem-thu/:token', PUBLIC, previewPage),
  get('/xem-thu/:token/tep/:file', PUBLIC, previewFile),
];
