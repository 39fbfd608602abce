import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Tier } from '#features/organisations/rules/kinds.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { Source } from '../rules/line.ts';
import type { BudgetState } from '../rules/states.ts';

type Json<T> = ColumnType<T, string, string>;

/** What stands around the content of a budget's papers; number and day of the tờ trình too. */
export interface BudgetPaper extends Letterhead { readonly number: string | null; readonly signedOn: PlainDate | null }
/** The units that a paper names. */
export interface SignedBy { readonly organisationId: Id; readonly officeId: Id | null; readonly committeeId: Id | null }
/** What was signed before somebody followed one of its units; papers go on naming these. `document` null: the letterhead is still that of the budget itself. */
export interface SignedThen { readonly document: BudgetPaper | null; readonly estimate: SignedBy; readonly decision: SignedBy | null }
export interface LineChange { readonly lineId: Id; readonly from: number; readonly to: number }

export interface BudgetTable {
  shard_id: number; id: Id; kind: 'unit' | 'consolidated'; organisation_id: Id; office_id: Id | null; committee_id: Id | null; part_of_id: Id | null; plan_id: Id | null;
  year: number; level: Tier; title: string; status: BudgetState; due: PlainDate | null; note: string | null; document: Json<BudgetPaper>; returned_reason: string | null;
  submitted_on: PlainDate | null; submitted_by_name: string | null; decision_number: string | null; decided_on: PlainDate | null; decided_by_name: string | null;
  granted: 'whole' | 'part' | null; settled_on: PlainDate | null; drawn_up_by_id: Id | null; kept_since: PlainDate | null; former: Json<SignedThen> | null; created_at: Date; row_version: number;
}
/** Money in đồng, quantity in thousandths. */
export interface BudgetLineTable {
  shard_id: number; id: Id; budget_id: Id; ordinal: number; item_id: Id | null; task: string | null; description: string; unit: string; quantity: number; unit_price: number; source: Source;
  estimated: number; appraised: number | null; approved: number | null; allotted: number | null; note: string | null; row_version: number;
}
export interface BudgetAmendmentTable {
  shard_id: number; id: Id; budget_id: Id; decision_number: string; decided_on: PlainDate; reason: string; changes: Json<readonly LineChange[]>; made_by_name: string; made_at: Date;
}
export interface ExpenditureTable {
  shard_id: number; id: Id; budget_id: Id; line_id: Id; spent_on: PlainDate; amount: number; payee: string; description: string | null; voucher: string | null; sha256: string | null; file_name: string | null;
  deliverable_id: Id | null; recorded_by_name: string; recorded_at: Date; cancelled_on: PlainDate | null; cancelled_reason: string | null; cancelled_by_name: string | null; row_version: number;
}
export interface SettlementTable {
  shard_id: number; id: Id; budget_id: Id; figures_sha256: string; docx_sha256: string; pdf_sha256: string; xlsx_sha256: string; settled_by_name: string; settled_at: Date;
}

declare module '#platform/db/tables.ts' {
  interface Tables { budgets: BudgetTable; budget_lines: BudgetLineTable; budget_amendments: BudgetAmendmentTable; expenditures: ExpenditureTable; settlements: SettlementTable }
}
