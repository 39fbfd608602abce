import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

/** Several reports at once with the unit that receives them, for lists of other nouns. */
export async function reportsById(db: Reader, ids: readonly Id[]) {
  return ids.length === 0 ? [] : db.selectFrom('reports as r').innerJoin('reporting_regimes as g', 'g.id', 'r.regime_id')
    .select(['r.id', 'r.organisation_id', 'r.period_key', 'r.period_label', 'r.scope', 'r.status', 'r.regime_id', 'g.owner_id', sql<string | null>`g.definition ->> 'approval'`.as('approval')]).where('r.shard_id', 'in', [...new Set(ids.map(shardOf))]).where('r.id', 'in', [...ids]).execute();
}

/** The extensions that were granted together. */
export const extensionsOfBatches = (db: Reader, batchIds: readonly Id[]) =>
  batchIds.length === 0 ? Promise.resolve([]) : db.selectFrom('report_extensions').select(['batch_id', 'organisation_id', 'until', 'reason', 'regime_id', 'period_key']).where('batch_id', 'in', [...batchIds]).execute();
