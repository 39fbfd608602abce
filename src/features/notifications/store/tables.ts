import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { NoticeKind, Urgency } from '../rules/kinds.ts';
import type { EmailChoice, Rhythm } from '../rules/digest.ts';

export interface NoticeRow {
  shard_id: number; id: Id; account_id: Id; notice_key: string; organisation_id: Id | null; kind: NoticeKind; urgency: Urgency; sentence: string; href: string;
  times: number; last_position: number; gathered_sentence: string | null; gathered_href: string | null; happened_at: Date; created_at: Date; read_at: Date | null; mail_id: Id | null;
}
export type MailState = 'waiting' | 'sent' | 'failed';
export interface OutgoingMailRow {
  shard_id: number; id: Id; account_id: Id; mail_key: string; to_address: string; subject: string; text_body: string; html_body: string; message_id: string; state: MailState;
  attempts: number; created_at: Date; next_try_at: Date; claimed_until: Date | null; last_error: string | null; last_answer: string | null; finished_at: Date | null;
}
export interface PreferenceRow { id: Id; account_id: Id; email: EmailChoice; changed_at: Date; row_version: number }
export interface CalendarFeedRow { id: Id; account_id: Id; organisation_id: Id | null; token_hash: string; created_at: Date; revoked_at: Date | null }

declare module '#platform/db/tables.ts' {
  interface Tables {
    notices: NoticeRow; notification_cursors: { shard_id: number; position: ColumnType<number | string, number, number> }; notice_preferences: PreferenceRow;
    digest_slots: { rhythm: Rhythm; slot: Date }; outgoing_mail: OutgoingMailRow; undeliverable_addresses: { address: string; answer: string; since: Date };
    calendar_feeds: CalendarFeedRow; calendar_feed_uses: { feed_id: Id; last_used_at: Date };
  }
}
