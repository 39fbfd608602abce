import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { received, takeStep } from './step-above.ts';

/** The second step: the leader of the receiving unit approves what the desk took, and locks it. Two steps are two people. */
export async function approveReport(acting: Acting, input: { reportId: Id; seen: number }): Promise<void> {
  const current = await received(acting, input.reportId, 'approve');
  if (acting.by.accountId && current.report.accepted_by === acting.by.accountId) throw conflict('Người đã nhận báo cáo không tự phê duyệt được. Chế độ báo cáo này cần hai người: một người nhận, một người phê duyệt.');
  await takeStep(acting, current, 'approve', { seen: input.seen, reason: null, change: { approved_by_name: acting.by.personName, approved_at: acting.now } });
}
