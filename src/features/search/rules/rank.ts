import { exactLexeme, ZONES, type Zone } from './lexemes.ts';
import { pairsIn, wordsIn, type Query, type QueryWord } from './query.ts';

/** A condition over lexemes; written for the database by `tsquery`. */
export type Condition = string | { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition };

/** Text of a tsquery. Every lexeme is quoted, so nothing that was typed is ever an operator. */
export function tsquery(condition: Condition): string {
  if (typeof condition === 'string') return `'${condition.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  if ('not' in condition) return `!(${tsquery(condition.not)})`;
  const [parts, sign] = 'all' in condition ? [condition.all, ' & '] : [condition.any, ' | '];
  return parts.length === 1 ? tsquery(parts[0]!) : `(${parts.map(tsquery).join(sign)})`;
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
/** Newer is a little better: less for each year of age, at most so much less. Never more than the smallest difference of two kinds of hits. */
export const AGE = { perYear: 0.15, most: 0.9 } as const;

export interface Class { readonly points: number; readonly condition: Condition }

/** What must be true of every hit: all words, and the pairs that belong together. */
export function mustHave(query: Query): Condition {
  const words = [...new Set(wordsIn(query).map((word) => word.folded))];
  return { all: [...pairsIn(query.runs, true), ...words, ...query.without.map((run): Condition => ({ not: { all: [...pairsIn([run]), ...(run.words.length === 1 ? [run.words[0]!.folded] : [])] } }))] };
}

/** All pairs side by side; null for a query without pairs. */
export function phrase(query: Query, zone: Zone = 'anywhere'): Condition | null {
  const pairs = pairsIn(query.runs);
  return pairs.length === 0 ? null : { all: pairs.map((pair) => ZONES[zone] + pair) };
}

/** A number like 1.001612 or 15/KH-UBND. */
export const isCode = (query: Query): boolean => query.runs.length === 1 && query.runs[0]!.words.length > 1 && query.runs[0]!.words.every((word, index) => index === 0 || word.tied) && query.runs[0]!.words.some((word) => /\d/.test(word.folded));

export function classesOf(query: Query): Class[] {
  const words = wordsIn(query), folded = [...new Set(words.map((word) => word.folded))], inZone = (zone: Zone): Condition => ({ all: folded.map((word) => ZONES[zone] + word) });
  const withMarks = words.filter((word) => word.exact !== word.folded), asTyped = withMarks.length > 0 ? withMarks : words, exactIn = (zone: Zone, some: readonly QueryWord[]): Condition[] => some.map((word) => ZONES[zone] + exactLexeme(word.exact));
  const [anywhere, head, title] = [phrase(query), phrase(query, 'head'), phrase(query, 'title')];
  return [
    ...(withMarks.length > 0 ? [{ points: POINTS.exact, condition: { all: exactIn('anywhere', withMarks) } }] : []),
    { points: POINTS.asWritten, condition: { all: [...exactIn('anywhere', words), ...(anywhere ? [anywhere] : [])] } },
    { points: POINTS.titleExact, condition: { all: [...exactIn('title', asTyped), ...(withMarks.length === 0 && title ? [title] : [])] } },
    { points: POINTS.titleWords, condition: inZone('title') }, { points: POINTS.headWords, condition: inZone('head') },
    ...(anywhere ? [{ points: POINTS.phrase, condition: anywhere }, { points: POINTS.headPhrase, condition: head! }, { points: POINTS.titlePhrase, condition: title! }] : []),
  ];
}

/** When nothing has all words: whatever has at least two of them side by side, more of them first. Null for fewer than three words. */
export function nearly(query: Query): { readonly condition: Condition; readonly classes: Class[] } | null {
  const pairs = pairsIn(query.runs);
  if (pairs.length < 2) return null;
  return { condition: { any: pairs }, classes: pairs.flatMap((pair) => [{ points: 2, condition: pair }, { points: 1, condition: ZONES.head + pair }, { points: 1, condition: ZONES.title + pair }]) };
}
