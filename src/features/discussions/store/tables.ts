import type { Id } from '#kernel/id.ts';

export interface CommentRow {
  shard_id: number; id: Id; subject_noun: string; subject_id: Id; organisation_id: Id; body: string; mentions: readonly Id[];
  author_account: Id | null; author_name: string; author_organisation_id: Id | null; author_unit: string; created_at: Date; edited_at: Date | null;
  withdrawn_at: Date | null; withdrawn_reason: string | null; row_version: number;
}

declare module '#platform/db/tables.ts' { interface Tables { comments: CommentRow } }
