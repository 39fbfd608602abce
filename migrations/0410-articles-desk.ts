import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is being typed is kept for contributions as it is for articles; papers are found by their number alone, as texts cite them. */
export const articlesDesk: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `alter table article_typed add column noun text not null default 'articles' check (noun in ('articles', 'contributions')), add column contribution_id uuid`,
  `comment on column article_typed.noun is 'What the form makes'`,
  `comment on column article_typed.article_id is 'The article that is being changed; null with noun articles: a new one'`,
  `comment on column article_typed.contribution_id is 'The contribution that is being changed; null with noun contributions: a new one'`,
  // "Nghị định số 61/2018/NĐ-CP" without its day
  `create index public_documents_number on public_documents (split_part(key, '@', 1)) where withdrawn_at is null`,
];
