import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { BudgetMove } from '../rules/hand-over.ts';
import { paperDefaults } from '../rules/papers.ts';
import { isApproved, may } from '../rules/states.ts';
import type { Budget } from '../store/rows.ts';
import { keepBudgets, openBudgetsOf } from '../store/successors.ts';
import type { SignedThen } from '../store/tables.ts';

/**
 * Part of `reorganise`: the successor keeps the budget and goes on with it, beside its own. What was signed and sent goes on naming who signed it; what was not,
 * and the settlement, is written under the successor's letterhead.
 */
export async function succeedBudgets(a: Acting, moves: readonly BudgetMove<Budget>[]): Promise<number> {
  if (!moves.length) return 0;
  const units = givers(moves);
  for (const unit of units) await a.authorise('organisations.reorganise', unit);
  const seen = new Map((await openBudgetsOf(a.tx, units, true)).map((one) => [one.id, one.row_version]));
  if (moves.some(({ budget }) => seen.get(budget.id) !== budget.row_version)) throw new AppError('stale', 'Một dự toán của đơn vị vừa thay đổi. Hãy xem lại rồi áp dụng.');
  const tree = await organisationTree(a.tx, a.today);
  await keepBudgets(a.tx, moves.map(({ budget: one, organisationId, officeId, committeeId, since }) => {
    const unit = tree.latest(organisationId)!, parent = unit.parentId ? (tree.latest(unit.parentId) ?? null) : null;
    return {
      id: one.id, organisation_id: organisationId, office_id: officeId, committee_id: committeeId, former: signedThen(one, since !== null),
      drawn_up_by_id: one.drawn_up_by_id ?? (since ? one.organisation_id : null), kept_since: one.kept_since ?? since, document: since ? paperDefaults(unit, parent) : one.document,
    };
  }));
  for (const { budget: one, organisationId, officeId, committeeId, citations } of moves)
    a.record({ verb: 'budgets.succeeded', table: 'budgets', id: one.id, organisationId, facts: { title: one.title, from: one.organisation_id, to: organisationId, office: officeId, committee: committeeId, citations } });
  return moves.length;
}

const givers = (moves: readonly BudgetMove<Budget>[]): Id[] => [...new Set(moves.flatMap(({ budget, organisationId, officeId, committeeId }) => [
  ...(budget.organisation_id === organisationId ? [] : [budget.organisation_id]), ...(budget.office_id && budget.office_id !== officeId ? [budget.office_id] : []), ...(budget.committee_id && budget.committee_id !== committeeId ? [budget.committee_id] : []),
]))];

/** Null where nothing is signed that still counts. The estimate and the decision each keep the names of their own time, through all later events. */
function signedThen(one: Budget, leaves: boolean): SignedThen | null {
  if (may(one.status, 'edit')) return null;
  const now = { organisationId: one.organisation_id, officeId: one.office_id, committeeId: one.committee_id };
  return { document: one.former?.document ?? (leaves ? one.document : null), estimate: one.former?.estimate ?? now, decision: isApproved(one.status) ? (one.former?.decision ?? now) : null };
}
