import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Kept files: named by the SHA-256 of their bytes, so that the same photograph is stored once in a shard. */
export const files: Migration = {
  async up(db) {
    await sql`
      create table files (
        shard_id integer not null,
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        id uuid not null,
        size integer not null check (size >= 0),
        media_type text not null,
        kind text not null,
        original_name text not null,
        previewable boolean not null,
        width integer,
        height integer,
        note text,
        place_kept boolean not null default false,
        kept_by uuid,
        organisation_id uuid,
        kept_at timestamptz not null,
        primary key (shard_id, sha256),
        unique (shard_id, id)
      )`.execute(db);
    await sql`comment on table files is 'Bytes that were handed in, by their hash; rows never change. The bytes lie in the file store under the same hash.'`.execute(db);
    await sql`comment on column files.sha256 is 'Of the bytes as stored, that is after the place was taken out of a photograph'`.execute(db);
    await sql`comment on column files.media_type is 'Found by looking at the bytes, never taken from the sender'`.execute(db);
    await sql`comment on column files.note is 'Vietnamese sentence for the reader, e.g. why there is no preview'`.execute(db);
    await sql`comment on column files.place_kept is 'The person asked to keep the position the camera wrote into the photograph'`.execute(db);
  },
};
