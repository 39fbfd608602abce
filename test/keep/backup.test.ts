import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import fc from 'fast-check';
import { verify } from '#features/audit/verify.ts';
import { copyIn, copyOut } from '#platform/backup/copy.ts';
import { exportCanonical } from '#platform/backup/export.ts';
import { checkBackup } from '#platform/backup/restore.ts';
import { connect } from '#platform/db/connect.ts';
import type { AppError } from '#kernel/app-error.ts';
import type { FileOperations, OpenFile } from '#platform/files/local-files.ts';
import { testDb } from '#test/support/database.ts';
import { backupOf, canonical, MIGRATIONS, NOT_KEPT, restoreInto, SECRETS, sourceStore, temporaryFolder } from './backup-support.ts';
import { AUDITED, FILES, fillSmallStore } from './small-store.ts';

/** A generator with a seed: the same damage on every run. */
const seeded = (seed: number) => () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) / 2 ** 32;

const failing = (code: string) => async (): Promise<never> => { throw Object.assign(new Error(code), { code }); };
const halfThenNothing = () => {
  let taken = 0;
  return async (bytes: Uint8Array, at: number) => ({ bytesWritten: taken++ === 0 ? Math.floor((bytes.length - at) / 2) : 0 });
};
const diskWith = ({ rename: move, ...file }: { rename?: FileOperations['rename'] } & Partial<OpenFile>): FileOperations => ({
  async open(path, flags, mode) {
    const real = await open(path, flags, mode);
    return { write: (bytes, offset) => real.write(bytes, offset), sync: () => real.sync(), close: () => real.close(), ...(flags === 'w' ? file : {}) };
  },
  rename: move ?? rename,
});

describe('backup and restore', () => {
  test('whatever was kept comes back: rows of awkward types, files, secrets, log and all', async () => {
    const source = await sourceStore();
    await fillSmallStore(source.db, source.files);
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''));
    const awkward = fc.record({
      title: fc.oneof(text, fc.constantFrom('', '\\N', '\\.', 'a\tb\nc\rd\\e', "'\"`$", '\u2028')), note: fc.option(text),
      body: fc.option(fc.jsonValue().map((value) => JSON.stringify(value).replaceAll('\\u0000', ''))), tags: fc.option(fc.array(fc.option(text))),
      raw: fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes))), ratio: fc.option(fc.double({ noDefaultInfinity: false })),
      amount: fc.option(fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => `${n}.125`)), flag: fc.option(fc.boolean()),
      day: fc.option(fc.constantFrom('0001-01-01', '2024-02-29', '9999-12-31')), counter: fc.option(fc.constantFrom('9223372036854775807', '-1')),
      at: fc.option(fc.constantFrom('2026-01-01 00:00:00.000001+07', 'infinity', '1883-01-01 12:00:00+00')),
    });
    let n = 0;
    for (const row of fc.sample(awkward, { numRuns: 300, seed: 20261120 })) {
      await sql`insert into k_papers (shard_id, id, title, note, body, tags, raw, ratio, amount, flag, day, counter, at)
        values (2, ${`00000000-0000-7002-8000-${String(++n).padStart(12, '0')}`}, ${row.title}, ${row.note}, ${row.body}::jsonb, ${row.tags}, ${row.raw}, ${row.ratio}, ${row.amount},
                ${row.flag}, ${row.day}, ${row.counter}, ${row.at})`.execute(source.db);
    }
    const path = join(await temporaryFolder(), 'kho.loa');
    const made = await backupOf(source, path);
    assert.equal(made.files, 2);
    assert.equal(made.bytes, (await stat(path)).size);
    assert.equal((await stat(path)).mode & 0o777, 0o600);

    const target = await testDb({ empty: true });
    const restored = await restoreInto(target.address, path);
    assert.equal(restored.rows, made.rows);
    assert.deepEqual(restored.secrets, SECRETS);
    const [before, after] = [await canonical(source.address), await canonical(target.address)];
    assert.ok(before.includes('"table": "k_papers"') && before.includes('"table": "audit_events"'));
    assert.equal(after, before);
    const { rows: [sums] } = await sql<{ same: boolean }>`select count(*)::int as same from k_papers`.execute(target.db);
    assert.equal(Number(sums!.same), n + 2);
    const proof = await verify(target.db, { audited: AUDITED.slice(1), files: FILES, fileStore: restored.files });
    assert.deepEqual(proof.differences, []);
    assert.equal(proof.anchor, made.anchor);
    assert.equal(restored.checked.header.anchor, made.anchor);
  });

  test('the file opens with tar and gunzip alone', async () => {
    const source = await sourceStore();
    const { stored } = await fillSmallStore(source.db, source.files);
    const folder = await temporaryFolder();
    await backupOf(source, join(folder, 'kho.loa'));
    execFileSync('tar', ['-xf', 'kho.loa'], { cwd: folder });
    const rows = execFileSync('sh', ['-c', 'cat tables/k_units.copy.gz/* | gunzip'], { cwd: folder, encoding: 'utf8' });
    assert.match(rows, /\tUBND xã Tân An\n$/);
    assert.equal(await readFile(join(folder, 'files', stored[0]!.sha256, '00001'), 'utf8'), 'ảnh một');
  });

  test('is one moment of the store, however much is written meanwhile', async () => {
    const source = await sourceStore();
    await fillSmallStore(source.db, source.files);
    await sql`insert into k_dues select 1, gen_random_uuid(), gen_random_uuid(), '2026-01-01', 1 from generate_series(1, 50000)`.execute(source.db);
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await source.db.transaction().execute(async (tx) => {
          const { rows: [row] } = await sql<{ id: string }>`insert into k_units values (gen_random_uuid(), 'đôi') returning id`.execute(tx);
          await sql`insert into k_papers (shard_id, id, title) values (1, ${row!.id}, 'đôi')`.execute(tx);
        });
      }
    })();
    const path = join(await temporaryFolder(), 'kho.loa');
    await backupOf(source, path);
    writing = false;
    await writer;
    const target = await testDb({ empty: true });
    await restoreInto(target.address, path);
    const { rows: [pairs] } = await sql<{ units: number; papers: number }>`
      select (select count(*)::int from k_units where name = 'đôi') as units, (select count(*)::int from k_papers where title = 'đôi') as papers`.execute(target.db);
    assert.equal(pairs!.units, pairs!.papers);
  });

  test('secrets are sealed under the key of the operator, and open with no other', async () => {
    const source = await sourceStore();
    const path = join(await temporaryFolder(), 'kho.loa');
    await backupOf(source, path, { key: 'một câu dài chỉ người vận hành biết' });
    assert.ok(!(await readFile(path)).includes(SECRETS.totp));
    await assert.rejects(checkBackup(path, MIGRATIONS, null), /LOA_BACKUP_KEY như khi sao lưu/);
    await assert.rejects(checkBackup(path, MIGRATIONS, 'sai'), /LOA_BACKUP_KEY không đúng/);
    assert.deepEqual((await checkBackup(path, MIGRATIONS, 'một câu dài chỉ người vận hành biết')).secrets, SECRETS);
  });

  test('damage anywhere is refused and nothing is written', async () => {
    const source = await sourceStore();
    await fillSmallStore(source.db, source.files);
    const folder = await temporaryFolder();
    const path = join(folder, 'kho.loa');
    await backupOf(source, path);
    const whole = await readFile(path);
    const random = seeded(7);
    const damagedPath = join(folder, 'hong.loa');
    const offsets = Array.from({ length: 250 }, () => Math.floor(random() * whole.length));
    // One flip in every block too: header, content and padding of every section.
    for (let block = 0; block < whole.length; block += 512) offsets.push(block + Math.floor(random() * 512));
    for (const offset of offsets) {
      const bytes = Buffer.from(whole);
      bytes[offset]! ^= 1 << Math.floor(random() * 8);
      await writeFile(damagedPath, bytes);
      await assert.rejects(checkBackup(damagedPath, MIGRATIONS, null), { name: 'AppError', code: 'invalid' }, `flip at ${offset}`);
    }
    const target = await testDb({ empty: true });
    await assert.rejects(restoreInto(target.address, damagedPath), /bị hỏng/);
    const { rows } = await sql`select 1 from pg_class where relnamespace = 'public'::regnamespace`.execute(target.db);
    assert.equal(rows.length, 0);
  });

  test('a backup that was cut short is refused, wherever it was cut', async () => {
    const source = await sourceStore();
    const folder = await temporaryFolder();
    const path = join(folder, 'kho.loa');
    await backupOf(source, path);
    const whole = await readFile(path);
    const random = seeded(8);
    const cut = join(folder, 'cut.loa');
    for (const length of [0, 1, 511, 512, 2048, whole.length - 1, whole.length - 512, whole.length - 2048, ...Array.from({ length: 60 }, () => Math.floor(random() * whole.length))]) {
      await writeFile(cut, whole.subarray(0, length));
      await assert.rejects(checkBackup(cut, MIGRATIONS, null), { name: 'AppError', code: 'invalid' }, `cut at ${length}`);
    }
    await writeFile(cut, Buffer.concat([whole, whole.subarray(0, 512)]));
    await assert.rejects(checkBackup(cut, MIGRATIONS, null), { code: 'invalid' }, 'something behind the end');
    await assert.rejects(checkBackup(join(folder, 'nowhere'), MIGRATIONS, null), { code: 'not-found' });
  });

  test('a newer schema and a used database are refused with a sentence', async () => {
    const source = await sourceStore();
    const path = join(await temporaryFolder(), 'kho.loa');
    await backupOf(source, path);
    const { '9000-keep': _, ...older } = MIGRATIONS;
    await assert.rejects(checkBackup(path, older, null), /bản Loa mới hơn \(bước 9000-keep\)/);
    const before = await canonical(source.address);
    await assert.rejects(restoreInto(source.address, path), /đã có dữ liệu/);
    assert.equal(await canonical(source.address), before);
  });

  test('an older backup is brought to the schema of today', async () => {
    const source = await sourceStore();
    await fillSmallStore(source.db, source.files);
    const path = join(await temporaryFolder(), 'kho.loa');
    await backupOf(source, path);
    const target = await testDb({ empty: true });
    const restored = await restoreInto(target.address, path, { known: { ...MIGRATIONS, '9001-later': { up: (db) => sql`alter table k_papers add column colour text`.execute(db).then(() => {}) } } });
    assert.deepEqual((await verify(target.db, { audited: AUDITED, files: FILES, fileStore: restored.files })).differences, [], 'a new nullable column changes no digest');
    assert.match(await canonical(target.address), /"colour": null/);
  });

  test('a lost file does not keep the rest from being saved, and is named', async () => {
    const source = await sourceStore();
    const { stored } = await fillSmallStore(source.db, source.files);
    await source.files.remove(stored[1]!.sha256);
    const path = join(await temporaryFolder(), 'kho.loa');
    assert.deepEqual((await backupOf(source, path)).lostFiles, [stored[1]!.sha256]);
    await restoreInto((await testDb({ empty: true })).address, path);
  });

  test('an existing file is never written over, and a failure leaves nothing', async () => {
    const source = await sourceStore();
    const folder = await temporaryFolder();
    const path = join(folder, 'kho.loa');
    await writeFile(path, 'bản cũ');
    await assert.rejects(backupOf(source, path), { code: 'conflict' });
    assert.equal(await readFile(path, 'utf8'), 'bản cũ');
    await assert.rejects(backupOf(source, join(folder, 'khong-co', 'kho.loa')), { code: 'storage' });
    await assert.rejects(backupOf(source, join(folder, 'b.loa'), { anchor: async () => { throw new Error('giữa chừng'); } }), /giữa chừng/);
    assert.deepEqual(await readdir(folder), ['kho.loa']);
  });

  for (const [what, fault, sentence] of [
    ['is full while writing', { write: failing('ENOSPC') }, /đã đầy/],
    ['takes half a write and then nothing', { write: halfThenNothing() }, /đã đầy/],
    ['is full at fsync', { sync: failing('ENOSPC') }, /đã đầy/],
    ['fails at fsync', { sync: failing('EIO') }, /EIO/],
    ['refuses the move', { rename: failing('EROFS') }, /EROFS/],
  ] as const) {
    test(`a disk that ${what}: a sentence, and nothing is left`, async () => {
      const source = await sourceStore();
      const folder = await temporaryFolder();
      await assert.rejects(backupOf(source, join(folder, 'kho.loa'), { disk: diskWith(fault) }), (error: AppError) => error.code === 'storage' && sentence.test(error.message));
      assert.deepEqual(await readdir(folder), []);
    });
  }

  test('two stores with the same content export the same bytes, in byte order of the key', async () => {
    const [a, b] = [await sourceStore(), await sourceStore()];
    await fillSmallStore(a.db, a.files);
    await fillSmallStore(b.db, b.files);
    await sql`delete from k_units`.execute(b.db);
    await sql`insert into k_units select (r->'row'->>'id')::uuid, r->'row'->>'name' from (select ${(await canonical(a.address)).split('\n').find((line) => line.startsWith('{"table": "k_units"'))}::jsonb as r) as x`.execute(b.db);
    const text = await canonical(a.address);
    assert.equal(await canonical(b.address), text);
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { table: string; row: { id?: string; shard_id?: number } });
    assert.deepEqual(lines.map((line) => line.table), lines.map((line) => line.table).sort());
    const papers = lines.filter((line) => line.table === 'k_dues').map((line) => `${line.row.id}`);
    assert.deepEqual(papers, [...papers].sort());
    const path = join(await temporaryFolder(), 'x');
    assert.equal(await exportCanonical(a.address, path, new Set([...NOT_KEPT, 'audit_events', 'audit_heads'])), lines.filter((line) => !line.table.startsWith('audit_')).length);
  });
});

describe('COPY', () => {
  test('a slow reader holds the server back instead of filling memory', async () => {
    const { address } = await testDb({ empty: true });
    const { pool, close } = connect(address, { max: 1 });
    const client = await pool.connect();
    const stream = copyOut(client, `copy (select repeat('x', 1000) from generate_series(1, 200000)) to stdout`);
    const socket = (client as unknown as { connection: { stream: { bytesRead: number } } }).connection.stream, start = socket.bytesRead;
    let bytes = 0;
    let most = 0;
    let ahead = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      most = Math.max(most, stream.readableLength);
      ahead = Math.max(ahead, socket.bytesRead - start - bytes);
      if (bytes % (1 << 20) < chunk.length) await new Promise((resolve) => { setTimeout(resolve, 1); });
    }
    assert.equal(bytes, 200_000 * 1001);
    assert.ok(most < 4 << 20, `${most} bytes were waiting`);
    assert.ok(ahead < 16 << 20, `the server was ${ahead} bytes ahead of the reader`);
    assert.equal((await client.query('select 1 as one')).rows[0].one, 1, 'the session is usable afterwards');
    client.release();
    await close();
  });

  test('errors on either side reach the caller and leave the session usable', async () => {
    const { address } = await testDb({ empty: true });
    const { pool, close } = connect(address, { max: 1 });
    const client = await pool.connect();
    await client.query('create table t (n integer)');
    await assert.rejects(async () => { for await (const _ of copyOut(client, 'copy nothing to stdout')) { /* none */ } }, /does not exist/);
    await assert.rejects(copyIn(client, 'copy t from stdin', (async function* () { yield Buffer.from('x\n'); })()), /invalid input syntax/);
    await assert.rejects(copyIn(client, 'copy t from stdin', (async function* () { yield Buffer.from('1\n'); throw new Error('nguồn hỏng'); })()), /nguồn hỏng/);
    await assert.rejects(copyIn(client, 'copy t from stdin', (async function* () { yield Buffer.from('x\n'); for (let n = 0; n < 2_000; n++) yield Buffer.alloc(65_536, '1\n'); })()), /invalid input syntax/);
    assert.equal(await copyIn(client, 'copy t from stdin', (async function* () { for (let n = 0; n < 100; n++) yield Buffer.from(`${n}\n`.repeat(1000)); })()), 100_000);
    assert.equal((await client.query('select count(*) as n from t')).rows[0].n, 100_000);
    client.release();
    await close();
  });
});

