import { addDays, formatDate, formatDayMonth, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { calendarDay, isWorkingDay, type WorkingCalendar } from './working-days.ts';

/**
 * A printed day and the day that counts, in the words of a work card: "trước 25/11 · làm xong 23/11/2026 (24/11 nghỉ lễ)". Alone where both are
 * the same: "hạn 30/11/2026". "trước" is known by the printed day itself being worked: a day that is meant to be the last would then count.
 */
export function dueDayText(calendar: WorkingCalendar, printed: PlainDate, due: PlainDate): string {
  if (printed === due) return `hạn ${formatDate(due)}`;
  const day = yearOf(printed) === yearOf(due) ? formatDayMonth(printed) : formatDate(printed), why = daysOffBetween(calendar, printed, due);
  return `${due < printed && isWorkingDay(calendar, printed) ? 'trước' : 'hạn ghi'} ${day} · làm xong ${formatDate(due)}${why ? ` (${why})` : ''}`;
}

/** "24/11 nghỉ lễ", "nghỉ cuối tuần": the days that nobody works between the two, the printed one included. */
export function daysOffBetween(calendar: WorkingCalendar, printed: PlainDate, due: PlainDate): string {
  const step = due < printed ? -1 : 1, named: PlainDate[] = [];
  let weekend = false;
  for (let day = printed; day !== due; day = addDays(day, step)) {
    if (isWorkingDay(calendar, day)) continue;
    if (calendarDay(calendar, day)) named.push(day);
    else weekend = true;
  }
  const days = named.sort(), first = days[0], last = days.at(-1);
  return [first && last ? `${first === last ? '' : `${formatDayMonth(first)} – `}${formatDayMonth(last)} nghỉ lễ` : '', weekend ? 'nghỉ cuối tuần' : ''].filter(Boolean).join(', ');
}
