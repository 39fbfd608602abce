import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What units send to another's column, what is being typed and was not saved, and the links of articles as they were last found. */
export const contributions: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column article_columns.contributors', "Whose contributions the column takes; null: nobody's");
    await say('column article_columns.contributors_group_id', 'The group of units, where contributors is group');
    await say('table article_contributions', 'Material that a unit sent to a column of another one');
    await say('column article_contributions.organisation_id', 'The unit whose column it is for');
    await say('column article_contributions.from_organisation_id', 'The unit that sent it');
    await say('column article_contributions.body', 'The typed tree of features/articles/rules/rich-text');
    await say('column article_contributions.obligation_ids', 'What the sender owes and this is to count for; none: found by product and day');
    await say('column article_contributions.sent_on', 'The day of the sending that was taken over: the day the work was done');
    await say('column article_contributions.reason', 'Why it was returned or declined');
    await say('column article_contributions.article_id', 'The draft it was taken over into');
    await say('column article_contributions.deliverable_id', "The sender's result, born when it was taken over");
    await say('table article_typed', 'What somebody has typed and not saved: given back after a crash, never content of record');
    await say('column article_typed.id', 'The key of the form it was typed in');
    await say('column article_typed.seen_version', 'The row version the form was drawn from');
    await say('table article_links', 'Links of live articles as they were last found');
    await say('column article_links.broken_since', 'The first of the nights in a row on which it did not answer');
    await say('column article_links.told_at', 'When the editors were told; null again once it answers');
  },
};

const STATEMENTS = [
  `alter table article_columns add column contributors text check (contributors in ('below', 'group', 'everybody')), add column contributors_group_id uuid`,
  `create index article_columns_contributors on article_columns (organisation_id) where contributors is not null and closed_on is null`,
  `create table article_contributions (
    shard_id integer not null,
    id uuid not null,
    column_id uuid not null,
    organisation_id uuid not null,
    from_organisation_id uuid not null,
    status text not null check (status in ('sent', 'returned', 'taken-over', 'declined', 'recalled')),
    title text not null,
    body jsonb not null,
    attachments jsonb not null,
    note text,
    obligation_ids uuid[] not null,
    sent_by uuid,
    sent_by_name text not null,
    sent_at timestamptz not null,
    sent_on date not null,
    reason text,
    decided_by_name text,
    decided_at timestamptz,
    article_id uuid,
    deliverable_id uuid,
    published_at timestamptz,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check ((status = 'taken-over') = (article_id is not null)),
    check (status not in ('returned', 'declined') or reason is not null)
  )`,
  // both sides' lists, newest first; what waits for the editors; the one an article came from
  `create index article_contributions_from on article_contributions (from_organisation_id, sent_at desc)`,
  `create index article_contributions_to on article_contributions (organisation_id, sent_at desc)`,
  `create index article_contributions_waiting on article_contributions (organisation_id) where status = 'sent'`,
  `create index article_contributions_column on article_contributions (column_id) where status in ('sent', 'returned')`,
  `create index article_contributions_article on article_contributions (article_id) where article_id is not null`,
  `create table article_typed (
    shard_id integer not null,
    id uuid not null,
    account_id uuid not null,
    article_id uuid,
    seen_version integer,
    fields jsonb not null,
    saved_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index article_typed_account on article_typed (account_id, saved_at desc)`,
  `create index article_typed_age on article_typed (saved_at)`,
  `create table article_links (
    shard_id integer not null,
    id uuid not null,
    article_id uuid not null,
    organisation_id uuid not null,
    href text not null,
    state text not null check (state in ('ok', 'moved', 'broken', 'unclear')),
    note text,
    checked_at timestamptz not null,
    broken_since timestamptz,
    told_at timestamptz,
    primary key (shard_id, id)
  )`,
  `create index article_links_article on article_links (article_id)`,
  `create index article_links_broken on article_links (organisation_id) where state in ('broken', 'moved')`,
  // the list of what is out, newest change first, without looking at every draft; the night's round over what is out
  `create index articles_live on articles (organisation_id, changed_at desc, id desc) where live_version is not null and status <> 'withdrawn'`,
  `create index articles_states on articles (organisation_id, status, changed_at desc, id desc) include (live_version)`,
  `create index articles_review on articles (organisation_id, review_by) where review_by is not null and live_version is not null and status <> 'withdrawn'`,
];
