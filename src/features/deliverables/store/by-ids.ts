import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { DeliverableRow } from './tables.ts';

/** Several deliverables at once, as far as other nouns speak of them. */
export const deliverablesById = (db: Reader, ids: readonly Id[]): Promise<Pick<DeliverableRow, 'id' | 'organisation_id' | 'title' | 'status' | 'recorded_by'>[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.selectFrom('deliverables').select(['id', 'organisation_id', 'title', 'status', 'recorded_by']).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
