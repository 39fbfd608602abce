import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Level, ProcedureContent } from '../rules/content.ts';
import type { Change } from '../rules/history.ts';
import type { Asked, Seen } from '../rules/posting.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    procedure_fields: FieldRow; procedure_decisions: DecisionRow; procedures: ProcedureRow; procedure_versions: VersionRow;
    one_stop_shops: ShopRow; check_sheets: SheetRow; check_answers: AnswerRow; shop_postings: PostingRow
  }
}

export interface FieldRow { shard_id: number; id: Id; organisation_id: Id; name: string; slug: string; merged_into: Id | null; created_at: Date; row_version: number }
export interface DecisionRow {
  shard_id: number; id: Id; organisation_id: Id; number: string; signed_on: PlainDate; issuer: string; title: string; effective_on: PlainDate;
  file_sha256: string | null; file_name: string | null; created_by_name: string; created_at: Date; row_version: number;
}
export interface ProcedureRow {
  shard_id: number; id: Id; organisation_id: Id; code: string; slug: string; checked_on: PlainDate | null; checked_by_name: string | null;
  merged_into: Id | null; came_from: Id | null; came_slug: string | null; created_at: Date; row_version: number;
}
export interface VersionRow {
  shard_id: number; id: Id; batch_id: Id; organisation_id: Id; procedure_id: Id; decision_id: Id; valid_from: PlainDate; revision: number; change: Change;
  name: string; level: Level; field_id: Id; content: ProcedureContent | null; replaced_by: Id[]; note: string | null; written_by_name: string; written_at: Date;
}
export interface ShopRow {
  shard_id: number; id: Id; organisation_id: Id; name: string; address: string | null; hours: string | null; phone: string | null; levels: Level[]; field_ids: Id[] | null;
  also_ids: Id[]; except_ids: Id[]; closed_on: PlainDate | null; created_at: Date; row_version: number;
}
export interface SheetRow {
  shard_id: number; id: Id; shop_id: Id; organisation_id: Id; by_organisation_id: Id; by_organisation_name: string; day: PlainDate; asked: readonly Asked[]; status: 'open' | 'signed' | 'dropped';
  started_by: Id | null; started_by_name: string; started_at: Date; signed_by_name: string | null; signed_at: Date | null; witness: string | null; remark: string | null;
  posted: number | null; outdated: number | null; missing: number | null; unseen: number | null; deliverable_id: Id | null; row_version: number;
}
export interface AnswerRow { shard_id: number; id: Id; batch_id: Id; sheet_id: Id; procedure_id: Id; version_id: Id; state: Seen; note: string | null; photo_sha256: string | null; answered_by_name: string; answered_at: Date }
export interface PostingRow { shard_id: number; id: Id; batch_id: Id; shop_id: Id; procedure_id: Id; version_id: Id; posted_on: PlainDate; posted_by_name: string; posted_at: Date }
