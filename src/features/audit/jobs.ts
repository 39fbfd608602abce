import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { defineJob, type JobContext, type JobDefinition } from '#platform/jobs/job.ts';
import { trialIsDue } from './rules/backup-health.ts';
import { filesToRemove, isRemains, nightlyFileName, nightlyFiles } from './rules/retention.ts';
import { backupFacts, backupsKept, finishRun, startRun, type RunKind } from './store/backup-runs.ts';

/** What the job cannot know by itself; given by the application, which knows the data directory. */
export interface BackupPlace {
  readonly folder: () => Promise<string>;
  readonly make: (path: string, at: Date) => Promise<{ readonly bytes: number; readonly lostFiles: readonly string[] }>;
  readonly tryOut: (path: string) => Promise<unknown>;
}

/** Each night: a backup, then old ones go, and once a week the newest is restored for trial. What went wrong is kept for the administrator's page. */
export const nightlyBackup = (place: BackupPlace): JobDefinition<Record<string, never>> => defineJob({
  name: 'audit.back-up',
  payload: z.object({}).strict() as z.ZodType<Record<string, never>>,
  schedule: { dailyAt: '01:30' },
  async run(_payload, context) {
    const folder = await place.folder();
    const at = context.clock.now();
    await noted(context, 'backup', nightlyFileName(at), async (name) => {
      await rm(join(folder, name), { force: true }); // the same minute again: the run before did not get to say that it was done
      const made = await place.make(join(folder, name), at);
      if (made.lostFiles.length > 0) context.log.warn('files named by the database are lost', { count: made.lostFiles.length, first: made.lostFiles[0] });
      return made.bytes;
    });
    await prune(folder, await backupsKept(context.db), at);
    const [newest] = nightlyFiles(await readdir(folder));
    if (newest && trialIsDue((await backupFacts(context.db)).lastTrial?.finishedAt ?? null, at)) {
      await noted(context, 'trial-restore', newest, async (name) => { await place.tryOut(join(folder, name)); return null; });
    }
  },
});

async function noted({ db, clock, ids, log }: JobContext, kind: RunKind, fileName: string, work: (fileName: string) => Promise<number | null>): Promise<void> {
  const id: Id = ids(0);
  await startRun(db, { id, kind, at: clock.now(), fileName });
  try {
    const bytes = await work(fileName);
    await finishRun(db, id, { at: clock.now(), bytes, error: null });
  } catch (error) {
    const sentence = error instanceof AppError ? error.message : 'Lỗi của chương trình; xem nhật ký của máy chủ.';
    await finishRun(db, id, { at: clock.now(), bytes: null, error: sentence });
    log.error(`${kind} failed`, { error });
    throw error;
  }
}

async function prune(folder: string, keep: number, now: Date): Promise<void> {
  const names = await readdir(folder);
  for (const name of filesToRemove(names, keep)) await rm(join(folder, name), { force: true });
  for (const name of names.filter((one) => one.endsWith('.part'))) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && isRemains(name, found.mtime, now)) await rm(join(folder, name), { force: true });
  }
}
