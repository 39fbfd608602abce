import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { cleanText, oneLine } from '#features/articles/rules/rich-text/inlines.ts';
import { filesIn, richTextWords, type RichText } from '#features/articles/rules/rich-text/index.ts';

/** A chosen article; `text` stands instead of its summary. `version`: the one that was out on the day the issue came out, which is printed; null before. */
export interface Entry { readonly articleId: Id; readonly text: string | null; readonly lead: boolean; readonly version?: number | null }
/** A part of the issue under its own heading; without one it stands first. */
export interface Section { readonly heading: string; readonly entries: readonly Entry[] }

export interface IssueContent { readonly year: number; readonly number: number; readonly overall: number; readonly title: string; readonly foreword: RichText; readonly sections: readonly Section[]; readonly fromDay: PlainDate; readonly toDay: PlainDate }

export const MOST_TITLE = 160, MOST_HEADING = 80, MOST_TEXT = 600, MOST_ENTRIES = 40, MOST_FOREWORD = 4_000;
const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed();

export const articlesIn = (sections: readonly Section[]): Id[] => sections.flatMap((one) => one.entries.map(({ articleId }) => articleId));
/** The article the issue opens with: the one marked, else the first. */
export const leadOf = (sections: readonly Section[]): Id | null => sections.flatMap((one) => one.entries).find((one) => one.lead)?.articleId ?? sections.flatMap((one) => one.entries)[0]?.articleId ?? null;

/** One row of the composer's form: where an article is to stand. */
export interface Placed { readonly articleId: Id; readonly heading: string; readonly order: number; readonly text: string }

/**
 * The rows of the form as sections: ordered by their numbers (equal ones as they stood), gathered under their headings in the order in which a
 * heading first appears. An article stands once.
 */
export function sectionsOf(rows: readonly Placed[], lead: string | null): Section[] {
  const sections = new Map<string, { heading: string; entries: Entry[] }>(), seen = new Set<Id>();
  for (const row of rows.map((one, index) => ({ one, index })).sort((a, b) => a.one.order - b.one.order || a.index - b.index).map(({ one }) => one)) {
    if (seen.has(row.articleId)) continue;
    seen.add(row.articleId);
    const heading = cut(oneLine(row.heading), MOST_HEADING), key = heading.toLocaleLowerCase('vi'), section = sections.get(key) ?? { heading, entries: [] };
    section.entries.push({ articleId: row.articleId, text: cut(oneLine(cleanText(row.text)), MOST_TEXT) || null, lead: row.articleId === lead });
    sections.set(key, section);
  }
  return [...sections.values()];
}

/** The same rows as the form shows them, numbered 10, 20, 30 … so that something fits between. */
export const rowsOf = (sections: readonly Section[]): (Placed & { readonly lead: boolean })[] =>
  sections.flatMap((section) => section.entries.map((entry) => ({ articleId: entry.articleId, heading: section.heading, text: entry.text ?? '', lead: entry.lead }))).map((row, index) => ({ ...row, order: (index + 1) * 10 }));

/** One article a step up or down among all. A step over the end of a section takes it into the neighbouring one. */
export function moved(sections: readonly Section[], articleId: Id, by: -1 | 1): Section[] {
  const rows = rowsOf(sections), from = rows.findIndex((one) => one.articleId === articleId), to = from + by;
  const lead = rows.find((one) => one.lead)?.articleId ?? null;
  if (from < 0 || to < 0 || to >= rows.length) return [...sections];
  const mine = rows[from]!, other = rows[to]!;
  if (mine.heading !== other.heading) return sectionsOf(placedAgain(rows.toSpliced(from, 1), by < 0 ? from : to - 1, { ...mine, heading: other.heading }), lead);
  rows[from] = other;
  rows[to] = mine;
  return sectionsOf(rows.map((row, index) => ({ ...row, order: index })), lead);
}
const placedAgain = (rows: readonly Placed[], at: number, row: Placed): Placed[] => rows.toSpliced(at, 0, row).map((one, index) => ({ ...one, order: index }));

/** An issue as it may be kept while it is composed. AppError('invalid') names every field. */
export function tidyIssue(content: IssueContent): IssueContent {
  const title = oneLine(content.title), wrong: Record<string, string> = {};
  if (!title) wrong.title = 'Chưa ghi tên số, ví dụ “Một cửa gần dân hơn”. Có thể sửa lại sau.';
  else if (title.length > MOST_TITLE) wrong.title = `Tên số dài ${title.length} ký tự. Hãy rút xuống còn ${MOST_TITLE}.`;
  if (!Number.isInteger(content.year) || content.year < 2000 || content.year > 2200) wrong.year = 'Năm phải là bốn chữ số, ví dụ 2026.';
  if (!Number.isInteger(content.number) || content.number < 1 || content.number > 999) wrong.number = 'Số trong năm phải từ 1 đến 999.';
  if (!Number.isInteger(content.overall) || content.overall < content.number || content.overall > 99_999) wrong.overall = 'Tổng số không thể nhỏ hơn số trong năm. Hãy đếm lại các số đã ra từ trước đến nay.';
  if (content.toDay < content.fromDay) wrong.toDay = 'Ngày cuối của kỳ chọn bài đứng trước ngày đầu. Hãy sửa lại.';
  if (articlesIn(content.sections).length > MOST_ENTRIES) wrong._ = `Một số nhận nhiều nhất ${MOST_ENTRIES} bài. Hãy bỏ bớt.`;
  if (richTextWords(content.foreword).length > MOST_FOREWORD) wrong.foreword = `Lời nói đầu dài quá ${MOST_FOREWORD} ký tự. Hãy rút gọn.`;
  else if (filesIn(content.foreword).length) wrong.foreword = 'Lời nói đầu không nhận ảnh. Hãy bỏ ảnh ra; ảnh lấy từ các bài được chọn.';
  refuse(wrong);
  return { ...content, title };
}

/** What readers will see must be whole: asked when it is submitted and once more before it goes out. `gone`: titles of chosen articles that are not out (any more). */
export function checkIssue({ sections, gone }: { readonly sections: readonly Section[]; readonly gone: readonly string[] }): void {
  const wrong: Record<string, string> = {};
  if (!articlesIn(sections).length) wrong._ = 'Số này chưa có bài nào. Hãy chọn ít nhất một bài đã đăng.';
  else if (gone.length) wrong._ = `Có bài không còn đăng: ${gone.map((title) => `“${title}”`).join(', ')}. Hãy bỏ khỏi số này rồi làm lại.`;
  refuse(wrong);
}

function refuse(wrong: Record<string, string>): void {
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
}

/** "Số 11/2026 (tổng số 23)" */
export const numberInWords = ({ number, year, overall }: { readonly number: number; readonly year: number; readonly overall: number }): string => `Số ${number}/${year} (tổng số ${overall})`;
/** The place of an issue within its site, before a number is added where it is taken. */
export const wantedPath = ({ number, year }: { readonly number: number; readonly year: number }): string => `/ban-tin/so-${number}-${year}`;
