import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { readConfig } from '#platform/config.ts';
import { connect } from '#platform/db/connect.ts';
import { dataDirectory } from '#platform/db/data-directory.ts';
import { readPidFile } from '#platform/db/postmaster.ts';
import { DATABASE_PASSWORD, openSecrets } from '#platform/db/secrets.ts';
import { openStore } from '#platform/db/store.ts';
import type { Database } from '#platform/db/tables.ts';
import { silentLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { actingFor } from '../support/acting.ts';
import { breakable } from '../support/breakable.ts';
import { testDb } from '../support/database.ts';
import { postgresPid, runLoa, startLoa, type LoaProcess } from '../support/loa-process.ts';
import { smallProvince } from '../support/small-province.ts';
import { tempFolder } from '../support/temp.ts';

const place = tempFolder('away');
const AWAY = /cơ sở dữ liệu đang gián đoạn/i;

async function until(condition: () => boolean | Promise<boolean>, otherwise: () => string): Promise<void> {
  for (let i = 0; i < 1_500; i++) { if (await condition()) return; await sleep(10); }
  assert.fail(otherwise());
}
const status = async (url: string, init?: RequestInit): Promise<number> => { const answer = await fetch(url, { redirect: 'manual', ...init }); await answer.arrayBuffer(); return answer.status; };
const signIn = (url: string): RequestInit => ({ method: 'POST', headers: { origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' }, body: 'userName=van.thu&password=mot-mat-khau-dai' });

/** What readers may have and what has to ask. */
async function saysAway(loa: LoaProcess): Promise<void> {
  assert.equal(await status(loa.url), 200, 'a finished page');
  assert.equal(await status(`${loa.url}/healthz`), 200);
  assert.equal(await status(`${loa.url}/readyz`), 503);
  const refused = await fetch(`${loa.url}/dang-nhap`, signIn(loa.url));
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('retry-after'), '30');
  assert.match(await refused.text(), AWAY);
  const api = await fetch(`${loa.url}/dang-nhap`, { ...signIn(loa.url), headers: { ...signIn(loa.url).headers, accept: 'application/json' } });
  assert.match(api.headers.get('content-type')!, /problem\+json/);
  assert.match(((await api.json()) as { detail: string }).detail, AWAY);
  const search = await fetch(`${loa.url}/tim-kiem?q=mot`);
  assert.equal(search.status, 503);
  assert.equal(search.headers.get('retry-after'), '30');
  assert.match(await search.text(), /tạm thời chưa dùng được; các trang đã đăng vẫn đọc được/);
}
const whole = async (loa: LoaProcess): Promise<void> => {
  await until(async () => (await status(`${loa.url}/tim-kiem?q=mot`)) === 200, loa.errors);
  assert.equal(await status(`${loa.url}/readyz`), 200);
  assert.equal(await status(`${loa.url}/dang-nhap`, signIn(loa.url)), 422, 'nobody of that name');
  assert.match(await (await fetch(loa.url)).text(), /Sông Trà/);
};

describe('when the embedded database dies', () => {
  const data = join(place, 'embedded');
  let loa: LoaProcess;
  before(async () => {
    loa = await startLoa({ data });
    await asking((db) => smallProvince(actingFor(db), { departments: 0, communes: 1 }));
  });
  after(async () => { await loa?.stop(); });

  /** The database of the running Loa, asked from outside. */
  async function asking<T>(work: (db: Database) => Promise<T>): Promise<T> {
    const password = openSecrets(dataDirectory(data)).key(DATABASE_PASSWORD).toString('hex');
    const { db, close } = connect({ host: '127.0.0.1', port: readPidFile(join(data, 'pg'))!.port, user: 'loa', password, database: 'postgres' }, { max: 1 });
    try { return await work(db); } finally { await close(); }
  }
  const jobsRun = async (): Promise<void> => {
    await asking((db) => sql`select graphile_worker.add_job('search.follow', '{}'::json, job_key := 'tests')`.execute(db));
    await until(() => asking(async (db) => (await sql`select 1 from graphile_worker.jobs where key = 'tests'`.execute(db)).rows.length === 0), () => 'the job is not done');
  };

  test('published pages are read all the time, the rest says that it is away, and by itself everything comes back', async () => {
    await whole(loa);
    const pid = await postgresPid(data), checkpointer = forkedBy(pid, /checkpointer/);
    const log = join(data, 'run/postgres.log');
    // it cannot be started as long as it cannot speak; then one of its processes still holds on to the shared memory
    renameSync(log, `${log}.1`);
    mkdirSync(log);
    process.kill(checkpointer, 'SIGSTOP');
    try {
      process.kill(pid, 'SIGKILL');
      await until(() => loa.errors().includes('the database is not back yet'), () => 'nothing is said');
      assert.match(loa.errors(), /"the database stopped unexpectedly; finished public pages are served on/);
      await saysAway(loa);
      rmdirSync(log);
      await until(() => existsSync(log) && readFileSync(log, 'utf8').includes('shared memory block'), loa.errors);
    } finally { process.kill(checkpointer, 'SIGKILL'); }
    await whole(loa);
    assert.notEqual(await postgresPid(data), pid);
    assert.match(loa.errors(), /"the database is back; everything is served again"/);
    await jobsRun();
  });

  test('also when only one of its processes is killed and PostgreSQL puts itself in order', async () => {
    const pid = await postgresPid(data), said = loa.errors().length;
    const [victim] = await asking(async (db) => (await sql<{ pid: number }>`select pid from pg_stat_activity where application_name = 'loa owner'`.execute(db)).rows);
    process.kill(victim!.pid, 'SIGKILL');
    await until(() => loa.errors().slice(said).includes('the database is back'), loa.errors);
    await whole(loa);
    assert.equal(await postgresPid(data), pid, 'the same server');
  });

  test('a data directory that is damaged ends it with what to do', async () => {
    const pid = await postgresPid(data);
    rmSync(join(data, 'pg/global/pg_control'));
    process.kill(pid, 'SIGKILL');
    const { code, stderr } = await loa.exited;
    assert.equal(code, 1);
    assert.match(stderr, /^Cơ sở dữ liệu trong .* bị hỏng.*bin\/loa restore/m);
    assert.equal(readPidFile(join(data, 'pg')), null);
  });
});

/** A process that the server forked, by the title it gives itself. */
function forkedBy(server: number, title: RegExp): number {
  const found = readdirSync('/proc').find((pid) => {
    try { return title.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1')) && new RegExp(`^PPid:\\s+${server}$`, 'm').test(readFileSync(`/proc/${pid}/status`, 'latin1')); } catch { return false; }
  });
  assert.ok(found, `no process ${title}`);
  return Number(found);
}

describe('web whose database server is away when it starts', () => {
  const running: LoaProcess[] = [];
  after(async () => { for (const loa of running) await loa.stop(); });

  test('published pages are served at once; it becomes whole when the server answers, or ends as any start would', async (t) => {
    const { address, db } = await testDb(), line = await breakable(address);
    t.after(() => line.end());
    await smallProvince(actingFor(db), { departments: 0, communes: 1 });
    const { user, password, host, port, database } = line.address;
    const env = { LOA_DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}`, LOA_STATE_DIR: join(place, 'state') };
    const web = async (when?: RegExp): Promise<LoaProcess> => { const loa = await startLoa({ env, args: ['web'], ...(when ? { when } : {}) }); running.push(loa); return loa; };
    const ANSWERS = /PostgreSQL chưa trả lời\. Loa vẫn phục vụ các trang đã đăng tại (\S+) /;

    await line.cut();
    assert.match((await runLoa(['web', '--port', '0'], { env })).stderr, /Không nối được tới máy chủ PostgreSQL/, 'where it never served there is nothing to show');
    await line.mend();
    await (await openStore({ config: readConfig(env), data: place, kind: 'real', create: true, migrations, log: silentLog })).close();
    const first = await web();
    for (const path of ['/', '/tim-kiem']) assert.equal(await status(first.url + path), 200);
    assert.equal(await first.stop(), 0);

    await line.cut();
    const second = await web(ANSWERS);
    await saysAway(second);
    await line.mend();
    await whole(second);
    assert.match(second.lines().at(-1)!, /^ready http/);
    await line.cut();
    await saysAway(second);
    assert.equal(await second.stop(), 0, 'an orderly stop without its database');

    const waiting = await startLoa({ env, args: ['worker'], when: /(Việc nền bắt đầu khi nối lại được)/ });
    assert.equal(await waiting.stop(), 0, 'an orderly stop while it waits');
    const third = await web(ANSWERS);
    await sql`insert into schema_migrations (name, timestamp) values ('9999-future', '2030-01-01')`.execute(db);
    await line.mend();
    const { code, stderr } = await third.exited;
    assert.equal(code, 1);
    assert.match(stderr, /bản Loa mới hơn/);
  });
});
