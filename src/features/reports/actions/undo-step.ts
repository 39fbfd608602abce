import type { Id } from '#kernel/id.ts';
import { notFound } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { report } from '../store/reports.ts';
import { received, takeStep } from './step-above.ts';

/** Undoes the last step taken above, with a reason that is kept: the approval, or the acceptance before it. */
export async function undoStep(acting: Acting, input: { reportId: Id; seen: number; reason: string }): Promise<void> {
  const one = await report(acting.tx, input.reportId);
  if (!one) throw notFound('báo cáo này');
  const verb = one.status === 'approved' ? 'undo-approve' : 'undo-accept', current = await received(acting, input.reportId, verb);
  await takeStep(acting, current, verb, {
    seen: input.seen, reason: input.reason,
    change: verb === 'undo-approve' ? { approved_by_name: null, approved_at: null } : { accepted_by_name: null, accepted_at: null, accepted_by: null },
  });
}
