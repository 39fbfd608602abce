import { fold, tidy, unifyI, unifyTones } from '#kernel/vietnamese.ts';

/** A word of a text: a run of letters and digits, where it stands, and its two forms for comparing. */
export interface Word {
  /** Without marks, lower case: "thủy", "thuỷ" and "THUY" are "thuy". */
  readonly folded: string;
  /** With marks, in one spelling. */
  readonly exact: string;
  readonly start: number;
  readonly end: number;
  /** Begins a sentence or a line: with the word before it, it is no pair. */
  readonly fresh: boolean;
}

/** Longer runs are no words (keys, pictures in text form): only this much of them counts. */
const LONGEST = 40;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** Made once for a word: a text repeats a few thousand of them. */
const known = new Map<string, { readonly folded: string; readonly exact: string }>(), MOST_KNOWN = 50_000;
export function formsOf(written: string): { readonly folded: string; readonly exact: string } {
  const before = known.get(written);
  if (before) return before;
  const composed = unifyTones(written.slice(0, LONGEST).normalize('NFC').toLowerCase().normalize('NFC')), exact = unifyI(composed), forms = { folded: fold(exact), exact };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(written, forms);
  return forms;
}

/** The words of a text, in order, at most so many. A text is composed (`tidy`) before, so that places in it are those of what is shown. */
export function wordsOf(text: string, most = Infinity): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(RUN)) {
    const forms = formsOf(match[0]);
    if (!forms.folded) continue; // marks without a letter
    words.push({ ...forms, start: match.index, end: match.index + match[0].length, fresh: words.length === 0 || breaks(text, end, match.index) });
    end = match.index + match[0].length;
    if (words.length >= most) break;
  }
  return words;
}

/** Whether a sentence or a line ends between two words; a point inside "1.001612" ends nothing. */
function breaks(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 10) return true;
    if ((sign === 46 || sign === 33 || sign === 63 || sign === 59 || sign === 58) && i + 1 < to && (text.charCodeAt(i + 1) === 32 || text.charCodeAt(i + 1) === 10)) return true;
  }
  return false;
}

export const pairOf = (a: string, b: string): string => `${a}_${b}`;

/** One form of Unicode and of blanks, shortened: what is kept of a text, and what somebody typed. */
export const plain = (text: string, most: number): string => {
  const short = tidy(text.slice(0, most * 2)).toWellFormed().slice(0, most);
  // never half a sign
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
};
