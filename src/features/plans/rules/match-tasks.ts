import type { Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { TaskContent } from './content.ts';

/** A task of either plan, as far as two may be the same work. */
export interface Matchable { readonly itemId: Id; readonly content: Pick<TaskContent, 'title' | 'product' | 'channel' | 'rates' | 'purpose'> }
export interface Match { readonly parentItemId: Id; readonly itemId: Id; readonly score: number }

const STOP = new Set(['va', 'cac', 'cua', 'cho', 'tren', 've', 'tai', 'theo', 'trong', 'nam', 'thuc', 'hien', 'to', 'chuc', 'cai', 'cach', 'hanh', 'chinh', 'cchc', 'tuyen', 'truyen', 'xa', 'phuong', 'tinh', 'dac', 'khu', 'dia', 'ban']);
const wordsOf = (title: string): Set<string> => new Set(fold(title).split(/[^a-z0-9]+/).filter((word) => word && !STOP.has(word)));
/** Under this nothing is proposed: the person chooses by themselves. */
export const LEAST_ALIKE = 0.45;

/** How likely one task carries out the other, 0–1: words of the title (without those that every such plan uses), product, channel, rhythm. */
export function alike(a: Matchable['content'], b: Matchable['content']): number {
  if ((a.purpose === 'report') !== (b.purpose === 'report')) return 0;
  if (a.purpose === 'report') return 0.9;
  const [mine, theirs] = [wordsOf(a.title), wordsOf(b.title)], common = [...mine].filter((word) => theirs.has(word)).length;
  const title = mine.size + theirs.size === 0 ? 0 : (2 * common) / (mine.size + theirs.size);
  const keyOf = (content: Matchable['content']): string | null => content.rates[0]?.productKey ?? content.product;
  const product = keyOf(a) !== null && keyOf(a) === keyOf(b) ? 1 : 0, channel = (a.rates[0]?.channelKey ?? a.channel) === (b.rates[0]?.channelKey ?? b.channel) ? 1 : 0;
  const rhythm = (a.rates[0]?.per ?? null) === (b.rates[0]?.per ?? null) ? 1 : 0;
  return 0.5 * title + 0.3 * product + 0.1 * channel + 0.1 * rhythm;
}

/** The likeliest pairs, each task of either side once, best first; what is linked already takes no part. */
export function proposeLinks(above: readonly Matchable[], own: readonly Matchable[]): Match[] {
  const all = above.flatMap((there) => own.map((here): Match => ({ parentItemId: there.itemId, itemId: here.itemId, score: alike(there.content, here.content) }))).filter(({ score }) => score >= LEAST_ALIKE).sort((a, b) => b.score - a.score);
  const taken = new Set<string>(), found: Match[] = [];
  for (const one of all) if (!taken.has(`a${one.parentItemId}`) && !taken.has(`o${one.itemId}`)) {
    taken.add(`a${one.parentItemId}`).add(`o${one.itemId}`);
    found.push(one);
  }
  return found;
}
