import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AppError, notFound } from '#kernel/app-error.ts';
import { connect, type Target } from '../db/connect.ts';
import type { Migrations } from '../db/migrate.ts';
import type { FileStore } from '../files/file-store.ts';
import { checkBackup, restore } from './restore.ts';

/**
 * Restores a backup into a database of its own on the same server and drops it again: the only proof that a backup is
 * one. Stored files are read and hashed, not kept. Throws AppError when it cannot be done or does not hold.
 */
export async function tryOut(path: string, target: Target, migrations: Migrations, key: string | null): Promise<{ rows: number; files: number }> {
  const checked = await checkBackup(path, migrations, key);
  const name = `loa_trial_${randomBytes(6).toString('hex')}`;
  const admin = connect(target, { max: 1, statementTimeout: 0 });
  try {
    try {
      await admin.pool.query(`create database ${name} template template0 encoding 'UTF8'`);
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error;
      throw new AppError('unavailable', 'Tài khoản của Loa trên máy chủ PostgreSQL không được tạo cơ sở dữ liệu để khôi phục thử. Hãy cấp quyền CREATEDB, hoặc tự khôi phục thử vào một máy khác.');
    }
    return await restore(checked, {
      target: onDatabase(target, name), files: nowhere(), migrations, identity: { id: randomUUID(), stateDirectory: null, createdAt: new Date() }, keepSecrets: () => {},
    });
  } finally {
    await admin.pool.query(`drop database if exists ${name} with (force)`).catch(() => {});
    await admin.close();
  }
}

function onDatabase(target: Target, database: string): Target {
  if (typeof target !== 'string') return { ...target, database };
  const url = new URL(target);
  url.pathname = `/${database}`;
  return url.href;
}

/** Takes files and forgets them. */
function nowhere(): FileStore {
  const absent = async (): Promise<never> => { throw notFound('tệp'); };
  return {
    async put(source) {
      const sha256 = createHash('sha256');
      let size = 0;
      for await (const chunk of source instanceof Uint8Array ? Readable.from([source]) : source) { sha256.update(chunk); size += (chunk as Uint8Array).length; }
      return { sha256: sha256.digest('hex'), size };
    },
    get: absent, read: absent, has: async () => false, verify: async () => 'missing', list: async function* () { /* nothing */ }, remove: async () => {},
  };
}
