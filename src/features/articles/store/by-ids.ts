import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

/** Several articles at once with the version in hand, as far as other nouns speak of them. */
export async function articlesById(db: Reader, ids: readonly Id[]) {
  return ids.length === 0 ? [] : db.selectFrom('articles as a').innerJoin('article_versions as v', (join) => join.onRef('v.shard_id', '=', 'a.shard_id').onRef('v.article_id', '=', 'a.id').onRef('v.number', '=', 'a.version'))
    .select(['a.id', 'a.organisation_id', 'a.status', 'v.title', 'v.author_id']).where('a.shard_id', 'in', [...new Set(ids.map(shardOf))]).where('a.id', 'in', [...ids]).execute();
}
