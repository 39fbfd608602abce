import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Attachment, Cover, Language } from '../rules/content.ts';
import type { RichText } from '../rules/rich-text/index.ts';
import type { ArticleState } from '../rules/states.ts';

declare module '#platform/db/tables.ts' {
  interface Tables { article_columns: ColumnRow; articles: ArticleRow; article_versions: VersionRow; article_previews: PreviewRow }
}

export interface ColumnRow {
  shard_id: number; id: Id; organisation_id: Id; name: string; about: string | null; product: string; channel: string; item_ids: Id[]; closed_on: PlainDate | null;
  created_by_name: string; created_at: Date; row_version: number;
}
export interface ArticleRow {
  shard_id: number; id: Id; organisation_id: Id; column_id: Id; status: ArticleState; version: number; live_version: number | null;
  publish_at: Date | null; withdraw_at: Date | null; withdraw_words: string | null; review_by: PlainDate | null;
  published_at: Date | null; updated_at: Date | null; withdrawn_at: Date | null; withdrawn_reason: string | null; withdrawn_by_name: string | null;
  deliverable_id: Id | null; created_by: Id | null; created_by_name: string; created_at: Date; changed_at: Date; row_version: number;
}
export interface VersionRow {
  shard_id: number; id: Id; article_id: Id; number: number; title: string; summary: string; body: RichText; cover: Cover | null; themes: string[];
  lead_id: Id | null; coordinating_ids: Id[]; language: Language; attachments: readonly Attachment[]; change_note: string | null;
  author_id: Id | null; author_name: string; changed_by_name: string; changed_at: Date;
  submitted_by: Id | null; submitted_by_name: string | null; submitted_at: Date | null; returned_reason: string | null; returned_by_name: string | null; returned_at: Date | null;
  approved_by: Id | null; approved_by_name: string | null; approved_at: Date | null; self_approved: boolean; bypass_reason: string | null;
  published_at: Date | null; snapshot_sha256: string | null;
}
export interface PreviewRow { shard_id: number; id: Id; article_id: Id; token_sha256: string; made_by_name: string; made_at: Date; expires_at: Date }
