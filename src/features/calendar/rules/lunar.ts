import { dateOf, fromDayNumber, toDayNumber, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { fromUnixDays, newMoon, sunReaches, SYNODIC_MONTH, toUnixDays } from './astronomy.ts';

/**
 * The Vietnamese lunar calendar (âm lịch), reckoned for the meridian of 105° E, UTC+7: Decision 121-CP of 8 August 1967,
 * from 1968 on. Before that the North used the Chinese tables (UTC+8), so the range starts there. China's calendar, and
 * with it the "chinese" calendar of ICU, reckons in Beijing time and differs in some years (1985 by a whole month).
 *
 * The rules: a month starts on the day of a new moon; month 11 is the one that contains the winter solstice; between two
 * such months there are 12 or 13, and of 13 the first that contains none of the twelve major terms (the sun at a multiple
 * of 30°) is a leap month and bears the number of the one before it.
 */
export const LUNAR_YEARS = { from: 1968, to: 2060 } as const;

export interface LunarDate {
  /** The lunar year, named by the solar year in which it begins. */
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  /** 1–30 */
  readonly day: number;
  /** A leap month (tháng nhuận) follows the ordinary one with its number. */
  readonly leap: boolean;
}

interface LunarMonth { readonly month: number; readonly leap: boolean; readonly start: number; readonly length: number }

/** The day (days since 1970-01-01) on the clock of Viet Nam, UTC+7, on which an instant falls. */
const dayOf = (instant: number): number => Math.floor(toUnixDays(instant) + 7 / 24);
const newMoonDay = (k: number): number => dayOf(newMoon(k));

/** Number of the last new moon on or before this day. */
function lastNewMoon(day: number): number {
  let k = Math.round((fromUnixDays(day) - newMoon(0)) / SYNODIC_MONTH) + 1;
  while (newMoonDay(k) > day) k--;
  return k;
}

/** Number of the new moon that opens month 11 in December or late November of this solar year. */
const monthEleven = memo((year: number): number => lastNewMoon(dayOf(sunReaches(270, fromUnixDays(toDayNumber(dateOf(year, 12, 21)))))));

/** The months from month 11 of the year before up to, not including, month 11 of this year. */
const monthsToSolstice = memo((year: number): readonly LunarMonth[] => {
  const [first, end] = [monthEleven(year - 1), monthEleven(year)];
  const starts = Array.from({ length: end - first + 1 }, (_, i) => newMoonDay(first + i));
  const terms = Array.from({ length: 13 }, (_, i) => dayOf(sunReaches((270 + 30 * i) % 360, fromUnixDays(toDayNumber(dateOf(year - 1, 12, 21)) + i * 30.44))));
  const hasTerm = (i: number) => terms.some((day) => day >= starts[i]! && day < starts[i + 1]!);
  const count = end - first;
  const leapAt = count === 13 ? starts.findIndex((_, i) => i > 0 && i < count && !hasTerm(i)) : -1;
  return Array.from({ length: count }, (_, i) => {
    const number = 11 + i - (leapAt >= 0 && i >= leapAt ? 1 : 0);
    return { month: ((number - 1) % 12) + 1, leap: i === leapAt, start: starts[i]!, length: starts[i + 1]! - starts[i]! };
  });
});

/** The 12 or 13 months of a lunar year, in order. */
const monthsOf = memo((year: number): readonly LunarMonth[] => [
  ...monthsToSolstice(year).filter(({ month }) => month <= 10),
  ...monthsToSolstice(year + 1).filter(({ month }) => month >= 11),
]);

/** The first day of the lunar year: Tết Nguyên đán. Throws RangeError outside 1968–2060. */
export function tetOf(year: number): PlainDate {
  inRange(year);
  return fromDayNumber(monthsOf(year)[0]!.start);
}

/** Null when the lunar year has no such day (no such leap month, or a month of 29 days). Throws RangeError outside 1968–2060. */
export function lunarToSolar({ year, month, day, leap }: LunarDate): PlainDate | null {
  inRange(year);
  const found = monthsOf(year).find((each) => each.month === month && each.leap === leap);
  return found && day >= 1 && day <= found.length ? fromDayNumber(found.start + day - 1) : null;
}

/** Throws RangeError before Tết 1968 and after 2060. */
export function solarToLunar(date: PlainDate): LunarDate {
  const number = toDayNumber(date);
  const solarYear = inRange(yearOf(date));
  const year = solarYear > LUNAR_YEARS.from && number < monthsOf(solarYear)[0]!.start ? solarYear - 1 : solarYear;
  const found = monthsOf(year).findLast(({ start }) => start <= number);
  if (!found) throw new RangeError(`before the lunar calendar of 1968: ${date}`);
  return { year, month: found.month, day: number - found.start + 1, leap: found.leap };
}

/** The leap month of a lunar year, or null. */
export const leapMonthOf = (year: number): number | null => monthsOf(inRange(year)).find(({ leap }) => leap)?.month ?? null;

function inRange(year: number): number {
  if (!Number.isInteger(year) || year < LUNAR_YEARS.from || year > LUNAR_YEARS.to) throw new RangeError(`the lunar calendar is computed for 1968–2060, not ${year}`);
  return year;
}

function memo<T>(compute: (year: number) => T): (year: number) => T {
  const known = new Map<number, T>();
  return (year) => {
    let value = known.get(year);
    if (value === undefined) known.set(year, (value = compute(year)));
    return value;
  };
}
