import type { Id } from '#kernel/id.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';

/** Units that have a row of their own: everything at or below `below` except divisions, which show in their commune's row, and outside parties. */
export const boardUnits = (tree: OrganisationTree, below: Id): Id[] => {
  const all = tree.subtree(below), rows = all.filter((one) => KINDS[one.kind].family !== 'unit' && !one.external);
  return (rows.length ? rows : all).map((one) => one.id);
};
