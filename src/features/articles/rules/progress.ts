import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';

/** What a column needs to know of an obligation's card. */
export interface QuotaCard {
  readonly itemId: Id; readonly product: string; readonly channel: string | null; readonly unit: string; readonly periodFrom: PlainDate; readonly periodTo: PlainDate; readonly periodLabel: string; readonly due: PlainDate;
  readonly amount: number | null; readonly excused: number; readonly credited: number; readonly debt: number; readonly optional: boolean; readonly title: string; readonly id: Id;
}
export interface ColumnAim { readonly product: string; readonly channel: string; readonly item_ids: readonly Id[] }

/** The cards a column's articles count for: those of the chosen tasks, else of its product where the channel does not speak against it. */
export const cardsOf = <C extends QuotaCard>(column: ColumnAim, cards: readonly C[]): C[] =>
  cards.filter((card) => card.product === column.product && (column.item_ids.length > 0 ? column.item_ids.includes(card.itemId) : card.channel === null || card.channel === column.channel));

export interface Quota { readonly id: Id; readonly title: string; readonly period: string; readonly done: number; readonly amount: number | null; readonly unit: string; readonly due: PlainDate; readonly optional: boolean }
export interface Progress { readonly quotas: readonly Quota[]; /** Pieces owed from periods before. */ readonly debt: number }

/** How a column stands on a day: each running period, shortest first, and what is owed from before. */
export function progressOf(column: ColumnAim, cards: readonly QuotaCard[], today: PlainDate): Progress {
  const mine = cardsOf(column, cards), running = mine.filter((card) => card.periodFrom <= today && today <= card.periodTo);
  return {
    quotas: running.toSorted((a, b) => (a.periodTo < b.periodTo ? -1 : a.periodTo > b.periodTo ? 1 : a.id < b.id ? -1 : 1))
      .map(({ id, title, periodLabel, credited, amount, excused, unit, due, optional }) => ({ id, title, period: periodLabel, done: credited, amount: amount === null ? null : Math.max(0, amount - excused), unit, due, optional })),
    debt: mine.filter((card) => card.periodTo < today).reduce((sum, card) => sum + card.debt, 0),
  };
}

/** "3/5 tin, bài tháng 11/2026"; without a number "3 tin, bài năm 2026 (theo dõi)". */
export const quotaInWords = ({ done, amount, unit, period }: Quota): string => (amount === null ? `${done} ${unit} ${period} (theo dõi)` : `${done}/${amount} ${unit} ${period}`);
