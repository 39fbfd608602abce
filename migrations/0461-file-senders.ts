import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The same bytes are kept once, whoever sends them: which other units have sent them too, and so may put them into what is theirs. */
export const fileSenders: Migration = {
  async up(db: Kysely<any>) {
    await sql`create table file_senders (
      shard_id integer not null,
      sha256 text not null,
      organisation_id uuid not null,
      sent_at timestamptz not null,
      primary key (shard_id, sha256, organisation_id)
    )`.execute(db);
    await sql`comment on table file_senders is 'Units that sent a file which another unit had sent before; the first is files.organisation_id'`.execute(db);
  },
};
