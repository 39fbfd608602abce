import type { Id } from '#kernel/id.ts';
import { kindOf } from '#features/organisations/rules/kinds.ts';
import type { Organisation, OrganisationTree } from '#features/organisations/rules/tree.ts';

/** Who consolidates a unit's estimate, and which committee approves it. */
export interface Office { readonly officeId: Id; readonly committeeId: Id }

const isCommittee = (one: Organisation): boolean => kindOf(one.kind).family === 'committee';

/** The finance office of a committee: the body directly under it with that function; where there is none, the committee's own holders of the role. */
export const financeOfficeOf = (tree: OrganisationTree, committeeId: Id): Id =>
  tree.childrenOf(committeeId).find((one) => !one.external && one.functions.includes('finance'))?.id ?? committeeId;

/** The committee above a unit; the root stands over itself. */
const committeeAbove = (tree: OrganisationTree, unit: Organisation): Organisation => tree.ancestorsOf(unit.id).find(isCommittee) ?? unit;

/** Null for a unit that does not exist on the day of the tree. */
export function officeFor(tree: OrganisationTree, unitId: Id): Office | null {
  const unit = tree.get(unitId);
  if (!unit) return null;
  const committee = committeeAbove(tree, unit);
  return { officeId: financeOfficeOf(tree, committee.id), committeeId: committee.id };
}

/** Where the consolidated estimate of a finance office goes when it is to be part of a larger one: the office of the level above; null at the top. */
export function officeAbove(tree: OrganisationTree, officeId: Id): Office | null {
  const own = levelOf(tree, officeId), committee = own && tree.get(own);
  if (!committee || !committee.parentId) return null;
  const above = officeFor(tree, committee.id);
  return above && above.officeId !== officeId ? above : null;
}

/** The committee whose level an office consolidates; null when it is nobody's finance office. */
export function levelOf(tree: OrganisationTree, officeId: Id): Id | null {
  const unit = tree.get(officeId);
  if (!unit) return null;
  const committee = committeeAbove(tree, unit);
  if (committee.id !== unit.id && financeOfficeOf(tree, committee.id) === unit.id) return committee.id;
  return isCommittee(unit) && financeOfficeOf(tree, unit.id) === unit.id ? unit.id : null;
}

/** Who sends estimates to this level: the committee's own bodies and the committees directly below it, and the committee for its own costs. */
export const sendersOf = (tree: OrganisationTree, committeeId: Id): readonly Organisation[] =>
  tree.childrenOf(committeeId).filter((one) => !one.external && kindOf(one.kind).family !== 'party');
