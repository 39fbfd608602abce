import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { withdrawItem } from '#features/sites/actions/place-item.ts';
import { changePublicDocument, holdPublicDocument } from '../store/public.ts';

/** Takes a document out of the public register, with a reason that readers see at its address. */
export async function withdrawDocument(a: Acting, input: { readonly documentId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<void> {
  const row = await holdPublicDocument(a.tx, input.documentId, input.rowVersion);
  await a.authorise('documents.publish', row.organisation_id);
  if (row.source_noun) throw invalid('Văn bản này do chương trình phát hành; hãy gỡ ở trang của kế hoạch, báo cáo đó.');
  if (row.withdrawn_at) throw conflict('Văn bản này đã được gỡ.');
  const reason = input.reason.replace(/\s+/g, ' ').trim();
  if (reason.length < 5) throw invalid('Chưa ghi lý do gỡ. Người đọc sẽ thấy lý do này.', 'reason');
  if (reason.length > 500) throw invalid('Lý do dài quá 500 ký tự. Hãy rút gọn.', 'reason');
  await changePublicDocument(a.tx, row.id, { withdrawn_at: a.now, withdrawn_by_name: a.by.personName, withdrawn_reason: reason, changed_by_name: a.by.personName, changed_at: a.now });
  await withdrawItem(a, { id: row.id });
  a.record({ verb: 'documents.public-withdrawn', table: 'public_documents', id: row.id, organisationId: row.organisation_id, facts: { reason } });
}
