import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { MEDIA_KINDS } from '#features/files/rules/sniff.ts';
import { oneLine } from './rich-text/inlines.ts';
import { EMPTY, filesIn, lacksIn, richTextWords, type RichText } from './rich-text/index.ts';

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_LABEL: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'Tiếng Anh' };

/** The picture above an article, with the words for who does not see it. */
export interface Cover { readonly sha256: string; readonly alt: string; readonly credit: string | null }
export interface Attachment { readonly sha256: string; readonly name: string; readonly size: number; readonly mediaType: string }

/** What a version says, as it is stored. */
export interface ArticleContent {
  readonly title: string;
  readonly summary: string;
  readonly body: RichText;
  readonly cover: Cover | null;
  readonly themes: readonly string[];
  /** Chủ trì, phối hợp. */
  readonly leadId: Id | null;
  readonly coordinatingIds: readonly Id[];
  readonly language: Language;
  readonly attachments: readonly Attachment[];
}

export const EMPTY_CONTENT: ArticleContent = { title: '', summary: '', body: EMPTY, cover: null, themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] };

export const MOST_TITLE = 200, MOST_SUMMARY = 600, MOST_ALT = 300, MOST_ATTACHMENTS = 10, MOST_THEMES = 8;
/** The first letters, never half of one. */
const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed();

/** Every file that a version shows or offers: nothing else may stand in its body. */
export const filesOf = ({ cover, attachments }: Pick<ArticleContent, 'cover' | 'attachments'>): string[] => [...(cover ? [cover.sha256] : []), ...attachments.map((one) => one.sha256)];

/** A draft as it is kept: a title is enough, but nothing that could not be kept as it is. AppError('invalid') names every field. */
export function tidyContent(content: ArticleContent): ArticleContent {
  const title = oneLine(content.title), summary = oneLine(content.summary), wrong: Record<string, string> = {};
  if (!title) wrong.title = 'Chưa ghi tiêu đề. Hãy ghi tiêu đề, có thể sửa lại sau.';
  else if (title.length > MOST_TITLE) wrong.title = `Tiêu đề dài ${title.length} ký tự. Hãy rút xuống còn ${MOST_TITLE}.`;
  if (summary.length > MOST_SUMMARY) wrong.summary = `Tóm tắt dài ${summary.length} ký tự. Hãy rút xuống còn ${MOST_SUMMARY}, phần chi tiết để trong bài.`;
  const alt = oneLine(content.cover?.alt ?? ''), themes = [...new Set(content.themes.map((one) => cut(oneLine(one), 80)).filter(Boolean))];
  if (content.cover && !alt) wrong.coverAlt = 'Ảnh đại diện cần lời mô tả để người khiếm thị nghe được. Hãy ghi trong ảnh có gì, ví dụ “Người dân nộp hồ sơ tại quầy Một cửa”.';
  else if (alt.length > MOST_ALT) wrong.coverAlt = `Lời mô tả ảnh dài quá ${MOST_ALT} ký tự. Hãy ghi ngắn lại.`;
  if (themes.length > MOST_THEMES) wrong.themes = `Nhiều nhất ${MOST_THEMES} chủ đề. Hãy bỏ bớt.`;
  if (content.attachments.length > MOST_ATTACHMENTS) wrong.attachments = `Mỗi bài nhận nhiều nhất ${MOST_ATTACHMENTS} tệp đính kèm. Hãy bỏ bớt.`;
  const own = new Set(filesOf(content));
  if (filesIn(content.body).some((file) => !own.has(file))) wrong.body = 'Trong bài có ảnh không thuộc bài này. Hãy tải ảnh lên ở mục Tệp đính kèm rồi chèn lại.';
  refuse(wrong);
  return {
    ...content, title, summary, themes, coordinatingIds: [...new Set(content.coordinatingIds)].filter((id) => id !== content.leadId),
    attachments: content.attachments.map((one) => ({ ...one, name: safeFileName(one.name, one.mediaType) })), cover: content.cover && { ...content.cover, alt, credit: cut(oneLine(content.cover.credit ?? ''), MOST_ALT) || null },
  };
}

/** Ends of names by which a double click runs something. What a file is was seen by its bytes: none of these is. */
const RUNS = /\.(?:html?|xhtml|mht|svgz?|xml|m?js|jse|vb[es]?|ws[fh]?|hta|exe|bat|cmd|com|scr|pif|ps1|psm1|lnk|url|msi|jar|php|sh|reg|cpl|dll)$/i;
/** A name as readers save it: no folders, nothing unseen that turns or hides letters, no end that runs. */
export function safeFileName(name: string, mediaType: string): string {
  const last = (oneLine(name).split(/[\\/]/).at(-1) ?? '').replace(/[<>:"|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, ''), clean = cut(last, 190) || 'tep';
  return RUNS.test(clean) ? `${clean}.${Object.values(MEDIA_KINDS).find((kind) => kind.mediaType === mediaType)?.extension ?? 'bin'}` : clean;
}

/** What readers will see must be whole: asked when it is submitted and once more before it goes out. */
export function checkWhole({ summary, body }: Pick<ArticleContent, 'summary' | 'body'>): void {
  const wrong: Record<string, string> = {};
  if (summary.length < 20) wrong.summary = 'Chưa có tóm tắt. Hãy viết một hai câu nói bài này có gì; câu đó hiện ở danh sách và khi chia sẻ.';
  const lacks = lacksIn(body);
  if (richTextWords(body).trim().split(/\s+/).filter(Boolean).length < 20) wrong.body = 'Nội dung bài còn quá ngắn. Hãy viết ít nhất vài câu trước khi trình.';
  else if (lacks.length) wrong.body = lacks.join(' ');
  refuse(wrong);
}

function refuse(wrong: Record<string, string>): void {
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
}

const CONTENT_WORDS = { title: 'tiêu đề', summary: 'tóm tắt', body: 'nội dung', cover: 'ảnh đại diện', themes: 'chủ đề', leadId: 'cơ quan chủ trì', coordinatingIds: 'cơ quan phối hợp', language: 'ngôn ngữ', attachments: 'tệp đính kèm' } as const satisfies Readonly<Record<keyof ArticleContent, string>>;
/** Which parts of two contents differ, in words: "tiêu đề, nội dung". */
export const changedParts = (a: ArticleContent, b: ArticleContent): string[] =>
  (Object.keys(CONTENT_WORDS) as (keyof ArticleContent)[]).filter((key) => inOrder(a[key]) !== inOrder(b[key])).map((key) => CONTENT_WORDS[key]);

/** PostgreSQL keeps the keys of a jsonb object in an order of its own. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
