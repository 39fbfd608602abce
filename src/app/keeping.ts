import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { nightlyBackup } from '#features/audit/jobs.ts';
import { currentAnchor } from '#features/audit/verify.ts';
import { backup, type BackupResult } from '#platform/backup/backup.ts';
import type { SecretsByName } from '#platform/backup/secrets.ts';
import { tryOut } from '#platform/backup/trial.ts';
import type { Config } from '#platform/config.ts';
import type { DataDirectory } from '#platform/db/data-directory.ts';
import { allSecrets, DATABASE_PASSWORD } from '#platform/db/secrets.ts';
import type { Store } from '#platform/db/store.ts';
import type { JobDefinition } from '#platform/jobs/job.ts';
import { migrations } from '#migrations/index.ts';
import { FILE_TABLES, NOT_CARRIED } from './kept-tables.ts';

/** One backup of everything this store is. `path` must not exist yet. */
export const backupStore = (store: Pick<Store, 'target' | 'files' | 'directory'>, config: Config, path: string, madeAt = new Date()): Promise<BackupResult> => backup({
  target: store.target, path, files: store.files, fileTables: FILE_TABLES, notKept: NOT_CARRIED, secrets: carriedSecrets(store.directory), key: config.backupKey,
  anchor: currentAnchor, madeAt,
});

/** All but the password of the embedded database: the restored one has its own. */
function carriedSecrets(directory: DataDirectory): SecretsByName {
  const { [DATABASE_PASSWORD]: _own, ...carried } = allSecrets(directory);
  return carried;
}

/** The background job that backs this store up. Only the owner of a data directory runs it. */
export const nightlyBackupOf = (store: Store, config: Config): JobDefinition<Record<string, never>> => nightlyBackup({
  folder: () => backupFolder(store.directory),
  make: (path, at) => backupStore(store, config, path, at),
  tryOut: (path) => tryOut(path, store.target, migrations, config.backupKey),
});

/** Made before a migration touches the rows and kept until somebody removes it. Returns its path. */
export async function backupBefore(store: Pick<Store, 'target' | 'files' | 'directory'>, config: Config): Promise<string> {
  const path = join(await backupFolder(store.directory), `truoc-nang-cap-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}.tar`);
  await backupStore(store, config, path);
  return path;
}

/** Where the nightly backups of a store lie. */
export async function backupFolder({ root }: DataDirectory): Promise<string> {
  const folder = join(root, 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
