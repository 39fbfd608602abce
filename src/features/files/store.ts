import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';

declare module '#platform/db/tables.ts' { interface Tables { files: FileRow; file_senders: FileSenderRow } }

export interface FileRow {
  shard_id: number; sha256: string; id: Id; size: number; media_type: string;
  /** What it proves as: image, document, audio, video, archive. */
  kind: string; original_name: string; previewable: boolean; width: number | null; height: number | null; note: string | null; place_kept: boolean;
  kept_by: Id | null; organisation_id: Id | null; kept_at: Date;
}

/** Another unit that has sent the same bytes. */
export interface FileSenderRow { shard_id: number; sha256: string; organisation_id: Id; sent_at: Date }

/** A kept file of this shard, or undefined. */
export const keptFile = (db: Reader, shard: number, sha256: string): Promise<FileRow | undefined> =>
  db.selectFrom('files').selectAll().where('shard_id', '=', shard).where('sha256', '=', sha256).executeTakeFirst();

export const keptFiles = (db: Reader, shard: number, sha256s: readonly string[]): Promise<FileRow[]> =>
  sha256s.length === 0 ? Promise.resolve([]) : db.selectFrom('files').selectAll().where('shard_id', '=', shard).where('sha256', 'in', [...sha256s]).execute();

/** Those of these files that one of the units has sent: to know the number of a file is no right to it. */
export const filesSentBy = (db: Reader, shard: number, organisationIds: readonly Id[], sha256s: readonly string[]): Promise<FileRow[]> =>
  sha256s.length === 0 || organisationIds.length === 0 ? Promise.resolve([]) : db.selectFrom('files').selectAll().where('shard_id', '=', shard).where('sha256', 'in', [...sha256s]).where((where) => where.or([
    where('organisation_id', 'in', [...organisationIds]),
    where.exists(where.selectFrom('file_senders').select('file_senders.sha256').whereRef('file_senders.shard_id', '=', 'files.shard_id').whereRef('file_senders.sha256', '=', 'files.sha256').where('file_senders.organisation_id', 'in', [...organisationIds])),
  ])).execute();

/** Notes that another unit has sent the same bytes too. */
export async function noteSender(tx: Tx, row: FileSenderRow): Promise<void> { await tx.insertInto('file_senders').values(row).onConflict((conflict) => conflict.doNothing()).execute(); }

/** Writes the row unless the same bytes are kept already; says which row names them now. */
export async function insertFile(tx: Tx, row: FileRow): Promise<{ readonly row: FileRow; readonly fresh: boolean }> {
  const inserted = await tx.insertInto('files').values(row).onConflict((conflict) => conflict.doNothing()).returningAll().executeTakeFirst();
  return inserted ? { row: inserted, fresh: true } : { row: (await keptFile(tx, row.shard_id, row.sha256))!, fresh: false };
}
