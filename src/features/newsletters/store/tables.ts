import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { RichText } from '#features/articles/rules/rich-text/index.ts';
import type { Section } from '../rules/contents.ts';
import type { IssueState } from '../rules/states.ts';

declare module '#platform/db/tables.ts' {
  interface Tables { newsletters: NewsletterRow; newsletter_issues: IssueRow; newsletter_subscriptions: SubscriptionRow; newsletter_sendings: SendingRow; newsletter_letters: LetterRow; return_boxes: ReturnBoxRow }
}

export interface NewsletterRow {
  shard_id: number; id: Id; organisation_id: Id; name: string; about: string | null; channel: string; item_ids: Id[]; column_ids: Id[]; licence: string | null; editor_in_charge: string | null; contact: string | null;
  earlier_issues: number; closed_on: PlainDate | null; created_by_name: string; created_at: Date; row_version: number;
}
export interface IssueRow {
  shard_id: number; id: Id; organisation_id: Id; newsletter_id: Id; year: number; number: number; overall: number; title: string; foreword: RichText; sections: readonly Section[]; article_ids: Id[];
  from_day: PlainDate; to_day: PlainDate; status: IssueState; author_id: Id | null; author_name: string; created_at: Date; changed_by: Id | null; changed_by_name: string; changed_at: Date;
  submitted_by: Id | null; submitted_by_name: string | null; submitted_at: Date | null; returned_reason: string | null; returned_by_name: string | null; returned_at: Date | null;
  approved_by: Id | null; approved_by_name: string | null; approved_at: Date | null; self_approved: boolean; published_at: Date | null; pdf_sha256: string | null; page_sha256: string | null;
  withdrawn_at: Date | null; withdrawn_reason: string | null; withdrawn_by_name: string | null; deliverable_id: Id | null; row_version: number;
}

export type SubscriptionKind = 'newsletter' | 'column';
export type SubscriptionState = 'pending' | 'active' | 'refused' | 'ended';
export interface SubscriptionRow {
  shard_id: number; id: Id; organisation_id: Id; kind: SubscriptionKind; target_id: Id; request_id: Id; state: SubscriptionState; address: string | null; address_mark: string | null; consent: string;
  asked_at: Date; confirm_sha256: string; confirmed_at: Date | null; ended_at: Date | null; ended_how: 'reader' | 'operator' | null; refused_at: Date | null; refused_answer: string | null; resumed_at: Date | null; row_version: number;
}

export interface SendingRow {
  shard_id: number; id: Id; kind: 'issue' | 'column'; target_id: Id; organisation_id: Id; issue_id: Id | null; article_ids: Id[]; until: Date; created_at: Date; queued_at: Date | null; stopped_at: Date | null;
}
export type LetterState = 'waiting' | 'sent' | 'failed' | 'dropped';
export interface LetterRow {
  shard_id: number; id: Id; sending_id: Id; subscription_id: Id; kind: 'confirm' | 'issue' | 'column'; state: LetterState; token: string | null; token_sha256: string; message_id: string;
  attempts: number; created_at: Date; next_try_at: Date; claimed_until: Date | null; last_error: string | null; last_answer: string | null; finished_at: Date | null; bounced_at: Date | null;
}
/** Where letters come back to, and up to where it was read. */
export interface ReturnBoxRow { box: string; uid_validity: string | null; last_uid: number; looked_at: Date; trouble: string | null }
