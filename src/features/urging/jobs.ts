import { z } from 'zod';
import { act, systemActor } from '#features/audit/act.ts';
import { defineJob } from '#platform/jobs/job.ts';
import { climb } from './actions/climb.ts';
import { shardsFollowed } from './store/steps.ts';

/** Before the offices open: whoever has to hear of something finds it when they sit down. A morning missed is made up for by the next. */
export const climbLadder = defineJob({
  name: 'urging.climb',
  payload: z.object({}),
  schedule: { dailyAt: '06:30' },
  async run(_payload, { db, clock, ids, log }) {
    for (const shard of await shardsFollowed(db)) {
      const climbed = await act({ db, clock, ids, shard }, systemActor('Bậc thang đôn đốc'), climb);
      if (climbed) log.info('the urging ladder was climbed', { shard, ...climbed });
    }
  },
});
export const urgingJobs = [climbLadder] as const;
