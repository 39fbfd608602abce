import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { at } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { planRow, type PlanRow } from '../store.ts';
import type { plansPolicy } from '../policy.ts';
import { planId } from './load.ts';

export const ownerOf = async (reader: Reader, id: Id): Promise<Id | null> => (await planRow(reader, id))?.owner_id ?? null;
export const ofPlan = (permission: keyof typeof plansPolicy) => at(permission, 'plans', 'plan', ownerOf);

/** Units whose issued plans bind the acting unit: itself and everything above it. */
export async function ownersAbove(visit: Visit): Promise<Id[]> {
  const { organisationId } = signedIn(visit), tree = await organisationTree(visit.db, visit.today);
  return [organisationId, ...tree.ancestorsOf(organisationId).map((one) => one.id)];
}

/** Issued plans are addressed to everybody below their issuer; a draft is read where its owner's work may be read. */
export async function mayReadPlan(visit: Visit, plan: PlanRow): Promise<boolean> {
  if (await visit.may('plans.read', plan.owner_id)) return true;
  const house = plan.issued_version === null ? new Set<Id>() : await houseAbove(visit);
  return house.has(plan.owner_id) || house.has(plan.issuer_id);
}

export async function readablePlan(visit: Visit): Promise<PlanRow> {
  const plan = await planRow(visit.db, planId(visit));
  if (!plan || !(await mayReadPlan(visit, plan))) throw notFound('kế hoạch này');
  return plan;
}

/** The units above, and the bodies beside them that speak for them (a department keeps the plan of its province). */
export async function houseAbove(visit: Visit): Promise<ReadonlySet<Id>> {
  const tree = await organisationTree(visit.db, visit.today), above = await ownersAbove(visit);
  return new Set([...above, ...above.flatMap((id) => tree.childrenOf(id).filter((one) => KINDS[one.kind].family === 'body').map((one) => one.id))]);
}
