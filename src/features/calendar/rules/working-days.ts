import { addDays, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { isWeekend, proposedTable, type CalendarDay, type YearTable } from './yearly-table.ts';

/**
 * Which days are worked: Monday to Friday, less the days off of the yearly tables, plus the Saturdays worked in their
 * place. A year without a confirmed table uses its proposal.
 */
export interface WorkingCalendar {
  readonly tables: ReadonlyMap<number, YearTable>;
  readonly days: ReadonlyMap<PlainDate, CalendarDay>;
}

export const workingCalendar = (confirmed: readonly YearTable[]): WorkingCalendar => ({
  tables: new Map(confirmed.map((table) => [table.year, table])),
  days: new Map(confirmed.flatMap(({ days }) => days.map((each) => [each.day, each] as const))),
});

/** The calendar of the proposals alone: for tests and for reading a file without a database. */
export const PROPOSED_CALENDAR: WorkingCalendar = workingCalendar([]);

export const tableOf = (calendar: WorkingCalendar, year: number): YearTable => calendar.tables.get(year) ?? proposedTable(year);

/** Years of the range whose table nobody has confirmed yet; pages that show due days name them. */
export function unconfirmedYears(calendar: WorkingCalendar, range: DateRange): number[] {
  const years = [];
  for (let year = yearOf(range.from); year <= yearOf(range.to); year++) if (tableOf(calendar, year).status === 'proposed') years.push(year);
  return years;
}

/** The entry of a day in the yearly tables, or null for an ordinary day of the week. */
export function calendarDay(calendar: WorkingCalendar, date: PlainDate): CalendarDay | null {
  const year = yearOf(date);
  return (calendar.tables.has(year) ? calendar.days.get(date) : proposedDays(year).get(date)) ?? null;
}

export function isWorkingDay(calendar: WorkingCalendar, date: PlainDate): boolean {
  const special = calendarDay(calendar, date);
  return special ? special.kind === 'swap_work' : !isWeekend(date);
}

/**
 * "trong n ngày làm việc kể từ ngày D": the n-th working day after D, D itself not counted. Negative n counts back.
 * 0 gives D itself, worked or not.
 */
export function addWorkingDays(calendar: WorkingCalendar, date: PlainDate, days: number): PlainDate {
  const step = days < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(days); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(calendar, day)) left--;
  }
  return day;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: WorkingCalendar, from: PlainDate, to: PlainDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count++;
  return count;
}

/** The first working day after the day. */
export const nextWorkingDay = (calendar: WorkingCalendar, date: PlainDate): PlainDate => addWorkingDays(calendar, date, 1);
/** The last working day before the day. */
export const previousWorkingDay = (calendar: WorkingCalendar, date: PlainDate): PlainDate => addWorkingDays(calendar, date, -1);

/**
 * What happens to a last day that is not worked: forward to the next working day (Civil Code 2015, Art. 148(5)), back to
 * the one before (what offices that receive reports expect), or nothing (publishing and airing go on every day).
 */
export type Roll = 'forward' | 'back' | 'none';
export const ROLLS: readonly Roll[] = ['forward', 'back', 'none'];

export const roll = (calendar: WorkingCalendar, date: PlainDate, how: Roll): PlainDate =>
  how === 'none' || isWorkingDay(calendar, date) ? date : how === 'forward' ? nextWorkingDay(calendar, date) : previousWorkingDay(calendar, date);

const proposed = new Map<number, ReadonlyMap<PlainDate, CalendarDay>>();
function proposedDays(year: number): ReadonlyMap<PlainDate, CalendarDay> {
  let days = proposed.get(year);
  if (!days) proposed.set(year, (days = new Map(proposedTable(year).days.map((each) => [each.day, each]))));
  return days;
}
