import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { commitmentsOfSource, obligationsOfSource } from '#features/obligations/store.ts';
import { amendments, countChanges, type AmendedCommitment, type InForce } from '../rules/amend.ts';
import { planReview, type PlanReview } from './review.ts';

export interface AmendmentPreview {
  readonly review: PlanReview;
  readonly from: PlainDate;
  readonly changes: readonly AmendedCommitment[];
  readonly counts: ReturnType<typeof countChanges>;
}

/** What issuing the version being written would change from a day on. */
export async function amendmentPreview(db: Reader, planId: Id, from: PlainDate, today: PlainDate): Promise<AmendmentPreview> {
  const review = await planReview(db, planId, today);
  const changes = amendments(await inForce(db, planId), review.commitments, from, today);
  return { review, from, changes, counts: countChanges(changes) };
}

async function inForce(db: Reader, planId: Id): Promise<InForce[]> {
  const obligations = new Map<string, InForce['obligations'][number][]>();
  for (const one of await obligationsOfSource(db, planId)) {
    const list = obligations.get(one.key);
    if (list) list.push(one); else obligations.set(one.key, [one]);
  }
  return (await commitmentsOfSource(db, planId)).map((row): InForce => ({
    id: row.id, key: row.key, title: row.title, item: row.citation.item,
    demand: {
      product: row.product, channel: row.channel, unit: row.unit, amount: row.amount, minutes: row.minutes_min === null ? null : { min: row.minutes_min, max: row.minutes_max! },
      rhythm: row.rhythm, window: { from: row.window_from, to: row.window_to }, optional: row.optional, roll: row.roll, deadline: row.deadline, carrySurplus: row.carry_surplus,
    },
    obligations: obligations.get(row.key) ?? [],
    // All of an earlier version closed: the next one brings it in anew.
  })).filter((one) => one.obligations.some(({ closed }) => !closed) || one.obligations.length === 0);
}
