import { dayAt, daysBetween, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';

/** When what is published has to stand at an outlet: on the same day, or by the next working day. */
export const DUE_RULES = ['same-day', 'next-working-day'] as const;
export type DueRule = (typeof DUE_RULES)[number];
export const DUE_LABEL: Readonly<Record<DueRule, string>> = { 'same-day': 'trong ngày', 'next-working-day': 'ngày làm việc tiếp theo' };
export const isDueRule = (text: string): text is DueRule => (DUE_RULES as readonly string[]).includes(text);

/** Offices close at 17:00; what comes out after half past four is nobody's work of that day. */
const CLOSING_MINUTES = 16.5 * 60;

/** The day by which it is to be posted. What came out on a day off, or too late in the day, waits for the next working day. */
export function dueDay(at: Date, rule: DueRule, calendar: WorkingCalendar): PlainDate {
  const day = dayAt(at), minutes = (at.getTime() - startOfDay(day).getTime()) / 60_000;
  return rule === 'same-day' && isWorkingDay(calendar, day) && minutes <= CLOSING_MINUTES ? day : nextWorkingDay(calendar, day);
}

/** A day and an hour that somebody chose stand as they are: screens and pages are looked at on days off too. */
export const dueOfHour = (at: Date): PlainDate => dayAt(at);

/** "hôm nay", "quá hạn 2 ngày", "còn 3 ngày". */
export function dueInWords(due: PlainDate, today: PlainDate): { readonly tone: 'late' | 'soon' | 'info'; readonly words: string } {
  const days = Math.abs(daysBetween(today, due));
  return due < today ? { tone: 'late', words: `Quá hạn ${days} ngày` } : days === 0 ? { tone: 'soon', words: 'Hôm nay' } : { tone: 'info', words: `Còn ${days} ngày` };
}
