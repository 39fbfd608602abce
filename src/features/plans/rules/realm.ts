import type { Id } from '#kernel/id.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';

/** The units above one, itself first, and the bodies beside them that speak for them: a department keeps the plan of its province. */
export function houseAbove(tree: OrganisationTree, unitId: Id): Set<Id> {
  const above = [unitId, ...tree.ancestorsOf(unitId).map((one) => one.id)];
  return new Set([...above, ...above.flatMap((id) => tree.childrenOf(id).filter((one) => KINDS[one.kind].family === 'body').map((one) => one.id))]);
}

/**
 * To whom an organisation may give work: to everything below it; a department or agency, in the field it is charged with,
 * to everything below its people's committee. Outside parties are asked (đề nghị), by anybody.
 */
export function mayGiveWork(tree: OrganisationTree, issuerId: Id, unitId: Id): boolean {
  const issuer = tree.latest(issuerId), unit = tree.latest(unitId);
  if (!issuer || !unit) return false;
  if (unit.external || KINDS[unit.kind].external) return true;
  const realm = KINDS[issuer.kind].family === 'body' && issuer.parentId ? issuer.parentId : issuer.id;
  return tree.isWithin(unitId, realm);
}
