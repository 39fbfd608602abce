import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { at } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { planRow, type PlanRow } from '../store.ts';
import { houseAbove as houseAboveOf } from '../rules/realm.ts';
import type { plansPolicy } from '../policy.ts';
import { planId } from './load.ts';

export const ownerOf = async (reader: Reader, id: Id): Promise<Id | null> => (await planRow(reader, id))?.owner_id ?? null;
export const ofPlan = (permission: keyof typeof plansPolicy) => at(permission, 'plans', 'plan', ownerOf);

/** Units whose issued plans bind the acting unit: itself and everything above it. */
export async function ownersAbove(visit: Visit): Promise<Id[]> {
  const { organisationId } = signedIn(visit), tree = await organisationTree(visit.db, visit.today);
  return [organisationId, ...tree.ancestorsOf(organisationId).map((one) => one.id)];
}

/** Issued plans are addressed to everybody below their issuer, and show whoever keeps the plan above how it is carried out; a draft is read where its owner's work may be read. */
export async function mayReadPlan(visit: Visit, plan: PlanRow): Promise<boolean> {
  if (await visit.may('plans.read', plan.owner_id)) return true;
  if (plan.issued_version === null) return false;
  const house = await houseAbove(visit), above = plan.parent_plan_id ? await planRow(visit.db, plan.parent_plan_id) : undefined;
  return house.has(plan.owner_id) || house.has(plan.issuer_id) || (above !== undefined && await visit.may('plans.read', above.owner_id));
}

export async function readablePlan(visit: Visit): Promise<PlanRow> {
  const plan = await planRow(visit.db, planId(visit));
  if (!plan || !(await mayReadPlan(visit, plan))) throw notFound('kế hoạch này');
  return plan;
}

/** The units above, and the bodies beside them that speak for them. */
export async function houseAbove(visit: Visit): Promise<ReadonlySet<Id>> {
  return houseAboveOf(await organisationTree(visit.db, visit.today), signedIn(visit).organisationId);
}
