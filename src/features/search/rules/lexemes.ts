import type { Id } from '#kernel/id.ts';
import { pairOf, wordsOf, type Word } from './words.ts';

/**
 * What of an item stands in the index. One set of strings without places, in which every question the ranking asks is an entry of its own, so that the index answers it
 * without looking at the text: `cai` a word without marks anywhere, `cai_cach` a pair side by side, `=cải` a word with its marks; `+…` the same in title or summary,
 * `^…` in the title; `@…` what is filtered by. Words are letters and digits only, so these signs never meet.
 */
export const ZONES = { anywhere: '', head: '+', title: '^' } as const;
export type Zone = keyof typeof ZONES;
export const exactLexeme = (word: string): string => `=${word}`;

export const filterLexeme = {
  organisation: (id: Id): string => `@o${id}`, collection: (id: Id): string => `@c${id}`, year: (year: number): string => `@y${year}`, noun: (noun: string): string => `@n${noun}`,
  /** "2026-11": months are how the newest few thousand are found. */
  month: (month: string): string => `@m${month}`,
} as const;

/** So many words of a text are looked at, and so much of it can stand in one row of the index (the database holds 1 MB at most). */
export const MOST_WORDS = 20_000, MOST_BYTES = 700_000;

export interface Indexed {
  readonly noun: string; readonly organisationId: Id; readonly collectionId: Id | null; readonly year: number; readonly month: string;
  readonly title: string; readonly summary: string; readonly text: string; /** names of the organisation, past ones too: found, but nothing the item is about */ readonly names: readonly string[];
}

export function lexemesOf(item: Indexed): string[] {
  const found = new Set<string>([filterLexeme.organisation(item.organisationId), filterLexeme.year(item.year), filterLexeme.noun(item.noun), filterLexeme.month(item.month)]);
  if (item.collectionId) found.add(filterLexeme.collection(item.collectionId));
  let bytes = 0;
  const add = (lexeme: string): void => {
    if (found.has(lexeme) || bytes >= MOST_BYTES) return;
    bytes += Buffer.byteLength(lexeme);
    found.add(lexeme);
  };
  const put = (words: readonly Word[], zones: readonly string[], exactIn: readonly string[]): void => {
    for (const [index, word] of words.entries()) {
      for (const zone of zones) {
        add(zone + word.folded);
        if (index > 0 && !word.fresh) add(zone + pairOf(words[index - 1]!.folded, word.folded));
      }
      for (const zone of exactIn) add(zone + exactLexeme(word.exact));
    }
  };
  put(wordsOf(item.title, MOST_WORDS), Object.values(ZONES), [ZONES.anywhere, ZONES.title]);
  put(wordsOf(item.summary, MOST_WORDS), [ZONES.anywhere, ZONES.head], [ZONES.anywhere]);
  for (const name of item.names) put(wordsOf(name, MOST_WORDS), [ZONES.anywhere], [ZONES.anywhere]);
  put(wordsOf(item.text, MOST_WORDS), [ZONES.anywhere], [ZONES.anywhere]);
  return [...found];
}

/** Words and pairs of a title, each once, with how they were written: what "did you mean" knows. */
export function termsOf(title: string): Map<string, string> {
  const terms = new Map<string, string>(), words = wordsOf(title, 60);
  for (const [index, word] of words.entries()) {
    if (/\d/.test(word.folded)) continue;
    const written = title.slice(word.start, word.end).toLowerCase(), before = words[index - 1];
    if (word.folded.length > 1) terms.set(word.folded, written);
    if (before && !word.fresh && !/\d/.test(before.folded)) terms.set(`${before.folded} ${word.folded}`, `${title.slice(before.start, before.end).toLowerCase()} ${written}`);
  }
  return terms;
}
