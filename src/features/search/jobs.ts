import { z } from 'zod';
import { dayAt, weekdayOf } from '#kernel/plain-date.ts';
import { addJob, defineJob, type JobDefinition } from '#platform/jobs/job.ts';
import { follow } from './follow.ts';
import type { TextSources } from './index-items.ts';
import { forgetAsked } from './store/asked.ts';
import { askRebuild, entryCount } from './store/cursors.ts';

const nothing = z.object({});
/** With more entries than this, the index is made anew once a week and not every night. */
const EVERY_NIGHT = 20_000;

/** Background work of search. Woken by whatever is done in the console, and once a minute by itself. */
export function searchJobs(sources: TextSources): readonly JobDefinition<Record<string, never>>[] {
  return [
    defineJob({ name: 'search.follow', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, { db, clock, log }) {
      const items = await follow({ db, clock, sources });
      if (items) log.debug('search index brought up to date', { items });
    } }),
    defineJob({ name: 'search.rebuild', payload: nothing, async run(_payload, { db, clock }) {
      await askRebuild(db, clock.now());
      await addJob(db, { name: 'search.follow' }, {}, { maxAttempts: 1 });
    } }),
    // What changes without an event (a procedure that holds from today, a unit's new name) is found the day after at the latest.
    defineJob({ name: 'search.refresh', payload: nothing, schedule: { dailyAt: '02:55' }, async run(_payload, { db, clock }) {
      await forgetAsked(db, clock.today());
      if (await entryCount(db) <= EVERY_NIGHT || weekdayOf(dayAt(clock.now())) === 7) await askRebuild(db, clock.now());
    } }),
  ];
}
