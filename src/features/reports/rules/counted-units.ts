import type { Id } from '#kernel/id.ts';
import type { HistoryLink } from '#features/organisations/rules/frame.ts';

/** What is known of one round when units are merged around it. */
export interface RoundOfUnits {
  readonly links: readonly HistoryLink[];
  /** Was the unit there on the last day of the round's data? Then the round asked it itself. */
  readonly asked: (id: Id) => boolean;
  /** Has it a report of its own for this round that was sent? */
  readonly sent: (id: Id) => boolean;
}

/**
 * Whose work a unit's report of a round holds: its own, and that of the units it came after. What those did before they ended stays
 * told under their names, so somebody must report it, and only once: not one that sent its own report, and not one that the round asks
 * itself while the successor is asked too.
 */
export function countedUnits(unit: Id, { links, asked, sent }: RoundOfUnits): Id[] {
  const found = new Set([unit]);
  for (const heir of found) for (const { fromId, toId } of links) if (toId === heir && !sent(fromId) && !(asked(fromId) && asked(unit))) found.add(fromId);
  return [...found];
}
