import { exactLexeme, ZONES, type Zone } from './lexemes.ts';
import { pairsIn, wordsIn, type Query, type QueryWord } from './query.ts';

/** A condition over lexemes; written for the database by `tsquery`. */
export type Condition = string | { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition };

/** Text of a tsquery. Every lexeme is quoted, so nothing that was typed is ever an operator. Each part stands once and in one order: conditions that say the same have the same text. */
export function tsquery(condition: Condition): string {
  if (typeof condition === 'string') return `'${condition.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  if ('not' in condition) return `!(${tsquery(condition.not)})`;
  const [key, sign] = 'all' in condition ? ['all', ' & '] as const : ['any', ' | '] as const;
  const flat = (one: Condition): string[] => (typeof one === 'object' && key in one ? (one as Record<string, readonly Condition[]>)[key]!.flatMap(flat) : [tsquery(one)]);
  const parts = [...new Set(flat(condition))].sort();
  return parts.length === 1 ? parts[0]! : `(${parts.join(sign)})`;
}

/**
 * What an entry gets for what is true of it; its points are the sum. Marks as typed outweigh everything that is true without them; then words side by side, then words
 * anywhere; title before summary before text. Typed without marks nothing is known about them: that it is written so is worth a little.
 */
export const POINTS = {
  exact: 20, asWritten: 2,
  titleExact: 4, titlePhrase: 6, titleWords: 3, headPhrase: 3, headWords: 2, phrase: 4,
  /** A procedure that the query names by title or code stands before what is written about it. */
  named: 30,
} as const;
/** A title of which the words are the whole gets so much more; one with as many others, half of it. */
export const WHOLE_TITLE = 2;
/** Newer is a little better: less for each year of age, at most so much less. Never more than the smallest difference of two kinds of hits. */
export const AGE = { perYear: 0.15, most: 0.9 } as const;

/** `close`: true only of entries that have the words side by side. */
export interface Class { readonly points: number; readonly condition: Condition; readonly close: boolean; /** the title has all words */ readonly title?: boolean }

/** What must be true of every hit: all words, and the pairs that belong together. `close`: every pair. */
export function mustHave(query: Query, close = false): Condition {
  // a pair has its two words: asking for those as well would only take time
  const pairs = pairsIn(query.runs, !close), paired = new Set(pairs.flatMap((pair) => pair.split('_'))), words = [...new Set(wordsIn(query).map((word) => word.folded))].filter((word) => !paired.has(word));
  return { all: [...pairs, ...words, ...leftOut(query)] };
}
/** What was typed after a minus is in no hit. */
const leftOut = (query: Query): Condition[] => query.without.map((run): Condition => ({ not: { all: run.words.length === 1 ? [run.words[0]!.folded] : pairsIn([run]) } }));

/** All pairs side by side; null for a query without pairs. */
export function phrase(query: Query, zone: Zone = 'anywhere'): Condition | null {
  const pairs = pairsIn(query.runs);
  return pairs.length === 0 ? null : { all: pairs.map((pair) => ZONES[zone] + pair) };
}

/** A number like 1.001612 or 15/KH-UBND. */
export const isCode = (query: Query): boolean => query.runs.length === 1 && query.runs[0]!.words.length > 1 && query.runs[0]!.words.every((word, index) => index === 0 || word.tied) && query.runs[0]!.words.some((word) => /\d/.test(word.folded));

export function classesOf(query: Query): Class[] {
  const words = wordsIn(query), folded = [...new Set(words.map((word) => word.folded))], inZone = (zone: Zone): Condition => ({ all: folded.map((word) => ZONES[zone] + word) });
  const hasMarks = (word: QueryWord): boolean => word.exact !== word.folded, typedWithMarks = words.some(hasMarks), asTyped = (word: QueryWord): string => (!typedWithMarks || hasMarks(word) ? exactLexeme(word.exact) : word.folded);
  const [anywhere, head, title] = [phrase(query), phrase(query, 'head'), phrase(query, 'title')];
  const classes: Class[] = [
    ...(typedWithMarks ? [{ points: POINTS.exact, condition: { all: words.map(asTyped) }, close: false }] : []),
    { points: POINTS.asWritten, condition: { all: [...words.map((word) => exactLexeme(word.exact)), ...(anywhere ? [anywhere] : [])] }, close: anywhere !== null },
    { points: POINTS.titleExact, condition: { all: [...words.map((word) => ZONES.title + asTyped(word)), ...(!typedWithMarks && title ? [title] : [])] }, close: !typedWithMarks && title !== null },
    { points: POINTS.titleWords, condition: inZone('title'), close: false, title: true }, { points: POINTS.headWords, condition: inZone('head'), close: false },
    ...(anywhere ? [{ points: POINTS.phrase, condition: anywhere, close: true }, { points: POINTS.headPhrase, condition: head!, close: true }, { points: POINTS.titlePhrase, condition: title!, close: true }] : []),
  ];
  // What must stand side by side is asked for each time: it is much rarer than its words, and the index begins with what is rare.
  const tied = pairsIn(query.runs, true);
  return tied.length === 0 ? classes : classes.map((one) => ({ ...one, condition: { all: [one.condition, ...tied] } }));
}

/** When nothing has all words: whatever has at least two of them side by side, more of them first. Null for fewer than three words. */
export function nearly(query: Query): { readonly condition: Condition; readonly classes: Class[] } | null {
  const pairs = pairsIn(query.runs);
  if (pairs.length < 2) return null;
  return { condition: { all: [{ any: pairs }, ...leftOut(query)] }, classes: pairs.flatMap((pair) => [{ points: 2, condition: pair, close: false }, { points: 1, condition: ZONES.head + pair, close: false }, { points: 1, condition: ZONES.title + pair, close: false }]) };
}
