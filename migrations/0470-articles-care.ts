import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who edits is told when an article is to be looked over again; the preview links of an article are listed and ended on its page. */
export const articlesCare: Migration = {
  async up(db: Kysely<any>) {
    await sql`alter table articles add column review_told_for date`.execute(db);
    await sql`comment on column articles.review_told_for is 'The day to look it over (review_by) of which the editors have been told'`.execute(db);
    await sql`create index articles_to_review on articles (review_by) where review_by is distinct from review_told_for`.execute(db);
    await sql`create index article_previews_article on article_previews (shard_id, article_id, expires_at)`.execute(db);
  },
};
