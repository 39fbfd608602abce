import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { ProductKey } from '#features/channels/rules/products.ts';
import type { CountsAs } from './kinds/index.ts';

/** What deciding needs to know of an obligation's card. */
export interface CountableCard {
  readonly commitmentId: Id; readonly sourceId: Id; readonly product: string; readonly channel: string | null; readonly periodFrom: PlainDate; readonly periodTo: PlainDate;
  readonly amount: number | null; readonly optional: boolean;
}

export const productFor = (counts: CountsAs, noun: string): string => counts.of[noun] ?? counts.product;

/**
 * Which commitments a posting counts for, at most one of each plan. It is a result of its own kind in its own channel ("bài đăng", mạng xã hội):
 * (1) a commitment that names the channel, also where it calls the piece what the item is by itself ("05 tin, bài/tháng trên Zalo");
 * (2) one that names the product and no channel ("10 bài đăng mạng xã hội").
 * Never a commitment of articles that names no channel or another one: that the publication itself has filled.
 */
export function commitmentsFor(counts: CountsAs, noun: string, cards: readonly CountableCard[], day: PlainDate): Id[] {
  const product = productFor(counts, noun), best = new Map<Id, { card: CountableCard; rank: number }>();
  for (const card of cards) {
    if (day < card.periodFrom || day > card.periodTo) continue;
    const names = card.channel === counts.channel, same = card.product === product;
    if (!(same && (names || card.channel === null)) && !(names && isItself(noun, card.product))) continue;
    const rank = (same ? 8 : 0) + (names ? 4 : 0) + (card.amount !== null ? 2 : 0) + (card.optional ? 0 : 1), other = best.get(card.sourceId);
    if (!other || rank > other.rank) best.set(card.sourceId, { card, rank });
  }
  return [...new Set([...best.values()].map(({ card }) => card.commitmentId))];
}
/** What items of a noun are by themselves, in the words of plans. */
const THEMSELVES: Readonly<Record<string, readonly ProductKey[]>> = { articles: ['article', 'column'], newsletters: ['newsletter'], prints: ['infographic'] };
const isItself = (noun: string, product: string): boolean => (THEMSELVES[noun] as readonly string[] | undefined)?.includes(product) ?? false;
