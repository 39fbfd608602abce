import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { currentAnchor } from '#features/audit/verify.ts';
import { backup, type BackupResult } from '#platform/backup/backup.ts';
import type { SecretsByName } from '#platform/backup/secrets.ts';
import type { Config } from '#platform/config.ts';
import type { DataDirectory } from '#platform/db/data-directory.ts';
import { allSecrets, DATABASE_PASSWORD } from '#platform/db/secrets.ts';
import type { Store } from '#platform/db/store.ts';
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

/** Where the nightly backups of a store lie. */
export async function backupFolder({ root }: DataDirectory): Promise<string> {
  const folder = join(root, 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
