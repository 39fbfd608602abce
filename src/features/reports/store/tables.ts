import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
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
  accepted_by_name: string | null; accepted_at: Date | null; created_at: Date; row_version: number;
}
export interface ReportVersionTable {
  shard_id: number; id: Id; report_id: Id; version: number; figures_sha256: string; docx_sha256: string; pdf_sha256: string;
  differences: Json<readonly string[]>; reason: string | null; submitted_by_name: string; submitted_at: Date;
}

declare module '#platform/db/tables.ts' { interface Tables { reporting_regimes: RegimeTable; reports: ReportTable; report_versions: ReportVersionTable } }
