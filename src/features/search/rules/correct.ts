import type { Query } from './query.ts';

interface Term { readonly term: string; readonly shown: string; readonly entries: number }
interface Near extends Term { readonly alike: number }

/** Less alike than this is another word. */
const ALIKE = 0.38;

/** Words and pairs of a query as the terms of titles are written. */
export const termsAsked = (query: Query): { readonly words: string[]; readonly pairs: string[] } => {
  const words = query.runs.flatMap((run) => run.words.map((word) => word.folded)).filter((word) => !/\d/.test(word)), pairs = query.runs.flatMap((run) => run.words.slice(1).map((word, index) => `${run.words[index]!.folded} ${word.folded}`)).filter((pair) => !/\d/.test(pair));
  return { words: [...new Set(words)], pairs: [...new Set(pairs)] };
};

/**
 * What was perhaps meant: words that stand in no title are replaced by the most alike ones that do, read together with the word beside them ("khai sjnh" → "khai sinh").
 * Written with the marks of titles. Null when there is nothing better than what was typed.
 */
export function corrected(query: Query, known: ReadonlyMap<string, Term>, like: ReadonlyMap<string, readonly Near[]>): string | null {
  const words = query.runs.flatMap((run) => run.words.map((word) => word.folded));
  if (words.length === 0 || words.some((word) => /\d/.test(word))) return null;
  const shown: (string | null)[] = words.map(() => null), result = [...words];
  for (const [index, word] of words.entries()) {
    if (known.has(word)) continue;
    const near: { readonly at: number; readonly words: readonly string[]; readonly shown: readonly string[]; readonly value: number }[] = [];
    const put = (at: number, length: number, asked: string): void => {
      for (const one of like.get(asked) ?? []) {
        const parts = one.term.split(' ');
        if (one.alike < ALIKE || parts.length !== length) continue;
        // the word beside it stays when it is one that is known
        const stays = parts.every((part, offset) => at + offset === index || part === result[at + offset] || !known.has(words[at + offset]!));
        if (stays) near.push({ at, words: parts, shown: one.shown.split(' '), value: one.alike + Math.log10(1 + one.entries) * 0.05 + (length - 1) * 0.2 });
      }
    };
    if (index > 0) put(index - 1, 2, `${words[index - 1]!} ${word}`);
    if (index + 1 < words.length) put(index, 2, `${word} ${words[index + 1]!}`);
    put(index, 1, word);
    const best = near.sort((a, b) => b.value - a.value || (a.words.join(' ') < b.words.join(' ') ? -1 : 1))[0];
    if (!best) continue;
    for (const [offset, part] of best.words.entries()) { result[best.at + offset] = part; shown[best.at + offset] = best.shown[offset] ?? null; }
  }
  if (result.every((word, index) => word === words[index])) return null;
  return result.map((word, index) => shown[index] ?? marksOf(result, index, known) ?? word).join(' ');
}

/** How titles write this word, beside the words it stands with here. */
function marksOf(words: readonly string[], index: number, known: ReadonlyMap<string, Term>): string | null {
  const before = index > 0 ? known.get(`${words[index - 1]!} ${words[index]!}`) : undefined, after = known.get(`${words[index]!} ${words[index + 1] ?? ''}`);
  const pair = (after?.entries ?? 0) > (before?.entries ?? 0) ? after?.shown.split(' ')[0] : before?.shown.split(' ')[1];
  return pair ?? known.get(words[index]!)?.shown ?? null;
}
