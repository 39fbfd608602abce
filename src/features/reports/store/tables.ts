import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { MissingReasons } from '../rules/gaps.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import type { Narrative, ReportState } from '../rules/states.ts';

type Json<T> = ColumnType<T, string, string>;

export interface RegimeTable {
  shard_id: number; id: Id; owner_id: Id; name: string; citation: string; plan_id: Id | null; definition: Json<RegimeDefinition>;
  valid_from: PlainDate; valid_to: PlainDate | null; created_at: Date; row_version: number;
}
export interface ReportTable {
  shard_id: number; id: Id; regime_id: Id; period_key: string; period_label: string; data_from: PlainDate; data_to: PlainDate; printed_due: PlainDate; due: PlainDate;
  organisation_id: Id; scope: 'unit' | 'consolidated'; status: ReportState; version: number; narrative: Json<Narrative>; document: Json<Letterhead>; number: string | null; signed_on: PlainDate | null;
  closed_without: Json<readonly { id: Id; name: string }[]> | null; returned_reason: string | null; submitted_by_name: string | null; submitted_at: Date | null;
  accepted_by_name: string | null; accepted_at: Date | null; accepted_by: Id | null; approved_by_name: string | null; approved_at: Date | null; missing_reasons: Json<MissingReasons> | null;
  created_at: Date; row_version: number;
}
export interface ReportVersionTable {
  shard_id: number; id: Id; report_id: Id; version: number; figures_sha256: string; docx_sha256: string; pdf_sha256: string;
  differences: Json<readonly string[]>; reason: string | null; submitted_by_name: string; submitted_at: Date;
}

/** A step of the unit above: taken, approved, given back, or one of the two undone. Written once. */
export interface ReportStepRow {
  shard_id: number; id: Id; report_id: Id; step: ReportStep; version: number; reason: string | null; by_account: Id | null; by_name: string; taken_at: Date;
}
export type ReportStep = 'accepted' | 'approved' | 'returned' | 'acceptance-undone' | 'approval-undone';
/** Beyond the lock of a round, for one unit. Written once; of several the last one holds. */
export interface ReportExtensionRow {
  shard_id: number; id: Id; batch_id: Id; regime_id: Id; period_key: string; organisation_id: Id; until: PlainDate; reason: string; granted_by_name: string; granted_at: Date;
}

/** A sent version was made public, or the report was taken down; the last one holds. */
export interface ReportPublicationRow { shard_id: number; id: Id; report_id: Id; version: number; act: 'published' | 'withdrawn'; checked: string | null; reason: string | null; by_account: Id | null; by_name: string; at: Date }

declare module '#platform/db/tables.ts' { interface Tables { reporting_regimes: RegimeTable; reports: ReportTable; report_versions: ReportVersionTable; report_steps: ReportStepRow; report_extensions: ReportExtensionRow; report_publications: ReportPublicationRow } }
