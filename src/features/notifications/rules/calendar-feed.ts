import { addDays, daysBetween, formatDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import type { CalendarEvent } from '#platform/icalendar.ts';
import { previousWorkingDay, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { ObligationCard } from '#features/obligations/rules/views.ts';

/** What a feed shows around today, and how much at most: the soonest are kept. */
export const feedWindow = (today: PlainDate): DateRange => ({ from: addDays(today, -90), to: addDays(today, 400) });
export const MOST_EVENTS = 2_000;
/** Reminders ring at eight in the morning. */
const ALARM_HOUR = 8;

const alarmFor = (day: PlainDate, calendar: WorkingCalendar): number => (daysBetween(previousWorkingDay(calendar, day), day) * 24 - ALARM_HOUR) * 3_600;

/** Counted work that somebody owes or has done; what is only followed, optional, let off or closed stands in no calendar. */
export function obligationEvent(card: ObligationCard, unitName: string, calendar: WorkingCalendar, today: PlainDate): CalendarEvent | null {
  if (card.amount === null || ['closed', 'excused', 'optional', 'followed'].includes(card.state)) return null;
  const wanted = card.amount - card.excused, rest = Math.max(0, wanted - card.credited), done = rest === 0;
  const { type, number, item } = card.citation, what = `${card.title} (${card.periodLabel})`;
  return {
    uid: `${card.id}@loa`, day: card.due,
    summary: done ? `Đã xong: ${what}` : card.state === 'missed' ? `Quá hạn, còn ${rest} ${card.unit}: ${what}` : `Hạn: ${what}, còn ${rest} ${card.unit}`,
    lines: [`Đơn vị: ${unitName}`, `Đã ghi ${Math.min(card.credited, wanted)}/${wanted} ${card.unit}`, `Căn cứ: ${[type, number].filter(Boolean).join(' ')}, mục ${item}`,
      ...(card.printedDue === card.due ? [] : [`Hạn ghi trong văn bản: ${formatDate(card.printedDue)}`])],
    path: `/lam-viec/viec/${card.id}`, alarm: done || card.due < today ? null : alarmFor(card.due, calendar),
  };
}

/** A round of a reporting regime for one unit; `sent` when the report went up. */
export interface RoundOwed { readonly regimeId: string; readonly regimeName: string; readonly key: string; readonly label: string; readonly unitId: string; readonly unitName: string; readonly due: PlainDate; readonly sent: boolean; readonly path: string }
export const roundEvent = (round: RoundOwed, calendar: WorkingCalendar, today: PlainDate): CalendarEvent => ({
  uid: `${round.regimeId}-${round.unitId}-${round.key.replace(/[^\w-]/g, '.')}@loa`, day: round.due,
  summary: `${round.sent ? 'Đã gửi' : 'Hạn gửi'}: Báo cáo ${round.label}`, lines: [`Đơn vị: ${round.unitName}`, `Chế độ: ${round.regimeName}`], path: round.path, alarm: round.sent || round.due < today ? null : alarmFor(round.due, calendar),
});

/** In order of days; no more than fits, the past going first. */
export function chosenEvents(events: readonly CalendarEvent[]): CalendarEvent[] {
  const sorted = [...new Map(events.map((one) => [one.uid, one])).values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.uid < b.uid ? -1 : 1));
  return sorted.slice(Math.max(0, sorted.length - MOST_EVENTS));
}
