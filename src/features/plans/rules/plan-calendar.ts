import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import type { TaskContent } from './content.ts';

/** A time of a plan that stands in a calendar: a campaign, a contest, a meeting, or the last day of something. */
export interface PlanEvent { readonly kind: 'time' | 'last-day'; readonly from: PlainDate; readonly to: PlainDate }

/** What takes longer is done all the time and no event of anybody's calendar: half a year. */
const LONGEST_DAYS = 184;
/** With a beginning and an end. */
const BOUNDED = new Set(['quarter', 'month', 'date', 'range']);

/** Days that a task names; what comes again and again, or goes on all year, names none. */
export function eventsOf({ period, deadline }: Pick<TaskContent, 'period' | 'deadline'>): PlanEvent[] {
  const events: PlanEvent[] = [];
  if (period?.from && period.to && BOUNDED.has(period.kind) && daysBetween(period.from, period.to) < LONGEST_DAYS) events.push({ kind: 'time', from: period.from, to: period.to });
  const last = deadline?.kind === 'date' ? deadline.date : period?.kind === 'deadline' ? period.to : null;
  if (last && !events.some((one) => one.to === last)) events.push({ kind: 'last-day', from: last, to: last });
  return events;
}
