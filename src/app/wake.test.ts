import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from 'kysely';
import { randomIds } from '#kernel/id.ts';
import { realClock } from '#platform/clock.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { defineJob } from '#platform/jobs/job.ts';
import { startJobs } from '#platform/jobs/runner.ts';
import { silentLog } from '#platform/log.ts';
import { testDb } from '#test/support/database.ts';
import { waker } from './wake.ts';

it('what people do wakes those who tell others of it: a busy second once, the next act again; nothing after the stop', async () => {
  const { db, pool } = await testDb();
  let runs = 0, searches = 0;
  const follow = defineJob({ name: 'notifications.follow', payload: z.object({}), run: async () => { runs += 1; } });
  const search = defineJob({ name: 'search.follow', payload: z.object({}), run: async () => { searches += 1; } });
  const tasks = defineJob({ name: 'distribution.follow', payload: z.object({}), run: async () => {} });
  const runner = await startJobs({ pool, jobs: [follow, search, tasks], context: { db, files: {} as FileStore, clock: realClock, ids: randomIds(), log: silentLog } });
  after(() => runner.stop());
  const { wake, stop } = waker(db, silentLog), until = async (count: number): Promise<void> => { for (let i = 0; i < 1_000 && runs < count; i++) await sleep(10); assert.equal(runs, count); };
  for (let i = 0; i < 200; i++) wake();
  await until(1);
  wake();
  await until(2);
  for (let i = 0; i < 1_000 && searches < 2; i++) await sleep(10);
  assert.equal(searches, 2, 'what readers find is brought up to date as well');
  // a job leaves the queue only after it has run
  const queued = async (): Promise<number> => (await sql`select 1 from graphile_worker.jobs`.execute(db)).rows.length;
  for (let i = 0; i < 1_000 && await queued() > 0; i++) await sleep(10);
  wake();
  await stop();
  assert.equal(await queued(), 0);
});
