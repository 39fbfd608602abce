import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Places outside where public items are posted too, which column's items usually go where, and each posting as a dated task with its proof. */
export const distribution: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table outlets', 'An account or a place of an organisation where items are posted: an official account, a page, a screen, a notice board');
    await say('column outlets.address', 'Of the account or page, where the kind has one');
    await say('table outlet_defaults', 'Items of a noun, or of one collection (a column), of this organisation usually go to this outlet');
    await say('column outlet_defaults.collection_id', 'Null: every item of the noun that is in no collection with defaults of its own');
    await say('column outlet_defaults.due', 'same-day or next-working-day');
    await say('table postings', 'One thing to do at one outlet about one public item: post it, change it, take it down');
    await say('column postings.organisation_id', 'Of the outlet: whose task it is');
    await say('column postings.item_id', 'Key of public_items');
    await say('column postings.at', 'From when it is to be done; before that it is planned');
    await say('column postings.reason', 'Why it failed or was skipped');
    await say('column postings.about', 'What changed of the item, or why it was withdrawn: why this is to be changed or taken down');
    await say('column postings.done_on', 'The day it was done, as told; done_at is when that was told');
    await say('column postings.ended_at', 'A posting that is out no more: it was taken down');
    await say('column postings.deliverable_id', 'The result it counts in; postings of one item in one channel share one');
    await say('column postings.remote_id', 'What the other side calls it, where a driver posted it');
    await say('column postings.reminded_on', 'The day on which the unit was told that it is overdue');
    await say('table posting_tries', 'A driver at work: how often it tried and when it tries again; the key it sends is the id of the posting');
    await say('table distribution_cursors', 'Up to where each chain of the audit log was followed');
  },
};

const STATEMENTS = [
  `create table outlets (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    kind text not null,
    name text not null,
    address text,
    place text,
    closed_on date,
    created_by_name text not null,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index outlets_name on outlets (shard_id, organisation_id, name)`,
  `create index outlets_organisation on outlets (organisation_id)`,
  `create table outlet_defaults (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    noun text not null,
    collection_id uuid,
    outlet_id uuid not null,
    due text not null check (due in ('same-day', 'next-working-day')),
    primary key (shard_id, id)
  )`,
  `create unique index outlet_defaults_once on outlet_defaults (shard_id, organisation_id, noun, coalesce(collection_id, '00000000-0000-0000-0000-000000000000'::uuid), outlet_id)`,
  `create index outlet_defaults_organisation on outlet_defaults (organisation_id, noun)`,
  `create table postings (
    shard_id integer not null,
    id uuid not null,
    outlet_id uuid not null,
    organisation_id uuid not null,
    item_id uuid not null,
    what text not null check (what in ('post', 'update', 'remove')),
    status text not null check (status in ('planned', 'waiting', 'sending', 'done', 'failed', 'skipped')),
    at timestamptz not null,
    due_on date not null,
    about text,
    planned_by_name text not null,
    planned_at timestamptz not null,
    reason text,
    done_at timestamptz,
    done_on date,
    done_by_name text,
    link text,
    proof_sha256 text,
    proof_name text,
    deliverable_id uuid,
    remote_id text,
    ended_at timestamptz,
    reminded_on date,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check ((status = 'done') = (done_at is not null)),
    check (status not in ('failed', 'skipped') or reason is not null)
  )`,
  // an item stands at an outlet once, and has one task of a kind open there at a time
  `create unique index postings_once on postings (shard_id, outlet_id, item_id) where what = 'post' and status <> 'skipped' and ended_at is null`,
  `create unique index postings_open on postings (shard_id, outlet_id, item_id, what) where status in ('planned', 'waiting', 'sending', 'failed')`,
  `create index postings_to_do on postings (organisation_id, due_on) where status in ('planned', 'waiting', 'sending', 'failed')`,
  `create index postings_organisation on postings (organisation_id, done_at desc)`,
  `create index postings_item on postings (item_id)`,
  // by the clock, every minute
  `create index postings_planned on postings (at) where status = 'planned'`,
  `create index postings_sending on postings (at) where status = 'sending'`,
  `create index postings_overdue on postings (due_on) where status in ('waiting', 'failed') and reminded_on is null`,
  `create table posting_tries (
    shard_id integer not null,
    posting_id uuid not null,
    tries integer not null,
    next_at timestamptz not null,
    claimed_until timestamptz,
    answer text,
    primary key (shard_id, posting_id)
  )`,
  `create table distribution_cursors (
    shard_id integer primary key,
    position bigint not null
  )`,
];
