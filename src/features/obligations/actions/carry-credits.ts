import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { insertCredits, endCredits, lockTotals, refreshTotals } from '../store/writing.ts';
import { creditRowsOn } from '../store/credits.ts';
import type { CreditRow } from '../store/tables.ts';

/**
 * An amendment replaced obligations that had results: the results go over to the new ones, as far as there is room, in the
 * order they were done. Also those that a report counted: the report is frozen, the deliverable stays locked.
 */
export async function carryCredits(a: Acting, issuerId: Id, pairs: readonly { readonly from: Id; readonly to: Id; readonly room: number | null; readonly commitmentId: Id }[]): Promise<void> {
  await a.authorise('obligations.impose', issuerId);
  if (pairs.length === 0) return;
  const ids = pairs.flatMap(({ from, to }) => [from, to]);
  await lockTotals(a.tx, ids);
  const ended: CreditRow[] = [], fresh: CreditRow[] = [];
  for (const { from, to, room, commitmentId } of pairs) {
    let left = room ?? Number.MAX_SAFE_INTEGER;
    for (const row of await creditRowsOn(a.tx, from)) {
      const amount = Math.min(left, row.amount);
      ended.push(row);
      if (amount <= 0) continue;
      left -= amount;
      fresh.push({ ...row, id: a.newId(), shard_id: a.shard, obligation_id: to, commitment_id: commitmentId, amount, from_card: true, known_on: a.today, credited_by: a.by.accountId });
    }
  }
  await endCredits(a.tx, ended.map(({ id }) => id), { on: a.today, reason: 'amended', by: a.by.accountId });
  await insertCredits(a.tx, fresh);
  await refreshTotals(a.tx, ids);
  for (const row of ended) a.record({ verb: 'credits.ended', table: 'credits', id: row.id, organisationId: issuerId, facts: { obligation: row.obligation_id, reason: 'amended' } });
  for (const row of fresh) a.record({ verb: 'credits.given', table: 'credits', id: row.id, organisationId: issuerId, facts: { obligation: row.obligation_id, deliverable: row.deliverable_id, amount: row.amount, reason: 'amended' } });
}
