import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { PlanRow } from './tables.ts';

/** Several plans at once, for lists of other nouns. */
export const plansById = (db: Reader, ids: readonly Id[]): Promise<PlanRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.selectFrom('plans').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
