import { formatDate, formatDayMonth, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import type { Timing } from '#features/calendar/rules/timing.ts';
import type { Tone } from '#ui/parts.tsx';
import type { Rate } from '../rules/content.ts';
import type { PlanStatus } from '../rules/state.ts';
import { PER_LABEL } from '../rules/words.ts';
import type { PartyView } from './model.ts';

export { PER_LABEL, RHYTHM_WORDS, ROLL_LABEL } from '../rules/words.ts';

/** The words of plans on screens: how officials say rates, times and who. */

export const CAPACITY_LABEL = { body: 'Thay mặt tập thể (TM.)', 'office-holder': 'Người đứng đầu' } as const;
/** A label inside a sentence; names keep their capitals ("soạn trên Loa"). */
export const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
/** Inside a sentence; "TM." keeps its capitals. */
export const capacityWords = (capacity: keyof typeof CAPACITY_LABEL): string => CAPACITY_LABEL[capacity].charAt(0).toLocaleLowerCase('vi') + CAPACITY_LABEL[capacity].slice(1);
export const KIND_LABEL: Readonly<Record<string, string>> = { plan: 'Kế hoạch', dispatch: 'Công văn', decision: 'Quyết định', directive: 'Chỉ thị', report: 'Báo cáo', other: 'Văn bản' };
export const TIMING_LABEL: Readonly<Record<Timing['kind'], string>> = {
  continuous: 'Thường xuyên', recurring: 'Định kỳ', year: 'Trong năm', quarter: 'Trong quý', month: 'Trong tháng', date: 'Vào một ngày', range: 'Trong khoảng ngày', deadline: 'Chậm nhất ngày', open: 'Từ một ngày trở đi',
};
export const STATUS_TONE: Readonly<Record<PlanStatus, Tone>> = { draft: 'none', 'in-review': 'soon', approved: 'info', issued: 'good', amended: 'good', closed: 'none', recalled: 'late' };

/** "01/4": months without a leading zero but January and February, as Decree 30/2020 prints them. */
const dayMonth = (date: PlainDate): string => { const [day, month] = formatDayMonth(date).split('/') as [string, string]; return `${day}/${Number(month) > 2 ? Number(month) : month}`; };

/** "01/4 – 30/9/2026"; both years when they differ. */
export function rangeText(from: PlainDate | null, to: PlainDate | null): string {
  if (from && to) return from === to ? formatDate(from) : yearOf(from) === yearOf(to) ? `${dayMonth(from)} – ${dayMonth(to)}/${yearOf(to)}` : `${formatDate(from)} – ${formatDate(to)}`;
  return from ? `từ ${formatDate(from)}` : to ? `đến ${formatDate(to)}` : '';
}

/** "thường xuyên trong năm", "quý II, III (01/4 – 30/9/2026)": the plan's own words first. */
export function timingText(timing: string | null, period: Timing | null): string {
  // Words that name their day need no second one: "trước ngày 30/6/2026".
  const said = timing ? ['continuous', 'year', 'date', 'deadline'] : ['continuous', 'year'];
  const range = period && !said.includes(period.kind) ? rangeText(period.from, period.to) : '';
  if (!timing) return period ? range || TIMING_LABEL[period.kind].toLocaleLowerCase('vi') : '';
  const own = timing.charAt(0).toLocaleLowerCase('vi') + timing.slice(1);
  return range ? `${own} (${range})` : own;
}

/** "5 tin, bài/tháng", "1 số/tuần, 10–15 phút", "hằng quý" */
export function rateText({ count, unit, per, durationMinutes }: Pick<Rate, 'count' | 'unit' | 'per' | 'durationMinutes'>): string {
  const minutes = durationMinutes ? `, ${durationMinutes.min === durationMinutes.max ? durationMinutes.min : `${durationMinutes.min}–${durationMinutes.max}`} phút` : '';
  return `${count === null ? `hằng ${PER_LABEL[per]}` : `${formatNumber(count)} ${unit}/${PER_LABEL[per]}`}${minutes}`;
}

export function deadlineText(rule: DeadlineRule | null): string {
  const mode = rule && 'mode' in rule ? (rule.mode === 'before' ? 'trước ngày' : 'chậm nhất ngày') : '';
  switch (rule?.kind) {
    case undefined: case 'end-of-period': return 'ngày cuối kỳ';
    case 'date': return `${mode} ${formatDate(rule.date)}`;
    case 'day-of-year': return `${mode} ${String(rule.day).padStart(2, '0')}/${rule.month} hằng năm`;
    case 'day-of-month': return `${mode} ${rule.day} ${rule.month === 'after-period' ? 'tháng sau kỳ' : 'tháng cuối kỳ'}`;
    case 'within': {
      const after = rule.after.kind === 'date' ? `ngày ${formatDate(rule.after.date)}` : rule.after.kind === 'period-end' ? 'ngày cuối kỳ' : rule.after.text;
      return `trong ${rule.days} ${rule.counting === 'working-days' ? 'ngày làm việc' : 'ngày'} kể từ ${after}`;
    }
  }
}

/** "Sở Nội vụ; UBND các xã, phường (96 đơn vị)"; what nobody answers to yet stands in quotation marks. */
export const partiesText = (parties: readonly PartyView[]): string =>
  parties.map(({ name, asWritten, group, size }) => (name === null ? `“${asWritten}”` : group ? `${name} (${formatNumber(size)} đơn vị)` : name)).join('; ');

export const counted = (value: number, noun: string): string => `${formatNumber(value)} ${noun}`;
