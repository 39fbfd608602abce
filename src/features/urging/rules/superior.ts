import type { Id } from '#kernel/id.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { boardUnitOf } from '#features/obligations/rules/board-unit.ts';
import type { Holder } from './steps-due.ts';

/**
 * Who follows up on a unit: in whose name the work was given, while that stands above the unit; after a reorganisation whoever stands right above
 * it now. The unit itself for work it gave its own divisions; null at the root.
 */
export function superiorOf(tree: OrganisationTree, issuerId: Id, unitId: Id): Id | null {
  if (tree.get(issuerId) && tree.isWithin(unitId, issuerId)) return issuerId;
  return tree.ancestorsOf(unitId)[0]?.id ?? null;
}

/** A division that is no more leaves its duties to its commune; null when the unit itself exists no more: nobody is there to be told. */
export function holderOf(tree: OrganisationTree, issuerId: Id, responsibleId: Id, boardId: Id): Holder | null {
  const responsible = tree.get(responsibleId), unitId = tree.get(boardId) ? boardId : responsible ? boardUnitOf(tree, responsibleId) : null, unit = unitId && tree.get(unitId);
  return unit ? { responsibleId: responsible?.id ?? unit.id, unitId: unit.id, superiorId: superiorOf(tree, issuerId, unit.id), asked: (responsible ?? unit).external } : null;
}
