import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { Role } from '#platform/policy.ts';
import { holdersAt } from '#features/accounts/store/holders.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { selfConfirmation } from '../store.ts';

/** Parts of an editorial approval, by which what Loa itself publishes is born confirmed: the same for articles, newsletters and designs. */

/** Only people of the unit itself approve, also where a role reaches down from above; `refusal` says so and the way out. */
export async function approvesForUnit(a: Acting, unit: Id, refusal: string): Promise<void> {
  if (a.by.accountId === null || a.by.organisationId === null) return;
  const mine = await standsFor(a.tx, a.by.organisationId, a.today), board = boardUnitOf(await organisationTree(a.tx, a.today), unit);
  if (!mine.includes(unit) && !mine.includes(board)) throw new AppError('forbidden', refusal);
}

/** A unit with one account that may approve (it holds one of `roles`) approves its own work, where its self-confirmation is switched on. */
export async function mayApproveOwn(a: Acting, unit: Id, roles: readonly Role[]): Promise<boolean> {
  const board = boardUnitOf(await organisationTree(a.tx, a.today), unit);
  if (!(await selfConfirmation(a.tx, unit)) && !(await selfConfirmation(a.tx, board))) return false;
  const approvers = (await holdersAt(a.tx, [...new Set([unit, board])], a.today)).filter(({ role }) => roles.includes(role));
  return new Set(approvers.map(({ accountId }) => accountId)).size <= 1;
}
