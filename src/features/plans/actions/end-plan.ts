import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { closeObligations } from '#features/obligations/actions/close-obligations.ts';
import { excuseRest } from '#features/obligations/actions/excuse-rest.ts';
import { obligationsOfSource } from '#features/obligations/store.ts';
import { takeDown } from './publish-plan.ts';
import { changePlan, holdPlan } from '../store/rows.ts';
import { statusAfter } from './review-steps.ts';

/**
 * Takes back a plan that was issued by mistake. What nobody has touched is owed no more; what has results keeps them, its
 * rest is let off, and both say why.
 */
export async function recallPlan(a: Acting, { planId, rowVersion, reason }: { readonly planId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<{ readonly closed: number; readonly staying: number }> {
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.issue', plan.owner_id);
  const status = statusAfter(plan, 'recall');
  const why = reason.trim();
  if (why.length < 5) throw invalid('Chưa ghi lý do thu hồi. Hãy ghi rõ vì sao thu hồi kế hoạch.', 'reason');
  const open = (await obligationsOfSource(a.tx, planId)).filter(({ closed }) => !closed);
  const untouched = open.filter(({ credited, amount }) => credited === 0 || amount === null), staying = open.filter(({ credited, amount }) => credited > 0 && amount !== null);
  await closeObligations(a, { issuerId: plan.owner_id, obligationIds: untouched.map(({ id }) => id), kind: 'recalled', reason: why });
  await excuseRest(a, { issuerId: plan.owner_id, obligations: staying, reason: `Kế hoạch đã thu hồi: ${why}` });
  await changePlan(a.tx, planId, { status, ended_on: a.today, ended_reason: why });
  await takeDown(a, plan, `Kế hoạch đã thu hồi: ${why}`);
  a.record({ verb: 'plans.recalled', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { reason: why, closed: untouched.length, staying: staying.length } });
  return { closed: untouched.length, staying: staying.length };
}

/** The plan is over: nothing new can be asked under it; debts stay on the books. */
export async function closePlan(a: Acting, { planId, rowVersion }: { readonly planId: Id; readonly rowVersion: number | null }): Promise<void> {
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.issue', plan.owner_id);
  await changePlan(a.tx, planId, { status: statusAfter(plan, 'close'), ended_on: a.today });
  a.record({ verb: 'plans.closed', table: 'plans', id: planId, organisationId: plan.owner_id });
}
