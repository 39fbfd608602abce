import type { PlainDate } from '#kernel/plain-date.ts';
import { dueDaysOf, type CommitmentDraft } from '#features/obligations/rules/commitment.ts';

/** One period of one task: when it runs, when it is due, how many units owe it and how many have done it. */
export interface Slot {
  readonly itemId: string; readonly from: PlainDate; readonly to: PlainDate; readonly due: PlainDate;
  readonly units: number; readonly met: number;
  /** False where nothing is owed by count (followed, optional). */
  readonly counted: boolean;
}
export type SlotState = 'met' | 'running' | 'missed' | 'coming' | 'followed';

/** How a period stands on a day: late when the due day is over and somebody has not done it. */
export function slotState(slot: Slot, today: PlainDate): SlotState {
  if (slot.units > 0 && slot.met === slot.units) return 'met';
  if (!slot.counted) return slot.from <= today ? 'followed' : 'coming';
  if (slot.due < today) return 'missed';
  return slot.from <= today ? 'running' : 'coming';
}

/** What a draft would make: the same slots before anything is issued. */
export function slotsOfDraft(commitments: readonly CommitmentDraft[]): Slot[] {
  const found = new Map<string, Slot>();
  for (const { itemId, amount, optional, units, instances } of commitments) for (const instance of instances) {
    const { due } = dueDaysOf(instance), { from, to } = instance.period, key = `${itemId} ${from} ${to} ${due}`, other = found.get(key);
    found.set(key, { itemId, from, to, due, units: (other?.units ?? 0) + units.length, met: 0, counted: (other?.counted ?? true) && amount !== null && !optional });
  }
  return [...found.values()].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.from < b.from ? -1 : 1));
}
