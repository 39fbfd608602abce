import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { Selectable } from 'kysely';
import type { SuccessionEventRow } from './tables.ts';
import './tables.ts';

export type SuccessionEvent = Selectable<SuccessionEventRow>;

export const successionEvent = (reader: Reader, id: Id): Promise<SuccessionEvent | undefined> => reader.selectFrom('succession_events').selectAll().where('id', '=', id).executeTakeFirst();

/** Whose affair an event is: the unit it is told of first. */
export const eventOrganisation = async (reader: Reader, id: Id): Promise<Id | null> => (await successionEvent(reader, id))?.subject_id ?? null;

const told = (reader: Reader, subjects: readonly Id[] | null) => reader.selectFrom('succession_events').$if(subjects !== null, (query) => query.where('subject_id', 'in', subjects!.length ? [...subjects!] : [sql<Id>`null`]));

/** Years in which something happened to these units (null: to any), the newest first. */
export async function eventYears(reader: Reader, subjects: readonly Id[] | null): Promise<number[]> {
  const rows = await told(reader, subjects).select(sql<number>`extract(year from on_day)::int`.as('year')).distinct().orderBy('year', 'desc').execute();
  return rows.map((row) => row.year);
}

/** Events of a year, the newest first; 50 a page. */
export async function eventsOfYear(reader: Reader, subjects: readonly Id[] | null, year: number, page: number, size = 50): Promise<{ rows: SuccessionEvent[]; total: number; page: number; pages: number }> {
  const inYear = () => told(reader, subjects).where('on_day', '>=', sql<never>`make_date(${year}::int, 1, 1)`).where('on_day', '<', sql<never>`make_date(${year}::int + 1, 1, 1)`);
  const { n } = await inYear().select((row) => row.fn.countAll<string>().as('n')).executeTakeFirstOrThrow(), total = Number(n), place = pageAt(total, size, page);
  const rows = await inYear().selectAll().orderBy('on_day', 'desc').orderBy('applied_at', 'desc').orderBy('ordinal').orderBy('id').limit(size).offset(place.before).execute();
  return { rows, total, page: place.page, pages: place.pages };
}

/** Those written in one go with this event, itself included. */
export const writtenTogether = async (reader: Reader, event: SuccessionEvent): Promise<SuccessionEvent[]> =>
  reader.selectFrom('succession_events').selectAll().where('applied_at', '=', event.applied_at).where('scope_id', '=', event.scope_id).orderBy('ordinal').limit(500).execute();

/** Units that these events ended. */
export async function endedBy(reader: Reader, events: readonly Id[]): Promise<Id[]> {
  if (!events.length) return [];
  const rows = await reader.selectFrom('successions').select('from_id').distinct().where('event_id', 'in', [...events]).where('share', '<>', 'function').execute();
  return rows.map((row) => row.from_id);
}
