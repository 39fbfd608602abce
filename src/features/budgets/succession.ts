import { dong } from '#kernel/money.ts';
import type { Id } from '#kernel/id.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { countMoves } from '#features/organisations/rules/handing-over.ts';
import type { MoveLine, SuccessionPart } from '#features/organisations/succession-part.ts';
import { succeedBudgets } from './actions/succeed-budgets.ts';
import { handOverBudgets, type BudgetMove } from './rules/hand-over.ts';
import { addTotals, NO_TOTALS, type Totals } from './rules/sums.ts';
import { totalsOf } from './store/reading.ts';
import type { Budget } from './store/rows.ts';
import { openBudgetCounts, openBudgetsOf } from './store/successors.ts';

/** Budgets not settled go on with the successor, each whole and as a row of its own; settled ones and past papers stay as they are. */
export const budgetsSuccession: SuccessionPart = {
  noun: 'budgets', label: 'Dự toán chưa quyết toán', counted: 'dự toán',
  async plan(reader, planned, answers) {
    const budgets = await openBudgetsOf(reader, [...new Set(planned.hops.map((hop) => hop.from))]);
    const { moves, left, questions, open } = handOverBudgets(budgets, planned, answers), totals = await totalsOf(reader, budgets.map((one) => one.id));
    const keeping = [...moves.filter((move) => move.since).map(({ budget, organisationId }) => ({ budget, toId: organisationId })), ...left.map((budget) => ({ budget, toId: null }))];
    return {
      lines: [...linesOf(keeping, totals), ...countMoves(moves.filter((move) => !move.since).map(placeOf))], questions, open, commit: (acting) => succeedBudgets(acting, moves),
    };
  },
  unassigned: async (reader, ended) => [...await openBudgetCounts(reader, ended)].map(([unitId, count]) => ({ unitId, what: `${formatNumber(count)} dự toán chưa quyết toán`, href: `/lam-viec/don-vi/${unitId}` })),
};

/** By who gives and who receives, with the sums; a consolidated estimate apart, because it counts the others again. */
function linesOf(moves: readonly { readonly budget: Budget; readonly toId: Id | null }[], totals: ReadonlyMap<Id, Totals>): MoveLine[] {
  return [...Map.groupBy(moves, ({ budget, toId }) => [budget.organisation_id, toId, budget.kind].join(' ')).values()].map((some) => {
    const { budget, toId } = some[0]!, sum = some.reduce((all, one) => addTotals(all, totals.get(one.budget.id)!), NO_TOTALS);
    return { fromId: budget.organisation_id, toId, count: some.length, note: `${budget.kind === 'unit' ? '' : 'bản tổng hợp: '}dự toán ${dong(sum.estimated)}, được sử dụng ${dong(sum.allotted)}, đã chi ${dong(sum.spent)}` };
  });
}

/** Of a budget whose unit stays: where it lies, or who decides on it. */
function placeOf({ budget, officeId, committeeId }: BudgetMove<Budget>): { from: Id; to: Id; note: string } {
  const decides = budget.committee_id !== committeeId;
  return budget.office_id !== officeId ? { from: budget.office_id!, to: officeId!, note: decides ? 'nơi thẩm định và nơi phê duyệt' : 'nơi thẩm định, tổng hợp' } : { from: budget.committee_id!, to: committeeId!, note: 'nơi phê duyệt, điều chỉnh' };
}
