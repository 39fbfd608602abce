import { dateOf, daysBetween, maxDate, minDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { END_OF_PERIOD, type DeadlineRule } from './deadline-rule.ts';
import { dueOf, type DueDay } from './due.ts';
import { middleOf, periodsOf, windowPeriod, type Period, type TilingKind } from './periods.ts';
import type { Timing } from './timing.ts';
import type { Roll, WorkingCalendar } from './working-days.ts';

/** A rate as read from a plan: "05 tin, bài/tháng", "1 số/tuần × 5 phút", "hằng quý" (no count). Kept as written. */
export interface Cadence {
  readonly count: number | null;
  readonly unit: string;
  readonly per: TilingKind;
  readonly durationMinutes: { readonly min: number; readonly max: number } | null;
  readonly product: string | null;
  /** "khoảng 50 tin, bài/năm" beside a rate: a second fact, shown and compared; it generates nothing. */
  readonly annualTotal?: { readonly count: number; readonly unit: string; readonly approximate: boolean };
}

/** What turns one commitment into dated instances. */
export interface Schedule {
  /** The whole window of the commitment, never a rest of it: an amendment compares by key instead of generating anew from its day on. */
  readonly window: DateRange;
  readonly cadence: Cadence | null;
  /** "Thường xuyên" without a rate: one instance a year without an amount (theo dõi). Ignored when there is a cadence. */
  readonly tracked?: boolean;
  /** A number the reviewer gave where the paper has none. */
  readonly amount?: number;
  /** When each instance is due; the end of its period when absent. */
  readonly deadline?: DeadlineRule;
  readonly roll: Roll;
  /** The day of the event that a deadline "kể từ ngày nhận" counts from, once known. */
  readonly eventDay?: PlainDate | null;
}

/**
 * Where the amount comes from: printed in the paper; one, because a task with a time and no number is to be done once;
 * or given by our own unit ("do đơn vị ấn định": a rhythm without a count, or the reviewer's number).
 */
export type Provenance = 'read' | 'implied' | 'unit-set';

export interface Instance {
  /** Stable for this period of the commitment, whatever the window: generating again gives the same keys. */
  readonly key: string;
  readonly period: Period;
  /** Null = theo dõi: counted and shown, never missed by count. */
  readonly amount: number | null;
  readonly provenance: Provenance;
  /** Why there is no amount: the task is continuous, or the window holds too little of the period. */
  readonly tracked: 'continuous' | 'cut-short' | null;
  /** Null only while the event a deadline counts from has no day. */
  readonly due: DueDay | null;
}

/**
 * The instances of a commitment, in order; their periods tile the window without gap or overlap.
 *
 * A period that the window cuts owes its full amount when the window holds the middle day of the whole period, and
 * nothing by count otherwise: what is done in the rest still shows. That is ISO 8601's rule for weeks (a week belongs to
 * the year that has its Thursday) for every kind of period, so "1 số/tuần" owes exactly the 52 or 53 weeks of a year, and
 * of two adjoining windows one owes the period, never both or neither. Officials do not print fractions of a quota,
 * so nothing is divided. A quota does not vanish, though: when no period of the window would owe it ("02 lớp/năm" in
 * a plan of September), the one of which the window holds most days does.
 */
export function instancesOf(schedule: Schedule, calendar: WorkingCalendar): Instance[] {
  const { cadence, window } = schedule;
  const make = (period: Period, amount: number | null, provenance: Provenance, tracked: Instance['tracked']): Instance =>
    ({ key: period.key, period, amount, provenance, tracked, due: dueOf(schedule.deadline ?? END_OF_PERIOD, { period, calendar, roll: schedule.roll, eventDay: schedule.eventDay }) });

  if (cadence) {
    const periods = periodsOf(cadence.per, window);
    const amount = schedule.amount ?? cadence.count ?? 1;
    const provenance: Provenance = schedule.amount === undefined && cadence.count !== null ? 'read' : 'unit-set';
    const owing = owingPeriods(periods);
    return periods.map((period) => (owing.has(period) ? make(period, amount, provenance, null) : make(period, null, provenance, 'cut-short')));
  }
  if (schedule.tracked && schedule.amount === undefined) return periodsOf('year', window).map((period) => make(period, null, 'read', 'continuous'));
  return [make(windowPeriod(window), schedule.amount ?? 1, schedule.amount === undefined ? 'implied' : 'unit-set', null)];
}

function owingPeriods(periods: readonly Period[]): ReadonlySet<Period> {
  const owing = periods.filter((period) => { const middle = middleOf(period.whole); return middle >= period.from && middle <= period.to; });
  if (owing.length > 0) return new Set(owing);
  // Only one or two cut periods: of two, each holds less than half of its own; the larger rest owes, the earlier when equal.
  return new Set([periods.reduce((a, b) => (share(b) > share(a) ? b : a))]);
}
const share = ({ from, to }: Period): number => daysBetween(from, to);

/**
 * The window and kind of a task without a cadence, from its written time and the window of the plan.
 *
 * Year, quarter, month, date, range, deadline: to be done once in that time. Thường xuyên, hằng năm, định kỳ, "từ … trở
 * đi" and no time at all: tracked, since nothing printed says that one is enough. A time outside the plan's window is
 * taken as printed.
 */
export function scheduleOfTiming(timing: Timing | null, plan: DateRange, deadline?: DeadlineRule): Pick<Schedule, 'window' | 'tracked' | 'deadline'> {
  if (!timing) return { window: plan, tracked: deadline === undefined, deadline };
  const { from, to } = timing;
  switch (timing.kind) {
    case 'year': case 'quarter': case 'month': case 'range': return { window: between(from ?? plan.from, to ?? plan.to), tracked: false, deadline };
    case 'date': return { window: between(from ?? to ?? plan.from, to ?? from ?? plan.to), tracked: false, deadline };
    case 'deadline': {
      const last = to ?? plan.to;
      return { window: between(from ?? minDate(plan.from, last), last), tracked: false, deadline: deadline ?? { kind: 'date', mode: 'by', date: last } };
    }
    case 'open': return { window: between(from ?? plan.from, maxDate(from ?? plan.from, plan.to)), tracked: true, deadline };
    case 'continuous': case 'recurring': return { window: between(from ?? plan.from, to ?? plan.to), tracked: true, deadline };
  }
}
const between = (a: PlainDate, b: PlainDate): DateRange => (a <= b ? { from: a, to: b } : { from: b, to: a });

/** What a year of the rate comes to, to set beside a printed annual total: 5 a month = 60, the plan says "khoảng 50". Null without a count. */
export function yearlyAmount({ count, per }: Cadence, year: number): number | null {
  if (count === null) return null;
  const periods = periodsOf(per, { from: dateOf(year, 1, 1), to: dateOf(year, 12, 31) });
  return count * owingPeriods(periods).size;
}
