import { AppError, conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { keepTree } from '#features/organisations/store.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { LetterForm } from '../rules/compose.ts';
import { draftContent } from '../store/draft-content.ts';
import { closeDraft, draft, keepDraftOpen, type Draft } from '../store/drafts.ts';
import { keepLetter, unitsOf } from './keep-letter.ts';

/**
 * The focal officer has looked at the ladder's draft: it becomes a letter to the units chosen, as they stand now. Units left out stay in the draft;
 * with nobody left in it, it is closed.
 */
export async function issueDraft(a: Acting, files: FileStore, input: { draftId: Id; seen: number; units: readonly Id[]; form: LetterForm }): Promise<Id> {
  await keepTree(a.tx);
  const current = await openDraft(a, input.draftId);
  if (input.form.finishBefore <= a.today) throw invalid('Hạn hoàn thành phải sau hôm nay.', 'finishBefore');
  const { basis, items } = await draftContent(a.tx, current, a.today), chosen = new Set(input.units), going = items.filter(({ subject }) => chosen.has(subject.holder.unitId));
  if (!going.length) throw invalid(items.length ? 'Chưa chọn đơn vị nào còn trong dự thảo. Hãy đánh dấu ít nhất một đơn vị.' : 'Các đơn vị trong dự thảo đã hoàn thành nên không cần công văn nữa. Hãy bỏ dự thảo này.', 'units');
  const letterId = await keepLetter(a, files, {
    ownerId: current.owner_id, planId: current.source_noun === 'plans' ? current.source_id : null, regimeId: current.source_noun === 'regimes' ? current.source_id : null, basis, items: going, form: input.form, annexed: unitsOf(going).length > 1,
  });
  const done = going.length === items.length;
  const saved = done ? await closeDraft(a.tx, current.id, input.seen, { state: 'issued', on: a.today, byName: a.by.personName, reason: null, letterId }) : await keepDraftOpen(a.tx, current.id, input.seen);
  if (!saved) throw staleDraft();
  a.record({ verb: done ? 'urging.draft-issued' : 'urging.draft-issued-in-part', table: 'urging_drafts', id: current.id, organisationId: current.owner_id, facts: { letter: letterId, units: unitsOf(going).length } });
  return letterId;
}

/** The focal officer decides that no letter is needed; its duties do not come back into another one. */
export async function setAsideDraft(a: Acting, input: { draftId: Id; seen: number; reason: string }): Promise<void> {
  const current = await openDraft(a, input.draftId), reason = input.reason.trim();
  if (reason.length < 5) throw invalid('Hãy ghi lý do không ban hành công văn, ví dụ “đã làm việc trực tiếp với đơn vị”.', 'reason');
  if (!(await closeDraft(a.tx, current.id, input.seen, { state: 'set-aside', on: a.today, byName: a.by.personName, reason, letterId: null }))) throw staleDraft();
  a.record({ verb: 'urging.draft-set-aside', table: 'urging_drafts', id: current.id, organisationId: current.owner_id, facts: { reason } });
}

async function openDraft(a: Acting, id: Id): Promise<Draft> {
  const current = await draft(a.tx, id);
  if (!current) throw notFound('dự thảo này');
  await a.authorise('urging.write', current.owner_id);
  if (current.state !== 'open') throw conflict(current.state === 'issued' ? 'Dự thảo này đã thành công văn. Hãy mở danh sách công văn.' : 'Dự thảo này đã được bỏ.');
  return current;
}

const staleDraft = (): AppError => new AppError('stale', 'Người khác vừa xử lý dự thảo này. Hãy tải lại trang để xem bản mới nhất.');
