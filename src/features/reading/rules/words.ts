/**
 * Small words about printed Vietnamese shared by the rules. Everything is compared without marks and, where the text may have
 * lost its blanks ("Quyếtđịnhsố185"), without blanks too.
 */
import { fold } from '#kernel/vietnamese.ts';

/** Letters without their marks, remembered: this is asked of every line many times. A few hundred letters at most occur. */
const FOLDED = new Map<string, string>();
/** Without marks, case and white space: "Cơ quan  chủ trì" → "coquanchutri". */
export function squash(text: string): string {
  let result = '';
  for (const char of text) {
    let folded = FOLDED.get(char);
    if (folded === undefined) { folded = fold(char); FOLDED.set(char, folded); }
    result += folded;
  }
  return result;
}

/**
 * Small letters with their marks, one kind of dash and blank, the tone on the first vowel of an open oa, oe, uy ("hoá" → "hóa", "uỷ" → "ủy").
 * Closed syllables and "quý" keep theirs, so that words may be compared with words as they are spelt in these rules.
 */
export function lowerMarked(text: string): string {
  if (text.length > 64) return lower(text);
  let known = LOWERED.get(text);
  if (known === undefined) {
    if (LOWERED.size > 4000) LOWERED.clear();
    LOWERED.set(text, (known = lower(text)));
  }
  return known;
}
/** The openings of lines come again and again: remembered, within bounds. */
const LOWERED = new Map<string, string>();
const lower = (text: string): string => text.normalize('NFC').toLowerCase().replace(OPEN_VOWELS, (pair) => TONE_FIRST[pair] ?? pair).replace(/[–—‑−]/g, '-').replace(/\s+/g, ' ').trim();
const OPEN_VOWELS = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})/gu;
const TONE_FIRST: Readonly<Record<string, string>> = { oà: 'òa', oá: 'óa', oả: 'ỏa', oã: 'õa', oạ: 'ọa', oè: 'òe', oé: 'óe', oẻ: 'ỏe', oẽ: 'õe', oẹ: 'ọe', uỳ: 'ùy', uý: 'úy', uỷ: 'ủy', uỹ: 'ũy', uỵ: 'ụy' };

export const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** Blanks, bullets and closing punctuation off both ends. */
export function trimEnds(text: string): string {
  let from = 0, to = text.length;
  while (from < to && ' \n\t-–—+•*:;,./'.includes(text[from]!)) from++;
  while (to > from && ' \n\t.;:,/'.includes(text[to - 1]!)) to--;
  return text.slice(from, to);
}

/** Without the given characters at the end. */
export function trimEndOf(text: string, chars: string): string {
  let to = text.length;
  while (to > 0 && chars.includes(text[to - 1]!)) to--;
  return text.slice(0, to);
}
/** The text without what stands in round or square brackets, or with only those brackets that `keep` accepts. */
export function dropBrackets(text: string, keep: (inside: string) => boolean = () => false): string {
  const parts: string[] = [];
  let depth = 0, from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '(' || char === '[') { if (depth === 0) { parts.push(text.slice(from, i)); from = i; } depth++; }
    else if ((char === ')' || char === ']') && depth > 0) {
      depth--;
      if (depth === 0) { if (keep(text.slice(from + 1, i))) parts.push(text.slice(from, i + 1)); from = i + 1; }
    }
  }
  if (depth === 0) parts.push(text.slice(from));
  return parts.join('');
}
/** The bracket that closes a text, and where it opens: "… (Chủ trì: Sở A)." Null when the text does not end in one. */
export function closingBracket(text: string): { inside: string; at: number } | null {
  let end = text.length;
  while (end > 0 && '.; '.includes(text[end - 1]!)) end--;
  if (text[end - 1] !== ')') return null;
  for (let i = end - 2, depth = 1; i >= 0; i--) {
    if (text[i] === ')') depth++;
    else if (text[i] === '(') { depth--; if (depth === 0) return { inside: text.slice(i + 1, end - 1), at: i }; }
  }
  return null;
}

export const isUpper = (char: string | undefined): boolean => char !== undefined && char !== '' && char === char.toUpperCase() && char !== char.toLowerCase();
export const isLower = (char: string | undefined): boolean => char !== undefined && char !== '' && char === char.toLowerCase() && char !== char.toUpperCase();
export const isLetter = (char: string | undefined): boolean => char !== undefined && char !== '' && char.toUpperCase() !== char.toLowerCase();
export const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
/** A heading or a letterhead line: letters, and hardly any of them small. */
export function isMostlyUpper(text: string): boolean {
  let upper = 0, lower = 0;
  for (const char of text) { if (isUpper(char)) upper++; else if (isLower(char)) lower++; }
  return upper >= 2 && lower <= (upper + lower) * 0.15;
}

/** Kinds of papers by their type line. The longest words first, so that "CHƯƠNG TRÌNH HÀNH ĐỘNG" is not a "CHƯƠNG TRÌNH". */
export const PAPER_KINDS: readonly { readonly words: string; readonly type: PaperType; readonly sign: string }[] = [
  { words: 'Chương trình hành động', type: 'plan', sign: 'CTr' }, { words: 'Chương trình phối hợp', type: 'plan', sign: 'CTr' },
  { words: 'Kế hoạch', type: 'plan', sign: 'KH' }, { words: 'Chương trình', type: 'plan', sign: 'CTr' }, { words: 'Phương án', type: 'plan', sign: 'PA' },
  { words: 'Đề án', type: 'plan', sign: 'ĐA' }, { words: 'Quyết định', type: 'decision', sign: 'QĐ' }, { words: 'Chỉ thị', type: 'directive', sign: 'CT' },
  { words: 'Nghị quyết', type: 'resolution', sign: 'NQ' }, { words: 'Thông báo', type: 'notice', sign: 'TB' }, { words: 'Tờ trình', type: 'submission', sign: 'TTr' },
  { words: 'Báo cáo', type: 'report', sign: 'BC' }, { words: 'Hướng dẫn', type: 'other', sign: 'HD' }, { words: 'Công điện', type: 'dispatch', sign: 'CĐ' },
  { words: 'Kết luận', type: 'other', sign: 'KL' }, { words: 'Đề cương', type: 'other', sign: '' }, { words: 'Quy chế', type: 'other', sign: 'QC' },
  { words: 'Giấy mời', type: 'other', sign: 'GM' }, { words: 'Công văn', type: 'dispatch', sign: '' },
];
export type PaperType = 'plan' | 'dispatch' | 'decision' | 'directive' | 'resolution' | 'notice' | 'submission' | 'annex' | 'report' | 'other';

const KINDS_BY_WORDS = new Map(PAPER_KINDS.map((kind) => [squash(kind.words), kind]));

/** The kind named by a whole line "KẾ HOẠCH" (also "K Ế H O Ạ C H"), else null. */
export function paperKindOfLine(text: string): { words: string; type: PaperType } | null {
  if (text.length > 40) return null;
  const trimmed = trimEnds(text.replace(/[*#_]/g, ''));
  if (!isMostlyUpper(trimmed)) return null;
  const squashed = squash(trimmed);
  return KINDS_BY_WORDS.get(squashed) ?? null;
}


/** "PHỤ LỤC 1 …" in capitals, or a line that is nothing but "Phụ lục", "Phụ lục I", "Phụ lục số 02" (the form of Decree 30/2020). */
export function isAnnexHeading(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length >= 60 || !/^ph[uụ] ?l[uụ]c/i.test(trimmed)) return false;
  return isMostlyUpper(trimmed.slice(0, 7)) || /^phụ ?lục(?: (?:số )?(?:[IVXL]{1,5}|\d{1,2}|[A-Z]))?[.:]?$/iu.test(trimmed);
}
