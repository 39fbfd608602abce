import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { placeItem } from '#features/sites/actions/place-item.ts';
import { documentTitle, factFaults, keyOf, tidyFacts, wantedPath, type PublicFacts, type PublicFile } from '../rules/public-document.ts';
import { PUBLIC_FORMS } from '../rules/public-forms.ts';
import { changePublicDocument, documentsByKey, holdPublicDocument, insertPublicDocument, takeTurnRegistering, type PublicDocument } from '../store/public.ts';

export const MOST_FILES = 10;
export interface DocumentInput { readonly facts: Omit<PublicFacts, 'form'> & { readonly form: string }; readonly files: readonly PublicFile[] }

/** Puts a document into the office's public register and gives it a page of its own. */
export async function registerDocument(a: Acting, input: { readonly organisationId: Id } & DocumentInput): Promise<Id> {
  await a.authorise('documents.publish', input.organisationId);
  await takeTurnRegistering(a.tx, input.organisationId);
  const facts = checked(input), key = keyOf(facts), id = a.newId();
  await refuseTwice(a, input.organisationId, key, null);
  const row: PublicDocument = {
    shard_id: a.shard, id, organisation_id: input.organisationId, item_id: id, key, ...columns(facts), files: input.files, source_noun: null, source_id: null, published_by_name: a.by.personName, published_at: a.now,
    changed_by_name: a.by.personName, changed_at: a.now, withdrawn_at: null, withdrawn_by_name: null, withdrawn_reason: null, row_version: 1,
  };
  await insertPublicDocument(a.tx, row);
  await placed(a, input.organisationId, id, facts);
  a.record({ verb: 'documents.made-public', table: 'public_documents', id, organisationId: input.organisationId, facts: { title: documentTitle(facts) } });
  return id;
}

/** Corrects what the register says, or adds files; its address stays. */
export async function correctDocument(a: Acting, input: { readonly documentId: Id; readonly rowVersion: number | null } & DocumentInput): Promise<void> {
  const row = await holdPublicDocument(a.tx, input.documentId, input.rowVersion);
  await a.authorise('documents.publish', row.organisation_id);
  if (row.source_noun) throw invalid('Văn bản này do chương trình phát hành; hãy sửa ở trang của kế hoạch, báo cáo đó.');
  await takeTurnRegistering(a.tx, row.organisation_id);
  const facts = checked(input), key = keyOf(facts), again = row.withdrawn_at !== null;
  await refuseTwice(a, row.organisation_id, key, row.id);
  await changePublicDocument(a.tx, row.id, { key, ...columns(facts), files: input.files, changed_by_name: a.by.personName, changed_at: a.now, ...(again ? { withdrawn_at: null, withdrawn_by_name: null, withdrawn_reason: null } : {}) });
  await placed(a, row.organisation_id, row.id, facts);
  a.record({ verb: again ? 'documents.public-again' : 'documents.public-corrected', table: 'public_documents', id: row.id, organisationId: row.organisation_id, facts: { title: documentTitle(facts) } });
}

function checked(input: DocumentInput): PublicFacts {
  const facts = tidyFacts(input.facts), faults = factFaults(facts);
  if (Object.keys(faults).length) throw new AppError('invalid', Object.values(faults)[0]!, { fields: { ...faults } });
  if (input.files.length > MOST_FILES) throw invalid(`Mỗi văn bản kèm nhiều nhất ${MOST_FILES} tệp.`, 'files');
  return facts as PublicFacts;
}
async function refuseTwice(a: Acting, organisationId: Id, key: string | null, self: Id | null): Promise<void> {
  const [there] = key ? (await documentsByKey(a.tx, organisationId, [key])).filter(({ id }) => id !== self) : [];
  if (there) throw new AppError('duplicate', `Sổ công khai đã có ${documentTitle({ ...there, signedOn: there.signed_on })}. Hãy mở văn bản đó để sửa.`, { field: 'number', fields: { number: 'Số, ký hiệu và ngày ký này đã có trong sổ công khai.' } });
}
export const columns = (facts: PublicFacts): Pick<PublicDocument, 'form' | 'authority' | 'number' | 'signed_on' | 'signer' | 'effective_from' | 'effective_to' | 'abstract'> => ({
  form: facts.form, authority: facts.authority, number: facts.number, signed_on: facts.signedOn, signer: facts.signer, effective_from: facts.effectiveFrom, effective_to: facts.effectiveTo, abstract: facts.abstract,
});
const placed = (a: Acting, organisationId: Id, id: Id, facts: PublicFacts): Promise<string> => placeItem(a, {
  id, noun: 'documents', organisationId, wanted: wantedPath(facts), language: 'vi', title: documentTitle(facts), summary: `${facts.abstract} (${PUBLIC_FORMS[facts.form].label}, ${facts.authority})`, picture: null, collectionId: null,
});
