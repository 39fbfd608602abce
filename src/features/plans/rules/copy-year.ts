import { addDays, dateOf, dayOf, daysBetween, daysInMonth, endOfMonth, formatDate, maxDate, minDate, monthOf, startOfMonth, weekdayOf, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import { lunarToSolar, tetOf } from '#features/calendar/rules/lunar.ts';
import type { Timing } from '#features/calendar/rules/timing.ts';
import type { PlanContent, TaskContent } from './content.ts';

/** A plan of one year as the first draft of another: quarters and months keep their names, days their date, what hangs on Tết its distance to it. */

/** The days off of Tết lie in these, whichever five a year's decision takes (Labour Code 2019, Article 112). */
const TET_DAYS = { before: 2, after: 5 };

/** The lunar feast by which a text sets its day; null: it follows the solar calendar ("Tết Thiếu nhi", "Tết Độc lập" too). */
function feastIn(text: string): ((year: number) => PlainDate) | null {
  const folded = ` ${fold(text)} `;
  if (folded.includes(' tet trung thu ')) return (year) => lunarToSolar({ year, month: 8, day: 15, leap: false })!;
  if (/ tet (thieu nhi|doc lap|trong cay|quan dan) /.test(folded)) return null;
  return /(?<!\p{L})tết(?!\p{L})/iu.test(text) ? tetOf : null;
}
const inTetDays = (day: PlainDate): boolean => { const distance = daysBetween(tetOf(yearOf(day)), day); return distance >= -TET_DAYS.before && distance <= TET_DAYS.after; };

const WEEKDAYS: readonly (readonly [RegExp, number])[] = [[/(?<!lần )thứ (?:hai|2)(?!\d)/iu, 1], [/(?<!lần )thứ (?:ba|3)(?!\d)/iu, 2], [/(?<!lần )thứ (?:tư|4)(?!\d)/iu, 3], [/(?<!lần )thứ (?:năm|5)(?!\d)/iu, 4], [/(?<!lần )thứ (?:sáu|6)(?!\d)/iu, 5], [/(?<!lần )thứ (?:bảy|7)(?!\d)/iu, 6], [/chủ nhật/iu, 7]];

/** Further from the feast than this, its name in the words says nothing about the day. */
const NEAR_FEAST = 75;

/** Where a day of one year falls in another, for a task with these words; never outside that year. */
export function dayInYear(day: PlainDate, toYear: number, words: string): PlainDate {
  const fromYear = yearOf(day), feast = feastIn(words) ?? (inTetDays(day) ? tetOf : null);
  if (feast) { // December before Tết goes by the Tết of the year to come
    const near = Math.abs(daysBetween(feast(fromYear), day)) <= Math.abs(daysBetween(feast(fromYear + 1), day)) ? 0 : 1, distance = daysBetween(feast(fromYear + near), day);
    if (Math.abs(distance) <= NEAR_FEAST) return within(toYear, addDays(feast(toYear + near), distance));
  }
  const same = plain(day, toYear), weekday = WEEKDAYS.find(([pattern]) => pattern.test(words))?.[1];
  if (!weekday) return same;
  const forward = (weekday - weekdayOf(same) + 7) % 7, nearest = addDays(same, forward > 3 ? forward - 7 : forward);
  return yearOf(nearest) === toYear ? nearest : addDays(nearest, yearOf(nearest) < toYear ? 7 : -7);
}
const within = (year: number, day: PlainDate): PlainDate => maxDate(dateOf(year, 1, 1), minDate(dateOf(year, 12, 31), day));
const plain = (day: PlainDate, toYear: number): PlainDate => { const last = daysInMonth(toYear, monthOf(day)); return dateOf(toYear, monthOf(day), day === endOfMonth(day) ? last : Math.min(dayOf(day), last)); };

/** Kinds that name a stretch of the calendar: it keeps its name, whatever feast lies in it. */
const NAMED = new Set<Timing['kind']>(['year', 'quarter', 'continuous', 'recurring', 'open']);

function timingInYear(period: Timing, toYear: number, words: string): Timing {
  const bound = (day: PlainDate | null): PlainDate | null => (day === null ? null : dayInYear(day, toYear, NAMED.has(period.kind) ? '' : words));
  if (NAMED.has(period.kind) || isWholeMonths(period)) {
    const feast = period.kind === 'month' ? feastIn(words) : null, from = period.from, to = period.to;
    // The month that holds Tết stays the month that holds Tết.
    if (feast && from && to && feast(yearOf(from)) >= from && feast(yearOf(from)) <= to) return { ...period, from: startOfMonth(feast(toYear)), to: endOfMonth(feast(toYear)) };
    return { ...period, from: from && plain(from, toYear), to: to && plain(to, toYear) };
  }
  return { ...period, from: bound(period.from), to: bound(period.to) };
}
const isWholeMonths = ({ from, to }: Timing): boolean => from !== null && to !== null && dayOf(from) === 1 && to === endOfMonth(to);

const deadlineInYear = (rule: DeadlineRule | null, toYear: number, words: string): DeadlineRule | null => {
  if (rule?.kind === 'date') return { ...rule, date: dayInYear(rule.date, toYear, words) };
  return rule?.kind === 'within' && rule.after.kind === 'date' ? { ...rule, after: { ...rule.after, date: dayInYear(rule.after.date, toYear, words) } } : rule;
};

/** Words of the year in words of the other: "năm 2025", "quý II/2025", "30/6/2025". Numbers of papers and spans of years ("2021 - 2025") stay. */
export function textInYear(text: string, fromYear: number, toYear: number, words = text): string {
  const dated = text.replace(/(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/gu, (whole, d: string, m: string, y: string, at: number) => {
    if (Number(y) !== fromYear || isCitation(text.slice(Math.max(0, at - 60), at)) || +m < 1 || +m > 12 || +d < 1 || +d > daysInMonth(fromYear, +m)) return whole;
    const moved = dayInYear(dateOf(fromYear, +m, +d), toYear, words);
    return d.length === 1 || m.length === 1 ? `${d.length === 1 ? dayOf(moved) : String(dayOf(moved)).padStart(2, '0')}/${m.length === 1 ? monthOf(moved) : String(monthOf(moved)).padStart(2, '0')}/${toYear}` : formatDate(moved);
  });
  const tet = feastIn(words) === tetOf ? dated.replace(/tháng (0?[12])(?=[\s/]|$)/giu, (whole, month: string) => (monthOf(tetOf(fromYear)) === Number(month) ? `tháng ${String(monthOf(tetOf(toYear))).padStart(2, '0')}` : whole)) : dated;
  return tet.replace(new RegExp(`(?<=(?:^|[^\\p{L}])(?:năm|năm học|xuân|tết)\\s)${fromYear}(?![\\d]|\\s*[-–]\\s*\\d)`, 'giu'), String(toYear)).replace(new RegExp(`(?<=(?:quý|tháng)\\s[\\p{L}\\d, -]{1,20}/)${fromYear}(?!\\d)`, 'giu'), String(toYear));
}
/** "Quyết định số 12/QĐ-UBND ngày " stands before: the day belongs to a paper. */
const isCitation = (before: string): boolean => /số\s+\S+\/\S+\s+(?:ngày\s+)?$/iu.test(before) || /(?:Luật|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Chỉ thị|Công văn|Thông tư)[^;,.]{0,40}ngày\s+$/u.test(before);

/** The task of the next year; its number in the list stays. */
export function taskInYear(content: TaskContent, fromYear: number, toYear: number): TaskContent {
  const words = [content.title, content.timing, content.parentTitle, content.note].filter(Boolean).join(' '), text = <T extends string | null>(value: T): T => (value === null ? value : (textInYear(value, fromYear, toYear, words) as T));
  return {
    ...content, title: text(content.title), parentTitle: text(content.parentTitle), timing: text(content.timing), note: text(content.note),
    period: content.period && timingInYear(content.period, toYear, words), deadline: deadlineInYear(content.deadline, toYear, words),
    rates: content.rates.map((rate) => ({ ...rate, product: text(rate.product) })),
  };
}

/** Everything beside the tasks. Legal bases stay as they are: which of them still hold is for a person, and is checked. */
export function contentInYear(content: PlanContent, fromYear: number, toYear: number): PlanContent {
  const text = (value: string): string => textInYear(value, fromYear, toYear);
  return {
    ...content, purpose: content.purpose.map(text), requirements: content.requirements.map(text), themes: content.themes.map((one) => ({ ...one, title: text(one.title) })), duties: content.duties.map((one) => ({ ...one, text: text(one.text) })),
    reporting: content.reporting.map((one) => ({ ...one, deadline: one.deadline && dayInYear(one.deadline, toYear, ''), ...(one.deadlineText ? { deadlineText: text(one.deadlineText) } : {}), contents: one.contents.map(text) })),
    budget: { ...content.budget, sources: content.budget.sources.map(text) },
  };
}
