import type { IdSource } from '#kernel/id.ts';
import { addDays, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import { act } from '#features/audit/act.ts';
import { ownerActor } from '#features/accounts/actor.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { chooseEmail } from '#features/notifications/actions/choose-email.ts';
import { readNotices } from '#features/notifications/actions/read-notices.ts';
import { follow } from '#features/notifications/follow.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';

/**
 * What people were told since September, by the same follower that tells them in real life; the cast has read everything but that of the last days.
 * One of them wants a weekly letter. Nobody has a feed: its address would be chance.
 */
export async function makeNotices({ db, ids, shard, clock, today }: { db: Database; ids: IdSource; shard: number; clock: Clock; today: PlainDate }): Promise<void> {
  await follow({ db, clock, ids, mail: null, newsDays: 70 });
  const accounts = new Map((await accountsByUserNames(db, CAST.map((one) => demoUserName(one.role)))).map((one) => [one.userName, one]));
  const read = startOfDay(addDays(today, -2));
  for (const { role } of CAST) {
    const account = accounts.get(demoUserName(role))!;
    await act({ db, clock, ids, shard }, ownerActor(account, 'demo'), async (acting) => {
      await readNotices(acting, { happenedBefore: read });
      if (role === 'leader') await chooseEmail(acting, { email: 'weekly', seen: null });
    });
  }
}
