import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { CountsFor } from '#features/obligations/store.ts';
import type { Status } from '../rules/status.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    deliverables: DeliverableRow;
    deliverable_versions: DeliverableVersionRow;
    evidence: EvidenceRow;
    deliverable_submissions: { shard_id: number; actor_key: string; key: string; deliverable_id: Id; at: Date };
    confirmation_settings: { id: Id; organisation_id: Id; self_confirmation: boolean; set_by: Id | null; set_at: Date };
  }
}

export interface DeliverableRow {
  shard_id: number; id: Id; organisation_id: Id; board_organisation_id: Id; status: Status; version: number;
  product: string; channel: string | null; themes: string[]; title: string; done_on: PlainDate; amount: number; unit: string;
  minutes: number | null; audience: number | null; place: string | null; note: string | null;
  counts_for: CountsFor; born_of: { noun: string; id: string } | null;
  recorded_by: Id | null; recorded_by_name: string; recorded_on: PlainDate; recorded_at: Date;
  confirmed_by: Id | null; confirmed_by_name: string | null; confirmed_on: PlainDate | null; self_confirmed: boolean;
  rejected_by_name: string | null; rejected_reason: string | null; ended_on: PlainDate | null; ended_reason: string | null;
  locked_by_report: Id | null; changed_after_lock: boolean; row_version: number;
}
export interface DeliverableVersionRow {
  shard_id: number; id: Id; deliverable_id: Id; version: number; content: unknown; reason: string; replaced_by_name: string; replaced_at: Date;
}
export interface EvidenceRow {
  shard_id: number; id: Id; deliverable_id: Id; ordinal: number; kind: 'file' | 'link' | 'published-item' | 'airing';
  sha256: string | null; file_name: string | null; url: string | null; canonical_url: string | null; reference: { noun: string; id: string } | null;
  caption: string | null; added_by: Id | null; added_at: Date; removed_at: Date | null; removed_reason: string | null;
}
