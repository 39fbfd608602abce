import { invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { obligationList } from '#features/obligations/store.ts';
import { keepTree, organisationTree } from '#features/organisations/store.ts';
import { planRow, planTypeLabel } from '#features/plans/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { planBasis, type LetterForm } from '../rules/compose.ts';
import type { Gathered } from '../store/gather.ts';
import { keepLetter } from './keep-letter.ts';

/** More arrears than anybody reads: the oldest are listed. */
const MOST_ARREARS = 3_000;

/**
 * Writes the letter to these units from what they owe today under the plan, and keeps it as it goes out. Units that owe nothing any more
 * are left out; none left is a refusal.
 */
export async function writeLetter(acting: Acting, files: FileStore, input: { ownerId: Id; planId: Id; units: readonly Id[]; form: LetterForm }): Promise<Id> {
  await keepTree(acting.tx);
  await acting.authorise('urging.write', input.ownerId);
  const plan = await planRow(acting.tx, input.planId), tree = await organisationTree(acting.tx, acting.today);
  if (!plan) throw notFound('kế hoạch này');
  const below = input.units.filter((unit) => tree.isWithin(unit, input.ownerId));
  const owed = await obligationList(acting.tx, { organisationIds: below, sourceId: plan.id, states: ['missed'] }, { today: acting.today }, { limit: MOST_ARREARS, offset: 0 });
  if (!owed.length) throw invalid('Các đơn vị đã chọn không còn nghĩa vụ quá hạn nào theo kế hoạch này nên không cần đôn đốc.', 'units');
  if (input.form.finishBefore <= acting.today) throw invalid('Hạn hoàn thành phải sau hôm nay.', 'finishBefore');
  const items = owed.map((card): Gathered => ({
    sourceNoun: 'plans', sourceId: plan.id, href: `/lam-viec/viec/${card.id}`,
    subject: { noun: 'obligations', id: card.id, periodFrom: card.periodFrom, due: card.due, givenOn: card.periodFrom, owing: true, heldSince: null, history: [], holder: { responsibleId: card.organisationId, unitId: card.boardOrganisationId, superiorId: input.ownerId, asked: false } },
    duty: { title: card.title, periodLabel: card.periodLabel, due: card.due, left: card.debt, amount: (card.amount ?? 0) - card.excused, unit: card.unit, unitName: tree.latest(card.boardOrganisationId)?.name ?? '', superiorName: tree.latest(input.ownerId)?.name ?? '' },
  }));
  const basis = planBasis({ kind: planTypeLabel(plan.kind), number: joinNumber(plan.number, plan.notation), signedOn: plan.signed_on, issuer: plan.issuer_name, title: plan.title });
  return keepLetter(acting, files, { ownerId: input.ownerId, planId: plan.id, regimeId: null, basis, items, form: input.form, annexed: false });
}
