import { z } from 'zod';
import { act, systemActor } from '#features/audit/act.ts';
import { defineJob, type JobDefinition } from '#platform/jobs/job.ts';
import type { ReturnsConfig } from '#platform/config.ts';
import type { Mailer } from '#platform/mail/mailer.ts';
import { uncountWithdrawn } from './actions/publish-issue.ts';
import { forgetSubscriber } from './actions/subscribe.ts';
import { gatherColumns, queueSendings } from './queue.ts';
import { readReturns } from './read-returns.ts';
import { LETTER_DAYS, REFUSED_DAYS, UNCONFIRMED_DAYS } from './rules/subscription.ts';
import { sendLetters } from './send.ts';
import { forgetFinished } from './store/letters.ts';
import { countedAfterAll } from './store/reading.ts';
import { overdue } from './store/subscriptions.ts';

const nothing = z.object({});
const ACTOR = systemActor('Lịch bản tin');

/** Background work of newsletters; `post` null: nothing is sent, and no letter is written that would wait. */
export function newslettersJobs(post: { readonly mailer: Mailer; readonly publicUrl: string; readonly returns: ReturnsConfig } | null): readonly JobDefinition<Record<string, never>>[] {
  return [
    defineJob({ name: 'newsletters.send-mail', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, { db, clock, ids, log }) {
      if (!post) return;
      const queued = await queueSendings({ db, clock, ids, domain: post.mailer.domain }), sent = await sendLetters({ db, clock, ids, log, mailer: post.mailer, publicUrl: post.publicUrl, returnAddress: post.returns.address });
      if (queued || sent) log.info('letters to readers', { queued, sent });
    } }),
    defineJob({ name: 'newsletters.read-returns', payload: nothing, schedule: { everyMinutes: 10 }, async run(_payload, { db, clock, ids, log }) {
      if (post?.returns.box) await readReturns({ db, clock, ids, log, returnAddress: post.returns.address }, post.returns.box);
    } }),
    // late enough for the day's articles, early enough to be read the same day
    defineJob({ name: 'newsletters.gather-columns', payload: nothing, schedule: { dailyAt: '16:30' }, async run(_payload, { db, clock, ids }) {
      if (post) await gatherColumns({ db, clock, ids });
    } }),
    defineJob({ name: 'newsletters.forget', payload: nothing, schedule: { dailyAt: '02:50' }, async run(_payload, { db, clock, ids, log }) {
      const ago = (days: number): Date => new Date(clock.now().getTime() - days * 86_400_000), before = { pending: ago(UNCONFIRMED_DAYS), refused: ago(REFUSED_DAYS) };
      for (const { id, shard_id: shard } of await overdue(db, before)) await act({ db, clock, ids, shard }, ACTOR, (a) => forgetSubscriber(a, id, before));
      const letters = await forgetFinished(db, ago(LETTER_DAYS));
      if (letters) log.info('old letters to readers forgotten', { letters });
    } }),
    defineJob({ name: 'newsletters.uncount-withdrawn', payload: nothing, schedule: { dailyAt: '01:15' }, async run(_payload, { db, clock, ids }) {
      for (const { id, shard_id: shard } of await countedAfterAll(db)) await act({ db, clock, ids, shard }, ACTOR, (a) => uncountWithdrawn(a, id));
    } }),
  ];
}
