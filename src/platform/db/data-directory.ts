import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, closeSync, constants, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '#kernel/app-error.ts';

/** demo: the demonstration province, sign-in by link; real: everything else. They never mix. */
export type StoreKind = 'demo' | 'real';

/** The folder that `--data` names, and what lies in it. */
export interface DataDirectory {
  readonly root: string;
  /** The PostgreSQL cluster; absent when the database is on a server. */
  readonly cluster: string;
  readonly files: string;
  readonly secrets: string;
  readonly run: string;
}

/** loa.json: what the folder says about itself while no database runs. */
export interface StoreLabel {
  readonly id: string;
  readonly kind: StoreKind;
  /** The newest migration applied. */
  readonly schema: string | null;
  /** Major version of the embedded PostgreSQL; null when the database is on a server. */
  readonly postgres: number | null;
}

export function dataDirectory(path: string): DataDirectory {
  const root = resolve(path);
  return { root, cluster: join(root, 'pg'), files: join(root, 'files'), secrets: join(root, 'secrets'), run: join(root, 'run') };
}

const OURS = /^(pg|files|secrets|run|pages|backups|loa\.json|pg\.new-\d+|server-.+|\.password-\d+|\.loa\.json\.\d+|lost\+found)$/;

/** Makes the folder when it is missing; refuses one that is no folder, is not writable, or holds something else. */
export function prepareDirectory(path: string): DataDirectory {
  const directory = dataDirectory(path);
  try {
    makeFolders(directory.root);
    accessSync(directory.root, constants.R_OK | constants.W_OK | constants.X_OK);
    const foreign = readdirSync(directory.root).filter((name) => !OURS.test(name));
    if (foreign.length > 0 && readLabel(directory) === null) {
      throw new AppError('storage', `Thư mục ${directory.root} đang chứa thứ khác (${foreign[0]}), không phải kho của Loa. Hãy chọn một thư mục trống bằng --data DIR.`);
    }
    refuseOthersStore(directory);
    for (const part of [directory.files, directory.secrets, directory.run]) mkdirSync(part, { recursive: true, mode: 0o700 });
    tryWriting(directory.run);
  } catch (error) {
    throw error instanceof AppError ? error : directoryError(error, directory.root);
  }
  return directory;
}

/** root could, but what it writes into the store of a service account that account could not read afterwards. */
function refuseOthersStore({ root }: DataDirectory): void {
  const owner = statSync(join(root, 'loa.json'), { throwIfNoEntry: false })?.uid;
  if (process.getuid!() !== 0 || owner === undefined || owner === 0) return;
  throw new AppError('conflict', `Kho dữ liệu ${root} thuộc người dùng số ${owner}. Hãy chạy lệnh bằng chính người dùng đó (sudo -u '#${owner}' bin/loa …), để tệp mới không bị đổi chủ.`);
}

/** One by one: Node's own recursive mkdir never returns where the system answers "no such folder" for ever (below /proc). */
function makeFolders(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  if (there) return;
  if (dirname(path) !== path) makeFolders(dirname(path));
  try { mkdirSync(path, { mode: 0o700 }); } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another start was faster
  }
}

/** root may be allowed to write by its rights and not by the disk (read-only, full): find out now. */
function tryWriting(folder: string): void {
  const path = join(folder, `.try-${process.pid}`);
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, Buffer.alloc(65_536));
    fsyncSync(file);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

export function directoryError(error: unknown, path: string): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const sentences: Record<string, string> = {
    EACCES: `Không có quyền ghi vào thư mục dữ liệu ${path}. Hãy đổi chủ hoặc quyền của thư mục cho người dùng đang chạy Loa, hoặc chọn thư mục khác bằng --data DIR.`,
    EROFS: `Thư mục dữ liệu ${path} nằm trên ổ đĩa chỉ đọc. Hãy chọn thư mục khác bằng --data DIR.`,
    ENOSPC: `Ổ đĩa chứa thư mục dữ liệu ${path} đã đầy. Hãy dọn chỗ trống (ít nhất 200 MB) hoặc chọn thư mục khác bằng --data DIR.`,
    ENOTDIR: `${path} không phải là thư mục. Hãy chọn thư mục khác bằng --data DIR.`,
  };
  const alias: Record<string, string> = { EPERM: 'EACCES', ENOENT: 'EACCES', EDQUOT: 'ENOSPC', EEXIST: 'ENOTDIR' };
  const sentence = sentences[code] ?? sentences[alias[code] ?? ''] ?? `Không dùng được thư mục dữ liệu ${path} (${code || (error as Error).message}). Hãy kiểm tra lại hoặc chọn thư mục khác bằng --data DIR.`;
  return new AppError('storage', sentence, { data: error });
}

/** What loa.json says; null when there is none yet. */
export function readLabel({ root }: DataDirectory): StoreLabel | null {
  let text: string;
  try {
    text = readFileSync(join(root, 'loa.json'), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw directoryError(error, root);
  }
  try {
    const label = JSON.parse(text) as StoreLabel;
    if (label.kind === 'demo' || label.kind === 'real') return label;
  } catch { /* told below */ }
  throw new AppError('storage', `Tệp ${join(root, 'loa.json')} bị hỏng. Hãy khôi phục tệp này, hoặc khôi phục bản sao lưu vào một thư mục dữ liệu mới.`);
}

/** Replaces loa.json in one step: after a power cut there is the old one or the new one. */
export function writeLabel(directory: DataDirectory, label: StoreLabel): void {
  const known = readLabel(directory);
  if (known && JSON.stringify(known) === JSON.stringify(label)) return;
  replaceFile(join(directory.root, 'loa.json'), `${JSON.stringify(label)}\n`, 0o600, `.loa.json.${process.pid}`);
}

export function replaceFile(path: string, content: string, mode: number, draftName = `.${randomUUID()}`): void {
  const draft = join(dirname(path), draftName);
  try {
    const file = openSync(draft, 'w', mode);
    try { writeSync(file, content); fsyncSync(file); } finally { closeSync(file); }
    renameSync(draft, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw directoryError(error, dirname(path));
  }
}

export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try { fsyncSync(folder); } finally { closeSync(folder); }
}

/** demo refuses a real store and the other way round, in words that say which command is meant. */
export function refuseOtherKind(found: StoreKind, wanted: StoreKind, where: string): void {
  if (found === wanted) return;
  throw new AppError('conflict', wanted === 'real'
    ? `${where} là kho trình diễn, không dùng để làm việc thật. Hãy chạy "bin/loa demo", hoặc chọn nơi khác bằng --data DIR.`
    : `${where} là kho làm việc thật, không nạp dữ liệu trình diễn vào đó. Hãy chạy "bin/loa serve", hoặc chọn nơi khác bằng --data DIR.`);
}

export interface RunningServer { readonly pid: number; readonly url: string | null }

/** run/server.json: where the owner answers. It may be stale; who owns the store is told by the lock alone. */
export function readServerFile({ run }: DataDirectory): RunningServer | null {
  try { return JSON.parse(readFileSync(join(run, 'server.json'), 'utf8')) as RunningServer; } catch { return null; }
}
export const writeServerFile = (directory: DataDirectory, server: RunningServer): void => replaceFile(join(directory.run, 'server.json'), `${JSON.stringify(server)}\n`, 0o600);
/** Unless another Loa serves the store by now. */
export const removeServerFile = (directory: DataDirectory): void => { if (readServerFile(directory)?.pid === process.pid) rmSync(join(directory.run, 'server.json'), { force: true }); };

/** Secrets that were readable by others are closed again. */
export function closeToOthers(path: string): void {
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
}
