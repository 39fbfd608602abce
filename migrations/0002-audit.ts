import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const audit: Migration = {
  async up(db) {
    await sql`
      create table audit_heads (
        shard_id integer primary key,
        position bigint not null,
        sha256 bytea not null
      )`.execute(db);
    await sql`comment on table audit_heads is 'The end of each chain. Locked as the last thing of a transaction, so that positions are in commit order.'`.execute(db);

    await sql`
      create table audit_events (
        shard_id integer not null,
        position bigint not null,
        at timestamptz not null,
        account_id uuid,
        person_name text not null,
        organisation_id uuid,
        subject_id uuid,
        via text not null,
        verb text not null,
        table_name text not null,
        row_id uuid,
        batch_id uuid,
        row_count integer,
        row_sha256 bytea,
        facts json not null,
        previous_sha256 bytea not null,
        sha256 bytea not null,
        primary key (shard_id, position),
        constraint audit_events_row_or_batch check ((row_id is null) <> (batch_id is null))
      )`.execute(db);
    const comments: readonly (readonly [string, string])[] = [
      ['position', '1, 2, 3 … within the shard, in commit order, without gaps'],
      ['organisation_id', 'the unit in whose name the person acted'],
      ['subject_id', 'the organisation in whose history the event shows'],
      ['row_id', 'key of the changed row; the events of one row are all in one chain'],
      ['batch_id', 'instead of row_id: every row of the table with this batch_id'],
      ['row_count', 'rows of the batch'],
      ['row_sha256', 'digest of the row as the transaction left it, null when it is gone; for a batch over its rows in key order'],
      ['facts', 'json and not jsonb: the text is part of the hash and stays as it was written'],
      ['previous_sha256', 'sha256 of the event before, 32 zero bytes for the first'],
      ['sha256', 'of the netstrings described in docs/topics/keeping.md'],
    ];
    for (const [column, comment] of comments)
      await sql`comment on column ${sql.table('audit_events')}.${sql.ref(column)} is ${sql.lit(comment)}`.execute(db);
    await sql`create index audit_events_row on audit_events (shard_id, table_name, row_id, position)`.execute(db);
    await sql`create index audit_events_subject on audit_events (shard_id, subject_id, position)`.execute(db);

    await sql`
      create table backup_runs (
        id uuid primary key,
        kind text not null check (kind in ('backup', 'trial-restore')),
        started_at timestamptz not null,
        finished_at timestamptz,
        file_name text not null,
        bytes bigint,
        error text
      )`.execute(db);
    await sql`comment on table backup_runs is 'State of this machine, not of the work: neither carried by a backup nor exported.'`.execute(db);
    await sql`comment on column backup_runs.error is 'the sentence shown to the administrator; null while running and after success'`.execute(db);
    await sql`create index backup_runs_started on backup_runs (kind, started_at desc)`.execute(db);

    await sql`
      create table backup_settings (
        id uuid primary key,
        only_row boolean not null unique default true check (only_row),
        keep integer not null check (keep between 1 and 365)
      )`.execute(db);
    await sql`comment on column backup_settings.keep is 'How many nightly backups stay; without a row the default of features/audit/rules/retention.ts'`.execute(db);
  },
};
