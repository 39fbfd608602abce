import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Timing } from '#features/calendar/rules/timing.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import type { Roll } from '#features/calendar/rules/working-days.ts';
import type { ReportRhythm } from '#features/obligations/rules/state.ts';
import type { ReadParagraph, ReadResult, Signer, Span } from '#features/reading/rules/result.ts';
import type { PartyRole, PlanContent, Rate } from '../rules/content.ts';
import type { PlanOrigin, PlanStatus } from '../rules/state.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    plans: PlanRow;
    plan_versions: PlanVersionRow;
    plan_tasks: TaskRow;
    plan_task_parties: PartyRow;
    plan_imports: ImportRow;
    plan_task_links: TaskLinkRow;
    plan_task_omissions: OmissionRow;
    plan_check_answers: CheckAnswerRow;
    plan_publications: PlanPublicationRow;
  }
}

export interface PlanRow {
  shard_id: number; id: Id; kind: string; origin: PlanOrigin; status: PlanStatus; owner_id: Id; issuer_id: Id; issuer_name: string; issuing_capacity: 'body' | 'office-holder';
  year: number | null; title: string; number: number | null; notation: string | null; place: string | null; signed_on: PlainDate | null; signer: Signer | null;
  parent_plan_id: Id | null; copied_from_id: Id | null; current_version: number; issued_version: number | null; created_by: Id | null; created_at: Date; issued_at: Date | null;
  ended_on: PlainDate | null; ended_reason: string | null; returned_reason: string | null; row_version: number;
}
export interface PlanVersionRow {
  shard_id: number; id: Id; plan_id: Id; version: number; state: 'draft' | 'issued' | 'dropped'; effective_from: PlainDate | null; window_from: PlainDate; window_to: PlainDate;
  content: PlanContent; reason: string | null; created_by: Id | null; created_at: Date; issued_by: Id | null; issued_at: Date | null; row_version: number;
}
export interface TaskRow {
  shard_id: number; id: Id; plan_id: Id; version: number; item_id: Id; ordinal: number; printed_index: string; title: string; parent_index: string | null; parent_title: string | null;
  channel: string | null; product: string | null; themes: readonly string[]; timing: string | null; period: Timing | null; rates: readonly Rate[]; deadline: DeadlineRule | null; roll: Roll;
  amount: number | null; optional: boolean; carry_surplus: boolean; report_rhythm: ReportRhythm; purpose: 'task' | 'duty' | 'report'; path: string | null; paragraphs: readonly string[];
  note: string | null; row_version: number;
}
export interface PartyRow {
  shard_id: number; id: Id; plan_id: Id; version: number; task_id: Id; ordinal: number; role: PartyRole; as_written: string; organisation_id: Id | null; group_id: Id | null;
  optional: boolean; dropped_reason: string | null;
}
export interface ImportRow {
  shard_id: number; id: Id; plan_id: Id; sha256: string; file_name: string; reader_version: string;
  read_text: { paragraphs: ReadParagraph[] }; facts: Omit<ReadResult, 'text' | 'spans'>; spans: Span[]; warnings: string[]; imported_by: Id | null; imported_at: Date;
}
/** A task of a plan that carries out one of the plan above; ids of items, so that it holds through all versions of both. */
export interface TaskLinkRow {
  shard_id: number; id: Id; plan_id: Id; item_id: Id; parent_plan_id: Id; parent_item_id: Id; made: 'derived' | 'confirmed'; made_by: Id | null; made_by_name: string; made_at: Date;
}
/** A task of the plan above that this plan does not carry out, and why. */
export interface OmissionRow { shard_id: number; id: Id; plan_id: Id; parent_plan_id: Id; parent_item_id: Id; reason: string; made_by: Id | null; made_by_name: string; made_at: Date }
/** A finding of the checks that somebody answered: the plan goes its way all the same. */
export interface CheckAnswerRow {
  shard_id: number; id: Id; plan_id: Id; version: number; finding: string; code: string; sentence: string; reason: string; answered_by: Id | null; answered_by_name: string; answered_at: Date;
}
/** A version was made public, or the plan was taken down; the last one holds. */
export interface PlanPublicationRow { shard_id: number; id: Id; plan_id: Id; version: number; act: 'published' | 'withdrawn'; checked: string | null; reason: string | null; by_account: Id | null; by_name: string; at: Date }
