import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { PrintContent } from '../rules/fields.ts';
import type { PrintState } from '../rules/states.ts';

declare module '#platform/db/tables.ts' { interface Tables { prints: PrintRow; print_runs: RunRow; print_handouts: HandoutRow } }

export interface KeptForm { readonly format: string; readonly type: 'svg' | 'png' | 'pdf'; readonly sha256: string }
export interface PrintRow {
  shard_id: number; id: Id; organisation_id: Id; kind: string; title: string; content: PrintContent; alt: string; tone: string; logo_sha256: string | null; link: string | null; source: { readonly noun: string; readonly id: Id } | null;
  status: PrintState; author_id: Id | null; author_name: string; submitted_by: Id | null; submitted_by_name: string | null; submitted_at: Date | null; returned_reason: string | null; returned_by_name: string | null;
  approved_by: Id | null; approved_by_name: string | null; approved_at: Date | null; self_approved: boolean; published_at: Date | null; files: readonly KeptForm[]; set_as: { readonly kicker: string; readonly name: string } | null; deliverable_id: Id | null;
  withdrawn_at: Date | null; withdrawn_reason: string | null; withdrawn_by_name: string | null; created_at: Date; changed_at: Date; row_version: number;
}
export interface RunRow {
  shard_id: number; id: Id; print_id: Id; organisation_id: Id; format: string; quantity: number; printer: string; /** đồng */ cost: number | null; printed_on: PlainDate; note: string | null;
  recorded_by: Id | null; recorded_by_name: string; recorded_at: Date; row_version: number;
}
export interface HandoutRow {
  shard_id: number; id: Id; run_id: Id; print_id: Id; organisation_id: Id; place: string; quantity: number; handed_on: PlainDate; photo_sha256: string | null; deliverable_id: Id;
  recorded_by: Id | null; recorded_by_name: string; recorded_at: Date; withdrawn_at: Date | null; withdrawn_reason: string | null; row_version: number;
}
