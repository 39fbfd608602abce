import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { latestSlot, TOLD_BY_MAIL_DAYS, type Rhythm } from './rules/digest.ts';
import { digestSlot, noteSlot } from './store/cursors.ts';
import { accountsWithUntold, untold } from './store/notices.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { writeLetters } from './write-letters.ts';

/** People written to in one transaction. */
const PEOPLE = 100;

/**
 * Writes the gathered letters whose hour has come: one a person with everything that is unread and was not yet told by e-mail. After an
 * outage of days that is one letter, not several. Stopped halfway it goes on where it was: nobody gets two for the same hour.
 */
export async function gather(env: FollowEnvironment): Promise<number> {
  const { mail, db, clock } = env;
  if (!mail) return 0;
  const now = clock.now(), today = clock.today(), calendar = await loadCalendar(db, yearOf(today) - 1, yearOf(today) + 1);
  let letters = 0;
  for (const rhythm of ['daily', 'weekly'] as const satisfies readonly Rhythm[]) {
    const slot = latestSlot(rhythm, now, calendar), done = await digestSlot(db, rhythm);
    if (done && done >= slot) continue;
    // E-mail was just switched on: what was told in the console before is not told again.
    if (done) {
      await follow(env); // what happened while nobody followed belongs in this letter
      letters += await writeAll(env, rhythm, slot, now);
    }
    await noteSlot(db, rhythm, slot);
  }
  return letters;
}

async function writeAll(env: FollowEnvironment, rhythm: Rhythm, slot: Date, now: Date): Promise<number> {
  const since = new Date(now.getTime() - TOLD_BY_MAIL_DAYS * 86_400_000);
  let letters = 0;
  for (let after: Id | null = null; ;) {
    const accounts: Id[] = await accountsWithUntold(env.db, since, after, PEOPLE);
    if (!accounts.length) return letters;
    letters += await env.db.transaction().execute(async (tx) => writeLetters(tx, { now, today: env.clock.today(), ids: env.ids, mail: env.mail! }, await untold(tx, accounts, since), { reason: rhythm, key: `digest/${rhythm}/${slot.toISOString()}` }));
    after = accounts.at(-1)!;
  }
}
