import { addDays, addMonths, dateOf, minDate, quarterOf, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';

export const startOfQuarter = (date: PlainDate): PlainDate => dateOf(yearOf(date), quarterOf(date) * 3 - 2, 1);

/**
 * The quarters that are over on the day and by the end of the window: all before `end`, the first day of a quarter, except
 * the one (`cut`) that begins before the window and ends in it.
 */
export function wholeQuarters({ from, to }: DateRange, today: PlainDate): { readonly end: PlainDate; readonly cut: DateRange | null } {
  const end = startOfQuarter(minDate(today, addDays(to, 1))), start = startOfQuarter(from);
  return { end, cut: start < from && start < end ? { from: start, to: addDays(addMonths(start, 3), -1) } : null };
}
