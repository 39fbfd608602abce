/**
 * The times named in a text, one by one: days, months, quarters, years, half-years. `timing.ts` makes periods of them.
 * A time without a year takes the nearest year printed after it.
 */
import { dateOf, daysInMonth, type PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';

/** One time named in the text. `half`: "6 tháng đầu năm" (1), "6 tháng cuối năm" (2), 3 = "9 tháng đầu năm". */
export interface TimePoint {
  readonly kind: 'day' | 'month' | 'quarter' | 'year' | 'half';
  day: number; month: number; quarter: number; half: number; year: number | null;
  /** Tokens [from, to) of the folded text. */
  readonly from: number; to: number;
}

/** Folded words, numbers and stops. "quy định", "quy chế", "quy trình" lose their first word, which without marks looks like a quarter. */
export const timeTokens = (text: string): string[] => (fold(text).match(/[a-z]+|\d+|[/.,;:()-]/g) ?? []).map((token, i, all) => (token === 'quy' && NOT_QUARTERS.has(all[i + 1] ?? '') ? '_' : token));
const NOT_QUARTERS = new Set(['dinh', 'che', 'trinh', 'mo', 'hoach', 'doi', 'uoc', 'tac']);

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

export const day = (year: number, month: number, date: number): PlainDate => dateOf(year, month, Math.max(1, Math.min(date, daysInMonth(year, month))));
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
