import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';
import { forgetEnded } from './store.ts';

const KEPT_DAYS = 7;

/** Sessions, links and counts of wrong tries that ended a week ago: what happened stands in the audit log. */
export const forgetEndedSessions = defineJob({
  name: 'accounts.forget-ended',
  payload: z.object({}),
  schedule: { dailyAt: '02:15' },
  async run(_payload, { db, clock, log }) {
    const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
    const sessions = await db.transaction().execute((tx) => forgetEnded(tx, before));
    log.info('ended sessions forgotten', { sessions });
  },
});
export const accountsJobs = [forgetEndedSessions] as const;
