import type { Id } from '#kernel/id.ts';
import { DEFAULT_LADDER, type Ladder, type LadderStep } from './ladder.ts';

/** A ladder as laid down by its owner: for one plan or regime, or (scope = the owner) for everything it gives. */
export interface LaidDown { readonly id: Id; readonly ownerId: Id; readonly scopeId: Id; readonly steps: readonly LadderStep[] }
export interface ChosenLadder extends Ladder { readonly id: Id | null }

/** The nearest one: of the regime or plan, else the owner's own for all, else the program's. `scopeIds`: nearest first. */
export function ladderFor(laid: readonly LaidDown[], ownerId: Id, scopeIds: readonly Id[]): ChosenLadder {
  for (const scope of [...scopeIds, ownerId]) {
    const found = laid.find((one) => one.ownerId === ownerId && one.scopeId === scope);
    if (found) return { id: found.id, steps: found.steps };
  }
  return { id: null, steps: DEFAULT_LADDER.steps };
}
