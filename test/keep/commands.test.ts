import { after, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { parseAnchor } from '#features/audit/rules/anchor.ts';
import { tableShape } from '#features/audit/store/row-digest.ts';
import { NOUNS } from '#app/nouns.ts';
import { NOT_CARRIED, NOT_EXPORTED } from '#app/kept-tables.ts';
import { backupCommand } from '#app/commands/backup.ts';
import { exportCommand } from '#app/commands/export.ts';
import { restoreStore } from '#app/restore-store.ts';
import { restoreCommand } from '#app/commands/restore.ts';
import { verifyCommand } from '#app/commands/verify.ts';
import type { Command } from '#platform/command-line.ts';
import { readConfig } from '#platform/config.ts';
import { connect } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { openStore } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { backupOf, canonical, restoreInto, temporaryFolder, MIGRATIONS } from './backup-support.ts';
import { fillSmallStore, temporaryFiles } from './small-store.ts';

async function run(command: Command, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io = { stdout: { write: (text: string) => { out += text; } }, stderr: { write: (text: string) => { err += text; } } };
  try {
    return { code: await command.run(args, io), out, err };
  } catch (error) {
    return { code: 1, out, err: err + (error as Error).message };
  }
}

const open = (data: string) => openStore({ config: readConfig({}), data, kind: null, create: true, migrate: true, migrations, log: silentLog });

/** A data directory with one file and its event, as a noun would write them. */
async function makeStore(data: string): Promise<string> {
  const store = await open(data);
  try {
    store.secrets.key('totp');
    const { sha256, size } = await store.files.put(Buffer.from('biên bản'));
    const { run: act, newId } = actingFor(store.db);
    await act(async (acting) => {
      const id = newId();
      await sql`insert into files (shard_id, sha256, id, size, media_type, kind, original_name, previewable, kept_at)
        values (1, ${sha256}, ${id}, ${size}, 'text/plain', 'other', 'biên bản.txt', false, ${acting.now})`.execute(acting.tx);
      acting.record({ verb: 'files.kept', table: 'files', id });
    });
    return sha256;
  } finally {
    await store.close();
  }
}

describe('the commands on a data directory', () => {
  const folders: string[] = [];
  after(async () => { for (const folder of folders) await rm(folder, { recursive: true, force: true }); });
  const folder = async (): Promise<string> => { const made = await temporaryFolder(); folders.push(made); return made; };

  test('backup, restore elsewhere, export: the same bytes, keys, files and proof', async () => {
    const home = await folder();
    const [data, again, file] = [join(home, 'data'), join(home, 'again'), join(home, 'kho.loa')];
    const sha256 = await makeStore(data);

    const backedUp = await run(backupCommand, file, '--data', data);
    assert.equal(backedUp.code, 0, backedUp.err);
    assert.match(backedUp.err, /hãy giữ kín như mật khẩu/);
    assert.match((await run(backupCommand, file, '--data', data)).err, /không ghi đè/);

    const restored = await run(restoreCommand, file, '--data', again);
    assert.equal(restored.code, 0, restored.err);
    assert.deepEqual((await readdir(home)).sort(), ['again', 'data', 'kho.loa'], 'nothing else is left behind');
    assert.equal(await readFile(join(again, 'secrets', 'totp'), 'utf8'), await readFile(join(data, 'secrets', 'totp'), 'utf8'));
    assert.notEqual(await readFile(join(again, 'secrets', 'database-password'), 'utf8'), await readFile(join(data, 'secrets', 'database-password'), 'utf8'));

    for (const [from, to] of [[data, 'a'], [again, 'b']] as const) assert.equal((await run(exportCommand, '--canonical', join(home, to), '--data', from)).code, 0);
    assert.equal(await readFile(join(home, 'b'), 'utf8'), await readFile(join(home, 'a'), 'utf8'));
    assert.match(await readFile(join(home, 'a'), 'utf8'), new RegExp(sha256));

    const anchor = (await run(verifyCommand, '--anchor', '--data', data)).out.trim();
    assert.equal(parseAnchor(anchor)![0]!.position, 1);
    await writeFile(join(home, 'neo.txt'), `ghi ngày 20/11\n${anchor}\n`);
    for (const against of [anchor, join(home, 'neo.txt')]) {
      const proof = await run(verifyCommand, '--against', against, '--data', again);
      assert.equal(proof.code, 0, proof.err);
      assert.match(proof.out, /Không có khác biệt: 1 sự kiện/);
    }

    assert.match((await run(restoreCommand, file, '--data', again)).err, /không trống.*Chưa có gì được ghi/);
    const store = await open(again);
    try {
      await store.files.remove(sha256);
      await sql`delete from audit_events`.execute(store.db);
      await sql`delete from audit_heads`.execute(store.db);
    } finally { await store.close(); }
    const cut = await run(verifyCommand, '--against', anchor, '--data', again);
    assert.equal(cut.code, 1);
    assert.match(cut.err, /chuỗi 1 đã bị cắt đuôi/);
    assert.match(cut.err, new RegExp(`tệp ${sha256}: không còn`));
  });

  test('a backup of a data directory moves into an empty database on a server, and only there', async () => {
    const home = await folder();
    const [data, file, state] = [join(home, 'data'), join(home, 'kho.loa'), join(home, 'state')];
    const sha256 = await makeStore(data);
    await run(backupCommand, file, '--data', data);
    const { address } = await testDb({ empty: true });
    const config = readConfig({ LOA_DATABASE_URL: `postgres://${address.user}:${address.password}@${address.host}:${address.port}/${address.database}`, LOA_STATE_DIR: state });
    const restored = await restoreStore(file, config, './data');
    assert.equal(restored.files, 1);
    const store = await openStore({ config, data: './data', kind: 'real', migrations, log: silentLog });
    try {
      assert.equal(await store.files.verify(sha256), 'whole');
      assert.deepEqual(store.secrets.key('totp').toString('hex'), (await readFile(join(data, 'secrets', 'totp'), 'utf8')).trim());
    } finally { await store.close(); }
    await assert.rejects(restoreStore(file, config, './data'), /đã có dữ liệu/);
  });

  test('a damaged backup leaves no data directory', async () => {
    const home = await folder();
    const [data, file] = [join(home, 'data'), join(home, 'kho.loa')];
    await makeStore(data);
    await run(backupCommand, file, '--data', data);
    const bytes = await readFile(file);
    bytes[5000]! ^= 4;
    await writeFile(file, bytes);
    assert.match((await run(restoreCommand, file, '--data', join(home, 'new'))).err, /bị hỏng.*Chưa có gì được ghi/);
    assert.equal((await run(restoreCommand, join(home, 'nothing'), '--data', join(home, 'new'))).code, 1);
    assert.deepEqual((await readdir(home)).sort(), ['data', 'kho.loa']);
  });

  test('a backup that is killed leaves a .part and nothing that looks like a backup', async () => {
    const home = await folder();
    const source = await testDb();
    await migrate(source, MIGRATIONS);
    await sql`insert into store_identity (id, kind, created_at) values (gen_random_uuid(), 'real', now())`.execute(source.db);
    await sql`insert into k_dues select 1, gen_random_uuid(), gen_random_uuid(), '2026-01-01', 1 from generate_series(1, 400000)`.execute(source.db);
    const file = join(home, 'kho.loa');
    const files = await temporaryFiles();
    const script = `
      import { backupOf } from '#test/keep/backup-support.ts';
      import { temporaryFiles } from '#test/keep/small-store.ts';
      await backupOf({ address: ${JSON.stringify(source.address)}, files: await temporaryFiles() }, ${JSON.stringify(file)});`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'inherit' });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => { child.on('exit', (_code, signal) => resolve(signal)); });
    while (!existsSync(`${file}.part`)) await sleep(5);
    await sleep(50);
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL');
    assert.deepEqual(await readdir(home), ['kho.loa.part']);
    await backupOf({ address: source.address, files }, file);
    assert.deepEqual(await readdir(home), ['kho.loa'], 'the next backup takes the place of the remains');
  });

  test('a store moves from PostgreSQL 15 to 18 and back with the same content', async () => {
    const home = await folder();
    await mkdir(join(home, 'old'));
    const old = await startEmbedded({ cluster: join(home, 'old', 'pg'), password: 'test', major: 15, logFile: join(home, 'old.log'), unref: true, settings: { fsync: 'off' } });
    try {
      const source = connect(old.address, { statementTimeout: 0 });
      await migrate(source, MIGRATIONS);
      await sql`insert into store_identity (id, kind, created_at) values (gen_random_uuid(), 'real', now())`.execute(source.db);
      const files = await temporaryFiles();
      await fillSmallStore(source.db, files);
      const [up, down] = [join(home, 'up.loa'), join(home, 'down.loa')];
      await backupOf({ address: old.address, files }, up);
      const target = await testDb({ empty: true });
      const restored = await restoreInto(target.address, up);
      assert.match(restored.checked.header.postgres, /^15\./);
      const before = await canonical(old.address);
      assert.equal(await canonical(target.address), before);

      await backupOf({ address: target.address, files: restored.files }, down);
      await source.pool.query('create database back');
      await restoreInto({ ...old.address, database: 'back' }, down);
      assert.equal(await canonical({ ...old.address, database: 'back' }), before);
      await source.close();
    } finally {
      await old.stop();
    }
  });
});

describe('what a backup leaves out', () => {
  test('is named as it is in the database, so that a renamed table is not forgotten', async () => {
    const { db } = await testDb();
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(db);
    const there = new Set(rows.map((row) => row.name));
    assert.deepEqual([...NOT_CARRIED, ...NOT_EXPORTED].filter((name) => !there.has(name)), []);
  });
});

describe('what the log answers for', () => {
  test('is named and keyed as it is in the database', async () => {
    const { db } = await testDb();
    for (const { table, key, by } of NOUNS.flatMap((noun) => noun.audited ?? [])) {
      const shape = await tableShape(db, table);
      assert.ok(shape, table);
      assert.equal(shape.sharded, key === 'shard_id,id', `${table}: ${key}`);
      assert.ok(shape.batched || by === 'row', `${table} has no batch_id`);
    }
  });
});
