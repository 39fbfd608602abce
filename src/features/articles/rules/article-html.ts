import { escapeHtml } from '#kernel/escape-html.ts';
import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate, formatInstant } from '#kernel/plain-date.ts';
import type { Attachment, Cover, Language } from './content.ts';
import { filesIn, richTextHtml, type RichText } from './rich-text/index.ts';

/** The units an article names, as they are called on a day. */
export interface ArticleNames { readonly organisation: string; readonly lead: string | null; readonly coordinating: readonly string[] }

export interface ShownArticle {
  readonly article: { readonly id: Id; readonly published_at: Date | null; readonly updated_at: Date | null };
  readonly version: {
    readonly title: string; readonly summary: string; readonly body: RichText; readonly cover: Cover | null; readonly themes: readonly string[]; readonly language: Language; readonly attachments: readonly Attachment[];
    readonly change_note: string | null; readonly number: number;
  };
  readonly column: string;
  readonly names: ArticleNames;
}

const time = (at: Date): string => `<time datetime="${at.toISOString()}">${formatInstant(at)}</time>`;

/** What readers read: heading, picture, body, what belongs to it. `fileUrl` says where this view serves its files. */
export function articleHtml({ article, version, column, names }: ShownArticle, fileUrl: (sha256: string) => string): string {
  const inBody = new Set(filesIn(version.body)), offered = version.attachments.filter((one) => !inBody.has(one.sha256));
  const meta = [escapeHtml(names.organisation), ...(article.published_at ? [`Đăng ${time(article.published_at)}`] : []), ...(article.updated_at ? [`cập nhật ${time(article.updated_at)}`] : [])].join(' · ');
  const facts: (readonly [string, string])[] = [
    ...(names.lead ? [['Cơ quan chủ trì', escapeHtml(names.lead)] as const] : []), ...(names.coordinating.length ? [['Cơ quan phối hợp', names.coordinating.map(escapeHtml).join('; ')] as const] : []),
    ...(version.themes.length ? [['Chủ đề', version.themes.map(escapeHtml).join(', ')] as const] : []), ...(article.published_at ? [['Địa chỉ ngắn', `<a href="/x/${article.id}">/x/${article.id}</a>`] as const] : []), // before that nobody answers there
  ];
  return [
    `<article lang="${version.language}">`,
    `<header><p class="column">${escapeHtml(column)}</p><h1>${escapeHtml(version.title)}</h1><p class="meta">${meta}</p>${version.summary ? `<p class="summary">${escapeHtml(version.summary)}</p>` : ''}</header>`,
    ...(article.updated_at && version.change_note ? [`<p class="note"><b>Cập nhật ngày ${formatDate(dayAt(article.updated_at))}:</b> ${escapeHtml(version.change_note)}</p>`] : []),
    ...(version.cover ? [`<figure class="cover"><img src="${escapeHtml(fileUrl(version.cover.sha256))}" alt="${escapeHtml(version.cover.alt)}">${version.cover.credit ? `<figcaption>${escapeHtml(version.cover.credit)}</figcaption>` : ''}</figure>`] : []),
    `<div class="body">${richTextHtml(version.body, { imageUrl: fileUrl })}</div>`,
    ...(offered.length ? [`<section aria-labelledby="dinh-kem"><h2 id="dinh-kem">Tệp đính kèm</h2><ul>${offered.map((one) => `<li><a href="${escapeHtml(fileUrl(one.sha256))}" download>${escapeHtml(one.name)}</a> (${sizeInWords(one.size)})</li>`).join('')}</ul></section>`] : []),
    `<footer><dl>${facts.map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`).join('')}</dl></footer>`,
    '</article>',
  ].join('\n');
}

/** The page as one file that needs nothing else but its pictures: the evidence of what was published. */
export const finishedPage = (shown: ShownArticle): string => [
  '<!doctype html>', `<html lang="${shown.version.language}">`, `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(shown.version.title)}</title></head>`,
  '<body><main>', articleHtml(shown, (sha256) => fileAddress(shown.article.id, sha256)), '</main></body>', '</html>', '',
].join('\n');

export const fileAddress = (id: Id, sha256: string): string => `/x/${id}/tep/${sha256}`;

export const sizeInWords = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`);
