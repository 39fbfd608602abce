import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { checkBackup, refuseUsedDatabase, restore, type CheckedBackup } from '#platform/backup/restore.ts';
import type { Config } from '#platform/config.ts';
import { connect } from '#platform/db/connect.ts';
import { prepareDirectory, syncFolder, type DataDirectory } from '#platform/db/data-directory.ts';
import { settleIdentity, statePlace } from '#platform/db/identity.ts';
import { keepSecret } from '#platform/db/secrets.ts';
import { openEmbeddedSession, openServerSession, type Session } from '#platform/db/session.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { migrations } from '#migrations/index.ts';

export interface Restored { readonly rows: number; readonly files: number; readonly checked: CheckedBackup; readonly directory: string }

/** Brings a backup into a new data directory, or into an empty database on a server. Everything is checked before anything is written. */
export async function restoreStore(path: string, config: Config, data: string): Promise<Restored> {
  const checked = await checkBackup(path, migrations, config.backupKey);
  return config.databaseUrl ? intoServer(checked, config, config.databaseUrl, data) : intoDirectory(checked, data);
}

const used = (place: string): AppError =>
  new AppError('conflict', `Nơi khôi phục ${place} không trống. Hãy chọn một thư mục mới bằng --data DIR. Chưa có gì được ghi.`);

/** Made beside its place and moved there when it is whole: a restore that is cut short leaves no store that looks like one. */
async function intoDirectory(checked: CheckedBackup, data: string): Promise<Restored> {
  const place = resolve(data);
  const there = await readdir(place).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return []; throw used(place); });
  if (there.length > 0) throw used(place);
  const draft = join(dirname(place), `.${basename(place)}.restoring-${process.pid}`);
  try {
    const directory = prepareDirectory(draft);
    const session = await openEmbeddedSession(directory, { exclusive: true });
    const result = await stopAfter(session, () => pour(checked, session, directory, null));
    await rmdir(place).catch(() => {}); // an empty folder gives way
    await rename(draft, place);
    syncFolder(dirname(place));
    return { ...result, checked, directory: place };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function intoServer(checked: CheckedBackup, config: Config, url: string, data: string): Promise<Restored> {
  const session = await openServerSession(url);
  return stopAfter(session, async () => {
    await refuseUsedDatabase(url);
    const root = resolve(config.stateDirectory ?? join(data, `server-${new URL(url).hostname}-${randomUUID().slice(0, 8)}`));
    if ((await readdir(root).catch(() => [])).length > 0) throw used(root);
    const directory = prepareDirectory(root);
    return { ...await pour(checked, session, directory, statePlace(directory)), checked, directory: root };
  });
}

async function pour(checked: CheckedBackup, session: Session, directory: DataDirectory, stateDirectory: string | null): Promise<{ rows: number; files: number }> {
  const files = await openLocalFiles(directory.files);
  const result = await restore(checked, {
    target: session.target, files, migrations, identity: { id: randomUUID(), stateDirectory, createdAt: new Date() },
    keepSecrets: (secrets) => { for (const [name, hex] of Object.entries(secrets)) keepSecret(directory, name, hex); },
  });
  const connection = connect(session.target, { max: 1 });
  try { await settleIdentity(connection, directory, checked.header.kind, session.embedded?.major ?? null); } finally { await connection.close(); }
  return result;
}

async function stopAfter<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try { return await work(); } finally { await session.close(); }
}
