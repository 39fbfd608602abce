import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { changePlan } from '../store/rows.ts';
import type { PlanRow } from '../store/tables.ts';

export interface PlanSuccession { readonly plan: PlanRow; readonly ownerId: Id; readonly issuerId: Id; readonly citations: readonly string[] }

/** Part of `reorganise`: the successor keeps the plan and answers for it; the name it was signed with stays as printed. */
export async function succeedPlans(a: Acting, successions: readonly PlanSuccession[]): Promise<number> {
  for (const owner of new Set(successions.map(({ plan }) => plan.owner_id))) await a.authorise('organisations.reorganise', owner);
  for (const { plan, ownerId, issuerId, citations } of successions) {
    await changePlan(a.tx, plan.id, { owner_id: ownerId, issuer_id: issuerId });
    a.record({ verb: 'plans.succeeded', table: 'plans', id: plan.id, organisationId: ownerId, facts: { from: plan.owner_id, to: ownerId, issuedAs: plan.issuer_name, citations } });
  }
  return successions.length;
}
