import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { creditSurplus } from '#features/obligations/actions/credit-surplus.ts';
import { moveCredit } from '#features/obligations/actions/move-credit.ts';
import { POSSIBLE, REFUSAL } from '../rules/status.ts';
import { holdDeliverable } from '../store/rows.ts';
import { creditedOf } from './record.ts';

/** Counts a part of a deliverable for another obligation of the unit instead. */
export async function moveResult(a: Acting, input: { readonly deliverableId: Id; readonly creditId: Id; readonly toObligationId: Id }): Promise<void> {
  const row = await holdDeliverable(a.tx, input.deliverableId, null);
  await a.authorise('deliverables.record', row.organisation_id);
  if (!POSSIBLE[row.status].move) throw conflict(REFUSAL[row.status]);
  await moveCredit(a, creditedOf(row), input);
}

/** Uses what is left of a deliverable ("thừa 2") for a debt, or counts it for a further commitment. Gives the amount taken. */
export async function takeUpOffer(a: Acting, input: { readonly deliverableId: Id; readonly obligationId: Id }): Promise<number> {
  const row = await holdDeliverable(a.tx, input.deliverableId, null);
  await a.authorise('deliverables.record', row.organisation_id);
  if (!POSSIBLE[row.status].move) throw conflict(REFUSAL[row.status]);
  return creditSurplus(a, creditedOf(row), input.obligationId);
}
