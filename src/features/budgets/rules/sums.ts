import type { Id } from '#kernel/id.ts';
import { SOURCES, type Source } from './line.ts';

/** Money of one or many lines, in đồng. What is not decided yet counts as nothing in `approved` and `allotted`, and as the estimate in `appraised`. */
export interface Sum { readonly estimated: number; readonly appraised: number; readonly approved: number; readonly allotted: number; readonly spent: number }
export const NO_MONEY: Sum = { estimated: 0, appraised: 0, approved: 0, allotted: 0, spent: 0 };

/** Fails rather than rounds: a total past what a number holds exactly is a fault. */
const plus = (a: number, b: number): number => {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new RangeError(`a total of money is too large to be exact: ${a} + ${b}`);
  return sum;
};
export const add = (a: Sum, b: Sum): Sum => ({ estimated: plus(a.estimated, b.estimated), appraised: plus(a.appraised, b.appraised), approved: plus(a.approved, b.approved), allotted: plus(a.allotted, b.allotted), spent: plus(a.spent, b.spent) });
export const addAll = (sums: readonly Sum[]): Sum => sums.reduce(add, NO_MONEY);

export interface CountedLine { readonly budgetId: Id; readonly source: Source; readonly estimated: number; readonly appraised: number | null; readonly approved: number | null; readonly allotted: number | null; readonly spent: number }
export const sumOfLine = (line: Omit<CountedLine, 'budgetId' | 'source'>): Sum =>
  ({ estimated: line.estimated, appraised: line.appraised ?? line.estimated, approved: line.approved ?? 0, allotted: line.allotted ?? 0, spent: line.spent });

/** Totals of a budget: its own lines and, recursively, its parts. */
export interface Totals extends Sum { readonly bySource: Readonly<Record<Source, Sum>> }
export const NO_TOTALS: Totals = { ...NO_MONEY, bySource: { STATE_BUDGET: NO_MONEY, OTHER_FUNDING: NO_MONEY } };
export const addTotals = (a: Totals, b: Totals): Totals => ({ ...add(a, b), bySource: { STATE_BUDGET: add(a.bySource.STATE_BUDGET, b.bySource.STATE_BUDGET), OTHER_FUNDING: add(a.bySource.OTHER_FUNDING, b.bySource.OTHER_FUNDING) } });

export const totalsOfLines = (lines: readonly Omit<CountedLine, 'budgetId'>[]): Totals => {
  const bySource = Object.fromEntries(SOURCES.map((source) => [source, addAll(lines.filter((line) => line.source === source).map(sumOfLine))])) as Record<Source, Sum>;
  return { ...add(bySource.STATE_BUDGET, bySource.OTHER_FUNDING), bySource };
};

/** The rule that the store's query is held against: what a budget comes to is its lines and the totals of its parts. */
export function totalsOfTree(root: Id, parts: ReadonlyMap<Id, readonly Id[]>, lines: readonly CountedLine[]): Totals {
  return [...(parts.get(root) ?? [])].reduce((sum, part) => addTotals(sum, totalsOfTree(part, parts, lines)), totalsOfLines(lines.filter((line) => line.budgetId === root)));
}
