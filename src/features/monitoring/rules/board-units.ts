import type { Id } from '#kernel/id.ts';
import type { Frame } from '#features/organisations/rules/frame.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { Organisation, OrganisationTree } from '#features/organisations/rules/tree.ts';

/** Divisions show in their commune's row; outside parties are asked, not followed up. */
const hasRow = (one: Organisation): boolean => KINDS[one.kind].family !== 'unit' && !one.external;

/** Units that have a row of their own: everything at or below `below` except divisions and outside parties. */
export const boardUnits = (tree: OrganisationTree, below: Id): Id[] => {
  const all = tree.subtree(below), rows = all.filter(hasRow);
  return (rows.length ? rows : all).map((one) => one.id);
};

/**
 * The same of all times: whose figures belong to `below` today. Whom one may look at does not depend on how one looks, so the
 * sums are equal in every frame. `frame` is that of today.
 */
export function boardUnitsEver(frame: Frame, below: Id): readonly Id[] {
  const known = found.get(frame) ?? new Map<Id, readonly Id[]>();
  found.set(frame, known);
  let units = known.get(below);
  if (!units) known.set(below, units = unitsBelow(frame, below));
  return units;
}
/** A frame stays in memory while the tree stays the same; for each place in it the list is made once. */
const found = new WeakMap<Frame, Map<Id, readonly Id[]>>();
const unitsBelow = (frame: Frame, below: Id): Id[] => {
  const within = frame.tree.ever.filter((id) => frame.isWithin(frame.place(id).rowId, below)), rows = within.filter((id) => hasRow(frame.unit(id)!));
  return rows.length ? rows : within;
};
