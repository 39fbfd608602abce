import { addDays, dayAt, startOfDay, weekdayOf, type PlainDate } from '#kernel/plain-date.ts';
import { isWorkingDay, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';

/** How somebody wants e-mail. */
export type EmailChoice = 'off' | 'daily' | 'weekly';
export type Rhythm = 'daily' | 'weekly';
export const DEFAULT_EMAIL: EmailChoice = 'daily';

export const EMAIL_CHOICES: Readonly<Record<EmailChoice, { readonly label: string; readonly hint: string }>> = {
  daily: { label: 'Việc gấp gửi ngay, còn lại gửi gộp mỗi ngày làm việc', hint: 'Thư gộp gửi lúc 7 giờ; hôm nào không có gì mới thì không gửi.' },
  weekly: { label: 'Một thư gộp mỗi tuần', hint: 'Gửi lúc 7 giờ ngày làm việc đầu tuần, gồm cả việc gấp trong tuần.' },
  off: { label: 'Không gửi thư', hint: 'Thông báo vẫn nằm trong hộp thư trên Loa.' },
};
export const isEmailChoice = (text: string): text is EmailChoice => Object.hasOwn(EMAIL_CHOICES, text);

/** Gathered letters go out at seven in the morning, before offices open. */
export const DIGEST_HOUR = 7;
/** Older news is not sent by e-mail any more: it stands in the inbox. */
export const TOLD_BY_MAIL_DAYS = 14;
/** What is urgent goes out at once while it is fresh; after an outage it joins the gathered letter, so that catching up is no flood. */
export const FRESH_MINUTES = 120;

const at = (day: PlainDate): Date => new Date(startOfDay(day).getTime() + DIGEST_HOUR * 3_600_000);

/** The first working day of the week (Monday first) in which `day` lies; null in a week without any. */
function firstWorkingDay(calendar: WorkingCalendar, day: PlainDate): PlainDate | null {
  const monday = addDays(day, 1 - weekdayOf(day));
  for (let i = 0; i < 7; i++) if (isWorkingDay(calendar, addDays(monday, i))) return addDays(monday, i);
  return null;
}

/** The appointed hour that is now or was last: 07:00 of a working day, or of the first one of a week. However long ago: one, not several. */
export function latestSlot(rhythm: Rhythm, now: Date, calendar: WorkingCalendar): Date {
  for (let day = dayAt(now), looked = 0; looked < 60; day = addDays(day, -1), looked++) {
    const meant = rhythm === 'daily' ? isWorkingDay(calendar, day) : firstWorkingDay(calendar, day) === day;
    if (meant && at(day) <= now) return at(day);
  }
  throw new RangeError('no working day within two months'); // no calendar has that
}

/** May this still be sent at once? */
export const isFresh = (happenedAt: Date, now: Date): boolean => now.getTime() - happenedAt.getTime() <= FRESH_MINUTES * 60_000;
