import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { holdMark, liftMarkRow, moveMark, type LegalMark } from '../store.ts';

export interface MarkSuccession { readonly mark: LegalMark; readonly toId: Id; readonly citations: readonly string[] }

/** Part of `reorganise`: what a unit knew of the papers its plans cite binds its successor. Two units that marked one paper become one mark, the first. */
export async function succeedMarks(a: Acting, successions: readonly MarkSuccession[]): Promise<number> {
  for (const { mark, toId, citations } of successions) {
    await a.authorise('organisations.reorganise', mark.organisation_id);
    const twice = await holdMark(a.tx, toId, mark.key);
    if (twice) await liftMarkRow(a.tx, mark.id, a.now, 'Đơn vị kế thừa đã có đánh dấu cho văn bản này.'); else await moveMark(a.tx, mark.id, toId);
    a.record({ verb: twice ? 'documents.mark-lifted' : 'documents.mark-succeeded', table: 'legal_marks', id: mark.id, organisationId: toId, facts: { paper: mark.words, from: mark.organisation_id, to: toId, citations } });
  }
  return successions.length;
}
