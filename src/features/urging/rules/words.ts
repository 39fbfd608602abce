import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { workingDaysBetween, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { DueStep, Holder } from './steps-due.ts';

/** What is owed, in the words of its card. */
export interface Duty {
  readonly title: string;
  readonly periodLabel: string;
  readonly due: PlainDate;
  /** What is still missing of how much; one of one is not counted aloud. */
  readonly left: number;
  readonly amount: number;
  readonly unit: string;
  /** Names of today: whose row it is, and who gave the work. */
  readonly unitName: string;
  readonly superiorName: string;
}

/** "“Tin, bài …” tháng 11/2026, còn thiếu 2/5 tin, bài" */
export const dutyWords = ({ title, periodLabel, left, amount, unit }: Pick<Duty, 'title' | 'periodLabel' | 'left' | 'amount' | 'unit'>): string =>
  `“${title}” ${periodLabel}${amount > 1 ? `, còn thiếu ${formatNumber(left)}/${formatNumber(amount)} ${unit}` : ''}`;

/** "Còn 5 ngày làm việc (hạn 30/11/2026)", by the days as they are and not by the step, which may come late. */
export function whenWords(calendar: WorkingCalendar, due: PlainDate, today: PlainDate): string {
  if (due < today) { const days = workingDaysBetween(calendar, due, today); return `${days ? `Quá hạn ${formatNumber(days)} ngày làm việc` : 'Đã quá hạn'} (hạn ${formatDate(due)})`; }
  if (due === today) return 'Hôm nay là hạn cuối';
  const left = workingDaysBetween(calendar, today, due);
  return left ? `Còn ${formatNumber(left)} ngày làm việc (hạn ${formatDate(due)})` : `Hôm nay là ngày làm việc cuối trước hạn ${formatDate(due)}`;
}

/** The sentence a recipient reads: what, since when (`whenWords`), and what happens now. */
export function sentenceOf(step: Pick<DueStep, 'step' | 'recipientId'>, duty: Duty, when: string, { superiorId, unitId }: Pick<Holder, 'superiorId' | 'unitId'>): string {
  const what = dutyWords(duty), above = step.recipientId === superiorId && superiorId !== unitId;
  switch (step.step) {
    case 'before': case 'on-day': case 'after': return `${when}: ${what}.`;
    case 'superior': return above || superiorId === unitId ? `${duty.unitName} – ${lower(when)}: ${what}.` : `${when}, đã báo cáo ${duty.superiorName}: ${what}.`;
    case 'letter': return `${duty.unitName} – ${lower(when)}: ${what}. Đã đưa vào dự thảo công văn đôn đốc.`;
  }
}
const lower = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);

/** What the addressee of a letter reads beside its own duty. */
export const letterSentence = (duty: Pick<Duty, 'title' | 'periodLabel' | 'left' | 'amount' | 'unit'>, letter: { readonly number: string | null; readonly issuer: string; readonly finishBefore: PlainDate }): string =>
  `${letter.issuer} có công văn${letter.number ? ` số ${letter.number}` : ''} đôn đốc ${dutyWords(duty)}; hoàn thành trước ngày ${formatDate(letter.finishBefore)}.`;
