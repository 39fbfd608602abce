import { addDays, daysBetween, minDate, type PlainDate } from '#kernel/plain-date.ts';
import { periodAt } from '#features/calendar/rules/periods.ts';

/**
 * The state of an obligation on a day, computed and never stored (design: "The core"). `store/state-sql.ts` says the
 * same in SQL for boards; a property test on a real database holds the two together.
 */
export const STATES = ['upcoming', 'open', 'partly-met', 'met', 'met-late', 'missed', 'excused', 'followed', 'optional', 'closed'] as const;
export type ObligationState = (typeof STATES)[number];

export type ReportRhythm = 'month' | 'quarter' | 'half-year' | 'year';

/** What is owed; written once. */
export interface Owed {
  readonly periodFrom: PlainDate;
  readonly periodTo: PlainDate;
  /** The last day in time. */
  readonly due: PlainDate;
  /** Null: followed without a number (theo dõi). */
  readonly amount: number | null;
  /** "Có điều kiện", "nếu có", "khuyến khích": never a debt. */
  readonly optional: boolean;
  readonly reportRhythm: ReportRhythm;
}

/** What is known on the day, by the credits that count on the page in question (recorded, or confirmed only). */
export interface Standing {
  readonly credited: number;
  /** Part of `credited` done on or before the due day, however late it was recorded. */
  readonly creditedInTime: number;
  readonly excused: number;
  readonly closed: boolean;
  /** Latest day done of the counting credits. */
  readonly lastDone: PlainDate | null;
}

export const NOTHING_DONE: Standing = { credited: 0, creditedInTime: 0, excused: 0, closed: false, lastDone: null };

/** What still has to come, whatever the day: the amount less what is credited and excused; 0 where nothing is counted. */
export const restOf = (owed: Owed, known: Standing): number =>
  owed.amount === null || known.closed ? 0 : Math.max(0, owed.amount - known.excused - known.credited);

/** What is owed from before: due, neither delivered nor excused. */
export const debtOf = (owed: Owed, known: Standing, today: PlainDate): number =>
  owed.optional || owed.due >= today ? 0 : restOf(owed, known);

export function stateOn(owed: Owed, known: Standing, today: PlainDate): ObligationState {
  if (known.closed) return 'closed';
  if (owed.amount === null) return owed.periodFrom > today && known.credited === 0 ? 'upcoming' : 'followed';
  if (known.credited >= owed.amount - known.excused) {
    if (known.excused >= owed.amount) return known.credited >= owed.amount ? metState(owed, known) : 'excused';
    return metState(owed, known);
  }
  if (owed.optional) return 'optional';
  if (owed.due < today) return 'missed';
  if (known.credited > 0) return 'partly-met';
  return owed.periodFrom > today ? 'upcoming' : 'open';
}

const metState = (owed: Owed, known: Standing): ObligationState =>
  known.creditedInTime >= (owed.amount ?? 0) - known.excused ? 'met' : 'met-late';

/**
 * A followed obligation turns amber after a whole reporting period with nothing done. "Whole": begun inside the period
 * of the obligation and over by today; what was done since makes it quiet no longer.
 */
export function isSilent(owed: Owed, known: Standing, today: PlainDate): boolean {
  if (owed.amount !== null || known.closed || owed.optional) return false;
  const start = lastReportingPeriodStart(owed, today);
  return start !== null && (known.lastDone === null || known.lastDone < start);
}

/** First day of the latest reporting period that lies whole inside the obligation's period and is over by today; null when none is. */
export function lastReportingPeriodStart({ periodFrom, periodTo, reportRhythm }: Pick<Owed, 'periodFrom' | 'periodTo' | 'reportRhythm'>, today: PlainDate): PlainDate | null {
  const running = periodAt(reportRhythm, minDate(today, addDays(periodTo, 1)));
  const last = periodAt(reportRhythm, addDays(running.from, -1));
  return last.from >= periodFrom ? last.from : null;
}

/** The sign on the board. `none`: nothing to look at yet. */
export type Light = 'green' | 'amber' | 'red' | 'none';

const LIGHT: Readonly<Record<ObligationState, Light>> = {
  upcoming: 'none', open: 'amber', 'partly-met': 'amber', met: 'green', 'met-late': 'green', missed: 'red', excused: 'green',
  followed: 'green', optional: 'none', closed: 'none',
};
export const lightOf = (state: ObligationState, silent = false): Light => (state === 'followed' && silent ? 'amber' : LIGHT[state]);

/** In words officials use. */
export const STATE_LABEL: Readonly<Record<ObligationState, string>> = {
  upcoming: 'Chưa đến kỳ', open: 'Đang trong kỳ', 'partly-met': 'Đã làm một phần', met: 'Đã đủ', 'met-late': 'Đã đủ, trễ hạn', missed: 'Quá hạn',
  excused: 'Được miễn', followed: 'Theo dõi', optional: 'Có điều kiện', closed: 'Không còn giao',
};

/** "Quá hạn 20 ngày", "Còn 10 ngày", "Đến hạn hôm nay"; null when the due day no longer matters. */
export function dueWords(state: ObligationState, due: PlainDate, today: PlainDate): string | null {
  if (state !== 'missed' && state !== 'open' && state !== 'partly-met') return null;
  const days = daysBetween(today, due);
  return days < 0 ? `Quá hạn ${-days} ngày` : days === 0 ? 'Đến hạn hôm nay' : `Còn ${days} ngày`;
}
