import type { PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { dueDayText } from '#features/calendar/rules/why-moved.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { dueWords, STATE_LABEL, type Light, type ObligationState } from '#features/obligations/rules/state.ts';
import type { BoardCell, ObligationCard } from '#features/obligations/rules/views.ts';

export type Tone = 'good' | 'soon' | 'late' | 'none' | 'info';

/** Colour of a state on a card; the word always stands beside it. */
export const STATE_TONE: Readonly<Record<ObligationState, Tone>> = {
  upcoming: 'none', open: 'soon', 'partly-met': 'soon', met: 'good', 'met-late': 'good', missed: 'late', excused: 'none', followed: 'info', optional: 'none', closed: 'none',
};
export const LIGHT_TONE: Readonly<Record<Light, Tone>> = { green: 'good', amber: 'soon', red: 'late', none: 'none' };

/** "Quá hạn 20 ngày", "Còn 3 ngày", else the state's own name. */
export const headline = (card: Pick<ObligationCard, 'state' | 'due' | 'silent'>, today: PlainDate): string =>
  dueWords(card.state, card.due, today) ?? (card.state === 'followed' && card.silent ? 'Cả kỳ chưa có kết quả' : STATE_LABEL[card.state]);

/** "hạn 30/11/2026"; "trước 25/11 · làm xong 23/11/2026 (24/11 nghỉ lễ)" where holidays move it. */
export const dueText = (card: Pick<ObligationCard, 'printedDue' | 'due'>, calendar: WorkingCalendar): string => dueDayText(calendar, card.printedDue, card.due);

/** "đã có 3 / 5 tin, bài tháng 11/2026" */
export function progressText(card: Pick<ObligationCard, 'amount' | 'credited' | 'unit' | 'periodLabel'>): string {
  return card.amount === null ? `${formatNumber(card.credited)} ${card.unit} đã ghi · ${card.periodLabel}` : `đã có ${formatNumber(card.credited)} / ${formatNumber(card.amount)} ${card.unit} · ${card.periodLabel}`;
}

/** "Kế hoạch 07/KH-UBND, mục III.6": where the duty is printed. */
export const citationText = (citation: ObligationCard['citation']): string => {
  const name = citation.number ? `${citation.type} ${citation.number}` : `${citation.type} của ${citation.issuer}`;
  return citation.item ? `${name}, mục ${citation.item}` : name;
};

/** What stands in a cell of the board: "3/5", "✓", "6", "–". */
export function cellText(cell: Pick<BoardCell, 'light' | 'amount' | 'credited' | 'obligations'> | undefined): string {
  if (!cell || cell.obligations === 0) return '–';
  if (cell.amount === null || cell.amount === 0) return cell.credited ? formatNumber(cell.credited) : cell.light === 'amber' ? 'chưa có' : '0';
  return cell.credited >= cell.amount && cell.amount === 1 ? '✓' : `${formatNumber(cell.credited)}/${formatNumber(cell.amount)}`;
}
