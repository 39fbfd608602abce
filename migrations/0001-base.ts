import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What every noun stands on: the order of the Vietnamese alphabet, extensions that need no superuser, the store's own name. */
export const base: Migration = {
  async up(db: Kysely<any>) {
    await sql`create collation if not exists vietnamese (provider = icu, locale = 'vi-x-icu')`.execute(db);
    // Trusted extensions: the owner of the database may create them.
    for (const name of ['pg_trgm', 'unaccent']) await sql`create extension if not exists ${sql.id(name)}`.execute(db);
    await sql`
      create table store_identity (
        only_row boolean primary key default true check (only_row),
        id uuid not null,
        kind text not null check (kind in ('demo', 'real')),
        state_directory text,
        demo_loaded_at timestamptz,
        created_at timestamptz not null
      )`.execute(db);
    await sql`comment on table store_identity is 'One row: which store this is. loa.json in the data directory carries the same id.'`.execute(db);
    await sql`comment on column store_identity.demo_loaded_at is 'When the demonstration province was complete; null in a real store and after a load that was cut short'`.execute(db);
    await sql`comment on column store_identity.state_directory is 'host:folder that holds the files and secrets of a database on a server; null when they lie beside the embedded database'`.execute(db);
  },
};
