import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { insertExcuse, lockTotals, refreshTotals } from '../store/writing.ts';

/** The document was taken back: what has results keeps them, and what is still missing is let off in the issuer's name. */
export async function excuseRest(a: Acting, input: {
  readonly issuerId: Id; readonly reason: string;
  readonly obligations: readonly { readonly id: Id; readonly amount: number | null; readonly credited: number; readonly excused: number; readonly boardOrganisationId: Id }[];
}): Promise<void> {
  await a.authorise('obligations.impose', input.issuerId);
  await lockTotals(a.tx, input.obligations.map(({ id }) => id));
  for (const one of input.obligations) {
    const rest = (one.amount ?? 0) - one.credited - one.excused;
    if (rest <= 0) continue;
    const id = a.newId();
    await insertExcuse(a.tx, { shard_id: a.shard, id, obligation_id: one.id, amount: rest, reason: input.reason, excused_by: a.by.accountId, excused_by_name: a.by.personName, on_day: a.today, created_at: a.now });
    a.record({ verb: 'obligations.excused', table: 'excuses', id, organisationId: one.boardOrganisationId, facts: { obligation: one.id, amount: rest, reason: input.reason } });
  }
  await refreshTotals(a.tx, input.obligations.map(({ id }) => id));
}
