import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { AppError } from '#kernel/app-error.ts';
import type { StoredFile } from './file-store.ts';
import { openLocalFiles, type FileOperations, type OpenFile } from './local-files.ts';

const root = tempFolder('files');
let folder = 0;
const fresh = (): string => join(root, String(++folder));
const bytes = (text: string): Uint8Array => Buffer.from(text);
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const everything = async (path: string): Promise<string[]> => (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
const storageSentence = (word: RegExp) => (error: unknown): boolean => error instanceof AppError && error.code === 'storage' && word.test(error.message);

/** The real disk, with one operation replaced. */
function diskWith(faults: Partial<OpenFile> & { rename?: FileOperations['rename'] }, applies: (flags: string) => boolean = (flags) => flags === 'wx'): FileOperations {
  return {
    async open(path, flags, mode) {
      const file = await open(path, flags, mode);
      const real: OpenFile = { write: (part, offset) => file.write(part, offset), sync: () => file.sync(), close: () => file.close() };
      return applies(flags) ? { ...real, ...(faults.write ? { write: faults.write } : {}), ...(faults.sync ? { sync: faults.sync } : {}) } : real;
    },
    rename: faults.rename ?? rename,
  };
}
const failing = (code: string) => async (): Promise<never> => { throw Object.assign(new Error(code), { code }); };

describe('the file store', () => {
  test('gives back what was put, under the hash of its content', async () => {
    const files = await openLocalFiles(fresh());
    const stored = await files.put(bytes('xin chào'));
    assert.deepEqual(stored, { sha256: sha('xin chào'), size: 9 });
    assert.equal((await files.read(stored.sha256)).toString(), 'xin chào');
    const parts: Buffer[] = [];
    for await (const part of await files.get(stored.sha256)) parts.push(part as Buffer);
    assert.equal(Buffer.concat(parts).toString(), 'xin chào');
    assert.equal(await files.verify(stored.sha256), 'whole');
  });

  test('keeps the same bytes once, also when they come at the same time and in pieces', async () => {
    const path = fresh();
    const files = await openLocalFiles(path);
    async function* pieces() { yield bytes('ab'); yield bytes(''); yield bytes('c'); }
    await Promise.all([files.put(bytes('abc')), files.put(pieces()), files.put(bytes('abc'))]);
    assert.deepEqual(await everything(path), [sha('abc')]);
  });

  test('lists every file in order', async () => {
    const files = await openLocalFiles(fresh());
    for (const text of ['a', 'b', 'c', '']) await files.put(bytes(text));
    const listed: StoredFile[] = [];
    for await (const file of files.list()) listed.push(file);
    assert.deepEqual(listed, ['a', 'b', 'c', ''].map((text) => ({ sha256: sha(text), size: text.length })).sort((x, y) => (x.sha256 < y.sha256 ? -1 : 1)));
  });

  test('names damage and loss, and a new put repairs a shortened file', async () => {
    const path = fresh();
    const files = await openLocalFiles(path);
    const { sha256 } = await files.put(bytes('evidence'));
    const at = join(path, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await chmod(at, 0o600);
    await writeFile(at, 'evil');
    assert.equal(await files.verify(sha256), 'damaged');
    await files.put(bytes('evidence'));
    assert.equal(await files.verify(sha256), 'whole');
    await files.remove(sha256);
    assert.equal(await files.verify(sha256), 'missing');
    assert.equal(await files.has(sha256), false);
    await assert.rejects(files.get(sha256), (error) => error instanceof AppError && error.code === 'not-found');
    await assert.rejects(files.read('../../etc/passwd'), (error) => error instanceof AppError && error.code === 'not-found');
  });

  test('refuses what is larger than allowed and keeps nothing of it', async () => {
    const path = fresh();
    const files = await openLocalFiles(path);
    await assert.rejects(files.put(bytes('x'.repeat(11)), { limit: 10 }), (error) => error instanceof AppError && error.code === 'too-large');
    assert.deepEqual(await everything(path), []);
  });

  test('an upload that breaks off leaves nothing', async () => {
    const path = fresh();
    const files = await openLocalFiles(path);
    async function* broken() { yield bytes('half'); throw new Error('connection lost'); }
    await assert.rejects(files.put(broken()), /connection lost/);
    assert.deepEqual(await everything(path), []);
  });
});

describe('when the disk fails', () => {
  const faults: [string, FileOperations, RegExp][] = [
    ['it is full while writing (ENOSPC)', diskWith({ write: failing('ENOSPC') }), /đã đầy/],
    ['it takes half a write and then nothing', diskWith({ write: (() => { let taken = false; return async (part: Uint8Array, offset: number) => { if (taken) return { bytesWritten: 0 }; taken = true; return { bytesWritten: Math.floor((part.length - offset) / 2) }; }; })() }), /đã đầy/],
    ['it fails while writing (EIO)', diskWith({ write: failing('EIO') }), /báo lỗi khi ghi/],
    ['fsync of the file fails (EIO)', diskWith({ sync: failing('EIO') }), /báo lỗi khi ghi/],
    ['it is full at fsync (ENOSPC)', diskWith({ sync: failing('ENOSPC') }), /đã đầy/],
    ['the move to its place fails (EROFS)', diskWith({ rename: failing('EROFS') }), /chỉ đọc/],
  ];
  for (const [name, disk, sentence] of faults) {
    test(`${name}: a sentence, and nothing half-kept`, async () => {
      const path = fresh();
      const files = await openLocalFiles(path, disk);
      await assert.rejects(files.put(bytes('nội dung')), storageSentence(sentence));
      assert.deepEqual(await everything(path), []);
    });
  }

  test('fsync of the folder fails (EIO): not acknowledged, and a whole file or none is left', async () => {
    const path = fresh();
    const files = await openLocalFiles(path, diskWith({ sync: failing('EIO') }, (flags) => flags === 'r'));
    await assert.rejects(files.put(bytes('nội dung')), storageSentence(/báo lỗi khi ghi/));
    const left = await everything(path);
    assert.ok(left.every((sha256) => sha256 === sha('nội dung')));
    for (const sha256 of left) assert.equal(await files.verify(sha256), 'whole');
  });

  test('it takes writes in small bites: everything arrives', async () => {
    const files = await openLocalFiles(fresh(), { ...diskWith({}), async open(path, flags, mode) {
      const file = await open(path, flags, mode);
      return { write: (part, offset) => file.write(part, offset, Math.min(3, part.length - offset)), sync: () => file.sync(), close: () => file.close() };
    } });
    const { sha256 } = await files.put(bytes('từng chút một'));
    assert.equal(await files.verify(sha256), 'whole');
  });

  test('a real small file system fills up: a sentence, earlier files whole, and room again afterwards', async (t) => {
    const path = fresh();
    try {
      execFileSync('mkdir', ['-p', path]);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'loa-test', path], { stdio: 'pipe' });
    } catch (error) {
      return t.skip(`this machine does not let the test mount a small file system: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`);
    }
    try {
      const files = await openLocalFiles(path);
      const small = await files.put(bytes('còn nguyên'));
      await assert.rejects(files.put(Buffer.alloc(2_000_000, 7)), storageSentence(/đã đầy/));
      assert.equal(await files.verify(small.sha256), 'whole');
      assert.deepEqual(await everything(path), [small.sha256]);
      const again = await files.put(Buffer.alloc(300_000, 8));
      assert.equal(await files.verify(again.sha256), 'whole');
    } finally {
      execFileSync('umount', [path]);
    }
  });
});
