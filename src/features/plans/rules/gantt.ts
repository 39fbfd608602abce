import { addDays, daysBetween, endOfMonth, formatDate, maxDate, minDate, monthOf, startOfMonth, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { slotState, type Slot, type SlotState } from './schedule.ts';

/** A year's work as geometry: days become tenths of a pixel, tasks become rows. Drawing it is the view's affair. */
export interface GanttChart {
  readonly width: number; readonly height: number; readonly labelWidth: number; readonly headHeight: number; readonly rowHeight: number;
  readonly months: readonly { readonly x: number; readonly width: number; readonly label: string; readonly year: boolean }[];
  readonly rows: readonly GanttRow[];
  /** Where today is; null outside the window. */
  readonly today: number | null;
}
export interface GanttRow {
  readonly itemId: string; readonly y: number; readonly index: string; readonly lines: readonly string[];
  /** The whole stretch in which the task runs. */
  readonly span: { readonly x: number; readonly width: number } | null;
  /** Longer periods first, so that a year does not hide its quarters. `done`: the share of units that have done it. */
  readonly parts: readonly { readonly x: number; readonly width: number; readonly state: SlotState; readonly done: number; readonly says: string }[];
}
export interface GanttTask { readonly itemId: string; readonly index: string; readonly title: string }

const ROW = 34, HEAD = 40, CHART = 860, LABEL = 344, LETTERS = 44;
/** A task with more periods than this (a weekly one) is drawn by months: strokes of two pixels say nothing. */
const MOST_PARTS = 14;

/** Rows in the order of the plan, months across; the window is widened to whole months and holds every slot. */
export function ganttChart(tasks: readonly GanttTask[], slots: readonly Slot[], window: DateRange, today: PlainDate): GanttChart {
  const first = startOfMonth(slots.reduce((day, slot) => minDate(day, slot.from), window.from)), last = endOfMonth(slots.reduce((day, slot) => maxDate(day, maxDate(slot.to, slot.due)), window.to));
  const days = daysBetween(first, last) + 1, at = (day: PlainDate): number => LABEL + Math.round((daysBetween(first, day) / days) * CHART * 10) / 10;
  const stretch = (from: PlainDate, to: PlainDate) => { const x = at(from); return { x, width: Math.round((at(addDays(to, 1)) - x) * 10) / 10 }; };
  const months: GanttChart['months'][number][] = [];
  for (let month = first; month <= last; month = addDays(endOfMonth(month), 1)) months.push({ ...stretch(month, endOfMonth(month)), label: `T${monthOf(month)}`, year: monthOf(month) === 1 || month === first });
  const byTask = new Map<string, Slot[]>();
  for (const slot of slots) byTask.set(slot.itemId, [...(byTask.get(slot.itemId) ?? []), slot]);
  const rows = tasks.map(({ itemId, index, title }, row): GanttRow => {
    const own = byTask.get(itemId) ?? [], shown = own.length > MOST_PARTS ? byMonth(own) : own;
    const from = own.reduce<PlainDate | null>((day, slot) => (day && day < slot.from ? day : slot.from), null), to = own.reduce<PlainDate | null>((day, slot) => (day && day > slot.to ? day : slot.to), null);
    return {
      itemId, y: HEAD + row * ROW, index, lines: twoLines(title), span: from && to ? stretch(from, to) : null,
      parts: shown.map((slot) => ({ ...stretch(slot.from, slot.to), state: slotState(slot, today), done: slot.units ? slot.met / slot.units : 0, says: sentenceOf(slot, today) })).sort((a, b) => b.width - a.width || a.x - b.x),
    };
  });
  return { width: LABEL + CHART, height: HEAD + tasks.length * ROW + 8, labelWidth: LABEL, headHeight: HEAD, rowHeight: ROW, months, rows, today: today >= first && today <= last ? at(today) : null };
}

/** Slots of one month as one: late as soon as one of them is. */
function byMonth(slots: readonly Slot[]): Slot[] {
  const months = new Map<string, Slot>();
  for (const slot of slots) {
    const key = slot.due.slice(0, 7), other = months.get(key);
    months.set(key, other ? { ...slot, from: minDate(other.from, slot.from), to: maxDate(other.to, slot.to), due: maxDate(other.due, slot.due), units: other.units + slot.units, met: other.met + slot.met, counted: other.counted && slot.counted } : slot);
  }
  return [...months.values()];
}

const STATE_WORDS: Readonly<Record<SlotState, string>> = { met: 'đã đủ', running: 'đang trong kỳ', missed: 'quá hạn', coming: 'chưa đến kỳ', followed: 'theo dõi' };
export const slotWords = (state: SlotState): string => STATE_WORDS[state];

/** "01/11/2026 – 30/11/2026, hạn 30/11/2026: 84/96 đơn vị đã đủ" */
export const sentenceOf = (slot: Slot, today: PlainDate): string =>
  `${formatDate(slot.from)} – ${formatDate(slot.to)}, hạn ${formatDate(slot.due)}: ${slot.met}/${slot.units} đã đủ, ${slotWords(slotState(slot, today))}`;

/** Two lines of a label, cut at a word; SVG text does not break by itself. */
function twoLines(title: string): string[] {
  const lines: string[] = [''];
  for (const word of title.split(/\s+/u)) {
    const line = lines.at(-1)!;
    if (!line) lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= LETTERS) lines[lines.length - 1] = `${line} ${word}`;
    else if (lines.length < 2) lines.push(word);
    else { lines[1] = `${lines[1]!.slice(0, LETTERS - 1)}…`; break; }
  }
  return lines;
}

/** "năm 2026" or "2025 – 2026" */
export const yearsOf = ({ from, to }: DateRange): string => (yearOf(from) === yearOf(to) ? `năm ${yearOf(from)}` : `${yearOf(from)} – ${yearOf(to)}`);
