import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { defineJob } from '#platform/jobs/job.ts';
import { checkLinks } from './check-links.ts';
import { publishDue, setAside, withdrawDue } from './actions/publish-due.ts';
import { tellReview } from './actions/tell-review.ts';
import { uncountWithdrawn } from './actions/withdraw-article.ts';
import { countedAfterAll, dueNow, reviewsToTell } from './store/reading.ts';
import { forgetOldTyped } from './store/typed.ts';

/** One after another; what fails stops none that come after it, and is told when all had their turn. */
async function eachAlone<T>(all: readonly T[], run: (one: T) => Promise<unknown>): Promise<void> {
  const failed: unknown[] = [];
  for (const one of all) try { await run(one); } catch (error) { failed.push(error); }
  if (failed.length) throw failed.length === 1 ? failed[0] : new AggregateError(failed, `${failed.length} of ${all.length} failed`);
}

/** Every minute: what was to go out or be taken down by now is. What fell due while the machine was off is made up for at once; each article is an act of its own. */
export const articlesByTheClock = defineJob({
  name: 'articles.by-the-clock',
  payload: z.object({}),
  schedule: { everyMinutes: 1 },
  async run(_payload, { db, clock, ids, files, log }) {
    await eachAlone(await dueNow(db, clock.now()), async ({ id, shard_id: shard, what }) => {
      const alone = <T>(verb: (a: Acting) => Promise<T>): Promise<T> => act({ db, clock, ids, shard }, systemActor('Lịch đăng bài'), verb);
      try { await alone((a) => (what === 'publish' ? publishDue(a, files, id) : withdrawDue(a, id))); } catch (error) {
        if (!(error instanceof AppError)) throw error;
        log.warn('an article could not follow its hour', { id, what, reason: error.message });
        await alone((a) => setAside(a, id, what, error));
      }
    });
  },
});
/** At night: an article was taken down while a sent report counted it, and the report has come back since. */
export const articlesUncounted = defineJob({
  name: 'articles.uncount-withdrawn',
  payload: z.object({}),
  schedule: { dailyAt: '01:10' },
  async run(_payload, { db, clock, ids }) {
    await eachAlone(await countedAfterAll(db), ({ id, shard_id: shard }) => act({ db, clock, ids, shard }, systemActor('Lịch đăng bài'), (a) => uncountWithdrawn(a, id)));
  },
});
/** At night: what somebody typed a month ago and never came back for. */
export const articlesForget = defineJob({
  name: 'articles.forget-typed',
  payload: z.object({}),
  schedule: { dailyAt: '01:20' },
  run: async (_payload, { db, clock }) => forgetOldTyped(db, new Date(clock.now().getTime() - TYPED_DAYS * 86_400_000)),
});
const TYPED_DAYS = 30;
/** At night: whether what articles link to is still there. */
export const articlesLinks = defineJob({
  name: 'articles.check-links',
  payload: z.object({}),
  schedule: { dailyAt: '02:10' },
  run: async (_payload, { db, clock, ids, log }) => { const broke = await checkLinks({ db, clock, ids }); if (broke) log.info('links of articles broke', { broke }); },
});
/** In the morning, before letters are gathered: articles that are to be looked over again by today. */
export const articlesReviews = defineJob({
  name: 'articles.tell-reviews',
  payload: z.object({}),
  schedule: { dailyAt: '06:10' },
  async run(_payload, { db, clock, ids }) {
    await eachAlone(await reviewsToTell(db, clock.today()), ({ id, shard_id: shard }) => act({ db, clock, ids, shard }, systemActor('Lịch đăng bài'), (a) => tellReview(a, id)));
  },
});
export const articlesJobs = [articlesByTheClock, articlesUncounted, articlesForget, articlesLinks, articlesReviews] as const;
