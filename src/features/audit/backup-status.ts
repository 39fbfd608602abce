import type { Reader } from '#platform/db/tables.ts';
import { backupHealth, type BackupHealth } from './rules/backup-health.ts';
import { backupFacts, backupsKept, latestRuns, type BackupRun } from './store/backup-runs.ts';

/** What the administrator's page shows about backups. */
export interface BackupStatus { readonly health: BackupHealth; readonly lastGood: Date | null; readonly lastTrial: Date | null; readonly keep: number; readonly runs: readonly BackupRun[] }

export async function backupStatus(reader: Reader, now: Date): Promise<BackupStatus> {
  const facts = await backupFacts(reader);
  return {
    health: backupHealth(facts, now), lastGood: facts.lastGood, lastTrial: facts.lastTrial?.error === null ? facts.lastTrial.finishedAt : null,
    keep: await backupsKept(reader), runs: await latestRuns(reader, 20),
  };
}
