import { AppError, conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { endCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { POSSIBLE, REFUSAL } from '../rules/status.ts';
import { changeDeliverable, holdDeliverable } from '../store/rows.ts';

/** The author takes back what is not confirmed yet. It stays in the books as withdrawn. */
export async function withdraw(a: Acting, { deliverableId: id, rowVersion, reason }: { readonly deliverableId: Id; readonly rowVersion: number | null; readonly reason?: string }): Promise<void> {
  const row = await holdDeliverable(a.tx, id, rowVersion);
  await a.authorise('deliverables.record', row.organisation_id);
  if (!POSSIBLE[row.status].withdraw) throw conflict(REFUSAL[row.status]);
  if (row.recorded_by !== a.by.accountId) throw new AppError('forbidden', `Chỉ người ghi (${row.recorded_by_name}) mới rút được kết quả này. Người có quyền xác nhận thì trả lại kèm lý do.`);
  await changeDeliverable(a.tx, id, { status: 'withdrawn', ended_on: a.today, ended_reason: reason?.trim() || null });
  a.record({ verb: 'deliverables.withdrawn', table: 'deliverables', id, organisationId: row.organisation_id, facts: { reason: reason?.trim() || null } });
  await endCreditsOf(a, { deliverableId: id, organisationId: row.organisation_id }, 'withdrawn');
}
