import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { keyOf, type PublicFacts, type PublicFile } from '../rules/public-document.ts';
import { changePublicDocument, documentOfItem, insertPublicDocument, type PublicDocument } from '../store/public.ts';
import { columns } from './register-document.ts';

/**
 * Part of a verb that makes something of this program public (which has authorised and placed its item): it stands in the register too, as the
 * document it is. Again for the same item: says anew what changed.
 */
export async function registerIssued(a: Acting, input: { readonly organisationId: Id; readonly source: { readonly noun: string; readonly id: Id }; readonly facts: PublicFacts; readonly files: readonly PublicFile[] }): Promise<void> {
  const { source, facts, organisationId } = input, there = await documentOfItem(a.tx, source.id);
  const said = { key: keyOf(facts), ...columns(facts), files: input.files, changed_by_name: a.by.personName, changed_at: a.now };
  if (there) {
    await changePublicDocument(a.tx, there.id, { ...said, withdrawn_at: null, withdrawn_by_name: null, withdrawn_reason: null });
    a.record({ verb: 'documents.public-corrected', table: 'public_documents', id: there.id, organisationId, facts: { source: source.id } });
    return;
  }
  const row: PublicDocument = {
    shard_id: a.shard, id: a.newId(), organisation_id: organisationId, item_id: source.id, ...said, source_noun: source.noun, source_id: source.id, published_by_name: a.by.personName, published_at: a.now,
    withdrawn_at: null, withdrawn_by_name: null, withdrawn_reason: null, row_version: 1,
  };
  await insertPublicDocument(a.tx, row);
  a.record({ verb: 'documents.made-public', table: 'public_documents', id: row.id, organisationId, facts: { source: source.id } });
}

/** Part of a verb that takes something of this program down. */
export async function withdrawIssued(a: Acting, input: { readonly source: Id; readonly reason: string }): Promise<void> {
  const there = await documentOfItem(a.tx, input.source);
  if (!there || there.withdrawn_at) return;
  await changePublicDocument(a.tx, there.id, { withdrawn_at: a.now, withdrawn_by_name: a.by.personName, withdrawn_reason: input.reason, changed_by_name: a.by.personName, changed_at: a.now });
  a.record({ verb: 'documents.public-withdrawn', table: 'public_documents', id: there.id, organisationId: there.organisation_id, facts: { reason: input.reason } });
}
