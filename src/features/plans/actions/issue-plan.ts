import { AppError, conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { keepTree, organisationTree } from '#features/organisations/store.ts';
import { mayGiveWork } from '../rules/realm.ts';
import { planReview, type PlanReview } from '../store/review.ts';
import { changePlan, changeVersion, holdPlan } from '../store/rows.ts';
import { readyByChecks } from './answer-findings.ts';
import { statusAfter } from './review-steps.ts';

export interface IssuePlan {
  readonly planId: Id;
  readonly rowVersion: number | null;
  /** Members without the unit a group asks for were shown, and the plan is issued to the others. */
  readonly acceptMissing?: boolean;
}

/**
 * Issues a plan: what it asks becomes commitments and obligations for each responsible unit. An imported plan was signed
 * elsewhere and is confirmed and issued in one step; number and date may come later.
 */
export async function issuePlan(a: Acting, { planId, rowVersion, acceptMissing = false }: IssuePlan): Promise<{ readonly obligations: number; readonly commitments: number }> {
  await keepTree(a.tx);
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.issue', plan.owner_id);
  const status = statusAfter(plan, 'issue');
  const review = await planReview(a.tx, planId, a.today);
  readyToIssue(review, acceptMissing);
  await readyByChecks(a, review);
  await authoriseFor(a, review);
  const { version } = review;
  const done = await impose(a, { source: { noun: 'plans', id: planId, version: version.version }, issuerId: plan.owner_id, commitments: review.commitments });
  await changeVersion(a.tx, version.id, { state: 'issued', effective_from: version.window_from, issued_by: a.by.accountId, issued_at: a.now });
  await changePlan(a.tx, planId, { status, issued_version: version.version, issued_at: a.now });
  a.record({ verb: 'plans.version-issued', table: 'plan_versions', id: version.id, organisationId: plan.owner_id, facts: { plan: planId, version: version.version } });
  a.record({ verb: 'plans.issued', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { commitments: done.commitments, obligations: done.obligations, missing: review.missing.map(({ index, members }) => ({ index, members })) } });
  return done;
}

/** A unit that keeps the plan of another one issues it to its own people; to give work beyond, the right at the issuer is asked. */
export async function authoriseFor(a: Acting, { plan, commitments }: PlanReview): Promise<void> {
  if (plan.issuer_id === plan.owner_id) return;
  const tree = await organisationTree(a.tx, a.today);
  const beyond = commitments.some(({ units }) => units.some(({ organisationId }) => !mayGiveWork(tree, plan.owner_id, organisationId)));
  if (beyond) await a.authorise('plans.issue', plan.issuer_id);
}

/** Refuses what stands in the way, with the sentences for the page in `data`. */
export function readyToIssue(review: PlanReview, acceptMissing: boolean): void {
  if (review.problems.length > 0)
    throw new AppError('conflict', `Chưa ban hành được: còn ${review.problems.length} chỗ cần xử lý. ${review.problems[0]!.sentence}`, { data: { problems: review.problems } });
  if (review.missing.length > 0 && !acceptMissing) {
    const { index, party, members } = review.missing[0]!;
    throw new AppError('conflict', `Mục ${index}: ${members.length} nơi không có đơn vị “${party}” (${members.slice(0, 3).join(', ')}${members.length > 3 ? ', …' : ''}). Hãy xem danh sách rồi xác nhận ban hành cho các nơi còn lại.`, { field: 'acceptMissing', data: { missing: review.missing } });
  }
  if (review.commitments.length === 0) throw conflict('Kế hoạch chưa giao việc cho đơn vị nào nên chưa ban hành được. Hãy chọn cơ quan chủ trì cho các nhiệm vụ.');
}
