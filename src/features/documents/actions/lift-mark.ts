import { invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { holdMark, liftMarkRow } from '../store.ts';

/** The paper was marked by mistake: it holds again; mark and reason stay in the log. */
export async function liftMark(a: Acting, input: { readonly organisationId: Id; readonly key: string; readonly reason: string }): Promise<void> {
  await a.authorise('documents.mark', input.organisationId);
  if (!input.reason.trim()) throw invalid('Hãy ghi lý do bỏ đánh dấu.', 'reason');
  const mark = await holdMark(a.tx, input.organisationId, input.key);
  if (!mark) throw notFound('đánh dấu này của đơn vị');
  await liftMarkRow(a.tx, mark.id, a.now, input.reason.trim());
  a.record({ verb: 'documents.mark-lifted', table: 'legal_marks', id: mark.id, organisationId: input.organisationId, facts: { paper: mark.words, reason: input.reason.trim() } });
}
