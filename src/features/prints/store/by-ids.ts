import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

/** Several designs at once, as far as other nouns speak of them. */
export async function printsNamed(db: Reader, ids: readonly Id[]) {
  return ids.length === 0 ? [] : db.selectFrom('prints').select(['id', 'organisation_id', 'status', 'title', 'author_id']).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
}
