import { sql } from 'kysely';
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

/** Asked on so many days, what was asked is shown to others. */
export const OFTEN_DAYS = 5;
/** At most so many are counted; what was not asked for so long is forgotten. */
const MOST_COUNTED = 20_000, FORGOTTEN_DAYS = 60;

/** Notes that somebody asked this today: once a day for everybody together, so that it says nothing about anyone. */
export async function noteAsked(reader: Reader, words: string, shown: string, today: PlainDate): Promise<void> {
  await sql`insert into search_asked as kept (words, shown, days, last_day)
    select ${words}, ${shown}, 1, ${today}::date where exists (select from search_asked where words = ${words}) or (select count(*) from search_asked) < ${MOST_COUNTED}
    on conflict (words) do update set days = kept.days + 1, last_day = excluded.last_day, shown = excluded.shown where kept.last_day < excluded.last_day`.execute(reader);
}

/** What was asked on most days lately. */
export const askedOften = async (reader: Reader, most: number, today: PlainDate): Promise<{ readonly words: string; readonly shown: string }[]> =>
  reader.selectFrom('search_asked').select(['words', 'shown']).where('days', '>=', OFTEN_DAYS).where('last_day', '>=', addDays(today, -FORGOTTEN_DAYS)).orderBy('days', 'desc').orderBy('words').limit(most).execute();

export const forgetAsked = async (reader: Reader, today: PlainDate): Promise<void> => { await reader.deleteFrom('search_asked').where('last_day', '<', addDays(today, -FORGOTTEN_DAYS)).execute(); };
