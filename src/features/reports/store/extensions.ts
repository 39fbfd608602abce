import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { ReportExtensionRow } from './tables.ts';

/** All extensions of a round, the last granted first. */
export const extensionsOfRound = (reader: Reader, regimeId: Id, periodKey: string): Promise<ReportExtensionRow[]> =>
  reader.selectFrom('report_extensions').selectAll().where('regime_id', '=', regimeId).where('period_key', '=', periodKey).orderBy('granted_at', 'desc').orderBy('id', 'desc').limit(2000).execute();

export async function insertExtensions(tx: Tx, rows: readonly { shard: number; id: Id; batchId: Id; regimeId: Id; periodKey: string; organisationId: Id; until: PlainDate; reason: string; by: string; at: Date }[]): Promise<void> {
  if (rows.length) await tx.insertInto('report_extensions').values(rows.map((row) => ({
    shard_id: row.shard, id: row.id, batch_id: row.batchId, regime_id: row.regimeId, period_key: row.periodKey, organisation_id: row.organisationId, until: row.until, reason: row.reason, granted_by_name: row.by, granted_at: row.at,
  }))).execute();
}
