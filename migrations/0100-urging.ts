import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Letters that urge units which are behind, kept as they went out. */
export const urging: Migration = {
  async up(db) {
    await sql`
      create table urging_letters (
        shard_id integer not null,
        id uuid not null,
        owner_id uuid not null,
        plan_id uuid not null,
        as_of date not null,
        finish_before date not null,
        units jsonb not null,
        arrears integer not null,
        docx_sha256 text not null,
        pdf_sha256 text not null,
        written_by_name text not null,
        written_at timestamptz not null,
        primary key (shard_id, id)
      )`.execute(db);
    await sql`create index urging_letters_owner on urging_letters (owner_id, written_at)`.execute(db);
    await sql`comment on column urging_letters.units is 'Names and ids of the units urged, as they were called on that day'`.execute(db);
    await sql`comment on column urging_letters.arrears is 'Obligations listed'`.execute(db);
  },
};
