import { seededIds, type Id, type IdSource } from '#kernel/id.ts';
import { plainDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { makeAccounts } from './accounts.ts';
import { makeActivity } from './activity.ts';
import { makeArticles, publishedPieces } from './articles.ts';
import { makeCascade } from './cascade.ts';
import { makeBudgets } from './budgets.ts';
import { makeDirectory, makeOpenness } from './directory.ts';
import { makeDiscussions } from './discussions.ts';
import { makeDistribution } from './distribution.ts';
import { makeHistory } from './history.ts';
import { makeNewsletters, publishedIssues } from './newsletters.ts';
import { makeNotices } from './notifications.ts';
import { issueDemoPlan } from './plan.ts';
import { makeProcedures } from './procedures.ts';
import { makePrints } from './prints.ts';
import { makeReports } from './reports.ts';
import { makeUrging } from './urging.ts';

const SHARD = 1;
const SEED = 20_260_101;

/** One demonstration day: the clock stands at half past four in the afternoon, when offices write up what they did. */
export type OnDay = <T>(day: PlainDate, verb: (acting: Acting) => Promise<T>, who?: string) => Promise<T>;

/**
 * Loads the demonstration province into an empty store: units, people, the plan as an office would import it, a year of work and reports.
 * Everything goes through the verbs that people's clicks use, in order of days; ids and chance are seeded, so the bytes are the same every time.
 */
export async function loadDemo({ db, files, clock }: { db: Database; files: FileStore; clock: Clock; ids: IdSource }): Promise<void> {
  const ids = seededIds(SEED, startOfDay(plainDate('2025-12-01')).getTime()), today = clock.today();
  const days = (source: IdSource): OnDay => (day, verb, who = 'Dữ liệu minh họa') => {
    const now = new Date(startOfDay(day).getTime() + 16.5 * 3_600_000);
    return act({ db, ids: source, shard: SHARD, clock: { now: () => now, today: () => day } }, systemActor(who, 'demo'), verb);
  }, on = days(ids);
  // ids of its own: what is added to the past moves nothing of 2026
  const units: ReadonlyMap<string, Id> = await makeHistory({ db, files, on: days(seededIds(SEED - 2, startOfDay(plainDate('2023-12-01')).getTime())) });
  await on(plainDate('2026-01-05'), (acting) => makeAccounts(acting, units));
  const planId = await issueDemoPlan({ db, files, on, units });
  await makeActivity(db, planId, today, on, [...publishedPieces(), ...publishedIssues()].map((one) => ({ ...one, unit: units.get(one.unit)! })));
  await makeCascade({ db, on: days(seededIds(SEED + 5, startOfDay(plainDate('2026-01-20')).getTime())), units, planId, today });
  await makeArticles({ db, files, on: days(seededIds(SEED + 9, startOfDay(plainDate('2026-01-15')).getTime())), units, today });
  await makeNewsletters({ db, files, on: days(seededIds(SEED + 14, startOfDay(plainDate('2026-01-15')).getTime())), units, today });
  await makeProcedures({ db, files, on: days(seededIds(SEED + 11, startOfDay(plainDate('2026-01-15')).getTime())), units, today });
  await makeReports({ files, on, units, planId, today });
  await makeDirectory({ on: days(seededIds(SEED + 12, startOfDay(plainDate('2026-03-03')).getTime())), units, today });
  await makePrints({ db, files, on: days(seededIds(SEED + 13, startOfDay(plainDate('2026-10-01')).getTime())), units, today });
  await makeOpenness({ files, on: days(seededIds(SEED + 16, startOfDay(plainDate('2026-01-16')).getTime())), units, planId, today });
  await makeBudgets({ db, files, on: days(seededIds(SEED + 6, startOfDay(plainDate('2026-01-15')).getTime())), units, planId, today });
  await makeDistribution({ db, files, on: days(seededIds(SEED + 15, startOfDay(plainDate('2026-10-05')).getTime())), units, today });
  await makeUrging({ db, files, ids: seededIds(SEED + 7, startOfDay(plainDate('2026-03-01')).getTime()), shard: SHARD, units, today });
  await makeDiscussions({ db, on: days(seededIds(SEED + 3, startOfDay(plainDate('2026-02-01')).getTime())), units, planId, today });
  await makeNotices({ db, ids: seededIds(SEED + 8, startOfDay(today).getTime()), shard: SHARD, clock, today });
}
