import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { lockCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { changeDeliverable, holdDeliverable } from '../store/rows.ts';

/**
 * A submitted report counted these deliverables: they can be changed no more without marking it. Called by `reports` inside
 * its own action, which has asked for the permission. What is locked by an earlier report stays locked by that one.
 */
export async function lockCounted(a: Acting, { reportId, deliverableIds }: { readonly reportId: Id; readonly deliverableIds: readonly Id[] }): Promise<void> {
  for (const id of [...new Set(deliverableIds)].sort()) {
    const row = await holdDeliverable(a.tx, id, null);
    if (row.status !== 'confirmed') continue;
    await changeDeliverable(a.tx, id, { status: 'locked', locked_by_report: reportId, changed_after_lock: false });
    a.record({ verb: 'deliverables.locked', table: 'deliverables', id, organisationId: row.organisation_id, facts: { report: reportId } });
    await lockCreditsOf(a, { deliverableId: id, organisationId: row.organisation_id }, reportId);
  }
}

/** The report was returned or reopened: what it had locked is free again. */
export async function unlockCounted(a: Acting, { reportId, deliverableIds }: { readonly reportId: Id; readonly deliverableIds: readonly Id[] }): Promise<void> {
  for (const id of [...new Set(deliverableIds)].sort()) {
    const row = await holdDeliverable(a.tx, id, null);
    if (row.status !== 'locked' || row.locked_by_report !== reportId) continue;
    await changeDeliverable(a.tx, id, { status: 'confirmed', locked_by_report: null });
    a.record({ verb: 'deliverables.unlocked', table: 'deliverables', id, organisationId: row.organisation_id, facts: { report: reportId } });
    await lockCreditsOf(a, { deliverableId: id, organisationId: row.organisation_id }, null);
  }
}
