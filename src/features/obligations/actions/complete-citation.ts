import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { saveCitationAddition } from '../store/source.ts';

/** The records office gave number and date after the issuing: every card of the source shows them from now on. */
export async function completeCitation(a: Acting, input: { readonly issuerId: Id; readonly sourceId: Id; readonly number: string | null; readonly date: PlainDate | null }): Promise<void> {
  await a.authorise('obligations.impose', input.issuerId);
  const beside = inShardOf(a, input.sourceId), id = await saveCitationAddition(a.tx, { shard_id: beside.shard, id: beside.newId(), source_id: input.sourceId, number: input.number, signed_on: input.date, at: a.now });
  a.record({ verb: 'commitments.citation-completed', table: 'citation_additions', id, organisationId: input.issuerId, facts: { source: input.sourceId, number: input.number, date: input.date } });
}
