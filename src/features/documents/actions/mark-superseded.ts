import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { citedAs, legalKey, type CitedPaper } from '../rules/legal-key.ts';
import { holdMark, insertMark } from '../store.ts';

/** Says, for a unit and everything below, that a cited paper holds no more from a day on: replaced by another, or simply over. */
export async function markSuperseded(a: Acting, input: { readonly organisationId: Id; readonly paper: CitedPaper; readonly from: PlainDate; readonly replacedBy: CitedPaper | null; readonly note: string | null }): Promise<Id> {
  await a.authorise('documents.mark', input.organisationId);
  const key = legalKey(input.paper), by = input.replacedBy && legalKey(input.replacedBy);
  if (!key) throw invalid('Văn bản này chưa có số hoặc tên nên không đánh dấu được. Hãy bổ sung số, ngày ở phần căn cứ của kế hoạch.', '_');
  if (by === key) throw invalid('Văn bản thay thế phải khác văn bản được thay thế.', 'number');
  if (await holdMark(a.tx, input.organisationId, key)) throw conflict('Đơn vị đã đánh dấu văn bản này. Hãy bỏ đánh dấu cũ trước khi đánh dấu lại.');
  const id = a.newId();
  await insertMark(a.tx, {
    id, organisation_id: input.organisationId, key, words: citedAs(input.paper), condition: input.replacedBy ? 'superseded' : 'expired', from_day: input.from,
    replaced_by_key: by ?? null, replaced_by_words: input.replacedBy ? citedAs(input.replacedBy) : null, note: input.note, marked_by_name: a.by.personName, marked_at: a.now, lifted_at: null, lifted_reason: null, row_version: 1,
  });
  a.record({ verb: 'documents.superseded-marked', table: 'legal_marks', id, organisationId: input.organisationId, facts: { paper: citedAs(input.paper), from: input.from, ...(input.replacedBy ? { replacedBy: citedAs(input.replacedBy) } : {}) } });
  return id;
}
