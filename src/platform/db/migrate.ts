import { runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import { type Migration, type MigrationResult, Migrator } from 'kysely/migration';
import { AppError } from '#kernel/app-error.ts';
import type { Connection } from './connect.ts';
import { quietLogger } from './quiet-logger.ts';

export type Migrations = Readonly<Record<string, Migration>>;

const TABLE = 'schema_migrations';

/** Names of the migrations that this database has seen, in order; none when it is empty. */
export async function appliedMigrations({ db }: Connection): Promise<string[]> {
  const found = await sql<{ exists: boolean }>`select to_regclass(${`public.${TABLE}`}) is not null as exists`.execute(db);
  if (!found.rows[0]!.exists) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)} order by name collate "C"`.execute(db);
  return rows.map(({ name }) => name);
}

/** The newest migration applied: the version of the schema. */
export const schemaVersion = async (connection: Connection): Promise<string | null> => (await appliedMigrations(connection)).at(-1) ?? null;

/** Throws when the database was written by a newer Loa: an older program could misread what it does not know. */
export async function refuseNewerSchema(connection: Connection, known: Migrations): Promise<void> {
  const unknown = (await appliedMigrations(connection)).filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new AppError('unavailable', `Cơ sở dữ liệu đã được một bản Loa mới hơn nâng cấp (bước ${unknown.at(-1)}). Hãy chạy bản Loa mới đó, hoặc khôi phục bản sao lưu làm trước khi nâng cấp vào một thư mục dữ liệu khác.`);
  }
}

/** Which migrations this program would still apply. */
export async function pendingMigrations(connection: Connection, known: Migrations): Promise<string[]> {
  const applied = new Set(await appliedMigrations(connection));
  return Object.keys(known).filter((name) => !applied.has(name));
}

/**
 * Brings the schema to the newest version and returns the names of what was applied. Each migration is a transaction of
 * its own, so one that was cut short is simply done again; an advisory lock makes several starts at once wait for each
 * other. `upTo` stops at a version (tests of upgrades).
 */
export async function migrate(connection: Connection, known: Migrations, upTo?: string): Promise<string[]> {
  await refuseNewerSchema(connection, known);
  await runMigrations({ pgPool: connection.pool, logger: quietLogger });
  const migrator = new Migrator({
    db: connection.db, provider: { getMigrations: async () => ({ ...known }) },
    migrationTableName: TABLE, migrationLockTableName: `${TABLE}_lock`,
  });
  const applied: string[] = [];
  // One at a time: together Kysely would put them into one transaction, and the last one's failure would undo them all.
  while (upTo === undefined || !(await appliedMigrations(connection)).includes(upTo)) {
    const { error, results } = await migrator.migrateUp();
    if (error) throw migrationFailed(error, results);
    if (!results?.length) break;
    applied.push(...results.map(({ migrationName }) => migrationName));
  }
  return applied;
}

function migrationFailed(error: unknown, results: readonly MigrationResult[] | undefined): unknown {
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  if (!failed) return error;
  return new AppError('unavailable', `Bước nâng cấp ${failed} không xong: ${(error as Error).message}. Dữ liệu vẫn ở bước trước đó; sửa nguyên nhân rồi chạy lại "bin/loa migrate".`, { data: error });
}
