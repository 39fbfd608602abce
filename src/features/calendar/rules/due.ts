import { addDays, addMonths, dateOf, daysInMonth, formatDate, formatDayMonth, monthOf, startOfMonth, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { DeadlineMode, DeadlineRule } from './deadline-rule.ts';
import { addWorkingDays, roll, type Roll, type WorkingCalendar } from './working-days.ts';

/** Three days that a deadline has; all are kept, `printed` and `due` are shown. */
export interface DueDay {
  /** The day the paper names ("trước ngày 25/11" → the 25th). */
  readonly printed: PlainDate;
  /** The last day that satisfies the words (the 24th). */
  readonly last: PlainDate;
  /** The day that counts, after rolling off a day that is not worked (Monday the 23rd). Late = done after this day. */
  readonly due: PlainDate;
}

export interface DueContext {
  readonly period: DateRange;
  readonly calendar: WorkingCalendar;
  readonly roll: Roll;
  /** The day of the event the rule counts from, once it is known. */
  readonly eventDay?: PlainDate | null;
}

/**
 * The days of a deadline rule for one period. Null only when the rule counts from an event whose day is not known yet.
 *
 * Rolling back never leaves the period: where a period has no working day at all up to its deadline (a quota for a
 * Sunday, a window inside Tết) the day stays where it was printed.
 */
export function dueOf(rule: DeadlineRule, context: DueContext): DueDay | null {
  const named = namedDay(rule, context);
  if (!named) return null;
  const { period, calendar } = context;
  const rolled = roll(calendar, named.last, context.roll);
  return { ...named, due: rolled < period.from && named.last >= period.from ? named.last : rolled };
}

function namedDay(rule: DeadlineRule, { period, calendar, eventDay }: DueContext): Omit<DueDay, 'due'> | null {
  switch (rule.kind) {
    case 'date': return by(rule.mode, rule.date);
    case 'day-of-year': return by(rule.mode, dayIn(yearOf(period.to), rule.month, rule.day));
    case 'day-of-month': {
      const month = rule.month === 'last-of-period' ? period.to : addMonths(startOfMonth(period.to), 1);
      return by(rule.mode, dayIn(yearOf(month), monthOf(month), rule.day));
    }
    case 'within': {
      const start = rule.after.kind === 'date' ? rule.after.date : rule.after.kind === 'period-end' ? period.to : eventDay;
      if (!start) return null;
      const last = rule.counting === 'working-days' ? addWorkingDays(calendar, start, rule.days) : addDays(start, rule.days);
      return { printed: last, last };
    }
    case 'end-of-period': return { printed: period.to, last: period.to };
  }
}

const by = (mode: DeadlineMode, day: PlainDate): Omit<DueDay, 'due'> => ({ printed: day, last: mode === 'before' ? addDays(day, -1) : day });
/** A day the month lacks (30/02) is its last day. */
const dayIn = (year: number, month: number, day: number): PlainDate => dateOf(year, month, Math.min(day, daysInMonth(year, month)));

/** The rule in the words of officials: "trước ngày 25/11/2026", "trong 05 ngày làm việc kể từ khi kết thúc kỳ". */
export function wordsOf(rule: DeadlineRule): string {
  const mode = (of: DeadlineMode) => (of === 'before' ? 'trước' : 'chậm nhất');
  const two = (n: number) => String(n).padStart(2, '0');
  switch (rule.kind) {
    case 'date': return `${mode(rule.mode)} ngày ${formatDate(rule.date)}`;
    case 'day-of-year': return `${mode(rule.mode)} ngày ${two(rule.day)}/${two(rule.month)} hằng năm`;
    case 'day-of-month': return `${mode(rule.mode)} ngày ${two(rule.day)} của ${rule.month === 'last-of-period' ? 'tháng cuối kỳ' : 'tháng sau kỳ'}`;
    case 'within': {
      const start = rule.after.kind === 'date' ? `ngày ${formatDate(rule.after.date)}` : rule.after.kind === 'period-end' ? 'ngày kết thúc kỳ' : rule.after.text;
      return `trong ${two(rule.days)} ${rule.counting === 'working-days' ? 'ngày làm việc' : 'ngày'} kể từ ${start.replace(/^(?:kể )?từ /, '')}`;
    }
    case 'end-of-period': return 'hết ngày cuối kỳ';
  }
}

/** Both days for a screen: "trước ngày 25/11/2026 (thực tế chậm nhất 23/11/2026)", or the one day when they agree. */
export function describeDue(due: DueDay): string {
  const printed = due.last < due.printed ? `trước ngày ${formatDate(due.printed)}` : formatDate(due.printed);
  return due.due === due.printed ? printed : `${printed} (thực tế chậm nhất ${yearOf(due.due) === yearOf(due.printed) ? formatDayMonth(due.due) : formatDate(due.due)})`;
}
