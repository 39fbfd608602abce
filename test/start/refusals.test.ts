import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { readConfig } from '#platform/config.ts';
import { isLivingPostmaster } from '#platform/db/postmaster.ts';
import { openStore } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { base } from '#migrations/0001-base.ts';
import { postgresPid, ROOT, runLoa, startLoa, type LoaProcess, type Run } from '../support/loa-process.ts';

const place = tempFolder('start');

/** Refused in one line of plain words, without a stack trace. */
function refused({ code, stderr, stdout }: Run, wanted: RegExp, exit = 1): void {
  assert.equal(code, exit, `${stdout}${stderr}`);
  assert.match(stderr, wanted);
  assert.doesNotMatch(stderr, /\n\s+at /);
  assert.equal(stderr.trim().split('\n').length, 1, stderr);
}
const noServerIn = (data: string): void => assert.ok(!existsSync(join(data, 'pg/postmaster.pid')), 'PostgreSQL was left behind');

describe('a running server', () => {
  const data = join(place, 'running');
  let loa: LoaProcess;
  before(async () => { loa = await startLoa({ data }); });
  after(async () => { await loa?.stop(); });

  test('answers, and keeps its folders to itself', async () => {
    assert.equal((await fetch(`${loa.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${loa.url}/readyz`)).status, 200);
    for (const path of ['', 'secrets', 'files', 'run', 'secrets/database-password']) {
      const mode = Number.parseInt(execFileSync('stat', ['-c', '%a', join(data, path)]).toString(), 8);
      assert.equal(mode & 0o077, 0, `${path} is open to others`);
    }
  });

  test('a second start on its data directory is refused with its address, and does it no harm', async () => {
    const second = await runLoa(['serve', '--data', data, '--port', '0']);
    refused(second, /Một Loa khác đang dùng/);
    assert.ok(second.stderr.includes(loa.url), second.stderr);
    assert.equal((await fetch(`${loa.url}/readyz`)).status, 200);
  });

  test('other commands work beside it', async () => {
    const { code, stdout } = await runLoa(['migrate', '--data', data]);
    assert.equal(code, 0);
    assert.match(stdout, /phiên bản mới nhất/);
    assert.equal((await fetch(`${loa.url}/readyz`)).status, 200);
  });

  test('its real store is not taken for the demonstration', async () => {
    refused(await runLoa(['demo', '--data', data, '--port', '0']), /kho làm việc thật/);
  });

  test('a port in use is one sentence, and the database of the refused start is stopped', async () => {
    const other = join(place, 'port');
    refused(await runLoa(['serve', '--data', other, '--port', new URL(loa.url).port]), /đang có chương trình khác dùng/);
    noServerIn(other);
  });

  test('SIGTERM stops it and its database in order', async () => {
    const pid = await postgresPid(data);
    assert.equal(await loa.stop(), 0);
    assert.ok(!isLivingPostmaster(pid, join(data, 'pg')));
    noServerIn(data);
    assert.ok(!existsSync(join(data, 'run/server.json')));
  });
});

describe('after a start', () => {
  test('Ctrl-C during the start leaves no database behind', async () => {
    const data = join(place, 'early');
    const child = spawn(join(ROOT, 'bin/loa'), ['serve', '--data', data, '--port', '0'], { stdio: 'ignore' });
    for (let i = 0; i < 500 && !existsSync(join(data, 'pg/postmaster.pid')); i++) await sleep(10);
    child.kill('SIGINT');
    assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0);
    noServerIn(data);
  });

  test('the server that kill -9 left behind is adopted by the next start', async () => {
    const data = join(place, 'adopted');
    const first = await startLoa({ data });
    const pid = await postgresPid(data);
    first.child.kill('SIGKILL');
    await first.exited;
    assert.ok(isLivingPostmaster(pid, join(data, 'pg')), 'PostgreSQL goes on by itself');
    const second = await startLoa({ data });
    assert.equal(await postgresPid(data), pid);
    assert.equal(await second.stop(), 0);
    noServerIn(data);
  });

  test('of two first starts at once one serves and the other is refused', async () => {
    const data = join(place, 'race');
    const starts = await Promise.allSettled([startLoa({ data }), startLoa({ data })]);
    const [won, lost] = [starts.filter((start) => start.status === 'fulfilled'), starts.filter((start) => start.status === 'rejected')];
    assert.equal(won.length, 1, JSON.stringify(lost.map(({ reason }) => String(reason))));
    assert.match(String(lost[0]!.reason), /Một Loa khác đang dùng/);
    assert.equal((await fetch(`${won[0]!.value.url}/readyz`)).status, 200);
    assert.equal(await won[0]!.value.stop(), 0);
    noServerIn(data);
  });

  test('a pid file that names another living program does not keep it from starting', async () => {
    const data = join(place, 'race');
    writeFileSync(join(data, 'pg/postmaster.pid'), `${process.pid}\n${data}/pg\n1790000000\n5432\n\n127.0.0.1\n\nready\n`);
    const loa = await startLoa({ data });
    assert.equal(await loa.stop(), 0);
  });
});

describe('a start that cannot be is refused with what to do', () => {
  test('a data directory that is a file, holds something else, or cannot be written', async () => {
    const file = join(place, 'file');
    writeFileSync(file, '');
    refused(await runLoa(['serve', '--data', file, '--port', '0']), /không phải là thư mục/);
    const foreign = join(place, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.docx'), '');
    refused(await runLoa(['serve', '--data', foreign, '--port', '0']), /đang chứa thứ khác \(thesis\.docx\)/);
    // root may write anywhere: /proc refuses even root.
    refused(await runLoa(['serve', '--data', '/proc/loa', '--port', '0']), /Không có quyền ghi/);
  });

  test('a read-only disk and a full one', async (t) => {
    const disk = join(place, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'loa-test', disk], { stdio: 'pipe' });
    } catch (error) {
      return t.skip(`this machine does not let the test mount a small file system: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`);
    }
    try {
      refused(await runLoa(['serve', '--data', join(disk, 'data'), '--port', '0']), /đã đầy/);
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      refused(await runLoa(['serve', '--data', join(disk, 'other'), '--port', '0']), /chỉ đọc/);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('a database of a newer program, and one of another PostgreSQL', async () => {
    const data = join(place, 'newer');
    const store = await openStore({ config: readConfig({}), data, kind: 'real', create: true, migrate: true, migrations: { '0001-base': base }, log: silentLog });
    await sql`insert into schema_migrations (name, timestamp) values ('9999-future', '2030-01-01')`.execute(store.db);
    await store.close();
    refused(await runLoa(['serve', '--data', data, '--port', '0']), /bản Loa mới hơn/);
    noServerIn(data);
    writeFileSync(join(data, 'pg/PG_VERSION'), '15\n');
    refused(await runLoa(['serve', '--data', data, '--port', '0']), /PostgreSQL 15.*backup.*restore/s);
  });

  test('a demonstration store is not served as a real one', async () => {
    const data = join(place, 'demo');
    await (await openStore({ config: readConfig({}), data, kind: 'demo', create: true, migrate: true, migrations: { '0001-base': base }, log: silentLog })).close();
    refused(await runLoa(['serve', '--data', data, '--port', '0']), /kho trình diễn/);
  });

  test('wrong usage ends with 2', async () => {
    refused(await runLoa(['serve', '--data', place], { env: { LOA_DATABASE_URL: 'postgres://loa@127.0.0.1/loa' } }), /Chỉ dùng một trong hai/, 2);
    refused(await runLoa(['serve', '--port', 'nine']), /Cổng "nine" không hợp lệ/, 2);
    refused(await runLoa(['serve', '--tls-cert', 'a.pem']), /Cần cả --tls-cert và --tls-key/, 2);
    refused(await runLoa(['frobnicate']), /Không có lệnh "frobnicate"/, 2);
    refused(await runLoa(['serve'], { env: { LOA_TRUSTED_PROXIES: 'everyone' } }), /LOA_TRUSTED_PROXIES/, 2);
  });

  test('a server that cannot be reached', async () => {
    refused(await runLoa(['migrate'], { env: { LOA_DATABASE_URL: 'postgres://loa@127.0.0.1:1/loa' } }), /Không nối được tới máy chủ PostgreSQL/);
  });

  test('a store that is not there', async () => {
    refused(await runLoa(['backup', join(place, 'x.tar'), '--data', join(place, 'nowhere')]), /Chưa có kho dữ liệu nào/);
    assert.ok(!existsSync(join(place, 'nowhere')), 'asking must not make a directory');
  });
});
