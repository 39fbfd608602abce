import ical, { ICalAlarmType, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { TIME_ZONE, toDayNumber, type PlainDate } from '#kernel/plain-date.ts';
import type { FeedEvent } from './rules/calendar-feed.ts';

/** Whole days have no zone; the library wants an instant and writes its UTC day. */
const day = (date: PlainDate): Date => new Date(toDayNumber(date) * 86_400_000);

/** The library escapes what stands in an event, and writes the calendar's own name as it comes: RFC 5545, 3.3.11. */
const nameText = (name: string): string => name.replace(/[\p{Cc}\s]+/gu, ' ').trim().replace(/[\\;,]/g, '\\$&');

/** RFC 5545: whole days, an alarm on the working day before. The same events give the same bytes on the same day. */
export function feedText(name: string, events: readonly FeedEvent[], today: PlainDate, origin: string): string {
  const calendar = ical({ name: nameText(name), prodId: { company: 'Loa', product: 'Loa', language: 'VI' }, ttl: 6 * 3_600 });
  calendar.x('X-WR-TIMEZONE', TIME_ZONE);
  for (const one of events) {
    const event = calendar.createEvent({
      id: one.uid, allDay: true, start: day(one.day), stamp: day(today), summary: one.summary, description: one.lines.join('\n'), url: origin + one.path,
      status: ICalEventStatus.CONFIRMED, transparency: ICalEventTransparency.TRANSPARENT,
    });
    if (one.alarm !== null) event.createAlarm({ type: ICalAlarmType.display, trigger: one.alarm, description: one.summary });
  }
  return calendar.toString();
}
