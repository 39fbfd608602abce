/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { BudgetPaper, LineChange } from './store/tables.ts';
export { budget, type Amendment, type Budget, type BudgetLine, type Expenditure, type Settlement } from './store/rows.ts';
export { budgetsOfPlan, budgetsOfUnit, linesOf, taskSums, totalsOf, type LineView, type TaskSum } from './store/reading.ts';
export { waitingBudgets, type WaitingBudget } from './store/waiting.ts';
