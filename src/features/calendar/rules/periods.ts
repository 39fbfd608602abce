import {
  addDays, dateOf, dayOf, daysBetween, daysInMonth, endOfMonth, formatDate, formatDayMonth, monthOf, quarterOf, weekdayOf, yearOf, type DateRange, type PlainDate,
} from '#kernel/plain-date.ts';
import { toRoman } from '#kernel/vietnamese.ts';

/** Kinds whose periods follow one another without gap or overlap. */
export const TILING_KINDS = ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const;
export type TilingKind = (typeof TILING_KINDS)[number];
/** Besides: nine months (January to September, overlaps the half-years) and any stretch of days. */
export type PeriodKind = TilingKind | 'nine-months' | 'window';

/** A stretch of days with a name. `from` and `to` are included and may be cut by a window; `whole` is the uncut calendar period. */
export interface Period extends DateRange {
  readonly kind: PeriodKind;
  /**
   * Which period it is, whatever window cut it: "month/2026-11-01" (first day of the whole period). A stretch of days
   * that is no calendar period has the key "once": there is one of them in what it belongs to.
   */
  readonly key: string;
  /** "tháng 11/2026", "quý IV/2026", "tuần 47 (16/11–22/11/2026)", "tháng 3/2026 (từ ngày 20/03)" */
  readonly label: string;
  readonly whole: DateRange;
}

/** The calendar period of this kind that contains the day. Weeks run Monday to Sunday (ISO 8601). */
export function periodAt(kind: TilingKind, date: PlainDate): Period {
  return period(kind, boundsAt(kind, date));
}

/** January to September of a year, the "9 tháng" of Decree 09/2019. */
export const nineMonthsOf = (year: number): Period => period('nine-months', { from: dateOf(year, 1, 1), to: dateOf(year, 9, 30) });

/** A stretch of days as one period. */
export const windowPeriod = (window: DateRange): Period =>
  ({ kind: 'window', key: 'once', from: window.from, to: window.to, label: labelOfRange(window), whole: { from: window.from, to: window.to } });

/** The periods of this kind that cover the window, in order, the first and the last cut to it. Throws RangeError when the window ends before it starts. */
export function periodsOf(kind: TilingKind, window: DateRange): Period[] {
  if (window.to < window.from) throw new RangeError(`window ends before it starts: ${window.from}–${window.to}`);
  const periods: Period[] = [];
  for (let day = window.from; day <= window.to;) {
    const whole = periodAt(kind, day);
    periods.push(cut(whole, window));
    day = addDays(whole.to, 1);
  }
  return periods;
}

/** The part of a period that lies in the window; throws RangeError when none does. */
export function cut(whole: Period, window: DateRange): Period {
  const from = whole.from > window.from ? whole.from : window.from;
  const to = whole.to < window.to ? whole.to : window.to;
  if (to < from) throw new RangeError(`${whole.label} lies outside ${window.from}–${window.to}`);
  if (from === whole.from && to === whole.to) return whole;
  const part = from === whole.from ? `đến ngày ${formatDayMonth(to)}` : to === whole.to ? `từ ngày ${formatDayMonth(from)}` : `${formatDayMonth(from)}–${formatDayMonth(to)}`;
  return { ...whole, from, to, label: `${labelOf(whole.kind, whole.whole)} (${part})` };
}

/** The day in the middle; of an even number of days the earlier of the two. Thursday of a week, the 16th of a month of 31 days. */
export const middleOf = (range: DateRange): PlainDate => addDays(range.from, Math.floor(daysBetween(range.from, range.to) / 2));

/** The name of a stretch of days: of the calendar period it equals, of several quarters, or its two ends. */
export function labelOfRange(range: DateRange): string {
  for (const kind of ['year', 'half-year', 'quarter', 'month', 'week', 'day'] as const) {
    const whole = boundsAt(kind, range.from);
    if (whole.from === range.from && whole.to === range.to) return labelOf(kind, whole);
  }
  const [first, last] = [boundsAt('quarter', range.from), boundsAt('quarter', range.to)];
  if (first.from === range.from && last.to === range.to && yearOf(range.from) === yearOf(range.to)) {
    const quarters = [];
    for (let quarter = quarterOf(range.from); quarter <= quarterOf(range.to); quarter++) quarters.push(toRoman(quarter));
    return `quý ${quarters.join(', ')}/${yearOf(range.to)}`;
  }
  return `từ ngày ${yearOf(range.from) === yearOf(range.to) ? formatDayMonth(range.from) : formatDate(range.from)} đến ngày ${formatDate(range.to)}`;
}

/** Week number by ISO 8601: a week belongs to the year that has its Thursday. */
export function isoWeekOf(date: PlainDate): { readonly year: number; readonly week: number } {
  const thursday = addDays(date, 4 - weekdayOf(date));
  const year = yearOf(thursday);
  return { year, week: Math.floor(daysBetween(dateOf(year, 1, 1), thursday) / 7) + 1 };
}

const period = (kind: Exclude<PeriodKind, 'window'>, whole: DateRange): Period =>
  ({ kind, key: `${kind}/${whole.from}`, from: whole.from, to: whole.to, label: labelOf(kind, whole), whole });

function boundsAt(kind: TilingKind, date: PlainDate): DateRange {
  const [year, month] = [yearOf(date), monthOf(date)];
  const months = (first: number, count: number): DateRange => ({ from: dateOf(year, first, 1), to: dateOf(year, first + count - 1, daysInMonth(year, first + count - 1)) });
  switch (kind) {
    case 'day': return { from: date, to: date };
    case 'week': { const monday = addDays(date, 1 - weekdayOf(date)); return { from: monday, to: addDays(monday, 6) }; }
    case 'month': return { from: addDays(date, 1 - dayOf(date)), to: endOfMonth(date) };
    case 'quarter': return months(quarterOf(date) * 3 - 2, 3);
    case 'half-year': return months(month <= 6 ? 1 : 7, 6);
    case 'year': return months(1, 12);
  }
}

/** January and February take a leading zero, as in the dates of Decree 30/2020 (Annex I, Part I, II.4). */
const monthNumber = (month: number): string => (month <= 2 ? `0${month}` : String(month));

function labelOf(kind: PeriodKind, { from, to }: DateRange): string {
  const year = yearOf(from);
  switch (kind) {
    case 'day': return `ngày ${formatDate(from)}`;
    case 'week': return `tuần ${isoWeekOf(from).week} (${yearOf(to) === year ? formatDayMonth(from) : formatDate(from)}–${formatDate(to)})`;
    case 'month': return `tháng ${monthNumber(monthOf(from))}/${year}`;
    case 'quarter': return `quý ${toRoman(quarterOf(from))}/${year}`;
    case 'half-year': return `6 tháng ${monthOf(from) === 1 ? 'đầu' : 'cuối'} năm ${year}`;
    case 'nine-months': return `9 tháng năm ${year}`;
    case 'year': return `năm ${year}`;
    case 'window': return labelOfRange({ from, to });
  }
}
