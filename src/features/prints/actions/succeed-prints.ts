import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { movePrintsInHand } from '../store/rows.ts';

/** Part of `reorganise`: what a unit was making goes on with who follows it. */
export async function succeedPrints(a: Acting, moves: readonly { readonly fromId: Id; readonly toId: Id }[]): Promise<number> {
  let moved = 0;
  for (const { fromId, toId } of moves) {
    await a.authorise('organisations.reorganise', fromId);
    for (const id of await movePrintsInHand(a.tx, fromId, toId)) { moved += 1; a.record({ verb: 'prints.succeeded', table: 'prints', id, organisationId: toId, facts: { from: fromId, to: toId } }); }
  }
  return moved;
}
