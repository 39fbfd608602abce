import { AppError, conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { tidyDecision, type DecisionForm } from './record-decision.ts';
import { changeDecision, decisionNumbered, holdDecision, takeTurn } from '../store/rows.ts';

/**
 * What was typed wrong about a decision, or its signed file, which mostly comes later. Its first day stays: every entry stands on it, and one entered with a
 * wrong day is taken back and entered again.
 */
export async function correctDecision(a: Acting, { decisionId, rowVersion, form }: { readonly decisionId: Id; readonly rowVersion: number | null; readonly form: Omit<DecisionForm, 'effectiveOn'> }): Promise<void> {
  const row = await holdDecision(a.tx, decisionId, rowVersion);
  await a.authorise('procedures.keep', row.organisation_id);
  await takeTurn(a.tx, row.organisation_id);
  const tidy = tidyDecision({ ...form, effectiveOn: row.effective_on }), there = await decisionNumbered(a.tx, row.organisation_id, tidy);
  if (there && there.id !== row.id && there.issuer === tidy.issuer) throw new AppError('duplicate', `Quyết định số ${tidy.number} ngày ký này đã được ghi. Hãy mở quyết định đó để ghi tiếp.`, { field: 'number' });
  const file = form.file ?? (row.file_sha256 ? { sha256: row.file_sha256, name: row.file_name ?? '' } : null), same = row.number === tidy.number && row.signed_on === tidy.signedOn && row.issuer === tidy.issuer && row.title === tidy.title && row.file_sha256 === (file?.sha256 ?? null);
  if (same) throw conflict('Chưa có gì thay đổi. Hãy sửa nội dung, hoặc chọn tệp văn bản, rồi lưu.');
  await changeDecision(a.tx, row.id, { number: tidy.number, signed_on: tidy.signedOn, issuer: tidy.issuer, title: tidy.title, file_sha256: file?.sha256 ?? null, file_name: file?.name ?? null });
  a.record({ verb: 'procedures.decision-corrected', table: 'procedure_decisions', id: row.id, organisationId: row.organisation_id, facts: { number: tidy.number, before: row.number } });
}
