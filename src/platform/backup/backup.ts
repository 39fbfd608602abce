import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { AppError } from '#kernel/app-error.ts';
import { clientConfig, type Target } from '../db/connect.ts';
import type { Reader, Tables } from '../db/tables.ts';
import type { FileStore } from '../files/file-store.ts';
import type { FileOperations } from '../files/local-files.ts';
import { createArchive, type ArchiveWriter, type SectionFacts } from './archive.ts';
import { copyStatement, PLAIN_OUTPUT, quote, sequenceValues, tablesToKeep, type KeptTable } from './catalog.ts';
import { copyOut } from './copy.ts';
import { FORMAT, fileSection, HEADER, SEALED_SECRETS, SECRETS, SEQUENCES, tableSection, type BackupHeader, type BackupManifest } from './manifest.ts';
import { seal, type SecretsByName } from './secrets.ts';

export interface BackupOptions {
  readonly target: Target;
  readonly path: string;
  readonly files: FileStore;
  /** Tables and columns that name stored files. */
  readonly fileTables: readonly { readonly table: string; readonly column: string }[];
  /** Tables of this machine and this moment. */
  readonly notKept: ReadonlySet<string>;
  readonly secrets: SecretsByName;
  /** LOA_BACKUP_KEY; without it the secrets lie open in the file. */
  readonly key: string | null;
  readonly anchor: (snapshot: Reader) => Promise<string>;
  readonly madeAt: Date;
  /** Tests put failing operations here. */
  readonly disk?: FileOperations;
}

export interface BackupResult {
  readonly bytes: number;
  readonly rows: number;
  readonly files: number;
  readonly lostFiles: readonly string[];
  readonly anchor: string;
  readonly sealed: boolean;
}

/**
 * Copies everything as one snapshot sees it, beside a running server, into one file; memory does not grow with the
 * store. Throws AppError('conflict') when the file is there already and AppError('storage') when the disk refuses.
 */
export async function backup(options: BackupOptions): Promise<BackupResult> {
  if (await stat(options.path).catch(() => null)) {
    throw new AppError('conflict', `Đã có tệp ${options.path}. Hãy chọn tên khác, Loa không ghi đè lên bản sao lưu cũ.`);
  }
  const client = new pg.Client({ ...clientConfig(options.target, { statementTimeout: 0 }), application_name: 'loa backup' });
  client.on('error', () => {}); // told by the query that runs
  let archive: ArchiveWriter | null = null;
  try {
    await client.connect();
    await client.query(`begin isolation level repeatable read read only; ${PLAIN_OUTPUT}`);
    archive = await createArchive(options.path, options.madeAt, options.disk);
    const result = await write(options, client, archive);
    await client.query('commit');
    return result;
  } catch (error) {
    await archive?.abandon();
    throw storageFault(error, options.path);
  } finally {
    await client.end().catch(() => {});
  }
}

async function write(options: BackupOptions, client: pg.Client, archive: ArchiveWriter): Promise<BackupResult> {
  const header = await describe(options, client);
  const sections: (SectionFacts & { rows?: number })[] = [];
  const json = async (name: string, text: string): Promise<void> => { sections.push(await archive.section(name, Readable.from([Buffer.from(`${text}\n`)]))); };

  await json(HEADER, JSON.stringify(header));
  const rows = new Map<string, number>();
  for (const table of header.tables) {
    const { facts, count } = await writeTable(archive, client, table);
    rows.set(table.name, count);
    sections.push({ ...facts, rows: count });
  }
  await json(SEQUENCES, JSON.stringify(await sequenceValues(client)));
  if (options.key === null) await json(SECRETS, JSON.stringify(options.secrets));
  else await json(SEALED_SECRETS, await seal(options.secrets, options.key));
  const files = await writeFiles(options, header, client, archive);

  const manifest: BackupManifest = { sections, files: { count: files.count, bytes: files.bytes }, lostFiles: files.lost };
  const bytes = await archive.finish(manifest);
  return { bytes, rows: [...rows.values()].reduce((a, b) => a + b, 0), files: files.count, lostFiles: files.lost, anchor: header.anchor, sealed: options.key !== null };
}

async function describe({ anchor, madeAt, notKept }: BackupOptions, client: pg.Client): Promise<BackupHeader> {
  const { rows: [store] } = await client.query<{ kind: 'demo' | 'real'; demo_loaded_at: Date | null; schema: string; postgres: string }>(`
    select kind, demo_loaded_at, current_setting('server_version') as postgres,
           (select name from schema_migrations order by name collate "C" desc limit 1) as schema from store_identity`);
  if (!store) throw new AppError('not-found', 'Kho này chưa có dữ liệu để sao lưu.');
  return {
    format: FORMAT, madeAt: madeAt.toISOString(), schema: store.schema, postgres: store.postgres.split(' ')[0]!, kind: store.kind,
    demoLoadedAt: store.demo_loaded_at?.toISOString() ?? null, anchor: await anchor(readerOn(client)), tables: await tablesToKeep(client, notKept),
  };
}

/** Store functions ask through Kysely; this lets them ask inside the snapshot of a plain session. */
export const readerOn = (client: pg.Client): Reader => new Kysely<Tables>({
  dialect: new PostgresDialect({ pool: { connect: async () => ({ query: client.query.bind(client), release() {} }), end: async () => {} } as unknown as PostgresPool }),
});

async function writeTable(archive: ArchiveWriter, client: pg.Client, table: KeptTable): Promise<{ facts: SectionFacts; count: number }> {
  let count = 0;
  // In COPY's text format a line end inside a value is written \n, so every 0x0a is the end of a row.
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
      yield chunk;
    }
  };
  const zip = createGzip({ level: 3 });
  const [facts] = await Promise.all([archive.section(tableSection(table.name), zip), pipeline(copyOut(client, copyStatement(table, 'to stdout')), counted, zip)]);
  return { facts, count };
}

const PAGE = 1_000;

async function writeFiles({ files, fileTables: asked }: BackupOptions, header: BackupHeader, client: pg.Client, archive: ArchiveWriter): Promise<{ count: number; bytes: number; lost: string[] }> {
  const lost: string[] = [];
  let [count, bytes] = [0, 0];
  const fileTables = asked.filter(({ table }) => header.tables.some(({ name }) => name === table)); // an older schema may not have it yet
  if (fileTables.length === 0) return { count, bytes, lost };
  const named = fileTables.map(({ table, column }) => `select ${quote(column)} as sha256 from public.${quote(table)} where ${quote(column)} > $1`).join(' union ');
  for (let after = ''; ;) {
    const { rows } = await client.query<{ sha256: string }>(`${named} order by 1 limit ${PAGE}`, [after]);
    if (rows.length === 0) return { count, bytes, lost };
    for (const { sha256 } of rows) {
      // A file that is gone or damaged must not keep the rest from being saved; it is named, not carried.
      if (await files.verify(sha256) !== 'whole') { lost.push(sha256); continue; }
      const facts = await archive.section(fileSection(sha256), await files.get(sha256));
      if (facts.sha256 !== sha256) throw new AppError('storage', `Tệp ${sha256} thay đổi trong khi sao lưu. Hãy kiểm tra ổ đĩa rồi chạy lại.`);
      count++;
      bytes += facts.bytes;
    }
    after = rows.at(-1)!.sha256;
  }
}

function storageFault(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['ENOSPC', 'EDQUOT'].includes(code)) return new AppError('storage', `Ổ đĩa chứa ${path} đã đầy, chưa có bản sao lưu nào được ghi. Hãy dọn chỗ trống hoặc chọn ổ đĩa khác.`, { data: error });
  if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR'].includes(code)) {
    return new AppError('storage', `Không ghi được bản sao lưu vào ${path} (${code}). Hãy kiểm tra thư mục và quyền ghi.`, { data: error });
  }
  return error;
}
