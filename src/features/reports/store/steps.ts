import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { ReportStepRow } from './tables.ts';

/** What was done with a report above, latest first. */
export const stepsOf = (reader: Reader, reportId: Id): Promise<ReportStepRow[]> =>
  reader.selectFrom('report_steps').selectAll().where('report_id', '=', reportId).orderBy('taken_at', 'desc').orderBy('id', 'desc').limit(100).execute();

export async function insertStep(tx: Tx, row: Omit<ReportStepRow, 'shard_id'>): Promise<void> {
  await tx.insertInto('report_steps').values({ shard_id: shardOf(row.id), ...row }).execute();
}
