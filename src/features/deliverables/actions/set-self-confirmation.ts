import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { setSelfConfirmation as save } from '../store/rows.ts';

/** A unit with one account may confirm its own work; lists mark what was confirmed so. */
export async function setSelfConfirmation(a: Acting, organisationId: Id, allowed: boolean): Promise<void> {
  await a.authorise('deliverables.set-self-confirmation', organisationId);
  const id = await save(a.tx, { id: a.newId(), organisation_id: organisationId, self_confirmation: allowed, set_by: a.by.accountId, set_at: a.now });
  a.record({ verb: 'deliverables.self-confirmation-set', table: 'confirmation_settings', id, organisationId, facts: { allowed } });
}
