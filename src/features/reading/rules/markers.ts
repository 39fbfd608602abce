/**
 * What an item starts with:
 *   Phần I · Chương 2 · Mục 1 · Điều 3. · A. · I. (I/ I- I) · 1. (1) 1/) · 1.1. · 1.1 · 1.1.1. · a) (a. a/) · (1) · i) · - – • · + · *
 * A blank after the mark may be missing ("1.Mục đích", "a)Nâng cao"). Dates, amounts and numbers of papers are no marks.
 */
import { isLetter, isUpper } from './words.ts';

export type MarkerKind = 'part' | 'article' | 'capital' | 'roman' | 'arabic' | 'decimal' | 'deep' | 'letter' | 'bracket' | 'dash' | 'plus' | 'star';
export interface Marker { readonly kind: MarkerKind; readonly label: string; /** where the text after the mark begins */ readonly length: number }

const PART = /^(phần|chương|mục|tiểu mục)\s+(?:thứ\s+)?([ivx]{1,6}|\d{1,2}|nhất|hai|ba|bốn|năm)\b[.:]?\s*/iu;
const ARTICLE = /^điều\s+(\d{1,3})\s*[.:]\s*/iu;
const ROMAN = /^([IVXL]{1,6})\s{0,2}([.)/:-])\s*/u;
const ROMAN_BARE = /^([IVX]{1,5})\s+/u;
const CAPITAL = /^([A-HĐ])\s?[.)]\s*/u;
const NUMBER = /^(\d{1,2})((?:\.\d{1,2}){0,3})/u;
const LETTER = /^([a-zđ])(?:\s?\)|[./])\s*/u;
const BRACKET = /^\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*/u;

export function readMarker(text: string): Marker | null {
  const first = text[0];
  if (first === undefined) return null;
  if ('-–—•●▪■·➢➤✓Øo§'.includes(first)) {
    if (first === 'o' || first === 'Ø' || first === '§' || first === '·') { if (text[1] !== ' ') return null; }
    let at = 1;
    while (text[at] === ' ' || text[at] === '-') at++;
    return text[at] === undefined ? null : { kind: 'dash', label: '-', length: at };
  }
  if (first === '+' || first === '*') {
    let at = 1;
    while (text[at] === ' ' || text[at] === first) at++;
    return text[at] === undefined ? null : { kind: first === '+' ? 'plus' : 'star', label: first, length: at };
  }
  if (first === '(') {
    const bracket = BRACKET.exec(text);
    return bracket && text.length > bracket[0].length ? { kind: 'bracket', label: `(${bracket[1]})`, length: bracket[0].length } : null;
  }
  const part = PART.exec(text);
  if (part && (isUpper(part[1]![0]) || text.length < 80)) {
    const next = text[part[0].length];
    if (next === undefined || isUpper(next)) return { kind: 'part', label: part[2]!, length: part[0].length };
  }
  const article = ARTICLE.exec(text);
  if (article) return { kind: 'article', label: `Điều ${article[1]}`, length: article[0].length };
  const roman = ROMAN.exec(text);
  if (roman) {
    const next = text[roman[0].length];
    const spaced = roman[0].endsWith(' ');
    // "V/v …" is a subject line, "I-V" a range.
    if (next !== undefined && (isUpper(next) || next === '“' || next === '"') && (roman[2] === '.' || spaced || isUpper(text[roman[0].length + 1]))) return { kind: 'roman', label: roman[1]!, length: roman[0].length };
  }
  const bare = ROMAN_BARE.exec(text);
  if (bare && text.length < 120 && isUpper(text[bare[0].length]) && isUpper(text[bare[0].length + 1])) return { kind: 'roman', label: bare[1]!, length: bare[0].length };
  const capital = CAPITAL.exec(text);
  if (capital && isUpper(text[capital[0].length])) return { kind: 'capital', label: capital[1]!, length: capital[0].length };
  return readNumber(text) ?? readLetter(text);
}

function readNumber(text: string): Marker | null {
  const match = NUMBER.exec(text);
  if (!match) return null;
  const levels = match[2]!.split('.').length; // 1 for "5", 2 for "5.1"
  let at = match[0].length;
  const closing = text[at];
  const closed = closing === '.' || closing === ')' || closing === '/' || (closing === ':' && levels === 1);
  if (closed) at++;
  const spaced = text[at] === ' ';
  while (text[at] === ' ') at++;
  const next = text[at];
  if (next === undefined) return null;
  if (!closed && !(levels > 1 && spaced && isUpper(next))) return null;
  if (closing === '/' && !spaced) return null;
  if (!isLetter(next) && !'“"(‘'.includes(next) && !(spaced && /\d/.test(next))) return null;
  const label = match[0];
  return { kind: levels === 1 ? 'arabic' : levels === 2 ? 'decimal' : 'deep', label, length: at };
}

function readLetter(text: string): Marker | null {
  const match = LETTER.exec(text);
  if (!match) return null;
  const next = text[match[0].length];
  if (next === undefined) return null;
  const dotted = !match[0].includes(')');
  if (dotted && !isUpper(next)) return null;
  return { kind: 'letter', label: match[1]!, length: match[0].length };
}
