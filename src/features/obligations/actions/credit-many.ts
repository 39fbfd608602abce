import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { allocate } from '../rules/credit.ts';
import { creditables, linesOf } from '../store/credits.ts';
import type { CreditRow } from '../store/tables.ts';
import { insertCredits, lockTotals, refreshTotals } from '../store/writing.ts';
import type { Credited } from './credit.ts';

/** Credits many deliverables, each recorded from its card, by the same allocation as one: in order, each seeing what those before it took. */
export async function creditMany(acting: Acting, work: readonly { readonly obligationId: Id; readonly deliverable: Credited }[]): Promise<number> {
  if (!work.length) return 0;
  const lines = await linesOf(acting.tx, [...new Set(work.map((one) => one.obligationId))]);
  await lockTotals(acting.tx, (await creditables(acting.tx, lines)).map(({ id }) => id));
  const obligations = (await creditables(acting.tx, lines)).map((one) => ({ ...one }));
  const byId = new Map(obligations.map((one) => [one.id, one])), byLine = Map.groupBy(obligations, (one) => one.line);
  const rows: CreditRow[] = [];
  for (const { obligationId, deliverable } of work) {
    const card = byId.get(obligationId);
    if (!card) throw new Error(`obligation ${obligationId} is not there`);
    for (const given of allocate({ deliverable, cards: [obligationId], obligations: byLine.get(card.line)!, today: acting.today }).credits) {
      const target = byId.get(given.obligationId)!;
      target.credited += given.amount;
      rows.push({
        shard_id: acting.shard, id: acting.newId(), obligation_id: target.id, commitment_id: target.commitmentId, deliverable_id: deliverable.id, amount: given.amount, from_card: given.fromCard,
        done_on: deliverable.doneOn, recorded_on: deliverable.recordedOn, known_on: deliverable.recordedOn, confirmed_on: deliverable.confirmedOn, confirmed_by: deliverable.confirmedBy, credited_by: acting.by.accountId,
        ended_on: null, ended_reason: null, ended_by: null, locked_by_report: null,
      });
    }
  }
  await insertCredits(acting.tx, rows);
  await refreshTotals(acting.tx, [...new Set(rows.map((row) => row.obligation_id))]);
  for (const row of rows) acting.record({ verb: 'credits.given', table: 'credits', id: row.id, facts: { obligation: row.obligation_id, deliverable: row.deliverable_id, amount: row.amount } });
  return rows.length;
}
