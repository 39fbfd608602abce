import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { placeAgain } from './write-entries.ts';

/** What took effect by itself: readers find these under the name and with the facts of today. What holds is computed and needs no help. */
export async function refreshItems(a: Acting, { organisationId, ids }: { readonly organisationId: Id; readonly ids: readonly Id[] }): Promise<void> {
  await a.authorise('procedures.keep', organisationId);
  await placeAgain(a, organisationId, ids);
}
