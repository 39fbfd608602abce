import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from 'kysely';
import { randomIds } from '#kernel/id.ts';
import { testDb } from '../../../test/support/database.ts';
import { realClock } from '../clock.ts';
import type { FileStore } from '../files/file-store.ts';
import { silentLog } from '../log.ts';
import { addJob, defineJob } from './job.ts';
import { cronOf, startJobs, type JobRunner } from './runner.ts';

const { db, pool } = await testDb();
const seen: string[] = [];
let failures = 0;

const greet = defineJob({ name: 'tests.greet', payload: z.strictObject({ name: z.string() }), run: async ({ name }) => { seen.push(name); } });
const flaky = defineJob({
  name: 'tests.flaky', payload: z.strictObject({}),
  run: async (_payload, { attempt }) => { if (failures++ === 0) throw new Error('once'); seen.push(`attempt ${attempt}`); },
});
const context = { db, files: {} as FileStore, clock: realClock, ids: randomIds(), log: silentLog };

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await sleep(10);
  assert.ok(condition(), `still waiting; seen: ${seen.join(', ')}`);
}

describe('background work', () => {
  let runner: JobRunner | undefined;
  after(async () => { await runner?.stop(); });

  test('runs if the transaction commits, and never if it does not', async () => {
    await db.transaction().execute((tx) => addJob(tx, greet, { name: 'committed' }));
    await assert.rejects(db.transaction().execute(async (tx) => {
      await addJob(tx, greet, { name: 'rolled back' });
      throw new Error('no');
    }));
    runner = await startJobs({ pool, jobs: [greet, flaky], context });
    await until(() => seen.includes('committed'));
    assert.deepEqual(seen, ['committed']);
  });

  test('wakes up at once when a job is added', async () => {
    const start = performance.now();
    await addJob(db, greet, { name: 'now' });
    await until(() => seen.includes('now'));
    assert.ok(performance.now() - start < 1_000);
  });

  test('tries again what failed', async () => {
    await addJob(db, flaky, {}, { key: 'flaky' });
    await until(() => failures === 1);
    await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where key = 'flaky'), run_at := now())`.execute(db);
    for (let i = 0; i < 50 && failures < 2; i++) {
      await sleep(50);
      await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where key = 'flaky'), run_at := now())`.execute(db);
    }
    await until(() => seen.includes('attempt 2'));
  });

  test('what was lost with the database is taken up again when it is back', async () => {
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => { go = resolve; }), names: string[] = [];
    const slow = defineJob({ name: 'tests.slow', payload: z.strictObject({}), run: async () => { names.push('slow'); await gate; } });
    const lost = defineJob({ name: 'tests.lost', payload: z.strictObject({}), run: async () => { names.push('lost'); } });
    const other = await startJobs({ pool, jobs: [slow, lost], context, lostAfter: 0.05 });
    try {
      await addJob(db, slow, {}, { key: 'slow' });
      await until(() => names.includes('slow'));
      await addJob(db, lost, {}, { key: 'lost', runAt: new Date(Date.now() + 3_600_000) });
      // as if its end could not be told
      await sql`update graphile_worker._private_jobs set locked_by = (select locked_by from graphile_worker._private_jobs where key = 'slow'), locked_at = now(), run_at = now() where key = 'lost'`.execute(db);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`.execute(db);
      await until(() => names.includes('lost'));
      assert.deepEqual(names, ['slow', 'lost'], 'what is at work goes on alone');
    } finally { go(); await other.stop(); }
  });

  test('a payload that does not fit is not run', async () => {
    await sql`select graphile_worker.add_job('tests.greet', '{"name": 7}'::json, max_attempts := 1, job_key := 'wrong')`.execute(db);
    for (let i = 0; i < 100; i++) {
      const { rows } = await sql<{ last_error: string | null }>`select last_error from graphile_worker.jobs where key = 'wrong'`.execute(db);
      if (rows[0]?.last_error) return assert.match(rows[0].last_error, /expected string/i);
      await sleep(20);
    }
    assert.fail('the job left no error');
  });
});

test('schedules are said on the clock of Viet Nam', () => {
  assert.equal(cronOf({ dailyAt: '01:30' }), '30 18 * * *');
  assert.equal(cronOf({ dailyAt: '07:00' }), '0 0 * * *');
  assert.equal(cronOf({ everyMinutes: 15 }), '*/15 * * * *');
  for (const wrong of [{ dailyAt: '7:00' }, { dailyAt: '24:00' }, { everyMinutes: 7 }]) assert.throws(() => cronOf(wrong), RangeError);
});
