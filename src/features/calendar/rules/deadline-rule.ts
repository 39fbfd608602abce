import type { PlainDate } from '#kernel/plain-date.ts';

/**
 * A deadline as the paper words it, before any day is computed from it. `due.ts` turns it into days; `timing.ts` reads
 * it out of text.
 *
 * `mode` says whether the named day itself is still in time: "trước ngày 25/11" = 'before' (the 24th is the last day),
 * "chậm nhất (đến) ngày", "không quá ngày", "đến ngày" = 'by' (the 25th is).
 */
export type DeadlineRule =
  /** trước ngày 25/11/2026 · chậm nhất ngày 25/11/2026 */
  | { readonly kind: 'date'; readonly mode: DeadlineMode; readonly date: PlainDate }
  /** trước ngày 25/11 (hằng năm), no year printed: in the year in which the period ends */
  | { readonly kind: 'day-of-year'; readonly mode: DeadlineMode; readonly month: number; readonly day: number }
  /**
   * trước ngày 20 hằng tháng · ngày 20 tháng cuối quý ('last-of-period': in the last month of the period)
   * trước ngày 05 của tháng sau ('after-period': in the month after the period). A day the month lacks is its last day.
   */
  | { readonly kind: 'day-of-month'; readonly mode: DeadlineMode; readonly day: number; readonly month: 'last-of-period' | 'after-period' }
  /**
   * trong 05 ngày làm việc kể từ ngày …: counting starts on the day after. Counted from a printed date, from the last
   * day of the period, or from an event that only the person who records it knows ("kể từ ngày nhận được văn bản").
   */
  | { readonly kind: 'within'; readonly days: number; readonly counting: 'working-days' | 'calendar-days'; readonly after: DeadlineAnchor }
  /** cuối kỳ: the last day of the period; what holds when the paper says nothing */
  | { readonly kind: 'end-of-period' };

export type DeadlineMode = 'before' | 'by';
export type DeadlineAnchor =
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'period-end' }
  | { readonly kind: 'event'; readonly text: string };

export const END_OF_PERIOD: DeadlineRule = { kind: 'end-of-period' };
