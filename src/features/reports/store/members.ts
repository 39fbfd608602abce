import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { resolveParty } from '#features/organisations/store.ts';
import type { RegimeDefinition } from '../rules/regime.ts';

export interface Member { readonly id: Id; readonly name: string; readonly tier: string }

/** Who reports under a regime, as of a day, in the order of the tree; a unit named twice reports once. */
export async function membersOf(reader: Reader, definition: RegimeDefinition, asOf: PlainDate): Promise<Member[]> {
  const found = new Map<Id, Member>();
  for (const party of definition.members)
    for (const one of (await resolveParty(reader, { type: party.kind, id: party.id }, asOf)).members) found.set(one.id, { id: one.id, name: one.name, tier: one.tier });
  return [...found.values()];
}
