import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { afterVerb, PLAN_STATUS_LABEL, PLAN_VERB_LABEL, type PlanStatus, type PlanVerb } from '../rules/state.ts';
import { planReview } from '../store/review.ts';
import { changePlan, holdPlan } from '../store/rows.ts';
import type { PlanRow } from '../store/tables.ts';
import { readyByChecks } from './answer-findings.ts';
import { renumberTasks } from './renumber-tasks.ts';

/** The status a verb leads to; AppError('conflict') with a sentence when it is not possible now. */
export function statusAfter(plan: Pick<PlanRow, 'origin' | 'status'>, verb: PlanVerb): PlanStatus {
  const next = afterVerb(plan.origin, plan.status, verb);
  if (!next) throw conflict(`Kế hoạch đang ở trạng thái “${PLAN_STATUS_LABEL[plan.status]}” nên không thực hiện được bước “${PLAN_VERB_LABEL[verb]}”. Hãy tải lại trang để xem trạng thái mới nhất.`);
  return next;
}

export async function submitForReview(a: Acting, { planId, rowVersion }: { readonly planId: Id; readonly rowVersion: number | null }): Promise<void> {
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.write', plan.owner_id);
  const status = statusAfter(plan, 'submit');
  if (plan.kind === 'dispatch') await renumberTasks(a, planId); // its points follow the addressees, and commitments cite them
  const review = await planReview(a.tx, planId, a.today), { problems } = review;
  if (problems.length > 0) throw conflict(`Kế hoạch còn ${problems.length} chỗ chưa xong nên chưa trình được. ${problems[0]!.sentence}`);
  await readyByChecks(a, review);
  await changePlan(a.tx, planId, { status, returned_reason: null });
  a.record({ verb: 'plans.submitted', table: 'plans', id: planId, organisationId: plan.owner_id });
}

export async function approvePlan(a: Acting, { planId, rowVersion }: { readonly planId: Id; readonly rowVersion: number | null }): Promise<void> {
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.approve', plan.owner_id);
  const status = statusAfter(plan, 'approve');
  await readyByChecks(a, await planReview(a.tx, planId, a.today));
  await changePlan(a.tx, planId, { status });
  a.record({ verb: 'plans.approved', table: 'plans', id: planId, organisationId: plan.owner_id });
}

export async function sendBack(a: Acting, { planId, rowVersion, reason }: { readonly planId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<void> {
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.approve', plan.owner_id);
  if (reason.trim().length < 5) throw invalid('Chưa ghi lý do trả lại. Hãy ghi rõ cần sửa gì.', 'reason');
  await changePlan(a.tx, planId, { status: statusAfter(plan, 'send-back'), returned_reason: reason.trim() });
  a.record({ verb: 'plans.sent-back', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { reason: reason.trim() } });
}
