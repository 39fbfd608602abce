import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { ReportPublicationRow } from './tables.ts';

/** Everything done with a report in public, the newest first. */
export const publicationsOf = (reader: Reader, reportId: Id): Promise<ReportPublicationRow[]> =>
  reader.selectFrom('report_publications').selectAll().where('shard_id', '=', shardOf(reportId)).where('report_id', '=', reportId).orderBy('at', 'desc').orderBy('id', 'desc').limit(100).execute();
/** The version that readers see; null when it was never public or was taken down. */
export async function publicVersion(reader: Reader, reportId: Id): Promise<number | null> {
  const [last] = await publicationsOf(reader, reportId);
  return last?.act === 'published' ? last.version : null;
}
export async function insertPublication(tx: Tx, row: ReportPublicationRow): Promise<void> { await tx.insertInto('report_publications').values(row).execute(); }
