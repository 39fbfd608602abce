import type { Id } from '#kernel/id.ts';
import { nameBeside } from '#features/organisations/rules/handing-over.ts';
import type { Acting } from '#platform/acting.ts';
import { outletsOf } from '../store/reading.ts';
import { changeDefault, changeOutlet, defaultsOfOrganisation, moveOpenPostings, type OutletRow } from '../store/rows.ts';

/** `from`: what the unit that kept it was called. */
export interface OutletSuccession { readonly outlet: OutletRow; readonly toId: Id; readonly from: string; readonly citations: readonly string[] }

/** Part of `reorganise`: the account or the board goes on with the successor, with what is usually posted there and what is still to be done. What was posted stays with who posted it. */
export async function succeedOutlets(a: Acting, successions: readonly OutletSuccession[]): Promise<number> {
  for (const { outlet, toId, from, citations } of successions) {
    await a.authorise('organisations.reorganise', outlet.organisation_id);
    const taken = new Set((await outletsOf(a.tx, [toId])).map((one) => one.name)), name = nameBeside(outlet.name, from, taken);
    await changeOutlet(a.tx, outlet.id, { organisation_id: toId, name });
    a.record({ verb: 'distribution.outlet-succeeded', table: 'outlets', id: outlet.id, organisationId: toId, facts: { name, before: outlet.name, from: outlet.organisation_id, to: toId, citations } });
    for (const one of await defaultsOfOrganisation(a.tx, [outlet.organisation_id])) if (one.outlet_id === outlet.id) {
      await changeDefault(a.tx, one.id, { organisation_id: toId });
      a.record({ verb: 'distribution.default-succeeded', table: 'outlet_defaults', id: one.id, organisationId: toId, facts: { from: outlet.organisation_id, to: toId } });
    }
    for (const id of await moveOpenPostings(a.tx, outlet.id, toId)) a.record({ verb: 'distribution.succeeded', table: 'postings', id, organisationId: toId, facts: { from: outlet.organisation_id, to: toId } });
  }
  return successions.length;
}
