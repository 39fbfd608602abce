import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { withdrawItem } from '#features/sites/actions/place-item.ts';
import { CHANGES, faultIn, standing } from '../rules/history.ts';
import { asEntry, insertVersions, procedureRow, takeTurn, versionRow, versionsOf } from '../store/rows.ts';
import { placeAgain } from './write-entries.ts';

/** An entry made by mistake is taken back: as if it had never been, with the reason kept. */
export async function voidEntry(a: Acting, { versionId, reason }: { readonly versionId: Id; readonly reason: string }): Promise<void> {
  const one = await versionRow(a.tx, versionId);
  if (!one) throw notFound('mục này');
  await a.authorise('procedures.keep', one.organisation_id);
  await takeTurn(a.tx, one.organisation_id);
  if ((await procedureRow(a.tx, one.procedure_id))?.merged_into) throw conflict('Thủ tục này đã nhập vào danh mục của đơn vị kế thừa. Hãy sửa ở thủ tục cùng mã của đơn vị đó.');
  const why = tidy(reason).trim().slice(0, 500);
  if (!why) throw invalid('Hãy ghi vì sao bỏ mục này, ví dụ “nhập nhầm số quyết định”.', 'reason');
  const entries = (await versionsOf(a.tx, [one.procedure_id])).map(asEntry), all = standing(entries);
  if (!all.some((row) => row.id === one.id)) throw conflict('Mục này đã được sửa hoặc đã bỏ. Hãy mở lại trang của thủ tục để xem mục đang có.');
  const row = { ...one, id: a.newId(), shard_id: a.shard, batch_id: a.newId(), revision: Math.max(...entries.filter((row) => row.valid_from === one.valid_from).map((row) => row.revision)) + 1, change: 'void' as const, content: null, replaced_by: [], note: why, written_by_name: a.by.personName, written_at: a.now };
  const wrong = faultIn([...entries, asEntry(row)]);
  if (wrong) throw conflict(`Không bỏ được, vì mục từ ngày ${formatDate(wrong.entry.validFrom)} (${CHANGES[wrong.entry.change].label.toLocaleLowerCase('vi')}) dựa vào mục này. Hãy bỏ mục sau trước.`);
  await insertVersions(a.tx, [row]);
  a.recordBatch({ verb: 'procedures.entry-voided', table: 'procedure_versions', batchId: row.batch_id, organisationId: one.organisation_id, facts: { procedure: one.procedure_id, from: one.valid_from, reason: why } });
  if (all.length === 1) await withdrawItem(a, { id: one.procedure_id }); else await placeAgain(a, one.organisation_id, [one.procedure_id]);
}
