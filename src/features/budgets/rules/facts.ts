import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Source } from './line.ts';
import type { Totals } from './sums.ts';

/** The units that a paper names; `former`: whose it was, where a successor speaks: "của UBND xã An Bình (trước 01/07/2025)". */
export interface NamedOn { readonly organisation: string; readonly former: string | null; readonly office: string | null; readonly committee: string | null }

/** Everything that a budget's pages and papers say, gathered once. Money in đồng. */
export interface BudgetFacts extends NamedOn {
  /** As the papers name them that were signed before a successor came. */
  readonly then: { readonly estimate: NamedOn; readonly decision: NamedOn };
  readonly year: number;
  /** "Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh Lam Giang" */
  readonly basis: string | null;
  readonly totals: Totals;
  readonly lines: readonly FactLine[];
  readonly parts: readonly { readonly id: Id; readonly name: string; /** As the tờ trình, and as the decision of its time names it. */ readonly sentAs: string; readonly decidedAs: string; readonly totals: Totals }[];
  readonly tasks: readonly { readonly task: string | null; readonly units: number; readonly estimated: number; readonly appraised: number }[];
  readonly missing: readonly string[];
  readonly amendments: readonly { readonly number: string; readonly on: PlainDate; readonly reason: string; readonly difference: number }[];
  readonly payments: readonly FactPayment[];
  readonly costs: readonly FactCost[];
}
export interface FactLine {
  readonly id: Id; readonly itemId: Id | null; readonly task: string | null; readonly description: string; readonly unit: string; readonly quantity: number; readonly unitPrice: number; readonly source: Source;
  readonly estimated: number; readonly appraised: number | null; readonly approved: number | null; readonly allotted: number | null; readonly spent: number; readonly note: string | null;
}
export interface FactPayment { readonly on: PlainDate; readonly voucher: string | null; readonly hasFile: boolean; readonly line: string; readonly payee: string; readonly amount: number }
/** What one piece cost; `task` null: of results that payments name. */
export interface FactCost { readonly task: string | null; readonly unit: string; readonly each: number; readonly remainder: number; readonly pieces: number; readonly spent: number }
