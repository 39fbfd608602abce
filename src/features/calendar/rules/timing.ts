/**
 * Times as officials print them → days.
 *
 * readTiming accepts (marks, case, dashes and `hằng`/`hàng` do not matter):
 *   Thường xuyên [trong năm [2026]] · Liên tục · Quanh năm            continuous (bounds of the year only when a year is meant)
 *   Hằng tháng · Định kỳ (quý, 6 tháng, năm) · Trước ngày 15 hằng tháng · Mỗi quý   recurring
 *   Trước (ngày) 30/6/2026 · Chậm nhất ngày 30/6 · Không quá … · Xong trước … · Đến (hết) ngày …   deadline (only `to`)
 *   Từ ngày 01/4 đến ngày 30/6/2026 · Tháng 3 - 6/2026 · Quý II, III năm 2026 · Quý I - Quý II · 6 tháng đầu năm · Giai đoạn 2022-2025   range
 *   Từ tháng 3/2026 (trở đi) · Kể từ ngày …                             open (only `from`)
 *   Quý I/2026 · Tháng 6 năm 2026 · Ngày 20 tháng 11 năm 2026 · 20/11/2026 · Trong năm (2026) · Cả năm
 * A day, month or quarter without a year takes the nearest year printed after it, then the plan's year.
 */
import { addDays, dateOf, daysInMonth, type PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';

export type TimingKind = 'year' | 'quarter' | 'month' | 'date' | 'range' | 'deadline' | 'open' | 'continuous' | 'recurring';
export interface Timing { readonly kind: TimingKind; readonly from: PlainDate | null; readonly to: PlainDate | null }

/** One time named in the text. `half`: "6 tháng đầu năm" (1), "6 tháng cuối năm" (2), 3 = "9 tháng đầu năm". */
export interface TimePoint {
  readonly kind: 'day' | 'month' | 'quarter' | 'year' | 'half';
  day: number; month: number; quarter: number; half: number; year: number | null;
  /** Tokens [from, to) of the folded text. */
  readonly from: number; to: number;
}

export const timeTokens = (text: string): string[] => fold(text).match(/[a-z]+|\d+|[/.,;:()-]/g) ?? [];

const ROMAN_QUARTERS: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4, '01': 1, '02': 2, '03': 3, '04': 4 };
const isYear = (token: string | undefined): boolean => token !== undefined && token.length === 4 && (token.startsWith('20') || token.startsWith('19'));
const isNumber = (token: string | undefined, max: number): boolean => token !== undefined && token.length <= 2 && token >= '0' && token <= '99' && /^\d+$/.test(token) && +token >= 1 && +token <= max;
const isRoman = (token: string | undefined): boolean => token !== undefined && token in ROMAN_QUARTERS;

/** "/2026", "-2026", "năm 2026" after a month or a quarter; the token after it. */
function yearAfter(tokens: readonly string[], at: number): { year: number; next: number } | null {
  const first = tokens[at];
  if ((first === '/' || first === '-' || first === '.' || first === 'nam' || first === ',') && isYear(tokens[at + 1])) return { year: +tokens[at + 1]!, next: at + 2 };
  if ((first === '/' || first === ',') && tokens[at + 1] === 'nam' && isYear(tokens[at + 2])) return { year: +tokens[at + 2]!, next: at + 3 };
  return null;
}

/** All times named, in order. Linear: every token is read a bounded number of times. */
export function timePoints(tokens: readonly string[]): TimePoint[] {
  const points: TimePoint[] = [];
  const add = (kind: TimePoint['kind'], from: number, to: number, part: Partial<TimePoint>): void => {
    points.push({ kind, day: 0, month: 0, quarter: 0, half: 0, year: null, ...part, from, to });
  };
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    const start = at;
    if ((token === 'quy' || token === 'qui') && isRoman(tokens[at + 1])) {
      at = readList(tokens, at + 1, isRoman, ['quy', 'qui'], (value, from, to) => add('quarter', from, to, { quarter: ROMAN_QUARTERS[value]! }));
      const year = yearAfter(tokens, at);
      if (year) { setYear(points, start, year.year); at = year.next; }
      continue;
    }
    if (token === 'thang' && isNumber(tokens[at + 1], 12)) {
      at = readList(tokens, at + 1, (t) => isNumber(t, 12), ['thang'], (value, from, to) => add('month', from, to, { month: +value }));
      const year = yearAfter(tokens, at);
      if (year) { setYear(points, start, year.year); at = year.next; }
      continue;
    }
    if ((token === '6' || token === '06' || token === '9' || token === '09' || token === 'sau') && tokens[at + 1] === 'thang' && !isNumber(tokens[at + 2], 12)) {
      const half = +token === 9 ? 3 : tokens[at + 2] === 'cuoi' ? 2 : tokens[at + 2] === 'dau' ? 1 : 0;
      if (half) { add('half', at, at + 3, { half }); at += 3; continue; }
    }
    if (isNumber(token, 31)) {
      const separator = tokens[at + 1];
      if ((separator === '/' || separator === '-' || separator === '.') && isNumber(tokens[at + 2], 12)) {
        if (tokens[at + 3] === separator && isYear(tokens[at + 4])) { add('day', at, at + 5, { day: +token, month: +tokens[at + 2]!, year: +tokens[at + 4]! }); at += 5; continue; }
        if (separator === '/') {
          const year = tokens[at + 3] === 'nam' && isYear(tokens[at + 4]) ? +tokens[at + 4]! : null;
          add('day', at, at + 3, { day: +token, month: +tokens[at + 2]!, year });
          at += year ? 5 : 3;
          continue;
        }
      }
      if (separator === '/' && isYear(tokens[at + 2]) && +token <= 12) { add('month', at, at + 3, { month: +token, year: +tokens[at + 2]! }); at += 3; continue; }
      if (separator === 'thang' && isNumber(tokens[at + 2], 12) && (tokens[at - 1] === 'ngay' || +token > 12 || tokens[at + 3] === 'nam')) {
        const year = yearAfter(tokens, at + 3);
        add('day', at, at + 3, { day: +token, month: +tokens[at + 2]!, year: year?.year ?? null });
        at = year?.next ?? at + 3;
        continue;
      }
    }
    if (isYear(token)) { add('year', at, at + 1, { year: +token }); at += 1; continue; }
    at += 1;
  }
  // A time without a year takes the next one printed.
  let year: number | null = null;
  for (let i = points.length - 1; i >= 0; i--) {
    if (points[i]!.year === null) points[i]!.year = year; else year = points[i]!.year;
  }
  return points;
}

/** "II, III", "3 - 6", "I và quý II": calls `add` for each; returns the token after the list. */
function readList(tokens: readonly string[], start: number, fits: (token: string | undefined) => boolean, unit: readonly string[], add: (value: string, from: number, to: number) => void): number {
  let at = start;
  add(tokens[at]!, at, at + 1);
  at += 1;
  for (;;) {
    const separator = tokens[at];
    if (separator !== ',' && separator !== '-' && separator !== 'va' && separator !== 'den' && separator !== '/') return at;
    const next = unit.includes(tokens[at + 1] ?? '') ? at + 2 : at + 1;
    if (!fits(tokens[next]) || (separator === '/' && next === at + 1)) return at;
    // "tháng 3, 15/6/2026": the number belongs to a date.
    if (tokens[next + 1] === '/' && !isYear(tokens[next + 2]) && tokens[next + 2] !== 'nam') return at;
    add(tokens[next]!, next, next + 1);
    at = next + 1;
  }
}
function setYear(points: TimePoint[], from: number, year: number): void {
  for (let i = points.length - 1; i >= 0 && points[i]!.from >= from; i--) points[i]!.year = year;
}

const day = (year: number, month: number, date: number): PlainDate => dateOf(year, month, Math.max(1, Math.min(date, daysInMonth(year, month))));
/** First and last day of a time; null when no year is known. */
export function boundsOf(point: TimePoint, planYear: number | null): { from: PlainDate; to: PlainDate } | null {
  const year = point.year ?? planYear;
  if (year === null) return null;
  if (point.kind === 'day') return { from: day(year, point.month, point.day), to: day(year, point.month, point.day) };
  if (point.kind === 'month') return { from: day(year, point.month, 1), to: day(year, point.month, 31) };
  if (point.kind === 'quarter') return { from: day(year, point.quarter * 3 - 2, 1), to: day(year, point.quarter * 3, 31) };
  if (point.kind === 'half') return point.half === 2 ? { from: day(year, 7, 1), to: day(year, 12, 31) } : { from: day(year, 1, 1), to: day(year, point.half === 3 ? 9 : 6, 31) };
  return { from: day(year, 1, 1), to: day(year, 12, 31) };
}

const yearBounds = (year: number | null): { from: PlainDate | null; to: PlainDate | null } =>
  year === null ? { from: null, to: null } : { from: day(year, 1, 1), to: day(year, 12, 31) };

const has = (folded: string, ...phrases: string[]): boolean => phrases.some((phrase) => ` ${folded} `.includes(` ${phrase} `));
export const RHYTHM_PHRASES = ['hang nam', 'hang thang', 'hang quy', 'hang tuan', 'hang ngay', 'dinh ky', 'dinh ki', 'moi thang', 'moi quy', 'moi nam', 'moi tuan', 'moi ngay', 'theo quy', 'theo thang', 'tung quy', 'tung thang', 'hang 6 thang'] as const;
/** Words straight before a time that make it the last day allowed. */
const BEFORE_WORDS = ['truoc', 'cham nhat', 'khong qua', 'muon nhat', 'den het', 'truoc het', 'han chot', 'han cuoi', 'den truoc', 'khong cham hon', 'cham nhat den', 'cham nhat den het', 'cham nhat la'];

/** The words (at most four, without `ngày`, `trong`, `tháng`, `quý`, `cuối`) straight before a token. */
function wordsBefore(tokens: readonly string[], at: number): string {
  const words: string[] = [];
  for (let i = at - 1; i >= 0 && words.length < 4; i--) {
    const token = tokens[i]!;
    if (words.length === 0 && ['ngay', 'trong', 'thang', 'quy', 'qui', 'cuoi', 'nam', 'giai', 'doan', 'vao'].includes(token)) continue;
    if (!/^[a-z]+$/.test(token)) break;
    words.unshift(token);
  }
  return words.join(' ');
}
const endsWithAny = (words: string, endings: readonly string[]): boolean => endings.some((ending) => words === ending || words.endsWith(` ${ending}`));

/** The period of a printed time; null when the text names none ("Theo kế hoạch của tỉnh"). planYear: the year named in the plan's title. */
export function readTiming(text: string, planYear: number | null): Timing | null {
  const tokens = timeTokens(text);
  const folded = tokens.filter((t) => /^[a-z0-9]+$/.test(t)).join(' ');
  if (!folded) return null;
  const points = timePoints(tokens);
  const years = points.filter((p) => p.kind === 'year');
  const inYear = has(folded, 'trong nam', 'ca nam', 'quanh nam', 'suot nam');
  if (has(folded, 'thuong xuyen', 'lien tuc', 'quanh nam', 'suot nam', 'xuyen suot')) {
    const spans = points.map((p) => boundsOf(p, planYear)).filter((b) => b !== null);
    if (spans.length > 0) return { kind: 'continuous', from: spans.map((b) => b.from).reduce((a, b) => (a < b ? a : b)), to: spans.map((b) => b.to).reduce((a, b) => (a > b ? a : b)) };
    return { kind: 'continuous', ...(inYear || has(folded, 'nam') ? yearBounds(planYear) : { from: null, to: null }) };
  }
  if (has(folded, ...RHYTHM_PHRASES)) return { kind: 'recurring', ...yearBounds(years[0]?.year ?? points.find((p) => p.year !== null)?.year ?? planYear) };
  if (points.length === 0) return inYear || folded === 'nam' ? { kind: 'year', ...yearBounds(planYear) } : null;

  const first = points[0]!;
  const opening = wordsBefore(tokens, first.from);
  const opens = endsWithAny(opening, ['tu', 'ke tu', 'bat dau', 'sau']);
  for (const point of points) {
    if (!endsWithAny(wordsBefore(tokens, point.from), BEFORE_WORDS)) continue;
    if (opens && point !== first) break; // "từ ngày … đến hết ngày …" is a range
    const bounds = boundsOf(point, planYear);
    // "trước tháng 6" ends with May; "trước ngày 25/11" keeps the printed day (the rule of the day before is the calendar's).
    const strict = endsWithAny(wordsBefore(tokens, point.from), ['truoc']) && point.kind !== 'day' && tokens[point.from - 1] !== 'cuoi';
    return { kind: 'deadline', from: null, to: bounds && (strict ? addDays(bounds.from, -1) : bounds.to) };
  }
  const finer = points.filter((p) => p.kind !== 'year');
  const listed = finer.length > 0 ? finer : points;
  if (listed.length > 1) {
    const bounds = listed.map((p) => boundsOf(p, planYear)).filter((b) => b !== null);
    if (bounds.length === 0) return { kind: 'range', from: null, to: null };
    return { kind: 'range', from: bounds.map((b) => b.from).reduce((a, b) => (a < b ? a : b)), to: bounds.map((b) => b.to).reduce((a, b) => (a > b ? a : b)) };
  }
  const only = finer[0] ?? first;
  const bounds = boundsOf(only, planYear);
  if (endsWithAny(opening, ['den', 'toi', 'xong', 'hoan thanh'])) {
    if (only.kind === 'day' || endsWithAny(opening, ['den', 'toi'])) return { kind: 'deadline', from: null, to: bounds?.to ?? null };
  }
  if (opens || has(folded, 'tro di')) return { kind: 'open', from: bounds?.from ?? null, to: null };
  const kind = only.kind === 'day' ? 'date' : only.kind === 'half' ? 'range' : only.kind;
  return { kind, from: bounds?.from ?? null, to: bounds?.to ?? null };
}
