import { addDays, formatDate, isPlainDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Frame, FrameChoice } from '#features/organisations/rules/frame.ts';
import type { Id } from '#kernel/id.ts';

/** In the address: `khung=khi-do`, `khung=2025-06-30`, or `khung=ngay&ngay=30/06/2025` from the form; nothing is today. */
export function frameChoiceOf(asked: { readonly khung?: string | undefined; readonly ngay?: string | undefined }): FrameChoice {
  if (asked.khung === 'khi-do') return 'then';
  if (asked.khung === 'ngay') return parseDate(asked.ngay ?? '') ?? 'today';
  return asked.khung && isPlainDate(asked.khung) ? asked.khung : 'today';
}
export const frameKey = (choice: FrameChoice): string => (choice === 'then' ? 'khi-do' : choice === 'today' ? 'hien-nay' : choice);
/** As a part of an address; empty for today, which needs no word. */
export const frameQuery = (choice: FrameChoice): Record<string, string> => (choice === 'today' ? {} : { khung: frameKey(choice) });

export const frameWords = (choice: FrameChoice): string =>
  choice === 'today' ? 'đơn vị theo hiện nay' : choice === 'then' ? 'đơn vị như khi đó' : `đơn vị theo ngày ${formatDate(choice)}`;

/** The chooser: today, then, the day before each reorganisation (the latest first), and any day. */
export function frameOptions(reorganisations: readonly PlainDate[], choice: FrameChoice): { readonly key: string; readonly label: string }[] {
  const before = [...new Set(reorganisations)].sort().reverse().slice(0, 6).map((day) => ({ key: addDays(day, -1) as string, label: `Đơn vị trước ${formatDate(day)}` }));
  const options = [{ key: 'hien-nay', label: 'Đơn vị theo hiện nay' }, { key: 'khi-do', label: 'Đơn vị như khi đó' }, ...before];
  if (choice !== 'today' && choice !== 'then' && !before.some((one) => one.key === choice)) options.push({ key: choice, label: `Đơn vị ngày ${formatDate(choice)}` });
  return [...options, { key: 'ngay', label: 'Đơn vị tại ngày khác…' }];
}

/** "(đã sắp xếp ngày 01/7/2025)": the first day without it; for one that came after the day of the frame the day it began. */
export function unitMark(frame: Frame, rowId: Id): string | null {
  const unit = frame.unit(rowId), kind = frame.place(rowId).kind;
  if (!unit || kind === 'same') return null;
  if (kind === 'later') return `(thành lập ngày ${formatDate(unit.validFrom)})`;
  return unit.validTo ? `(đã sắp xếp ngày ${formatDate(addDays(unit.validTo, 1))})` : null;
}
