import { addDays, dateOf, plainDate, weekdayOf, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { holidaysOf, KNOWN_SWAPS, PROPOSED_YEARS, type Holiday, type HolidayId, type Swap } from './holidays.ts';
import { lunarToSolar } from './lunar.ts';

/**
 * The table of a year: which days are off, which Saturdays are worked. It follows from the law and four choices that a
 * decision makes each year; Loa proposes the choices, an administrator confirms them.
 *
 *   holiday    the statutory day itself, also when it falls on a Saturday or Sunday
 *   observed   the working day off in its place: a holiday on a Saturday or Sunday moves to the next working day
 *              (Labour Code 2019, Art. 111(3)); also a day off that a decision adds
 *   swap_off   a working day off, made up for by …
 *   swap_work  … a Saturday or Sunday that is worked
 */
export type CalendarDayKind = 'holiday' | 'observed' | 'swap_off' | 'swap_work';

export interface CalendarDay {
  readonly day: PlainDate;
  readonly kind: CalendarDayKind;
  readonly name: string;
  readonly holiday: HolidayId | null;
  /** holiday ↔ observed, swap_off ↔ swap_work */
  readonly pair: PlainDate | null;
  readonly citation: string | null;
}

export interface YearChoices {
  /** Days of the old lunar year among the five of Tết: 1 (29 or 30 Chạp, then mùng 1–4) to 3. */
  readonly tetDaysBefore: number;
  /** The second day of Quốc khánh: 1 September or 3 September. */
  readonly nationalDayBeside: 'before' | 'after';
  readonly swaps: readonly Swap[];
  /** Days off that a decision adds for this year alone. */
  readonly extra: readonly { readonly day: PlainDate; readonly name: string }[];
}

export interface YearTable {
  readonly year: number;
  readonly status: 'proposed' | 'confirmed';
  readonly choices: YearChoices;
  readonly days: readonly CalendarDay[];
  /** The decision or notice on which the administrator confirmed. */
  readonly citation: string | null;
}

export const isWeekend = (day: PlainDate): boolean => weekdayOf(day) >= 6;
const NO_CHOICES: YearChoices = { tetDaysBefore: 2, nationalDayBeside: 'before', swaps: [], extra: [] };

/** The days of a year as they follow from its choices, in order. Outside 2021–2060 none but swaps and extra days. */
export function daysOfYear(year: number, choices: YearChoices): CalendarDay[] {
  const days = new Map<PlainDate, CalendarDay>();
  for (const holiday of statutory(year)) {
    for (const day of daysOff(year, holiday, choices)) {
      const there = days.get(day);
      days.set(day, { day, kind: 'holiday', name: there ? `${there.name}; ${holiday.name}` : holiday.name, holiday: holiday.id, pair: null, citation: holiday.citation });
    }
  }
  for (const { day, name } of choices.extra) if (!days.has(day)) days.set(day, { day, kind: 'observed', name, holiday: null, pair: null, citation: null });
  for (const { off, work, citation } of choices.swaps) {
    days.set(off, { day: off, kind: 'swap_off', name: 'Nghỉ hoán đổi', holiday: null, pair: work, citation });
    days.set(work, { day: work, kind: 'swap_work', name: 'Làm bù ngày nghỉ hoán đổi', holiday: null, pair: off, citation });
  }
  for (const each of [...days.values()].filter(({ day, kind }) => kind === 'holiday' && isWeekend(day)).sort(byDay)) {
    const day = nextFree(each.day, days);
    days.set(day, { day, kind: 'observed', name: `Nghỉ bù ${each.name}`, holiday: each.holiday, pair: each.day, citation: 'Điều 111 Bộ luật Lao động số 45/2019/QH14' });
    days.set(each.day, { ...each, pair: day });
  }
  return [...days.values()].sort(byDay);
}

/**
 * Tết: two days before it, or one where that lets fewer of the five fall on a weekend. Quốc khánh: the day beside it that
 * is no weekend day, of two such the one that joins a weekend, else 1 September. That is what was decreed in every year
 * from 2021 to 2026 (see the test); it stays a proposal.
 */
export function proposeChoices(year: number): YearChoices {
  const swaps = KNOWN_SWAPS.filter(({ off }) => yearOf(off) === year);
  const [tet, national] = (['tet', 'national'] as const).map((id) => statutory(year).find((holiday) => holiday.id === id));
  if (!tet || !national) return { ...NO_CHOICES, swaps };
  const lostBy = (holiday: Holiday, choice: Partial<YearChoices>) => daysOff(year, holiday, { ...NO_CHOICES, ...choice }).filter(isWeekend).length;
  const tetDaysBefore = lostBy(tet, { tetDaysBefore: 1 }) < lostBy(tet, { tetDaysBefore: 2 }) ? 1 : 2;
  const [before, after] = [lostBy(national, { nationalDayBeside: 'before' }), lostBy(national, { nationalDayBeside: 'after' })];
  const thursday = weekdayOf(dateOf(year, 9, 2)) === 4;
  const nationalDayBeside = after < before || (after === before && thursday) ? 'after' : 'before';
  return { tetDaysBefore, nationalDayBeside, swaps, extra: [] };
}

const proposals = new Map<number, YearTable>();
/** What holds until an administrator confirms the year. */
export function proposedTable(year: number): YearTable {
  let table = proposals.get(year);
  if (!table) {
    const choices = proposeChoices(year);
    proposals.set(year, (table = { year, status: 'proposed', choices, days: daysOfYear(year, choices), citation: null }));
  }
  return table;
}

/** What is wrong with choices that somebody typed, as sentences by field; empty when they make a table. */
export function problemsOf(year: number, choices: YearChoices): Record<string, string> {
  const problems: Record<string, string> = {};
  if (![1, 2, 3].includes(choices.tetDaysBefore)) problems.tetDaysBefore = 'Số ngày nghỉ trước Tết phải là 1, 2 hoặc 3. Hãy chọn lại theo thông báo nghỉ Tết.';
  const fixed = new Map(daysOfYear(year, { ...choices, swaps: [], extra: [] }).map((each) => [each.day, each]));
  const seen = new Set<PlainDate>();
  const taken = (day: PlainDate): boolean => fixed.has(day) || seen.has(day) || (seen.add(day), false);
  choices.extra.forEach(({ day, name }, i) => {
    if (yearOf(day) !== year) problems[`extra.${i}`] = `Ngày nghỉ thêm phải nằm trong năm ${year}. Hãy sửa lại năm.`;
    else if (isWeekend(day)) problems[`extra.${i}`] = 'Ngày nghỉ thêm đã là thứ Bảy hoặc Chủ nhật. Hãy bỏ dòng này hoặc sửa ngày.';
    else if (taken(day)) problems[`extra.${i}`] = 'Ngày nghỉ thêm trùng với một ngày đã có trong bảng. Hãy bỏ dòng này hoặc sửa ngày.';
    else if (!name.trim()) problems[`extra.${i}`] = 'Ngày nghỉ thêm chưa có tên. Hãy ghi lý do nghỉ.';
  });
  choices.swaps.forEach(({ off, work }, i) => {
    if (yearOf(off) !== year || yearOf(work) !== year) problems[`swaps.${i}`] = `Hai ngày hoán đổi phải nằm trong năm ${year}. Hãy sửa lại năm.`;
    else if (isWeekend(off)) problems[`swaps.${i}`] = 'Ngày nghỉ hoán đổi phải là ngày từ thứ Hai đến thứ Sáu. Hãy sửa ngày nghỉ.';
    else if (!isWeekend(work)) problems[`swaps.${i}`] = 'Ngày làm bù phải là thứ Bảy hoặc Chủ nhật. Hãy sửa ngày làm bù.';
    else if (taken(off) || taken(work)) problems[`swaps.${i}`] = 'Ngày hoán đổi trùng với một ngày lễ hoặc một ngày đã có trong bảng. Hãy bỏ dòng này hoặc sửa ngày.';
  });
  return problems;
}

const byDay = (a: CalendarDay, b: CalendarDay): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);
const statutory = (year: number): readonly Holiday[] => (year >= PROPOSED_YEARS.from && year <= PROPOSED_YEARS.to ? holidaysOf(year) : []);

/** The days off of one holiday, weekends not yet made up for. */
function daysOff(year: number, holiday: Holiday, choices: YearChoices): PlainDate[] {
  const { calendar, month, day } = holiday.on;
  const on = calendar === 'solar' ? dateOf(year, month, day) : plainDate(lunarToSolar({ year, month, day, leap: false }) ?? '');
  const before = holiday.id === 'tet' ? choices.tetDaysBefore : holiday.id === 'national' && choices.nationalDayBeside === 'before' ? 1 : 0;
  return Array.from({ length: holiday.days }, (_, i) => addDays(on, i - before));
}

/** The next working day that is not already off or worked by a swap. */
function nextFree(after: PlainDate, taken: ReadonlyMap<PlainDate, unknown>): PlainDate {
  let day = addDays(after, 1);
  while (isWeekend(day) || taken.has(day)) day = addDays(day, 1);
  return day;
}
