import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { bothFiles, DOCUMENT_FORMATS } from '#features/documents/print.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { arrearOf, composeLetter, type LetterBasis, type LetterForm } from '../rules/compose.ts';
import { ADDRESSED } from '../rules/ladder.ts';
import { addresseesOf } from '../rules/leader.ts';
import { letterSentence } from '../rules/words.ts';
import type { Gathered } from '../store/gather.ts';
import { insertLetter } from '../store/letters.ts';
import { insertSteps } from '../store/steps.ts';
import type { StepRow } from '../store/tables.ts';

/** What goes out: the duties by unit, in the order given, and the paper they come from. */
export interface LetterContent { readonly basis: LetterBasis; readonly items: readonly Gathered[]; readonly form: LetterForm; readonly annexed: boolean }

/** Units in the order in which they first occur. */
export const unitsOf = (items: readonly Gathered[]): { id: Id; name: string }[] => [...new Map(items.map(({ subject, duty }) => [subject.holder.unitId, { id: subject.holder.unitId, name: duty.unitName }])).values()];

export function letterDocument({ basis, items, form, annexed }: LetterContent, asOf: Acting['today']): OfficialDocument {
  const units = unitsOf(items), rank = new Map(units.map(({ id }, index) => [id, index]));
  const inOrder = items.toSorted((a, b) => rank.get(a.subject.holder.unitId)! - rank.get(b.subject.holder.unitId)! || (a.duty.due < b.duty.due ? -1 : a.duty.due > b.duty.due ? 1 : 0));
  return composeLetter({ form, basis, arrears: inOrder.map(({ duty, subject }) => arrearOf(duty, subject.holder.unitId)), recipients: addresseesOf(units.map(({ name }) => name)), asOf, annexed });
}

/** Keeps a letter as it goes out; every duty in it has reached the ladder's last step, and its unit's leader is told by it. */
export async function keepLetter(a: Acting, files: FileStore, content: LetterContent & { ownerId: Id; planId: Id | null; regimeId: Id | null }): Promise<Id> {
  const document = letterDocument(content, a.today), { form, items, ownerId } = content, units = unitsOf(items), id = a.newId(), batchId = a.newId(), made = await bothFiles(document);
  const keep = (bytes: Uint8Array, extension: string, mediaType: string) => keepMade(a, files, { bytes, name: `cong-van-don-doc.${extension}`, mediaType, organisationId: ownerId });
  await insertLetter(a.tx, {
    shard_id: a.shard, id, owner_id: ownerId, plan_id: content.planId, regime_id: content.regimeId, as_of: a.today, finish_before: form.finishBefore, units, arrears: items.length,
    docx_sha256: await keep(made.docx, 'docx', DOCUMENT_FORMATS.docx.mediaType), pdf_sha256: await keep(made.pdf, 'pdf', DOCUMENT_FORMATS.pdf.mediaType),
    written_by_name: a.by.personName, written_at: a.now,
  });
  a.record({ verb: 'urging.letter-written', table: 'urging_letters', id, organisationId: ownerId, facts: { units: units.length, arrears: items.length } });
  const told = await insertSteps(a.tx, items.map(({ subject, duty, sourceNoun, sourceId, href }): StepRow => ({
    shard_id: a.shard, id: a.newId(), batch_id: batchId, ladder_id: null, subject_noun: subject.noun, subject_id: subject.id, organisation_id: subject.holder.responsibleId, board_organisation_id: subject.holder.unitId,
    source_noun: sourceNoun, source_id: sourceId, step: 'letter', recipient_organisation_id: subject.holder.unitId, recipient_roles: ADDRESSED.roles, for_day: a.today, taken_on: a.today, digest_key: `${a.today}/${subject.holder.unitId}`,
    sentence: letterSentence(duty, form), href, skipped: false, draft_id: null, letter_id: id,
  })));
  if (told.length > 0) a.recordBatch({ verb: 'urging.step-taken', table: 'urging_steps', batchId, organisationId: ownerId, facts: { steps: told.length, letter: id } });
  return id;
}
