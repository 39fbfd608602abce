import type { Database, Reader, Tx } from '#platform/db/tables.ts';
import type {} from '#platform/db/identity.ts';
import type { Id } from '#kernel/id.ts';
import type { BackupFacts, Run } from '../rules/backup-health.ts';
import { DEFAULT_KEPT } from '../rules/retention.ts';

export type RunKind = 'backup' | 'trial-restore';
interface BackupRunTable { id: Id; kind: RunKind; started_at: Date; finished_at: Date | null; file_name: string; bytes: number | null; error: string | null }
interface BackupSettingsTable { id: Id; only_row?: boolean; keep: number }

declare module '#platform/db/tables.ts' {
  interface Tables { backup_runs: BackupRunTable; backup_settings: BackupSettingsTable }
}

export async function startRun(db: Database, run: { id: Id; kind: RunKind; at: Date; fileName: string }): Promise<void> {
  await db.insertInto('backup_runs').values({ id: run.id, kind: run.kind, started_at: run.at, finished_at: null, file_name: run.fileName, bytes: null, error: null }).execute();
}

/** `error`: the sentence for the administrator, null after success. */
export async function finishRun(db: Database, id: Id, end: { at: Date; bytes: number | null; error: string | null }): Promise<void> {
  await db.updateTable('backup_runs').set({ finished_at: end.at, bytes: end.bytes, error: end.error }).where('id', '=', id).execute();
}

export interface BackupRun { readonly kind: RunKind; readonly startedAt: Date; readonly finishedAt: Date | null; readonly fileName: string; readonly bytes: number | null; readonly error: string | null }

/** The latest runs, newest first. */
export const latestRuns = async (reader: Reader, limit: number): Promise<BackupRun[]> =>
  (await reader.selectFrom('backup_runs').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute())
    .map((row) => ({ kind: row.kind, startedAt: row.started_at, finishedAt: row.finished_at, fileName: row.file_name, bytes: row.bytes, error: row.error }));

const lastFinished = async (reader: Reader, kind: RunKind, good: boolean): Promise<Run | null> => {
  const runs = reader.selectFrom('backup_runs').select(['finished_at', 'error']).where('kind', '=', kind).where('finished_at', 'is not', null);
  const row = await (good ? runs.where('error', 'is', null) : runs).orderBy('finished_at', 'desc').limit(1).executeTakeFirst();
  return row ? { finishedAt: row.finished_at!, error: row.error } : null;
};

export async function backupFacts(reader: Reader): Promise<BackupFacts> {
  const store = await reader.selectFrom('store_identity').select('created_at').executeTakeFirstOrThrow();
  return {
    storeSince: store.created_at, lastGood: (await lastFinished(reader, 'backup', true))?.finishedAt ?? null,
    lastRun: await lastFinished(reader, 'backup', false), lastTrial: await lastFinished(reader, 'trial-restore', false),
  };
}

export const backupsKept = async (reader: Reader): Promise<number> =>
  (await reader.selectFrom('backup_settings').select('keep').executeTakeFirst())?.keep ?? DEFAULT_KEPT;

/** Returns the key of the one row. */
export async function setBackupsKept(tx: Tx, newId: Id, keep: number): Promise<Id> {
  const row = await tx.insertInto('backup_settings').values({ id: newId, keep }).onConflict((conflict) => conflict.column('only_row').doUpdateSet({ keep })).returning('id').executeTakeFirstOrThrow();
  return row.id;
}
