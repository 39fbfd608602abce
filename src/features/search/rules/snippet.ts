import type { Query } from './query.ts';
import { wordsOf, type Word } from './words.ts';

/** A stretch of text; hits are what the reader looked for, as it is written. Plain text: whoever shows it escapes it. */
export interface Piece { readonly text: string; readonly hit: boolean }

/** Of about this many signs. */
const LENGTH = 220;
/** So much of a text is looked through. */
const MOST_LOOKED_AT = 1_500;

/** The whole text with its hits marked: titles. */
export const marked = (text: string, query: Query): Piece[] => pieces(text, 0, text.length, hitsIn(wordsOf(text), query).map(([word]) => word));

/** The part of the text where most of what was looked for stands together; its beginning when there is nothing of it. */
export function snippet(text: string, query: Query): Piece[] {
  const words = wordsOf(text, MOST_LOOKED_AT), hits = hitsIn(words, query);
  if (hits.length === 0) return pieces(text, 0, lastWordBefore(words, 0, LENGTH, text.length), []);
  let best = { from: 0, value: -1 };
  for (let from = 0, to = 0; from < hits.length; from++) {
    while (to < hits.length && hits[to]![0].end <= hits[from]![0].start + LENGTH * 0.75) to++;
    const inside = hits.slice(from, Math.max(to, from + 1)), value = new Set(inside.map(([word]) => word.folded)).size * 4 + inside.reduce((sum, [, weight]) => sum + weight, 0) / inside.length + Math.min(3, inside.length / 4);
    if (value > best.value + 1e-9) best = { from, value };
  }
  const first = hits[best.from]![0], start = startBefore(words, first), end = lastWordBefore(words, start, LENGTH, text.length);
  return pieces(text, start, Math.max(end, first.end), hits.map(([word]) => word));
}

/** Words of the text that were looked for: with what they weigh, more where they are written as typed and where they stand as typed. */
function hitsIn(words: readonly Word[], query: Query): (readonly [Word, number])[] {
  const looked = new Set<string>(), exact = new Set<string>(), pairs = new Set<string>(), alone = new Set<string>();
  for (const run of query.runs) for (const [index, word] of run.words.entries()) {
    looked.add(word.folded);
    exact.add(word.exact);
    if (index > 0) pairs.add(`${run.words[index - 1]!.folded} ${word.folded}`);
    if (run.words.length === 1) alone.add(word.folded);
  }
  const found: (readonly [Word, number])[] = [];
  const joined = (a: Word | undefined, b: Word | undefined): boolean => a !== undefined && b !== undefined && !b.fresh && pairs.has(`${a.folded} ${b.folded}`);
  const hasPairs = words.some((word, index) => joined(words[index - 1], word));
  for (const [index, word] of words.entries()) {
    if (!looked.has(word.folded)) continue;
    const together = joined(words[index - 1], word) || joined(word, words[index + 1]);
    // single syllables are everywhere: once the words stand together somewhere, only those are shown as hits
    if (hasPairs && !together && !alone.has(word.folded)) continue;
    found.push([word, (together ? 2 : 0) + (exact.has(word.exact) ? 1.5 : 0)]);
  }
  return found;
}

/** Where to begin: the text or a sentence when it begins a little before, else a few words before. */
function startBefore(words: readonly Word[], first: Word): number {
  if (first.start < LENGTH * 0.35) return 0;
  let at = words.indexOf(first), start = first.start;
  while (at > 0 && first.start - words[at]!.start < LENGTH * 0.35) {
    start = words[at]!.start;
    if (words[at]!.fresh) return start;
    at--;
  }
  return start;
}
function lastWordBefore(words: readonly Word[], start: number, length: number, whole: number): number {
  if (whole - start <= length) return whole;
  let end = start;
  for (const word of words) if (word.end > start && word.end <= start + length) end = word.end;
  return end === start ? Math.min(whole, start + length) : end;
}

function pieces(text: string, start: number, end: number, hits: readonly Word[]): Piece[] {
  const found: Piece[] = [];
  const push = (piece: string, hit: boolean): void => {
    if (!piece) return;
    const last = found.at(-1);
    if (last?.hit === hit) found[found.length - 1] = { text: last.text + piece, hit }; else found.push({ text: piece, hit });
  };
  let at = start;
  push(start > 0 ? '… ' : '', false);
  for (const word of hits) {
    if (word.start < at || word.end > end) continue;
    const between = text.slice(at, word.start);
    // words that stand side by side are one mark
    push(between, found.at(-1)?.hit === true && at > start && /^ $/.test(between));
    push(text.slice(word.start, word.end), true);
    at = word.end;
  }
  push(text.slice(at, end), false);
  push(end < text.length ? ' …' : '', false);
  return found.map((one) => ({ ...one, text: one.text.replace(/\n+/g, ' ') }));
}
