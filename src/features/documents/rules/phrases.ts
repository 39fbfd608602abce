/** Sentences that plans and letters repeat, written from plain values in the words that `loa read` reads back. */
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';

export type CadencePeriod = 'day' | 'week' | 'month' | 'quarter' | 'year';

export const PERIOD_WORDS: Record<CadencePeriod, string> = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', year: 'năm' };

export interface Cadence {
  readonly count: number;
  readonly unit: string;
  readonly per: CadencePeriod;
  /** Minutes a piece, from–to. */
  readonly minutes?: { readonly min: number; readonly max: number };
  readonly annualTotal?: { readonly count: number; readonly unit: string; readonly approximate?: boolean };
  /** What has this rhythm, when the task has several. */
  readonly product?: string;
}

/** In a sentence, from 1 to 9, with a leading zero, as official papers write amounts: "05". */
export const amount = (count: number): string => (Number.isInteger(count) && count > 0 && count < 10 ? `0${count}` : formatNumber(count, 2));

/** "Bản tin PAPI: 01 số/tháng, thời lượng 05 phút (12 kỳ/năm)" */
export function cadenceInWords(cadence: Cadence): string {
  const { minutes, annualTotal } = cadence;
  const duration = minutes ? `, thời lượng ${minutes.min === minutes.max ? amount(minutes.min) : `${amount(minutes.min)}-${amount(minutes.max)}`} phút` : '';
  const total = annualTotal ? ` (${annualTotal.approximate ? 'khoảng ' : ''}${amount(annualTotal.count)} ${annualTotal.unit}/năm)` : '';
  return `${cadence.product ? `${cadence.product}: ` : ''}${amount(cadence.count)} ${cadence.unit}/${PERIOD_WORDS[cadence.per]}${duration}${total}`;
}

export type ReportRhythm = 'month' | 'quarter' | 'half-year' | 'nine-months' | 'year';
const RHYTHM_WORDS: Record<ReportRhythm, string> = { month: 'tháng', quarter: 'quý', 'half-year': '6 tháng', 'nine-months': '9 tháng', year: 'năm' };

export interface ReportingClause {
  readonly what?: string;
  readonly rhythms: readonly ReportRhythm[];
  /** The final receiver. */
  readonly to: string;
  /** The office it passes through. */
  readonly via?: string;
  /** "trước ngày 25/11/2026": the last day is the one before. */
  readonly before?: PlainDate;
  /** The report it becomes a part of. */
  readonly within?: string;
}

/** "Định kỳ (quý, 6 tháng, năm) báo cáo kết quả thực hiện về UBND tỉnh (qua Sở Nội vụ) trước ngày 25/11/2026" */
export function reportingClause(clause: ReportingClause): string {
  const rhythm = clause.rhythms.length ? `Định kỳ (${clause.rhythms.map((one) => RHYTHM_WORDS[one]).join(', ')}) báo cáo` : 'Báo cáo';
  return `${rhythm} ${clause.what ?? 'kết quả thực hiện'} về ${clause.to}${clause.via ? ` (qua ${clause.via})` : ''}`
    + `${clause.before ? ` trước ngày ${formatDate(clause.before)}` : ''}${clause.within ? ` (lồng ghép vào ${clause.within})` : ''}`;
}
