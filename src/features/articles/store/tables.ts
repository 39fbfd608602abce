import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Attachment, Cover, Language } from '../rules/content.ts';
import type { RichText } from '../rules/rich-text/index.ts';
import type { ContributionState, Contributors } from '../rules/contribution.ts';
import type { ArticleState } from '../rules/states.ts';

declare module '#platform/db/tables.ts' {
  interface Tables { article_columns: ColumnRow; articles: ArticleRow; article_versions: VersionRow; article_previews: PreviewRow; article_contributions: ContributionRow; article_typed: TypedRow; article_links: LinkRow }
}

export interface ColumnRow {
  shard_id: number; id: Id; organisation_id: Id; name: string; slug: string; former_places: string[]; about: string | null; product: string; channel: string; item_ids: Id[]; closed_on: PlainDate | null;
  contributors: Contributors | null; contributors_group_id: Id | null; created_by_name: string; created_at: Date; row_version: number;
}
export interface ArticleRow {
  shard_id: number; id: Id; organisation_id: Id; column_id: Id; status: ArticleState; version: number; live_version: number | null;
  publish_at: Date | null; withdraw_at: Date | null; withdraw_words: string | null; review_by: PlainDate | null; /** The day of which the editors were told. */ review_told_for: PlainDate | null;
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
export interface ContributionRow {
  shard_id: number; id: Id; column_id: Id; organisation_id: Id; from_organisation_id: Id; status: ContributionState; title: string; body: RichText; attachments: readonly Attachment[]; note: string | null; obligation_ids: Id[];
  sent_by: Id | null; sent_by_name: string; sent_at: Date; sent_on: PlainDate; reason: string | null; decided_by_name: string | null; decided_at: Date | null;
  article_id: Id | null; deliverable_id: Id | null; published_at: Date | null; row_version: number;
}
/** The fields of the form as they were typed, by name. */
export interface TypedRow { shard_id: number; id: Id; account_id: Id; noun: 'articles' | 'contributions'; article_id: Id | null; contribution_id: Id | null; seen_version: number | null; fields: Readonly<Record<string, readonly string[]>>; saved_at: Date }
export interface LinkRow {
  shard_id: number; id: Id; article_id: Id; organisation_id: Id; href: string; state: 'ok' | 'moved' | 'broken' | 'unclear'; note: string | null; checked_at: Date; broken_since: Date | null; told_at: Date | null;
}
