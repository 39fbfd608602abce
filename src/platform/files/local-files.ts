import { createHash, randomBytes } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '#kernel/app-error.ts';
import { isSha256, type FileCondition, type FileStore, type StoredFile } from './file-store.ts';

/** The operations whose failure matters; tests put failing ones in their place. */
export interface FileOperations {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
}
export interface OpenFile {
  /** May write less than asked for, as write(2) may. */
  write(bytes: Uint8Array, offset: number): Promise<{ bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export const diskOperations: FileOperations = {
  async open(path, flags, mode) {
    const file = await nodeFs.open(path, flags, mode);
    return { write: (bytes, offset) => file.write(bytes, offset), sync: () => file.sync(), close: () => file.close() };
  },
  rename: nodeFs.rename,
};

/** Longer than any upload takes; what is older in the waiting folder was left by a start that was killed. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * Files below one folder: `ab/cd/abcd…` by hash, `incoming/` for what is being written. On the same file system, so that
 * a rename moves a file to its place whole or not at all.
 */
export async function openLocalFiles(root: string, disk: FileOperations = diskOperations): Promise<FileStore> {
  const incoming = join(root, 'incoming');
  await nodeFs.mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);
  const durable = new Set<string>();
  const pathOf = (sha256: string): string => {
    if (!isSha256(sha256)) throw new AppError('not-found', 'Không tìm thấy tệp này. Có thể đường dẫn đã cũ hoặc gõ nhầm.');
    return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const sizeOf = async (path: string): Promise<number | null> => (await nodeFs.stat(path).catch(onlyMissing))?.size ?? null;
  const read = async (sha256: string): Promise<Buffer> => (await nodeFs.readFile(pathOf(sha256)).catch(onlyMissing)) ?? absent();

  return {
    async put(source, { limit } = {}) {
      const draft = join(incoming, randomBytes(12).toString('hex'));
      try {
        const stored = await writeDraft(disk, draft, source, limit);
        const path = pathOf(stored.sha256);
        await makeFolders(disk, root, dirname(path), durable);
        // A file of the right length under its own hash is the file; anything else there is damage and is replaced.
        if ((await sizeOf(path)) !== stored.size) await disk.rename(draft, path);
        // Also when it was there already: who put it there may have been killed before this line.
        await syncFolder(disk, dirname(path));
        return stored;
      } catch (error) {
        throw error instanceof AppError ? error : storageError(error);
      } finally {
        await nodeFs.rm(draft, { force: true }).catch(() => {});
      }
    },
    async get(sha256) {
      const file = (await nodeFs.open(pathOf(sha256), 'r').catch(onlyMissing)) ?? absent();
      return file.createReadStream() as Readable;
    },
    read,
    has: async (sha256) => (await sizeOf(pathOf(sha256))) !== null,
    verify: async (sha256) => conditionOf(pathOf(sha256), sha256),
    async *list() {
      for (const first of await folders(root, 2)) {
        for (const second of await folders(join(root, first), 2)) {
          for (const sha256 of await folders(join(root, first, second), 64)) {
            const size = await sizeOf(join(root, first, second, sha256));
            if (size !== null) yield { sha256, size };
          }
        }
      }
    },
    remove: (sha256) => nodeFs.rm(pathOf(sha256), { force: true }),
  };
}

/** Writes everything, then asks the disk to keep it: only after `sync` has succeeded may anybody be told. */
async function writeDraft(disk: FileOperations, path: string, source: Uint8Array | AsyncIterable<Uint8Array>, limit = Infinity): Promise<StoredFile> {
  const file = await disk.open(path, 'wx', 0o400);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const part of source instanceof Uint8Array ? [source] : source) {
      size += part.length;
      if (size > limit) throw new AppError('too-large', `Tệp lớn hơn mức cho phép (${Math.floor(limit / 1_048_576)} MB). Hãy thu nhỏ hoặc chia tệp rồi gửi lại.`);
      hash.update(part);
      await writeAll(file, part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}

async function writeAll(file: OpenFile, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, offset);
    if (bytesWritten <= 0) throw Object.assign(new Error('the disk took nothing'), { code: 'ENOSPC' });
    offset += bytesWritten;
  }
}

/**
 * New folders are entries in older ones, which must be on disk too. Whether a folder that exists already got that far
 * before its maker was killed nobody can tell, so each is made sure of once in the life of this process.
 */
async function makeFolders(disk: FileOperations, root: string, folder: string, durable: Set<string>): Promise<void> {
  if (durable.has(folder)) return;
  await nodeFs.mkdir(folder, { recursive: true, mode: 0o700 });
  for (let at = dirname(folder); at.length >= root.length; at = dirname(at)) await syncFolder(disk, at);
  durable.add(folder);
}

async function syncFolder(disk: FileOperations, path: string): Promise<void> {
  const folder = await disk.open(path, 'r');
  try { await folder.sync(); } finally { await folder.close(); }
}

async function conditionOf(path: string, sha256: string): Promise<FileCondition> {
  const file = await nodeFs.open(path, 'r').catch(onlyMissing);
  if (!file) return 'missing';
  const hash = createHash('sha256');
  try {
    for await (const part of file.createReadStream()) hash.update(part as Buffer);
  } catch {
    return 'damaged'; // the disk cannot read it back
  }
  return hash.digest('hex') === sha256 ? 'whole' : 'damaged';
}

const folders = async (path: string, length: number): Promise<string[]> =>
  (await nodeFs.readdir(path).catch(onlyMissing) ?? []).filter((name) => name.length === length && /^[0-9a-f]+$/.test(name)).sort();

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await nodeFs.readdir(incoming)) {
    const status = await nodeFs.stat(join(incoming, name)).catch(onlyMissing);
    if (status && Date.now() - status.mtimeMs > ABANDONED_MS) await nodeFs.rm(join(incoming, name), { force: true });
  }
}

function onlyMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

function absent(): never {
  throw new AppError('not-found', 'Không tìm thấy tệp này trong kho. Nếu tệp phải có, xin báo quản trị viên chạy "bin/loa verify".');
}

/** The operating system's refusal as a sentence; the system's own words stay in `details` for the log. */
export function storageError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const sentences: Record<string, string> = {
    ENOSPC: 'Ổ đĩa của máy chủ đã đầy nên tệp chưa được lưu. Xin báo quản trị viên dọn chỗ trống rồi gửi lại; những gì đã lưu trước đó vẫn còn nguyên.',
    EDQUOT: 'Đã dùng hết hạn mức ổ đĩa của máy chủ nên tệp chưa được lưu. Xin báo quản trị viên nới hạn mức rồi gửi lại.',
    EIO: 'Ổ đĩa của máy chủ báo lỗi khi ghi nên tệp chưa được lưu. Xin báo quản trị viên kiểm tra ổ đĩa, rồi gửi lại.',
    EROFS: 'Ổ đĩa của máy chủ đang ở chế độ chỉ đọc nên tệp chưa được lưu. Xin báo quản trị viên kiểm tra ổ đĩa.',
    EACCES: 'Máy chủ không có quyền ghi vào kho tệp nên tệp chưa được lưu. Xin báo quản trị viên kiểm tra quyền của thư mục dữ liệu.',
    EMFILE: 'Máy chủ đang mở quá nhiều tệp nên tệp chưa được lưu. Hãy chờ một phút rồi gửi lại.',
  };
  const sentence = code ? sentences[code] ?? (code === 'EPERM' ? sentences.EACCES : code === 'ENFILE' ? sentences.EMFILE : undefined) : undefined;
  return sentence ? new AppError('storage', sentence, { data: error }) : error;
}
