import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { seededIds } from '#kernel/id.ts';
import { setKept } from '#features/audit/actions/set-backups-kept.ts';
import { backupStatus } from '#features/audit/backup-status.ts';
import { nightlyBackup } from '#features/audit/jobs.ts';
import { tryOut } from '#platform/backup/trial.ts';
import { testClock } from '#platform/clock.ts';
import { silentLog } from '#platform/log.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { backupOf, MIGRATIONS, sourceStore, temporaryFolder } from './backup-support.ts';
import { fillSmallStore } from './small-store.ts';

async function scene() {
  const store = await sourceStore();
  await fillSmallStore(store.db, store.files);
  await sql`update store_identity set created_at = '2026-11-01'`.execute(store.db);
  const folder = await temporaryFolder();
  const clock = testClock(new Date('2026-11-20T18:30:00Z'));
  let trials = 0;
  let full = false;
  const job = nightlyBackup({
    folder: async () => folder,
    make: (path, at) => { if (full) throw new AppError('storage', 'Ổ đĩa đã đầy.'); return backupOf(store, path, { madeAt: at }); },
    tryOut: (path) => { trials++; return tryOut(path, store.address, MIGRATIONS, null); },
  });
  const night = (iso: string) => { clock.set(new Date(iso)); return job.run({}, { db: store.db, files: store.files, clock, ids: seededIds(clock.now().getTime(), 1), log: silentLog, attempt: 1 }); };
  return { ...store, folder, clock, night, trials: () => trials, fill: (value: boolean) => { full = value; } };
}

test('each night makes a backup, keeps as many as were asked for, and tries one out each week', async () => {
  const { db, folder, night, trials } = await scene();
  const { run, newId } = actingFor(db);
  await run((acting) => setKept(acting, newId(), 3));
  await writeFile(join(folder, 'cua-toi.tar'), 'của người vận hành');
  for (let day = 10; day < 19; day++) await night(`2026-11-${day}T18:30:00Z`);
  assert.deepEqual((await readdir(folder)).sort(), ['cua-toi.tar', 'loa-2026-11-17-0130.tar', 'loa-2026-11-18-0130.tar', 'loa-2026-11-19-0130.tar']);
  assert.equal(trials(), 2);
  const status = await backupStatus(db, new Date('2026-11-19T00:30:00Z'));
  assert.deepEqual([status.health.level, status.health.ageHours, status.keep], ['good', 6, 3]);
  assert.equal(status.lastTrial!.toISOString(), '2026-11-17T18:30:00.000Z');
  const { rows } = await sql`select 1 from pg_database where datname like 'loa_trial%'`.execute(db);
  assert.equal(rows.length, 0, 'the trial leaves no database behind');
});

test('a night that fails is told to the administrator, and after 48 hours with emphasis', async () => {
  const { db, folder, night, fill } = await scene();
  await night('2026-11-18T18:30:00Z');
  fill(true);
  await assert.rejects(night('2026-11-19T18:30:00Z'), /đầy/);
  assert.deepEqual(await readdir(folder), ['loa-2026-11-19-0130.tar']);
  const soon = await backupStatus(db, new Date('2026-11-19T19:00:00Z'));
  assert.equal(soon.health.level, 'attention');
  assert.match(soon.health.sentences.join(' '), /không xong: Ổ đĩa đã đầy/);
  const late = await backupStatus(db, new Date('2026-11-20T19:00:00Z'));
  assert.equal(late.health.level, 'bad');
  assert.match(late.health.sentences[0]!, /Đã 48 giờ chưa có bản sao lưu mới/);
  assert.deepEqual(late.runs.map((one) => [one.kind, one.error]), [['backup', 'Ổ đĩa đã đầy.'], ['trial-restore', null], ['backup', null]]);
});

test('how many backups stay is for administrators to say, within reason', async () => {
  const { db } = await scene();
  const { run, newId, as } = actingFor(db);
  await assert.rejects(run((acting) => setKept(acting, newId(), 0)), { code: 'invalid' });
  await assert.rejects(as(actorFor({ may: async () => false })).run((acting) => setKept(acting, newId(), 5)), { code: 'forbidden' });
  await run((acting) => setKept(acting, newId(), 5));
  await run((acting) => setKept(acting, newId(), 6));
  assert.equal((await backupStatus(db, new Date())).keep, 6);
});
