import { addDays, addMonths, dateOf, startOfMonth, type DateRange } from '#kernel/plain-date.ts';
import type { DeadlineRule } from './deadline-rule.ts';
import { nineMonthsOf, periodAt, type Period } from './periods.ts';

export type ReportPeriodKind = 'month' | 'quarter' | 'half-year' | 'nine-months' | 'year';

/** How often a regime reports, on which data, until when: a row of data with its source, never code. */
export interface ReportWindows {
  readonly id: string;
  readonly name: string;
  /** Which periods are reported; `only` numbers them within the year from 1 (quarters I and III = [1, 3]); absent = all. */
  readonly periods: readonly { readonly kind: ReportPeriodKind; readonly only?: readonly number[] }[];
  /** First and last day of the data: from this day of the month before the period to that day of its last month; null = the calendar period itself. */
  readonly cut: { readonly fromDay: number; readonly toDay: number } | null;
  readonly deadline: DeadlineRule;
  readonly citation: string;
}

export const REPORT_WINDOWS: readonly ReportWindows[] = [
  {
    id: 'decree-09-2019', name: 'Báo cáo định kỳ theo Nghị định số 09/2019/NĐ-CP',
    periods: [{ kind: 'month' }, { kind: 'quarter' }, { kind: 'half-year' }, { kind: 'nine-months' }, { kind: 'year' }],
    cut: { fromDay: 15, toDay: 14 }, deadline: { kind: 'day-of-month', mode: 'by', day: 25, month: 'last-of-period' },
    citation: 'Điều 12, Điều 13 Nghị định số 09/2019/NĐ-CP',
  },
  {
    id: 'par-581', name: 'Báo cáo cải cách hành chính định kỳ',
    periods: [{ kind: 'quarter', only: [1, 3] }, { kind: 'half-year', only: [1] }, { kind: 'year' }],
    cut: { fromDay: 15, toDay: 14 }, deadline: { kind: 'day-of-month', mode: 'by', day: 20, month: 'last-of-period' },
    citation: 'Công văn số 581/BNV-CCHC của Bộ Nội vụ',
  },
  {
    id: 'calendar-quarters', name: 'Báo cáo theo quý, 6 tháng, năm dương lịch',
    periods: [{ kind: 'quarter' }, { kind: 'half-year' }, { kind: 'year' }],
    cut: null, deadline: { kind: 'end-of-period' }, citation: 'Theo kế hoạch của đơn vị',
  },
];

export interface ReportPeriod {
  readonly period: Period;
  /** The days whose deliverables the report counts. */
  readonly data: DateRange;
}

/** The reports of a year, by the end of their periods, shorter periods first. */
export function reportPeriodsOf(windows: ReportWindows, year: number): ReportPeriod[] {
  const periods = windows.periods.flatMap(({ kind, only }) => periodsOfYear(kind, year).filter((_, i) => !only || only.includes(i + 1)));
  return periods
    .map((period) => ({ period, data: dataWindow(windows, period) }))
    .sort((a, b) => (a.period.to < b.period.to ? -1 : a.period.to > b.period.to ? 1 : a.period.from > b.period.from ? -1 : 1));
}

/** The data window of one period: Decree 09/2019 counts quarter IV from 15 September to 14 December. */
export function dataWindow({ cut }: ReportWindows, period: Period): DateRange {
  if (!cut) return { from: period.from, to: period.to };
  return { from: addDays(addMonths(startOfMonth(period.from), -1), cut.fromDay - 1), to: addDays(startOfMonth(period.to), cut.toDay - 1) };
}

function periodsOfYear(kind: ReportPeriodKind, year: number): Period[] {
  if (kind === 'nine-months') return [nineMonthsOf(year)];
  const months = { month: 1, quarter: 3, 'half-year': 6, year: 12 }[kind];
  return Array.from({ length: 12 / months }, (_, i) => periodAt(kind, dateOf(year, 1 + i * months, 1)));
}
