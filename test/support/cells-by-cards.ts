import type { DateRange, PlainDate } from '#kernel/plain-date.ts';
import { lightOf } from '#features/obligations/rules/state.ts';
import type { BoardCell, ObligationCard } from '#features/obligations/rules/views.ts';

const ORDER: readonly BoardCell['light'][] = ['none', 'green', 'amber', 'red'];
export const cellKey = (cell: Pick<BoardCell, 'organisationId' | 'itemId'>) => `${cell.organisationId} ${cell.itemId}`;

/** The squares of a board as the words say: the worst light and the sums of their cards (all cards, as they stand on the day). */
export function cellsByCards(cards: readonly ObligationCard[], window: DateRange, day: PlainDate): Map<string, BoardCell> {
  const cells = new Map<string, BoardCell>();
  for (const card of cards) {
    const shown = card.state !== 'closed' && (card.due >= window.from && card.due <= window.to || card.amount === null && card.periodFrom <= window.to && card.periodTo >= window.from);
    if (card.periodFrom > window.to || !shown && card.debt === 0) continue;
    const none: BoardCell = { organisationId: card.boardOrganisationId, itemId: card.itemId, light: 'none', obligations: 0, amount: null, credited: 0, confirmed: 0, missed: 0, debt: 0 };
    const cell = cells.get(cellKey(none)) ?? none, light = lightOf(card.state, card.silent), begun = card.periodFrom <= day && card.amount !== null;
    cells.set(cellKey(none), !shown ? { ...cell, debt: cell.debt + card.debt } : {
      ...cell, light: ORDER[Math.max(ORDER.indexOf(cell.light), ORDER.indexOf(light))]!, obligations: cell.obligations + 1, amount: begun ? (cell.amount ?? 0) + card.amount! : cell.amount, credited: cell.credited + card.credited,
      confirmed: cell.confirmed + card.confirmed, missed: cell.missed + Number(card.state === 'missed'), debt: cell.debt + card.debt,
    });
  }
  return cells;
}
