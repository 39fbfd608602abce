import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was done, and the proof of it. */
export const deliverables: Migration = {
  async up(db) {
    for (const table of TABLES) await sql.raw(table).execute(db);
    await comments(db);
  },
};

const TABLES = [
  `create table deliverables (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    board_organisation_id uuid not null,
    status text not null check (status in ('recorded', 'confirmed', 'locked', 'rejected', 'withdrawn')),
    version integer not null default 1,
    product text not null,
    channel text,
    themes text[] not null,
    title text not null,
    done_on date not null,
    amount integer not null check (amount > 0),
    unit text not null,
    minutes integer check (minutes >= 0),
    audience integer check (audience >= 0),
    place text,
    note text,
    counts_for jsonb not null,
    born_of jsonb,
    recorded_by uuid,
    recorded_by_name text not null,
    recorded_on date not null,
    recorded_at timestamptz not null,
    confirmed_by uuid,
    confirmed_by_name text,
    confirmed_on date,
    self_confirmed boolean not null default false,
    rejected_by_name text,
    rejected_reason text,
    ended_on date,
    ended_reason text,
    locked_by_report uuid,
    changed_after_lock boolean not null default false,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index deliverables_organisation on deliverables (organisation_id, done_on)`,
  `create index deliverables_board on deliverables (board_organisation_id, done_on)`,
  `create index deliverables_report on deliverables (locked_by_report) where locked_by_report is not null`,
  `create index deliverables_waiting on deliverables (board_organisation_id) where status = 'recorded'`,
  `create table deliverable_versions (
    shard_id integer not null,
    id uuid not null,
    deliverable_id uuid not null,
    version integer not null,
    content jsonb not null,
    reason text not null,
    replaced_by_name text not null,
    replaced_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, deliverable_id, version)
  )`,
  `create table evidence (
    shard_id integer not null,
    id uuid not null,
    deliverable_id uuid not null,
    ordinal integer not null,
    kind text not null check (kind in ('file', 'link', 'published-item', 'airing')),
    sha256 text,
    file_name text,
    url text,
    canonical_url text,
    reference jsonb,
    caption text,
    added_by uuid,
    added_at timestamptz not null,
    removed_at timestamptz,
    removed_reason text,
    primary key (shard_id, id),
    check ((kind = 'file') = (sha256 is not null)),
    check ((kind = 'link') = (url is not null))
  )`,
  `create index evidence_deliverable on evidence (shard_id, deliverable_id)`,
  `create index evidence_file on evidence (sha256) where sha256 is not null`,
  `create index evidence_link on evidence (canonical_url) where canonical_url is not null`,
  `create table deliverable_submissions (
    shard_id integer not null,
    actor_key text not null,
    key text not null,
    deliverable_id uuid not null,
    at timestamptz not null,
    primary key (shard_id, actor_key, key)
  )`,
  `create table confirmation_settings (
    id uuid primary key,
    organisation_id uuid not null unique,
    self_confirmation boolean not null,
    set_by uuid,
    set_at timestamptz not null
  )`,
];

async function comments(db: Kysely<any>): Promise<void> {
  const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
  await say('column deliverables.board_organisation_id', 'The commune where the recording organisation is one of its divisions, else the organisation itself');
  await say('column deliverables.version', 'Raised by every correction; earlier versions lie in deliverable_versions');
  await say('column deliverables.counts_for', 'What the person chose: the card it was recorded from, the commitments it counts for; null is found by product and day');
  await say('column deliverables.born_of', 'The published item or airing that made it, confirmed from birth');
  await say('column deliverables.self_confirmed', 'Confirmed by the person who recorded it');
  await say('column deliverables.changed_after_lock', 'Corrected after a submitted report had counted it');
  await say('column evidence.canonical_url', 'The link without tracking parameters, for finding the same link used twice');
  await say('table deliverable_submissions', 'Idempotency keys: a double tap records once');
  await say('table confirmation_settings', 'A unit with one account may confirm its own work; lists say so');
}
