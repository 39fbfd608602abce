import { invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { toDocx } from '#features/documents/to-docx.ts';
import { toPdf } from '#features/documents/to-pdf.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { obligationList } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { planRow, planTypeLabel } from '#features/plans/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { arrearOf, composeLetter, planWords, type LetterForm } from '../rules/compose.ts';
import { insertLetter } from '../store/letters.ts';

/** More arrears than anybody reads: the oldest are listed. */
const MOST_ARREARS = 3_000;

/**
 * Writes the letter to these units from what they owe today under the plan, and keeps it as it goes out. Units that owe nothing any more
 * are left out; none left is a refusal.
 */
export async function writeLetter(acting: Acting, files: FileStore, input: { ownerId: Id; planId: Id; units: readonly Id[]; form: LetterForm }): Promise<Id> {
  await acting.authorise('urging.write', input.ownerId);
  const plan = await planRow(acting.tx, input.planId), tree = await organisationTree(acting.tx, acting.today);
  if (!plan) throw notFound('kế hoạch này');
  const below = input.units.filter((unit) => tree.isWithin(unit, input.ownerId));
  const owed = await obligationList(acting.tx, { organisationIds: below, sourceId: plan.id, states: ['missed'] }, { today: acting.today }, { limit: MOST_ARREARS, offset: 0 });
  if (!owed.length) throw invalid('Các đơn vị đã chọn không còn nghĩa vụ quá hạn nào theo kế hoạch này nên không cần đôn đốc.', 'units');
  if (input.form.finishBefore <= acting.today) throw invalid('Hạn hoàn thành phải sau hôm nay.', 'finishBefore');
  const name = (id: Id) => tree.latest(id)?.name ?? '';
  const units = [...new Set(owed.map((card) => card.boardOrganisationId))].map((id) => ({ id, name: name(id) }));
  const arrears = owed.toSorted((a, b) => units.findIndex(({ id }) => id === a.boardOrganisationId) - units.findIndex(({ id }) => id === b.boardOrganisationId) || (a.due < b.due ? -1 : 1)).map((card) => arrearOf(card, name(card.boardOrganisationId)));
  const words = planWords({ kind: planTypeLabel(plan.kind), number: joinNumber(plan.number, plan.notation), signedOn: plan.signed_on, issuer: plan.issuer_name, title: plan.title });
  const document = composeLetter({ form: input.form, plan: { words, title: plan.title }, arrears, recipients: recipientsOf(units.map((unit) => unit.name)), asOf: acting.today });
  const keep = (bytes: Uint8Array, extension: string, mediaType: string) => keepMade(acting, files, { bytes, name: `cong-van-don-doc.${extension}`, mediaType, organisationId: input.ownerId });
  const id = acting.newId();
  await insertLetter(acting.tx, {
    shard_id: acting.shard, id, owner_id: input.ownerId, plan_id: plan.id, regime_id: null, as_of: acting.today, finish_before: input.form.finishBefore, units, arrears: arrears.length,
    docx_sha256: await keep(await toDocx(document), 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'), pdf_sha256: await keep(toPdf(document), 'pdf', 'application/pdf'),
    written_by_name: acting.by.personName, written_at: acting.now,
  });
  acting.record({ verb: 'urging.letter-written', table: 'urging_letters', id, organisationId: input.ownerId, facts: { units: units.length, arrears: arrears.length } });
  return id;
}

/** Many units are addressed together; their names stand in the annex. */
const recipientsOf = (names: readonly string[]): string[] => (names.length > 6 ? ['Các cơ quan, đơn vị có tên tại Phụ lục'] : [...names]);
