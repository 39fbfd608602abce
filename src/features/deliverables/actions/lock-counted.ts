import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { lockCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { lockConfirmed, unlockConfirmed } from '../store/rows.ts';

interface Counted { readonly reportId: Id; readonly deliverableIds: readonly Id[] }

/**
 * A submitted report counted these deliverables: they can be changed no more without marking it. Called by `reports` inside
 * its own action, which has asked for the permission. What is locked by an earlier report stays locked by that one.
 */
export const lockCounted = async (a: Acting, { reportId, deliverableIds }: Counted): Promise<void> =>
  note(a, 'deliverables.locked', await lockConfirmed(a.tx, deliverableIds, reportId), reportId, reportId);

/** The report was returned or reopened: what it had locked is free again. */
export const unlockCounted = async (a: Acting, { reportId, deliverableIds }: Counted): Promise<void> =>
  note(a, 'deliverables.unlocked', await unlockConfirmed(a.tx, deliverableIds, reportId), reportId, null);

async function note(a: Acting, verb: `deliverables.${string}`, rows: readonly { id: Id; organisation_id: Id }[], reportId: Id, holder: Id | null): Promise<void> {
  for (const row of rows) a.record({ verb, table: 'deliverables', id: row.id, organisationId: row.organisation_id, facts: { report: reportId } });
  await lockCreditsOf(a, rows.map((row) => ({ deliverableId: row.id, organisationId: row.organisation_id })), holder);
}
