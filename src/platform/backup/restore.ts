import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { AppError } from '#kernel/app-error.ts';
import { clientConfig, connect, type Target } from '../db/connect.ts';
import { migrate, type Migrations } from '../db/migrate.ts';
import type { FileStore } from '../files/file-store.ts';
import { checkArchive, damaged, MANIFEST, readSections } from './archive.ts';
import { copyStatement, quote, tablesToKeep, type SequenceValue } from './catalog.ts';
import { copyIn } from './copy.ts';
import { FORMAT, HEADER, SEALED_SECRETS, SECRETS, SEQUENCES, tableSection, type BackupHeader, type BackupManifest } from './manifest.ts';
import { unseal, type SecretsByName } from './secrets.ts';

/** A backup whose every byte has been found to be as it was written. */
export interface CheckedBackup {
  readonly path: string;
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  readonly secrets: SecretsByName;
}

/**
 * Reads the whole file before anything is written anywhere. Throws AppError('invalid') for damage, a missing end, a newer
 * schema or format, and a wrong key.
 */
export async function checkBackup(path: string, known: Migrations, key: string | null): Promise<CheckedBackup> {
  const small = new Map<string, Buffer>();
  const sums = new Map<string, { sha256: string; bytes: number }>();
  let files = 0;
  await checkArchive(path, async ({ name, content }) => {
    const sha256 = createHash('sha256');
    const kept: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of content) {
      sha256.update(chunk);
      bytes += chunk.length;
      if (!name.includes('/')) kept.push(chunk);
    }
    const sum = sha256.digest('hex');
    if (!name.includes('/')) small.set(name, Buffer.concat(kept));
    if (!name.startsWith('files/')) sums.set(name, { sha256: sum, bytes });
    else if (name === `files/${sum}`) files++;
    else throw damaged(name);
  });
  const json = <T>(name: string): T => {
    const bytes = small.get(name);
    if (!bytes) throw damaged(`thiếu ${name}`);
    try { return JSON.parse(bytes.toString('utf8')) as T; } catch { throw damaged(name); }
  };
  const header = json<BackupHeader>(HEADER);
  if (!(header.format <= FORMAT) || !(header.schema in known)) {
    throw new AppError('invalid', `Bản sao lưu được làm bằng một bản Loa mới hơn (bước ${header.schema}). Hãy khôi phục bằng bản Loa đó hoặc mới hơn. Chưa có gì được ghi.`);
  }
  const manifest = json<BackupManifest>(MANIFEST);
  for (const { name, sha256, bytes } of manifest.sections) {
    const found = sums.get(name);
    if (found?.sha256 !== sha256 || found.bytes !== bytes) throw damaged(name);
  }
  if (files !== manifest.files.count || header.tables.some(({ name }) => !sums.has(tableSection(name)))) throw damaged('thiếu phần nêu trong danh mục');
  const sealed = small.get(SEALED_SECRETS);
  return { path, header, manifest, secrets: sealed ? await unseal(sealed.toString('utf8'), key) : json<SecretsByName>(SECRETS) };
}

export interface RestoreOptions {
  readonly target: Target;
  readonly files: FileStore;
  readonly migrations: Migrations;
  /** Written to store_identity with what the backup says about itself. */
  readonly identity: { readonly id: string; readonly stateDirectory: string | null; readonly createdAt: Date };
  /** Called before the rows become visible: keys must be there before anything that needs them. */
  readonly keepSecrets: (secrets: SecretsByName) => void;
}

/** Throws AppError('conflict') unless the database holds no table at all. */
export async function refuseUsedDatabase(target: Target): Promise<void> {
  const { pool, close } = connect(target, { max: 1 });
  try {
    const { rows } = await pool.query<{ name: string }>(`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`);
    if (rows[0]) throw new AppError('conflict', `Nơi khôi phục đã có dữ liệu (bảng ${rows[0].name}). Hãy chọn một thư mục dữ liệu mới hoặc một cơ sở dữ liệu trống. Chưa có gì được ghi.`);
  } finally {
    await close();
  }
}

/** Schema of the backup's day, its rows, its files, then the way to today's schema. The rows come in one transaction. */
export async function restore(checked: CheckedBackup, options: RestoreOptions): Promise<{ rows: number; files: number }> {
  await refuseUsedDatabase(options.target);
  const connection = connect(options.target, { max: 2, statementTimeout: 0 });
  try {
    await migrate(connection, options.migrations, checked.header.schema);
    const result = await fill(checked, options);
    await migrate(connection, options.migrations);
    await connection.pool.query('analyze');
    return result;
  } finally {
    await connection.close();
  }
}

async function fill({ path, header, manifest, secrets }: CheckedBackup, options: RestoreOptions): Promise<{ rows: number; files: number }> {
  const client = new pg.Client({ ...clientConfig(options.target, { statementTimeout: 0 }), application_name: 'loa restore' });
  client.on('error', () => {});
  await client.connect();
  try {
    const tables = new Map(header.tables.map((table) => [tableSection(table.name), table]));
    const expected = new Map(manifest.sections.map(({ name, rows }) => [name, rows]));
    let [rows, files] = [0, 0];
    await client.query('begin');
    // Migrations may have put rows of their own; the backup holds them as they were. All tables, since some refer to others.
    const made = await tablesToKeep(client, new Set(['schema_migrations', 'schema_migrations_lock']));
    await client.query(`truncate ${made.map(({ name }) => `public.${quote(name)}`).join(', ')}`);
    for await (const { name, content } of readSections(path)) {
      const table = tables.get(name);
      if (table) {
        const plain = new PassThrough();
        const copied = copyIn(client, copyStatement(table, 'from stdin'), plain).catch((error: Error) => { plain.destroy(error); throw error; });
        const [count] = await Promise.all([copied, pipeline(content, createGunzip(), plain)]);
        if (count !== expected.get(name)) throw new Error(`${table.name}: ${count} rows came in, ${expected.get(name)} were kept`);
        rows += count;
      } else if (name.startsWith('files/')) {
        const { sha256 } = await options.files.put(content);
        if (name !== `files/${sha256}`) throw damaged(name);
        files++;
      } else if (name === SEQUENCES) {
        let text = '';
        for await (const chunk of content) text += chunk.toString('utf8');
        for (const { name: sequence, value } of JSON.parse(text) as SequenceValue[]) await client.query('select setval($1::regclass, $2::bigint)', [`public.${quote(sequence)}`, value]);
      }
    }
    const { id, stateDirectory, createdAt } = options.identity;
    await client.query('insert into store_identity (only_row, id, kind, state_directory, demo_loaded_at, created_at) values (true, $1, $2, $3, $4, $5)',
      [id, header.kind, stateDirectory, header.demoLoadedAt, createdAt]);
    options.keepSecrets(secrets);
    await client.query('commit');
    return { rows, files };
  } finally {
    await client.end();
  }
}
