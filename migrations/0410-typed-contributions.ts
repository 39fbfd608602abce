import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is being typed is kept for contributions as it is for articles. */
export const typedContributions: Migration = {
  async up(db: Kysely<any>) {
    await sql.raw(`alter table article_typed add column noun text not null default 'articles' check (noun in ('articles', 'contributions'))`).execute(db);
    await sql.raw(`alter table article_typed rename column article_id to subject_id`).execute(db);
    await sql.raw(`comment on column article_typed.noun is 'What the form makes'`).execute(db);
    await sql.raw(`comment on column article_typed.subject_id is 'The article or contribution that is being changed; null: a new one'`).execute(db);
  },
};
