import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people are told: notices in the console, letters by e-mail, feeds of calendars. */
export const notifications: Migration = {
  async up(db) {
    await sql`
      create table notices (
        shard_id integer not null,
        id uuid not null,
        account_id uuid not null,
        notice_key text not null,
        organisation_id uuid,
        kind text not null,
        urgency text not null check (urgency in ('now', 'digest', 'inbox')),
        sentence text not null,
        href text not null,
        times integer not null default 1 check (times > 0),
        last_position bigint not null,
        gathered_sentence text,
        gathered_href text,
        happened_at timestamptz not null,
        created_at timestamptz not null,
        read_at timestamptz,
        mail_id uuid,
        primary key (shard_id, id),
        unique (shard_id, account_id, notice_key)
      )`.execute(db);
    const comments: readonly (readonly [string, string, string])[] = [
      ['notices', 'shard_id', 'the shard in the id of the account, so that one person reads in one shard'],
      ['notices', 'notice_key', 'nobody is told twice the same thing: one row for an account and a key'],
      ['notices', 'organisation_id', 'in whose affair the person is told; null: as this very person'],
      ['notices', 'times', 'how many events of one day and unit stand behind a gathered notice'],
      ['notices', 'last_position', 'of the last event counted here, so that reading the log again counts nothing twice'],
      ['notices', 'gathered_sentence', 'what is said when times > 1, with {n} for the number'],
      ['notices', 'happened_at', 'of the event (the last one of a gathered notice); created_at: when the follower saw it'],
      ['notices', 'mail_id', 'the letter that carried it; null: not told by e-mail'],
      ['outgoing_mail', 'mail_key', 'the same letter is written once: "digest/daily/<hour>", "now/<cursor>"'],
      ['outgoing_mail', 'message_id', 'the same at every try, so that a receiver can drop a second copy'],
      ['outgoing_mail', 'claimed_until', 'a worker is sending it; after this instant another may try'],
      ['outgoing_mail', 'last_error', 'the sentence for the operator'],
      ['outgoing_mail', 'last_answer', 'what the other server said, word for word'],
    ];
    await sql`create index notices_inbox on notices (shard_id, account_id, happened_at desc, id desc)`.execute(db);
    await sql`create index notices_unread on notices (shard_id, account_id) where read_at is null`.execute(db);
    await sql`create index notices_to_mail on notices (happened_at) where read_at is null and mail_id is null and urgency <> 'inbox'`.execute(db);
    await sql`create index notices_read on notices (read_at) where read_at is not null`.execute(db);

    await sql`
      create table notification_cursors (
        shard_id integer primary key,
        position bigint not null
      )`.execute(db);
    await sql`comment on table notification_cursors is 'Up to which event of each chain people have been told; moves in the transaction of the notices'`.execute(db);
    // What was done before this release is nobody's news.
    await sql`insert into notification_cursors (shard_id, position) select shard_id, position from audit_heads`.execute(db);

    await sql`
      create table notice_preferences (
        id uuid primary key,
        account_id uuid not null unique references accounts (id),
        email text not null check (email in ('off', 'daily', 'weekly')),
        changed_at timestamptz not null,
        row_version integer not null default 1
      )`.execute(db);
    await sql`comment on column notice_preferences.email is 'daily: what is urgent at once, the rest gathered every working day; weekly: everything gathered once a week. Without a row: daily'`.execute(db);

    await sql`
      create table digest_slots (
        rhythm text primary key check (rhythm in ('daily', 'weekly')),
        slot timestamptz not null
      )`.execute(db);
    await sql`comment on column digest_slots.slot is 'The last appointed hour for which everybody was written to'`.execute(db);

    await sql`
      create table outgoing_mail (
        shard_id integer not null,
        id uuid not null,
        account_id uuid not null,
        mail_key text not null,
        to_address text not null,
        subject text not null,
        text_body text not null,
        html_body text not null,
        message_id text not null,
        state text not null check (state in ('waiting', 'sent', 'failed')),
        attempts integer not null default 0,
        created_at timestamptz not null,
        next_try_at timestamptz not null,
        claimed_until timestamptz,
        last_error text,
        last_answer text,
        finished_at timestamptz,
        primary key (shard_id, id),
        unique (shard_id, account_id, mail_key)
      )`.execute(db);
    await sql`create index outgoing_mail_waiting on outgoing_mail (next_try_at) where state = 'waiting'`.execute(db);
    await sql`create index outgoing_mail_finished on outgoing_mail (state, finished_at)`.execute(db);

    await sql`
      create table undeliverable_addresses (
        address text primary key,
        answer text not null,
        since timestamptz not null
      )`.execute(db);
    await sql`comment on table undeliverable_addresses is 'Refused for good by the receiving server; nothing more is written there until somebody lifts the mark'`.execute(db);

    await sql`
      create table calendar_feeds (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        organisation_id uuid references organisations (id),
        token_hash text not null unique,
        created_at timestamptz not null,
        revoked_at timestamptz
      )`.execute(db);
    await sql`comment on column calendar_feeds.organisation_id is 'Null: everything of the person''s units; else this unit, as long as the person has a role that reaches it'`.execute(db);
    await sql`comment on column calendar_feeds.token_hash is 'SHA-256 of the token in the address; the address itself is shown once'`.execute(db);
    await sql`create index calendar_feeds_account on calendar_feeds (account_id)`.execute(db);
    await sql`
      create table calendar_feed_uses (
        feed_id uuid primary key references calendar_feeds (id),
        last_used_at timestamptz not null
      )`.execute(db);

    for (const [table, column, comment] of comments) await sql`comment on column ${sql.table(table)}.${sql.ref(column)} is ${sql.lit(comment)}`.execute(db);
  },
};
