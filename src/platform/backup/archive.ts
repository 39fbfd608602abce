import { createHash, type Hash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import type { FileOperations } from '../files/local-files.ts';
import { BLOCK, END_OF_ARCHIVE, header, padding, parseHeader } from './tar.ts';

/**
 * A tar file of sections. A section is one stream, cut into members NAME/00001, NAME/00002 … because its length is not
 * known before it has passed. After the last section comes `manifest.json`, then `checksum`: the SHA-256 of every byte
 * before it. See docs/topics/keeping.md.
 */
export interface SectionFacts { readonly name: string; readonly bytes: number; readonly sha256: string }

const PART = 4 * 1024 * 1024;
const CHECKSUM = 'checksum';
export const MANIFEST = 'manifest.json';
/** Header and content of the last member, and the two empty blocks. */
const TRAILER = 4 * BLOCK;

export interface ArchiveWriter {
  /** Writes a stream as one section, whatever its length. */
  section(name: string, source: AsyncIterable<Uint8Array>): Promise<SectionFacts>;
  /** Writes manifest and checksum, and puts the file in its place once it is on disk. Returns its size in bytes. */
  finish(manifest: object): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

const ownDisk: FileOperations = {
  async open(path, flags, mode) {
    const file = await open(path, flags, mode);
    return { write: (bytes, offset) => file.write(bytes, offset), sync: () => file.sync(), close: () => file.close() };
  },
  rename,
};

/** Writes to PATH.part; PATH appears whole or not at all. */
export async function createArchive(path: string, madeAt: Date, disk: FileOperations = ownDisk): Promise<ArchiveWriter> {
  const draft = `${path}.part`;
  const file = await disk.open(draft, 'w', 0o600);
  const total = createHash('sha256');
  let size = 0;
  const write = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, at);
      if (bytesWritten === 0) throw Object.assign(new Error('the disk takes no more'), { code: 'ENOSPC' });
      at += bytesWritten;
    }
    total.update(bytes);
    size += bytes.length;
  };
  const member = async (name: string, content: Uint8Array): Promise<void> => {
    await write(header({ name, size: content.length }, madeAt));
    await write(content);
    await write(padding(content.length));
  };
  return {
    async section(name, source) {
      const sha256 = createHash('sha256');
      let [bytes, part] = [0, 0];
      for await (const content of parts(source)) {
        await member(`${name}/${String(++part).padStart(5, '0')}`, content);
        sha256.update(content);
        bytes += content.length;
      }
      return { name, bytes, sha256: sha256.digest('hex') };
    },
    async finish(manifest) {
      await member(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`));
      await write(trailer(total.copy().digest('hex'), madeAt));
      await file.sync();
      await file.close();
      await disk.rename(draft, path);
      const folder = await disk.open(dirname(path), 'r');
      try { await folder.sync(); } finally { await folder.close(); }
      return size;
    },
    async abandon() {
      await file.close().catch(() => {});
      await rm(draft, { force: true });
    },
  };
}

const trailer = (sha256: string, madeAt: Date): Buffer => {
  const content = Buffer.from(`${sha256}\n`);
  return Buffer.concat([header({ name: CHECKSUM, size: content.length }, madeAt), content, padding(content.length), END_OF_ARCHIVE]);
};

/** The same bytes in pieces of PART bytes, the last one shorter; one empty piece for an empty stream. */
async function* parts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let kept: Uint8Array[] = [];
  let size = 0;
  let any = false;
  for await (let chunk of source) {
    while (size + chunk.length >= PART) {
      kept.push(chunk.subarray(0, PART - size));
      yield Buffer.concat(kept);
      any = true;
      chunk = chunk.subarray(PART - size);
      [kept, size] = [[], 0];
    }
    // A copy of short pieces: a producer may use its buffer again.
    if (chunk.length > 0) { kept.push(Buffer.from(chunk)); size += chunk.length; }
  }
  if (size > 0 || !any) yield Buffer.concat(kept);
}

export interface Section { readonly name: string; readonly content: AsyncIterable<Buffer> }

export const damaged = (why: string): AppError => new AppError('invalid', `Tệp sao lưu bị hỏng hoặc không đầy đủ (${why}). Chưa có gì được ghi; hãy dùng một bản sao lưu khác.`);

/**
 * The sections of a backup in order, the manifest last (as the section "manifest.json"). Reads forward once; a section
 * that is not read to its end is passed over. Throws AppError('invalid') where the file is not what a backup is.
 */
export async function* readSections(path: string, observe?: Hash): AsyncGenerator<Section> {
  const file = await openForReading(path);
  try {
    const end = (await file.stat()).size - TRAILER;
    const source = blocks(file, end, observe);
    let current = await source.member();
    while (current) {
      const name = sectionOf(current.name);
      const content = (async function* () {
        while (current && sectionOf(current.name) === name) {
          yield* source.content(current.size);
          current = await source.member();
        }
      })();
      yield { name, content };
      for await (const _ of content) { /* what nobody read is passed over */ }
      if (current && sectionOf(current.name) === name) throw new Error(`the section ${name} was left in the middle`);
    }
  } finally {
    await file.close();
  }
}

const sectionOf = (name: string): string => (/\/\d{5,}$/.test(name) ? name.slice(0, name.lastIndexOf('/')) : name);

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('not-found', `Không có tệp ${path}. Hãy kiểm tra lại đường dẫn của bản sao lưu.`);
    throw new AppError('storage', `Không đọc được tệp ${path} (${(error as NodeJS.ErrnoException).code}). Hãy kiểm tra quyền đọc của tệp.`);
  }
}

const READ = 256 * 1024;

function blocks(file: FileHandle, end: number, observe?: Hash) {
  let position = 0;
  const take = async (length: number): Promise<Buffer> => {
    if (position + length > end) throw damaged('thiếu phần cuối');
    const buffer = Buffer.allocUnsafe(length);
    for (let at = 0; at < length;) {
      const { bytesRead } = await file.read(buffer, at, length - at, position + at);
      if (bytesRead === 0) throw damaged('thiếu phần cuối');
      at += bytesRead;
    }
    position += length;
    observe?.update(buffer);
    return buffer;
  };
  return {
    async member() {
      if (position >= end) return null;
      const member = parseHeader(await take(BLOCK));
      if (!member) throw damaged(`đoạn ở vị trí ${position - BLOCK}`);
      return member;
    },
    async* content(size: number): AsyncGenerator<Buffer> {
      for (let left = size; left > 0; left -= Math.min(left, READ)) yield await take(Math.min(left, READ));
      await take(padding(size).length);
    },
  };
}

/**
 * Reads the whole file and compares the checksum at its end: afterwards every byte is known to be as it was written.
 * `visit` sees each section on the way.
 */
export async function checkArchive(path: string, visit: (section: Section) => Promise<void>): Promise<void> {
  const total = createHash('sha256');
  const file = await openForReading(path);
  let found: Buffer;
  try {
    const { size } = await file.stat();
    if (size < TRAILER + BLOCK || size % BLOCK !== 0) throw damaged('độ dài không đúng');
    found = Buffer.alloc(TRAILER);
    await file.read(found, 0, TRAILER, size - TRAILER);
  } finally {
    await file.close();
  }
  const noted = found.toString('latin1', BLOCK, BLOCK + 64);
  const seconds = parseInt(found.toString('latin1', 136, 147), 8);
  if (parseHeader(found.subarray(0, BLOCK))?.name !== CHECKSUM || !/^[0-9a-f]{64}$/.test(noted) || !trailer(noted, new Date(seconds * 1000)).equals(found)) throw damaged('thiếu tổng kiểm tra ở cuối tệp');
  for await (const section of readSections(path, total)) await visit(section);
  if (total.digest('hex') !== noted) throw damaged('tổng kiểm tra không khớp');
}
