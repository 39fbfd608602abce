import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { LadderStep, StepKey, SubjectNoun } from '../rules/ladder.ts';

export interface UrgedUnit { readonly id: Id; readonly name: string }

export interface LetterTable {
  shard_id: number; id: Id; owner_id: Id; plan_id: Id | null; regime_id: Id | null; as_of: PlainDate; finish_before: PlainDate; units: ColumnType<readonly UrgedUnit[], string, never>; arrears: number;
  docx_sha256: string; pdf_sha256: string; written_by_name: string; written_at: Date;
}

export type LadderScope = 'all' | 'plans' | 'regimes';
export interface LadderTable {
  shard_id: number; id: Id; owner_id: Id; scope_noun: LadderScope; scope_id: Id; steps: ColumnType<readonly LadderStep[], string, string>; reason: string; changed_by_name: string; changed_at: Date; row_version: number;
}

export type SourceNoun = 'plans' | 'regimes';
export type DraftState = 'open' | 'issued' | 'set-aside' | 'emptied';
export interface DraftTable {
  shard_id: number; id: Id; owner_id: Id; source_noun: SourceNoun; source_id: Id; addressed_id: Id | null; opened_on: PlainDate; state: DraftState; closed_on: PlainDate | null; closed_by_name: string | null;
  reason: string | null; letter_id: Id | null; row_version: number;
}

/** One unit told of one step of one subject; written once. */
export interface StepRow {
  shard_id: number; id: Id; batch_id: Id; ladder_id: Id | null; subject_noun: SubjectNoun; subject_id: Id; organisation_id: Id; board_organisation_id: Id; source_noun: SourceNoun; source_id: Id;
  step: StepKey; recipient_organisation_id: Id; recipient_roles: readonly Role[]; for_day: PlainDate; taken_on: PlainDate; digest_key: string; sentence: string; href: string; skipped: boolean; draft_id: Id | null; letter_id: Id | null;
}

export interface RunTable { shard_id: number; id: Id; on_day: PlainDate; ran_at: Date; steps: number; skipped: number; recipients: number }

declare module '#platform/db/tables.ts' {
  interface Tables { urging_letters: LetterTable; urging_ladders: LadderTable; urging_drafts: DraftTable; urging_steps: StepRow; urging_runs: RunTable }
}
