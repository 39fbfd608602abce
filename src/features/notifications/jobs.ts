import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { defineJob, type JobContext, type JobDefinition } from '#platform/jobs/job.ts';
import type { Mailer } from '#platform/mail/mailer.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { gather } from './gather.ts';
import { sendMail } from './send.ts';
import { forgetRead } from './store/notices.ts';
import { forgetFinished } from './store/outgoing.ts';

/** Read notices, and letters that went out, are kept this long. */
export const READ_KEPT_DAYS = 180;
const LETTERS_KEPT_DAYS = 30;

export interface Post { readonly mailer: Mailer; readonly publicUrl: string }

const nothing = z.object({});

/** Background work of telling people; `post` null: in the console only. */
export function notificationsJobs(post: Post | null): readonly JobDefinition<Record<string, never>>[] {
  const environment = ({ db, clock, ids }: Pick<JobContext, 'db' | 'ids'> & { clock: Clock }): FollowEnvironment => ({ db, clock, ids, mail: post && { publicUrl: post.publicUrl, domain: post.mailer.domain } });
  return [
    defineJob({ name: 'notifications.follow', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, context) {
      const told = await follow(environment(context));
      if (told) context.log.debug('people told', { notices: told });
    } }),
    defineJob({ name: 'notifications.gather', payload: nothing, schedule: { everyMinutes: 10 }, async run(_payload, context) {
      const letters = await gather(environment(context));
      if (letters) context.log.info('gathered letters written', { letters });
    } }),
    defineJob({ name: 'notifications.send-mail', payload: nothing, schedule: { everyMinutes: 1 }, async run(_payload, context) {
      if (post) await sendMail({ db: context.db, clock: context.clock, mailer: post.mailer, log: context.log });
    } }),
    defineJob({ name: 'notifications.forget-read', payload: nothing, schedule: { dailyAt: '02:40' }, async run(_payload, { db, clock, log }) {
      const ago = (days: number): Date => new Date(clock.now().getTime() - days * 86_400_000);
      const notices = await forgetRead(db, ago(READ_KEPT_DAYS)), letters = await forgetFinished(db, ago(LETTERS_KEPT_DAYS));
      if (notices || letters) log.info('old notices and letters forgotten', { notices, letters });
    } }),
  ];
}
