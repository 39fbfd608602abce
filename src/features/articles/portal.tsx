import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import { tokenHash } from '#features/accounts/secrets.ts';
import { portalAnswer } from '#features/sites/answer.tsx';
import { fill, words } from '#locales/index.ts';
import { get, READER, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ArticlePage, readArticle } from './portal/article-page.tsx';
import { fileOf } from './portal/files.ts';
import { openPreview, type LiveArticle } from './store/reading.ts';
import { articleRow, columnRow, currentVersion, type VersionRow } from './store/rows.ts';

/** The version in hand, for somebody without an account; the link says until when. */
async function previewed(visit: Visit): Promise<LiveArticle & { readonly token: string; readonly until: Date }> {
  const token = visit.c.req.param('token') ?? '', link = token.length >= 32 ? await openPreview(visit.db, tokenHash(token), visit.now) : undefined;
  const article = link && (await articleRow(visit.db, link.article_id));
  if (!link || !article || article.status === 'withdrawn') throw notFound('bản xem thử này; đường dẫn xem thử chỉ dùng được trong vài ngày');
  return { article, version: await currentVersion(visit.db, article), token, until: link.expires_at };
}

async function previewPage(visit: Visit): Promise<Response> {
  const { token, until, article, version } = await previewed(visit), language = version.language, say = words(language), picture = (sha256: string): string => `/xem-thu/${token}/tep/${sha256}`;
  const shown = await readArticle({ db: visit.db, files: visit.deps.files }, article, { ...version, published_at: null }, await columnRow(visit.db, article.column_id), visit.today);
  return portalAnswer(visit, { organisationId: article.organisation_id, language }, {
    kind: 'html', title: fill(say['articles.preview-title'], { title: version.title }), unlisted: true, tags: [],
    content: <><p class="note" role="note">{fill(say['articles.preview-until'], { time: formatInstant(until) })}</p>
      <ArticlePage shown={shown} view={{ language, trail: [], columnHref: null, pdf: null, file: picture, picture, short: { href: `/x/${article.id}`, text: `/x/${article.id}` }, related: [], all: null }} /></>,
  });
}

async function previewFile(visit: Visit): Promise<Response> {
  const { article, version } = await previewed(visit);
  return sendFile(visit, article.id, version);
}

/** A file that the version names, for who may see the version: never kept by others than the reader's own browser. */
export async function sendFile(visit: Visit, articleId: Id, version: VersionRow): Promise<Response> {
  const found = await fileOf(visit.db, visit.deps.files, articleId, version, visit.c.req.param('file') ?? '');
  if (!found) throw notFound('tệp này');
  return visit.c.body(new Uint8Array(found.bytes), 200, {
    'content-type': found.mediaType, 'cache-control': 'private, max-age=3600', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'",
    ...(found.download ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.download)}` } : {}),
  });
}

/** Links that editors give to somebody without an account. Everything that is out stands on the portal (`portal/part.tsx`). */
export const articlesPortal: readonly Route[] = [get('/xem-thu/:token', READER, previewPage), get('/xem-thu/:token/tep/:file', READER, previewFile)];
