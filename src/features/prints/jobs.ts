import { z } from 'zod';
import { act, systemActor } from '#features/audit/act.ts';
import { defineJob } from '#platform/jobs/job.ts';
import { uncountWithdrawn } from './actions/withdraw-print.ts';
import { countedAfterAll } from './store/reading.ts';

/** At night: a design was taken down while a sent report counted it, and the report has come back since. */
export const printsUncounted = defineJob({
  name: 'prints.uncount-withdrawn',
  payload: z.object({}),
  schedule: { dailyAt: '01:15' },
  async run(_payload, { db, clock, ids }) {
    for (const { id, shard_id: shard } of await countedAfterAll(db)) await act({ db, clock, ids, shard }, systemActor('Lịch ấn phẩm'), (a) => uncountWithdrawn(a, id));
  },
});
export const printsJobs = [printsUncounted] as const;
