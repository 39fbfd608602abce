import ical, { ICalAlarmType, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { addDays, TIME_ZONE, toDayNumber, type PlainDate } from '#kernel/plain-date.ts';

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';

/** Whole days in a calendar. */
export interface CalendarEvent {
  /** The same for the same thing for ever: a calendar changes the entry and makes no second one. */
  readonly uid: string;
  readonly day: PlainDate;
  /** The last of several days. */
  readonly until?: PlainDate;
  readonly summary: string;
  readonly lines: readonly string[];
  readonly path: string;
  /** Seconds before the start of the day; null: nothing to be reminded of. */
  readonly alarm: number | null;
}

/** Whole days have no zone; the library wants an instant and writes its UTC day. */
const day = (date: PlainDate): Date => new Date(toDayNumber(date) * 86_400_000);

/** The library escapes what stands in an event, and writes the calendar's own name as it comes: RFC 5545, 3.3.11. */
const nameText = (name: string): string => name.replace(/[\p{Cc}\s]+/gu, ' ').trim().replace(/[\\;,]/g, '\\$&');

/** RFC 5545, whole days. The same events give the same bytes on the same day. `absolute` makes the whole address of an event's path. */
export function calendarText(name: string, events: readonly CalendarEvent[], today: PlainDate, absolute: (path: string) => string): string {
  const calendar = ical({ name: nameText(name), prodId: { company: 'Loa', product: 'Loa', language: 'VI' }, ttl: 6 * 3_600 });
  calendar.x('X-WR-TIMEZONE', TIME_ZONE);
  for (const one of events) {
    const event = calendar.createEvent({
      // DTEND is the day after the last one (3.6.1)
      id: one.uid, allDay: true, start: day(one.day), ...(one.until && one.until > one.day ? { end: day(addDays(one.until, 1)) } : {}), stamp: day(today), summary: one.summary, description: one.lines.join('\n'), url: absolute(one.path),
      status: ICalEventStatus.CONFIRMED, transparency: ICalEventTransparency.TRANSPARENT,
    });
    if (one.alarm !== null) event.createAlarm({ type: ICalAlarmType.display, trigger: one.alarm, description: one.summary });
  }
  return calendar.toString();
}
