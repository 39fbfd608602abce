/**
 * A day of the civil calendar, without a clock: an ISO string "2026-11-20".
 *
 * A string, and not an object: it compares with < and ===, travels unchanged through PostgreSQL (`date`), JSON, forms
 * and file names, and costs nothing to keep a million of. A JavaScript `Date` is an instant and would move by a day
 * with the time zone of the machine; officials mean the day on the wall calendar in Asia/Ho_Chi_Minh.
 */
export type PlainDate = string & { readonly __plainDate: unique symbol };

/** Viet Nam has kept UTC+7 without summer time since 13 June 1975; this is the one place that says so. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const ZONE_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

export const isPlainDate = (text: string): text is PlainDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10)];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

/** Throws RangeError when the text is no real day: for constants and values already checked. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(`not a date: ${text}`);
  return text;
}

export const dateOf = (year: number, month: number, day: number): PlainDate =>
  plainDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);

export const yearOf = (date: PlainDate): number => +date.slice(0, 4);
/** 1–12 */
export const monthOf = (date: PlainDate): number => +date.slice(5, 7);
export const dayOf = (date: PlainDate): number => +date.slice(8, 10);
/** 1–4 */
export const quarterOf = (date: PlainDate): number => Math.ceil(monthOf(date) / 3);

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days since 1970-01-01. */
export const toDayNumber = (date: PlainDate): number => Date.UTC(yearOf(date), monthOf(date) - 1, dayOf(date)) / DAY_MS;
export const fromDayNumber = (days: number): PlainDate => new Date(days * DAY_MS).toISOString().slice(0, 10) as PlainDate;

export const addDays = (date: PlainDate, days: number): PlainDate => fromDayNumber(toDayNumber(date) + days);
/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => toDayNumber(to) - toDayNumber(from);

/** The same day `months` later; the last day of the month when that day does not exist there (31/01 + 1 → 28/02). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return dateOf(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** ISO 8601: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: PlainDate): number => ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;

export const startOfMonth = (date: PlainDate): PlainDate => dateOf(yearOf(date), monthOf(date), 1);
export const endOfMonth = (date: PlainDate): PlainDate => dateOf(yearOf(date), monthOf(date), daysInMonth(yearOf(date), monthOf(date)));

/** The day on the wall calendar in Viet Nam at an instant. */
export const dayAt = (instant: Date): PlainDate => new Date(instant.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10) as PlainDate;
/** "14:05" on the clock in Viet Nam at an instant. */
export const timeAt = (instant: Date): string => new Date(instant.getTime() + ZONE_OFFSET_MS).toISOString().slice(11, 16);
/** The instant at which this day starts in Viet Nam. */
export const startOfDay = (date: PlainDate): Date => new Date(toDayNumber(date) * DAY_MS - ZONE_OFFSET_MS);

/** 20/11/2026, as officials write it. */
export const formatDate = (date: PlainDate): string => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
/** 20/11 */
export const formatDayMonth = (date: PlainDate): string => `${date.slice(8, 10)}/${date.slice(5, 7)}`;
/** 14:05 20/11/2026 */
export const formatInstant = (instant: Date): string => `${timeAt(instant)} ${formatDate(dayAt(instant))}`;

/** Reads what people type in a form: 20/11/2026, 20-11-2026, 20 11 2026, 20112026, 2026-11-20, 5/1/2026. Null when it is no day. */
export function parseDate(text: string): PlainDate | null {
  const trimmed = text.trim();
  if (isPlainDate(trimmed)) return trimmed;
  const match = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(trimmed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed);
  if (!match) return null;
  const iso = `${match[3]}-${match[2]!.padStart(2, '0')}-${match[1]!.padStart(2, '0')}`;
  return isPlainDate(iso) ? iso : null;
}

export const minDate = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
export const maxDate = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/** Both ends included. */
export interface DateRange { readonly from: PlainDate; readonly to: PlainDate }
export const inRange = (date: PlainDate, range: DateRange): boolean => date >= range.from && date <= range.to;
