import { formatNumber } from '#kernel/vietnamese.ts';
import { NO_STANDING, type Standing } from './standings.ts';

/** What the figures over years can show. A rate keeps what it is a part of, so that it adds up the tree. */
export interface Measure { readonly key: string; readonly label: string; readonly group: string; readonly unit: string; readonly tone?: 'good' | 'soon' | 'late' | 'info' }
export interface Value { readonly count: number; /** The whole of a rate; 0 where it is a plain number. */ readonly of: number }
/** First day of the period → value. */
export type Series = Readonly<Record<string, Value>>;

const GROUP = 'Nghĩa vụ theo kế hoạch';
export const MEASURES: readonly Measure[] = [
  { key: 'dung-han', label: 'Tỷ lệ đúng hạn', group: GROUP, unit: '%', tone: 'good' },
  { key: 'den-han', label: 'Nghĩa vụ đến hạn', group: GROUP, unit: 'nghĩa vụ' },
  { key: 'qua-han', label: 'Nghĩa vụ quá hạn, chưa đủ', group: GROUP, unit: 'nghĩa vụ', tone: 'late' },
  { key: 'con-no', label: 'Sản phẩm còn nợ', group: GROUP, unit: 'sản phẩm', tone: 'soon' },
];

export function valueOf(measure: Measure, one: Partial<Standing>): Value {
  const standing = { ...NO_STANDING, ...one };
  switch (measure.key) {
    case 'den-han': return { count: standing.due, of: 0 };
    case 'qua-han': return { count: standing.missed, of: 0 };
    case 'con-no': return { count: standing.debt, of: 0 };
    default: return { count: standing.metInTime, of: standing.due };
  }
}

export function addSeries(a: Series, b: Series): Series {
  const sum: Record<string, Value> = { ...a };
  for (const [key, value] of Object.entries(b)) sum[key] = { count: (sum[key]?.count ?? 0) + value.count, of: (sum[key]?.of ?? 0) + value.of };
  return sum;
}

export function wordsOf(measure: Measure, value: Value | undefined): { readonly value: number | null; readonly text: string } {
  if (measure.unit !== '%') return value ? { value: value.count, text: formatNumber(value.count) } : { value: null, text: '–' };
  if (!value || !value.of) return { value: null, text: '–' };
  return { value: value.count / value.of, text: `${formatNumber((value.count / value.of) * 100, 1)} %` };
}
