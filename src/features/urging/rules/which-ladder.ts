import type { Id } from '#kernel/id.ts';
import { DEFAULT_LADDER, type Ladder, type LadderStep } from './ladder.ts';

/** A ladder as laid down: for one plan or regime, or (scope = the owner) for everything it gives. The earliest change first. */
export interface LaidDown { readonly id: Id; readonly scopeId: Id; readonly steps: readonly LadderStep[] }
export interface ChosenLadder extends Ladder { readonly id: Id | null }

/**
 * The nearest one: of the regime or plan (whoever laid it down: it goes on under a successor), else an owner's own for all it gives, else the
 * program's. `scopeIds` and `owners`: nearest first; of two for one scope the later one holds.
 */
export function ladderFor(laid: readonly LaidDown[], owners: readonly Id[], scopeIds: readonly Id[]): ChosenLadder {
  for (const scope of [...scopeIds, ...owners]) {
    const found = laid.filter((one) => one.scopeId === scope).at(-1);
    if (found) return { id: found.id, steps: found.steps };
  }
  return { id: null, steps: DEFAULT_LADDER.steps };
}
