import type { Id } from '#kernel/id.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';
import type { Acting } from '#platform/acting.ts';
import { activeCredits, activeCreditsOf } from '../store/credits.ts';
import { confirmCredits, endCredits, holdTotalsOf, lockCredits, refreshTotals, unlockCredits } from '../store/writing.ts';
import type { CreditEnd, CreditRow } from '../store/tables.ts';

interface Whose { readonly deliverableId: Id; readonly organisationId: Id }

/** What a deliverable counted for stops counting from today: it was withdrawn, rejected or corrected. Gives the obligations it had counted for. */
export async function endCreditsOf(a: Acting, { deliverableId, organisationId }: Whose, reason: CreditEnd): Promise<CreditRow[]> {
  await a.authorise('credits.write', organisationId);
  const rows = await held(a, deliverableId);
  await endCredits(a.tx, rows.map(({ id }) => id), { on: a.today, reason, by: a.by.accountId });
  await refreshTotals(a.tx, rows.map((row) => row.obligation_id));
  for (const row of rows) a.record({ verb: 'credits.ended', table: 'credits', id: row.id, organisationId, facts: { obligation: row.obligation_id, reason } });
  return rows;
}

/** The deliverable was confirmed: reports count it from today. `check` sees what the commitments want as proof and refuses by throwing. */
export async function confirmCreditsOf(a: Acting, { deliverableId, organisationId }: Whose, check: (wanted: readonly { readonly title: string; readonly evidence: EvidenceWanted }[]) => void = () => {}): Promise<void> {
  await a.authorise('credits.write', organisationId);
  const held = await holdTotalsOf(a.tx, deliverableId);
  check(held);
  const rows = await confirmCredits(a.tx, deliverableId, held.map(({ id }) => id), a.today, a.by.accountId);
  for (const row of rows) a.record({ verb: 'credits.confirmed', table: 'credits', id: row.id, organisationId, facts: { obligation: row.obligation_id } });
}

/** The credits of these deliverables stand as a submitted report counted them, or (null) are free again: one statement for all. */
export async function lockCreditsOf(a: Acting, deliverables: readonly Whose[], reportId: Id | null): Promise<void> {
  const unit = new Map(deliverables.map(({ deliverableId, organisationId }) => [deliverableId, organisationId]));
  const rows = await activeCreditsOf(a.tx, [...unit.keys()]), ids = rows.map(({ id }) => id);
  if (reportId) await lockCredits(a.tx, ids, reportId); else await unlockCredits(a.tx, ids);
  for (const row of rows) a.record({ verb: reportId ? 'credits.locked' : 'credits.unlocked', table: 'credits', id: row.id, organisationId: unit.get(row.deliverable_id)!, facts: reportId ? { report: reportId } : {} });
}

async function held(a: Acting, deliverableId: Id): Promise<CreditRow[]> {
  await holdTotalsOf(a.tx, deliverableId);
  return activeCredits(a.tx, deliverableId);
}
