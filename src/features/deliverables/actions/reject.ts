import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { endCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { POSSIBLE, REFUSAL } from '../rules/status.ts';
import { changeDeliverable, holdDeliverable } from '../store/rows.ts';
import { sameUnit } from './confirm.ts';

/** Sends a deliverable back with a reason; it counts no more until it is corrected. */
export async function reject(a: Acting, { deliverableId: id, rowVersion, reason }: { readonly deliverableId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<void> {
  const row = await holdDeliverable(a.tx, id, rowVersion);
  await a.authorise('deliverables.confirm', row.organisation_id);
  await sameUnit(a, row);
  if (!POSSIBLE[row.status].reject) throw conflict(REFUSAL[row.status]);
  const why = reason.trim();
  if (why.length < 5) throw invalid('Chưa ghi lý do trả lại. Hãy ghi rõ cần sửa hoặc bổ sung gì.', 'reason');
  await changeDeliverable(a.tx, id, { status: 'rejected', rejected_by_name: a.by.personName, rejected_reason: why, confirmed_by: null, confirmed_by_name: null, confirmed_on: null, self_confirmed: false });
  a.record({ verb: 'deliverables.rejected', table: 'deliverables', id, organisationId: row.organisation_id, facts: { reason: why } });
  await endCreditsOf(a, { deliverableId: id, organisationId: row.organisation_id }, 'rejected');
}
