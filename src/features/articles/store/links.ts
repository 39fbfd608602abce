import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { RichText } from '../rules/rich-text/index.ts';
import type { LinkRow } from './tables.ts';

/** Live articles whose body links to a page, the longest unlooked-at first. */
export const articlesToCheck = async (db: Reader, limit: number): Promise<readonly { readonly id: Id; readonly shard_id: number; readonly organisation_id: Id; readonly body: RichText }[]> =>
  (await sql<{ id: Id; shard_id: number; organisation_id: Id; body: RichText }>`
    select a.id, a.shard_id, a.organisation_id, v.body from articles a join article_versions v on v.shard_id = a.shard_id and v.article_id = a.id and v.number = a.live_version
      left join (select article_id, max(checked_at) as at from article_links group by article_id) l on l.article_id = a.id
    where a.live_version is not null and a.status <> 'withdrawn' and jsonb_path_exists(v.body, '$.**.href ? (@ like_regex "^(https?://|/)" flag "i")') order by l.at nulls first, a.id limit ${limit}`.execute(db)).rows;

export const linksOfArticle = async (db: Reader, articleId: Id): Promise<LinkRow[]> => (await sql<LinkRow>`select * from article_links where article_id = ${articleId} order by href`.execute(db)).rows;
export const linksOfArticles = async (db: Reader, ids: readonly Id[]): Promise<LinkRow[]> => (await sql<LinkRow>`select * from article_links where article_id = any(${ids}::uuid[])`.execute(db)).rows;

/** What is known of an article's links, in place of what was. */
export async function replaceLinks(tx: Tx, articleId: Id, rows: readonly LinkRow[]): Promise<void> {
  await sql`delete from article_links where shard_id = ${shardOf(articleId)} and article_id = ${articleId}`.execute(tx);
  if (rows.length) await sql`insert into article_links select * from jsonb_populate_recordset(null::article_links, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** A new version is out: what is known of links that it has no more is forgotten. */
export const forgetOtherLinks = async (tx: Tx, articleId: Id, hrefs: readonly string[]): Promise<void> => { await sql`delete from article_links where shard_id = ${shardOf(articleId)} and article_id = ${articleId} and href <> all(${hrefs}::text[])`.execute(tx); };
