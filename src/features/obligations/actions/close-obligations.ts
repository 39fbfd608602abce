import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { ClosureKind } from '../store/tables.ts';
import { insertClosures, lockTotals, refreshTotals } from '../store/writing.ts';

/** From a day on these are no longer owed: the plan was amended, recalled or closed. What was credited stays credited. */
export async function closeObligations(a: Acting, input: {
  readonly issuerId: Id; readonly obligationIds: readonly Id[]; readonly kind: ClosureKind; readonly reason: string; readonly on?: PlainDate;
}): Promise<Id | null> {
  await a.authorise('obligations.impose', input.issuerId);
  if (input.obligationIds.length === 0) return null;
  await lockTotals(a.tx, input.obligationIds);
  const batchId = a.newId();
  await insertClosures(a.tx, input.obligationIds.map((obligation_id) => ({
    shard_id: a.shard, id: a.newId(), batch_id: batchId, obligation_id, kind: input.kind, reason: input.reason, on_day: input.on ?? a.today, replaced_by: null,
  })));
  await refreshTotals(a.tx, input.obligationIds);
  a.recordBatch({ verb: 'obligations.closed', table: 'obligation_closures', batchId, organisationId: input.issuerId, facts: { kind: input.kind, reason: input.reason, obligations: input.obligationIds.length } });
  return batchId;
}
