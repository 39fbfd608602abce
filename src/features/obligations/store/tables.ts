import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Provenance } from '#features/calendar/rules/cadence.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import type { Roll } from '#features/calendar/rules/working-days.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';
import type { AnnualTotal, Citation, Rhythm } from '../rules/commitment.ts';
import type { ReportRhythm } from '../rules/state.ts';
import type { SquareRow } from './squares.ts';
import type { SumsRow } from './sums.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    commitments: CommitmentRow;
    obligations: ObligationRow;
    obligation_closures: ClosureRow;
    obligation_transfers: TransferRow;
    citation_additions: { shard_id: number; id: Id; source_id: Id; number: string | null; signed_on: PlainDate | null; at: Date };
    excuses: ExcuseRow;
    credits: CreditRow;
    obligation_totals: TotalsRow;
    standing_sums: SumsRow;
    square_sums: SquareRow;
  }
}

export interface CommitmentRow {
  shard_id: number; id: Id; batch_id: Id;
  source_noun: string; source_id: Id; source_version: number; item_id: Id; key: string; issuer_id: Id;
  /** Written as JSON text, read as an object. */
  citation: Citation; title: string; product: string; channel: string | null; unit: string;
  amount: number | null; provenance: Provenance; annual_total: AnnualTotal | null; minutes_min: number | null; minutes_max: number | null;
  rhythm: Rhythm | null; timing: string; window_from: PlainDate; window_to: PlainDate; optional: boolean;
  evidence: EvidenceWanted; roll: Roll; deadline: DeadlineRule | null; carry_surplus: boolean; report_rhythm: ReportRhythm;
  party_kind: 'organisation' | 'group'; party_id: Id; party_name: string; created_at: Date;
}
export interface ObligationRow {
  shard_id: number; id: Id; batch_id: Id; commitment_id: Id; organisation_id: Id; board_organisation_id: Id;
  period_key: string; period_from: PlainDate; period_to: PlainDate; period_label: string; amount: number | null; printed_due: PlainDate; due: PlainDate;
}
export type ClosureKind = 'amended' | 'recalled' | 'closed';
export interface ClosureRow {
  shard_id: number; id: Id; batch_id: Id; obligation_id: Id; kind: ClosureKind; reason: string; on_day: PlainDate; replaced_by: Id | null;
}
export interface TransferRow {
  shard_id: number; id: Id; batch_id: Id; obligation_id: Id; from_organisation_id: Id; to_organisation_id: Id; board_organisation_id: Id;
  on_day: PlainDate; at: Date; reason: string;
}
export interface ExcuseRow {
  shard_id: number; id: Id; obligation_id: Id; amount: number; reason: string; excused_by: Id | null; excused_by_name: string; on_day: PlainDate; created_at: Date;
}
export type CreditEnd = 'moved' | 'withdrawn' | 'rejected' | 'corrected' | 'amended';
export interface CreditRow {
  shard_id: number; id: Id; obligation_id: Id; commitment_id: Id; deliverable_id: Id; amount: number; from_card: boolean;
  done_on: PlainDate; recorded_on: PlainDate; known_on: PlainDate; confirmed_on: PlainDate | null; confirmed_by: Id | null; credited_by: Id | null;
  ended_on: PlainDate | null; ended_reason: CreditEnd | null; ended_by: Id | null; locked_by_report: Id | null;
}
export interface TotalsRow {
  shard_id: number; obligation_id: Id; commitment_id: Id; source_id: Id; item_id: Id; organisation_id: Id; board_organisation_id: Id;
  period_from: PlainDate; period_to: PlainDate; due: PlainDate; amount: number | null; optional: boolean; report_rhythm: ReportRhythm;
  closed_on: PlainDate | null; excused: number; recorded: number; recorded_in_time: number; confirmed: number; confirmed_in_time: number;
  last_done: PlainDate | null; met_on: PlainDate | null;
}
