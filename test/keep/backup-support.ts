import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { backup, type BackupOptions } from '#platform/backup/backup.ts';
import { exportCanonical } from '#platform/backup/export.ts';
import { checkBackup, restore } from '#platform/backup/restore.ts';
import type { Target } from '#platform/db/connect.ts';
import { migrate, type Migrations } from '#platform/db/migrate.ts';
import type { Database } from '#platform/db/tables.ts';
import { currentAnchor } from '#features/audit/verify.ts';
import { migrations } from '#migrations/index.ts';
import { testDb } from '#test/support/database.ts';
import { FILES, smallTables, temporaryFiles, temporaryFolder } from './small-store.ts';

export { temporaryFolder };

/** The house's own migrations and one that makes the tables of these tests. */
export const MIGRATIONS: Migrations = { ...migrations, '9000-keep': { up: (db) => smallTables(db as Database) } };
export const NOT_KEPT = new Set(['schema_migrations', 'schema_migrations_lock', 'store_identity', 'backup_runs']);
export const MADE_AT = new Date('2026-11-20T18:30:00Z');
export const SECRETS = { sessions: 'ab'.repeat(32), totp: 'cd'.repeat(32) };

export async function sourceStore() {
  const database = await testDb();
  await migrate(database, MIGRATIONS);
  await sql`insert into store_identity (id, kind, created_at) values (gen_random_uuid(), 'real', now())`.execute(database.db);
  return { ...database, files: await temporaryFiles() };
}

export const backupOf = (store: { address: Target; files: BackupOptions['files'] }, path: string, more: Partial<BackupOptions> = {}) => backup({
  target: store.address, path, files: store.files, fileTables: FILES, notKept: NOT_KEPT, secrets: SECRETS, key: null, anchor: currentAnchor, madeAt: MADE_AT, ...more,
});

export async function restoreInto(target: Target, path: string, options: { key?: string; known?: Migrations } = {}) {
  const known = options.known ?? MIGRATIONS;
  const files = await temporaryFiles();
  const kept: Record<string, string>[] = [];
  const checked = await checkBackup(path, known, options.key ?? null);
  const result = await restore(checked, {
    target, files, migrations: known, identity: { id: '00000000-0000-7000-8000-000000000009', stateDirectory: null, createdAt: MADE_AT }, keepSecrets: (secrets) => { kept.push({ ...secrets }); },
  });
  return { ...result, files: files, restoredFiles: result.files, secrets: kept[0], checked };
}

export async function canonical(target: Target): Promise<string> {
  const path = join(await temporaryFolder(), 'export.jsonl');
  await exportCanonical(target, path, NOT_KEPT);
  return readFile(path, 'utf8');
}
