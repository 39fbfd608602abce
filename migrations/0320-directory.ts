import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Where an organisation is found, whom one calls there, and who answers what; each line with its history. */
export const directory: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table directory_entries', 'Lines of the directory: the office, its one-stop shop, hotlines, people to ask; a change is a new row from a day on');
    await say('column directory_entries.item_id', 'The same line through all its changes');
    await say('column directory_entries.valid_to', 'Last day on which it holds; null: until further notice');
    await say('column directory_entries.details', 'By kind: see features/directory/rules/details.ts. Telephone numbers as digits');
    await say('column directory_entries.checked_on', 'Somebody looked on this day whether it still holds');
  },
};

const STATEMENTS = [
  `create table directory_entries (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    kind text not null check (kind in ('office', 'one-stop', 'hotline', 'contact')),
    item_id uuid not null,
    ordinal integer not null,
    valid_from date not null,
    valid_to date,
    details jsonb not null,
    checked_on date not null,
    checked_by_name text not null,
    changed_by uuid,
    changed_by_name text not null,
    changed_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check (valid_to is null or valid_to >= valid_from)
  )`,
  // what holds for one or many organisations on a day, and its history
  `create index directory_entries_organisation on directory_entries (organisation_id, kind, valid_from)`,
  `create unique index directory_entries_open on directory_entries (shard_id, item_id) where valid_to is null`,
];
