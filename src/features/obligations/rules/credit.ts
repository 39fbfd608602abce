import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';

/**
 * Which obligations a deliverable counts for, and by how much. The rules of "The core" in design.md, by number:
 *
 * (1) Recorded from a card: that card's obligation, even an old one.
 * (2) Otherwise the period that contains the day done.
 * (3) What exceeds that period's amount stays uncredited and is offered, never applied by itself, to the oldest debt of
 *     the same commitment; it goes forward to later periods only if the commitment carries its surplus.
 * (4) Within one commitment the credits of a deliverable never exceed its amount; it may count in several commitments.
 * (5) Late = done after the due day; that is for `state.ts`, which compares the day done, not the day recorded.
 */
export interface Creditable {
  readonly id: Id;
  /** The commitment through all versions of its plan: an amended commitment is the same one here. */
  readonly line: string;
  readonly periodFrom: PlainDate;
  readonly periodTo: PlainDate;
  readonly due: PlainDate;
  /** Null: followed without a number, takes everything. */
  readonly amount: number | null;
  /** By all credits that count now. */
  readonly credited: number;
  readonly excused: number;
  readonly closed: boolean;
  readonly optional: boolean;
  readonly carrySurplus: boolean;
}

export interface Allocated { readonly obligationId: Id; readonly amount: number; readonly fromCard: boolean }
/** "thừa 2": what found no place, and the oldest debts that could take it. */
export interface Surplus { readonly line: string; readonly amount: number; readonly offers: readonly Offer[] }
export interface Offer { readonly obligationId: Id; readonly amount: number }
export interface Allocation { readonly credits: readonly Allocated[]; readonly surplus: readonly Surplus[] }

export interface AllocationRequest {
  readonly deliverable: { readonly amount: number; readonly doneOn: PlainDate };
  /** The obligations whose cards were chosen; at most one of a line is used, the first. */
  readonly cards: readonly Id[];
  /** Every obligation of the lines in question, for the unit in question. A line without a card is served by period. */
  readonly obligations: readonly Creditable[];
  /** After a correction: what a person had placed by hand (moved, an offer taken up) keeps its place first. */
  readonly kept?: readonly Offer[];
  readonly today: PlainDate;
}

export function allocate({ deliverable, cards, obligations, kept = [], today }: AllocationRequest): Allocation {
  const credits: Allocated[] = [];
  const surplus: Surplus[] = [];
  for (const [line, ofLine] of byLine(obligations)) {
    const taken: Allocated[] = [];
    let left = deliverable.amount;
    const give = (to: Creditable, fromCard: boolean, most = left): void => {
      const here = taken.filter(({ obligationId }) => obligationId === to.id).reduce((sum, one) => sum + one.amount, 0);
      const amount = Math.min(left, most, roomOf(to) - here);
      if (amount <= 0) return;
      taken.push({ obligationId: to.id, amount, fromCard });
      left -= amount;
    };
    for (const { obligationId, amount } of kept) for (const to of ofLine) if (to.id === obligationId) give(to, true, amount);
    const card = ofLine.find(({ id }) => cards.includes(id));
    const target = card ?? ofLine.find((one) => !one.closed && contains(one, deliverable.doneOn));
    if (target && !target.closed) give(target, target === card);
    if (target?.carrySurplus && left > 0)
      for (const later of ofLine) if (!later.closed && later.periodFrom > target.periodFrom) give(later, false);
    credits.push(...taken);
    if (left > 0) {
      const used = new Set(taken.map(({ obligationId }) => obligationId));
      surplus.push({ line, amount: left, offers: offersFor(left, ofLine.filter(({ id }) => !used.has(id)), today) });
    }
  }
  return { credits, surplus };
}

/** The oldest debts of the line first, each with the part of the surplus it could take. */
export function offersFor(surplus: number, obligations: readonly Creditable[], today: PlainDate): Offer[] {
  const offers: Offer[] = [];
  let left = surplus;
  for (const one of inOrder(obligations)) {
    if (left === 0) break;
    if (one.due >= today || one.closed || one.optional || one.amount === null) continue;
    const amount = Math.min(left, Math.max(0, one.amount - one.excused - one.credited));
    if (amount === 0) continue;
    offers.push({ obligationId: one.id, amount });
    left -= amount;
  }
  return offers;
}

/** What an obligation can still take. An excuse does not close the door: what is delivered all the same counts. */
export const roomOf = ({ amount, credited, closed }: Pick<Creditable, 'amount' | 'credited' | 'closed'>): number =>
  closed ? 0 : amount === null ? Number.MAX_SAFE_INTEGER : Math.max(0, amount - credited);

const contains = ({ periodFrom, periodTo }: Creditable, day: PlainDate): boolean => periodFrom <= day && day <= periodTo;
const inOrder = (list: readonly Creditable[]): Creditable[] => [...list].sort((a, b) => (a.periodFrom < b.periodFrom ? -1 : a.periodFrom > b.periodFrom ? 1 : 0));

function byLine(obligations: readonly Creditable[]): Map<string, Creditable[]> {
  const lines = new Map<string, Creditable[]>();
  for (const one of inOrder(obligations)) {
    const line = lines.get(one.line);
    if (line) line.push(one); else lines.set(one.line, [one]);
  }
  return lines;
}

/**
 * Without a card: the lines a deliverable counts for, at most one in each source (one plan never counts the same piece
 * twice by itself; the parent's plan and our own both do). Same product; the channel, where both name one, must agree.
 */
export interface Candidate {
  readonly sourceId: Id;
  readonly line: string;
  readonly product: string;
  readonly channel: string | null;
  readonly amount: number | null;
  readonly optional: boolean;
}
export function matchingLines(deliverable: { readonly product: string; readonly channel: string | null }, candidates: readonly Candidate[]): string[] {
  const best = new Map<Id, Candidate>();
  for (const one of candidates) {
    if (one.product !== deliverable.product) continue;
    if (one.channel !== null && deliverable.channel !== null && one.channel !== deliverable.channel) continue;
    const other = best.get(one.sourceId);
    if (!other || rank(one, deliverable.channel) > rank(other, deliverable.channel)) best.set(one.sourceId, one);
  }
  return [...best.values()].map(({ line }) => line);
}
/** The named channel before an unnamed one, a number before none, a duty before an option. */
const rank = (one: Candidate, channel: string | null): number =>
  (one.channel !== null && one.channel === channel ? 4 : 0) + (one.amount !== null ? 2 : 0) + (one.optional ? 0 : 1);
