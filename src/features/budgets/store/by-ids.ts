import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

/** Several budgets at once, as far as other nouns speak of them. */
export async function budgetsById(db: Reader, ids: readonly Id[]) {
  return ids.length === 0 ? [] : db.selectFrom('budgets').select(['id', 'title', 'organisation_id', 'office_id', 'committee_id', 'status']).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
}
