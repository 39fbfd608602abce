import type { Id } from '#kernel/id.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';

/** The unit whose row the board shows: the commune or department that a division, office or station belongs to, else the organisation itself. */
export function boardUnitOf(tree: OrganisationTree, id: Id): Id {
  let at = tree.latest(id);
  while (at && KINDS[at.kind].family === 'unit' && at.parentId) at = tree.latest(at.parentId);
  return at?.id ?? id;
}
