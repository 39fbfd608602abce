import { sql, type ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { HolidayId } from './rules/holidays.ts';
import { workingCalendar, type WorkingCalendar } from './rules/working-days.ts';
import { proposedTable, type CalendarDay, type CalendarDayKind, type YearChoices, type YearTable } from './rules/yearly-table.ts';

interface CalendarYearRow {
  id: Id; year: number; choices: ColumnType<YearChoices, string, string>; citation: string | null;
  confirmed_at: Date; confirmed_by: Id | null; confirmed_by_name: string; row_version: number;
}
interface CalendarDayRow { id: Id; day: PlainDate; year: number; kind: CalendarDayKind; name: string; holiday: HolidayId | null; pair: PlainDate | null; citation: string | null }
interface CalendarStateRow { one: boolean; version: string }

declare module '#platform/db/tables.ts' {
  interface Tables { calendar_years: CalendarYearRow; calendar_days: CalendarDayRow; calendar_state: CalendarStateRow }
}

/** A confirmed table with who confirmed it; `rowVersion` goes through the form that confirms it again. */
export interface ConfirmedYear extends YearTable {
  readonly id: Id; readonly status: 'confirmed'; readonly confirmedAt: Date; readonly confirmedByName: string; readonly rowVersion: number;
}

/**
 * The calendar is read with nearly every page and changes a few times a year, so each process keeps it. Its version is
 * random and new with every change: what a transaction that was rolled back has put under its version is never met
 * again, and two databases in one process never share one.
 */
const calendars = new Map<string, Promise<WorkingCalendar>>();
const KEPT = 8;

/** The calendar of these years, both included. A year that nobody has confirmed uses its proposal (`unconfirmedYears` tells which). */
export async function loadCalendar(reader: Reader, fromYear: number, toYear: number): Promise<WorkingCalendar> {
  const { version } = await reader.selectFrom('calendar_state').select('version').executeTakeFirstOrThrow();
  const key = `${version} ${fromYear} ${toYear}`;
  let calendar = calendars.get(key);
  if (!calendar) {
    calendar = confirmedYears(reader, fromYear, toYear).then(workingCalendar);
    calendar.catch(() => calendars.delete(key));
    calendars.set(key, calendar);
    if (calendars.size > KEPT) calendars.delete(calendars.keys().next().value!);
  }
  return calendar;
}

export async function confirmedYears(reader: Reader, fromYear: number, toYear: number): Promise<ConfirmedYear[]> {
  const years = await reader.selectFrom('calendar_years').selectAll().where('year', '>=', fromYear).where('year', '<=', toYear).orderBy('year').execute();
  if (!years.length) return [];
  const days = await reader.selectFrom('calendar_days').selectAll().where('year', '>=', fromYear).where('year', '<=', toYear).orderBy('day').execute();
  return years.map((row) => ({
    id: row.id, year: row.year, status: 'confirmed', choices: row.choices, citation: row.citation, confirmedAt: row.confirmed_at, confirmedByName: row.confirmed_by_name,
    rowVersion: row.row_version, days: days.filter(({ year }) => year === row.year).map(({ day, kind, name, holiday, pair, citation }) => ({ day, kind, name, holiday, pair, citation })),
  }));
}

/** The confirmed table of a year, or its proposal. */
export async function yearTable(reader: Reader, year: number): Promise<ConfirmedYear | (YearTable & { readonly status: 'proposed' })> {
  const [confirmed] = await confirmedYears(reader, year, year);
  return confirmed ?? { ...proposedTable(year), status: 'proposed' };
}

export interface DayChange { readonly id: Id; readonly day: PlainDate; readonly change: 'added' | 'changed' | 'removed' }

/** Null when `seen` is not the version that is stored now (null = not confirmed yet): somebody else was faster. */
export async function saveYear(tx: Tx, row: { id: Id; year: number; choices: YearChoices; citation: string | null; seen: number | null; at: Date; by: Id | null; byName: string }): Promise<{ readonly id: Id } | null> {
  const values = { choices: JSON.stringify(row.choices), citation: row.citation, confirmed_at: row.at, confirmed_by: row.by, confirmed_by_name: row.byName };
  const saved = row.seen === null
    ? await tx.insertInto('calendar_years').values({ id: row.id, year: row.year, ...values, row_version: 1 }).onConflict((conflict) => conflict.column('year').doNothing()).returning('id').executeTakeFirst()
    : await tx.updateTable('calendar_years').set({ ...values, row_version: row.seen + 1 }).where('year', '=', row.year).where('row_version', '=', row.seen).returning('id').executeTakeFirst();
  if (saved) await tx.updateTable('calendar_state').set({ version: sql<string>`gen_random_uuid()` }).execute();
  return saved ?? null;
}

/** Makes the stored days of a year equal to these and says which rows changed; rows that stay the same are not touched. */
export async function replaceDays(tx: Tx, year: number, days: readonly CalendarDay[], newId: () => Id): Promise<DayChange[]> {
  const before = new Map((await tx.selectFrom('calendar_days').selectAll().where('year', '=', year).execute()).map((row) => [row.day, row]));
  const changes: DayChange[] = [];
  for (const { day, kind, name, holiday, pair, citation } of days) {
    const row = before.get(day);
    before.delete(day);
    if (!row) {
      const id = newId();
      await tx.insertInto('calendar_days').values({ id, day, year, kind, name, holiday, pair, citation }).execute();
      changes.push({ id, day, change: 'added' });
    } else if (row.kind !== kind || row.name !== name || row.holiday !== holiday || row.pair !== pair || row.citation !== citation) {
      await tx.updateTable('calendar_days').set({ kind, name, holiday, pair, citation }).where('id', '=', row.id).execute();
      changes.push({ id: row.id, day, change: 'changed' });
    }
  }
  for (const { id, day } of before.values()) {
    await tx.deleteFrom('calendar_days').where('id', '=', id).execute();
    changes.push({ id, day, change: 'removed' });
  }
  return changes;
}
