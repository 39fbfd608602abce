import { isPlainDate, type PlainDate } from '#kernel/plain-date.ts';
import { isUndated, legalKey } from '#features/documents/rules/legal-key.ts';
import { plain, textOf } from './inlines.ts';
import type { Inline, Inlines, RichText } from './tree.ts';
import { segmentsOf } from './words.ts';

/** A legal document named in the text: the words as written, and the key under which `documents` and `plans` know it. */
export interface Citation { readonly text: string; readonly key: string }

/** "61/2018/NĐ-CP", "80/2015/QH13", "07/KH – UBND", "13-NQ/TU", "05/2023/TT-VPCP" */
const NUMBER = /(?<![\p{L}\p{N}/-])\d{1,5}[a-zđ]?(?:\/\d{4})?(?:\/\p{Lu}[\p{L}\d]{0,9}(?: ?[-–—] ?\p{Lu}[\p{L}\d]{0,11}){0,3}|-\p{Lu}{1,6}\/\p{Lu}[\p{L}]{0,11}(?:-\p{Lu}{1,10})?)(?![\p{L}\p{N}])/gu;
const TYPES = ['Hiến pháp', 'Bộ luật', 'Luật', 'Pháp lệnh', 'Nghị quyết liên tịch', 'Nghị quyết', 'Nghị định', 'Quyết định', 'Thông tư liên tịch', 'Thông tư', 'Chỉ thị', 'Kế hoạch', 'Công văn', 'Công điện', 'Chương trình', 'Thông báo',
  'Hướng dẫn', 'Kết luận', 'Quy định', 'Quy chế', 'Đề án', 'Tờ trình', 'Báo cáo', 'Văn bản hợp nhất', 'Văn bản'];
/** The name of a law stands between its kind and its number; other documents are named by the number at once. */
const NAMED = new Set(['Bộ luật', 'Luật', 'Pháp lệnh']);
/** Letters behind the number that no address, model or fraction has. */
const KNOWN = /[/-](?:NĐ|QĐ|NQ|TT|TTLT|CT|KH|KL|CV|CĐ|TB|HD|QH\d{0,2}|UBTVQH\d{0,2}|PL|VBHN|QC|ĐA|BC|TTr|CTr)(?![\p{L}\d])/u;
const DAY = /^,? ?ngày (\d{1,2}) ?(?:[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})|tháng (\d{1,2}) năm (\d{4}))(?!\d)/u;
const REACH = 110;

interface Found extends Citation { readonly from: number; readonly to: number }

function citationsOf(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const number = match[0], at = match.index;
    const kind = kindBefore(text.slice(Math.max(found.at(-1)?.to ?? 0, at - REACH), at));
    if (!kind && !KNOWN.test(number)) continue;
    const after = DAY.exec(text.slice(at + number.length, at + number.length + 40)), from = at - (kind?.length ?? 0), to = at + number.length + (after?.[0].length ?? 0);
    const key = legalKey({ type: kind?.type ?? '', number, date: after ? dayIn(after) : null });
    if (key) found.push({ text: text.slice(from, to), key, from, to });
  }
  return found;
}

/** The kind of document right before its number, with what stands between: "Luật Tiếp cận thông tin số ". */
function kindBefore(before: string): { readonly type: string; readonly length: number } | null {
  let best: { type: string; at: number } | null = null;
  const lower = before.toLowerCase();
  if (lower.length !== before.length) return null;
  for (const type of TYPES) {
    // the small word stands in the names of laws ("Luật Ban hành văn bản quy phạm pháp luật")
    const at = NAMED.has(type) ? before.lastIndexOf(type) : lower.lastIndexOf(type.toLowerCase());
    if (at < 0 || (at > 0 && /[\p{L}\p{N}]/u.test(before[at - 1]!)) || best && (best.at > at || best.at === at && best.type.length > type.length)) continue;
    const between = before.slice(at + type.length);
    if (NAMED.has(type) ? /[.;:\n()]/.test(between) || !/^ /.test(between) || /\d/.test(between) : !/^ (?:số:? ?)?$/u.test(between)) continue;
    // "luật" inside "Bộ luật" is the longer one
    if (best && best.at < at && at < best.at + best.type.length) continue;
    best = { type, at };
  }
  return best && { type: best.type, length: before.length - best.at };
}

function dayIn(match: RegExpExecArray): PlainDate | null {
  const [, day, month, year, monthWord, yearWord] = match, text = `${year ?? yearWord}-${(month ?? monthWord)!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isPlainDate(text) ? text : null;
}

/**
 * Whether a citation means the document of that key. Texts for readers mostly leave the day out ("Nghị định số 61/2018/NĐ-CP"): then the number alone
 * decides, where it holds its year. "07/KH-UBND" without a day is another one every January.
 */
export function cites(cited: string, document: string): boolean {
  return cited === document || (isUndated(cited) && document.startsWith(cited));
}

/** Every legal document that the text names, each once, in the order of reading. */
export function citationsIn(doc: RichText): readonly Citation[] {
  const seen = new Map<string, Citation>();
  for (const inlines of segmentsOf(doc)) for (const { text, key } of citationsOf(plain(inlines))) if (!seen.has(key)) seen.set(key, { text, key });
  return [...seen.values()];
}

/** A run that belongs to a citation; `cited` tells one citation from the next. */
export type CitedRun = Inline & { readonly cited?: string };

/** The runs of one segment with its citations marked, and linked where there is a page of the document; what is a link already stays as it is. */
export function citationRuns(inlines: Inlines, pageOf: (key: string) => string | null): readonly CitedRun[] {
  const links = citationsOf(plain(inlines)).map(({ from, to, key }) => ({ from, to, href: pageOf(key), cited: `${from} ${key}` }));
  if (links.length === 0) return inlines;
  const out: CitedRun[] = [];
  let at = 0, next = 0;
  for (const run of inlines) {
    if (run.kind === 'break') { out.push(run); at += 1; continue; }
    const end = at + run.text.length;
    let from = at;
    while (from < end) {
      while (next < links.length && links[next]!.to <= from) next += 1;
      const link = links[next], inside = link !== undefined && link.from <= from, to = Math.min(end, link ? (inside ? link.to : link.from > from ? link.from : end) : end);
      const text = textOf(run.text.slice(from - at, to - at), run.marks ?? [], run.href ?? (inside ? link.href ?? undefined : undefined));
      out.push(inside ? { ...text, cited: link.cited } : text);
      from = to;
    }
    at = end;
  }
  return out;
}
