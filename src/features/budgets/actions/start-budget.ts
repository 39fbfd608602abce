import { AppError, conflict, invalid } from '#kernel/app-error.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisation, organisationTree } from '#features/organisations/store.ts';
import { planRow } from '#features/plans/store.ts';
import { levelOf } from '../rules/office.ts';
import { paperDefaults, titleOf } from '../rules/papers.ts';
import { budgetsOfUnit } from '../store/reading.ts';
import { insertBudget, type Budget } from '../store/rows.ts';

interface Start { readonly organisationId: Id; readonly year: number; readonly planId: Id | null }

/** Begins a unit's estimate for a year, of one plan or of the year's work as a whole. */
export const startBudget = async (a: Acting, input: Start): Promise<Id> => {
  await a.authorise('budgets.draft', input.organisationId);
  return begin(a, input, 'unit', null);
};

/** Begins the consolidated estimate of a level at its finance office. */
export async function startConsolidated(a: Acting, input: Start & { readonly due: PlainDate | null }): Promise<Id> {
  await a.authorise('budgets.consolidate', input.organisationId);
  if (!levelOf(await organisationTree(a.tx, a.today), input.organisationId)) throw new AppError('conflict', 'Đơn vị này không phải cơ quan tài chính của cấp nào. Hãy ghi chức năng Tài chính cho đơn vị tại trang Đơn vị, hoặc làm việc này tại cơ quan tài chính.');
  return begin(a, input, 'consolidated', input.due);
}

async function begin(a: Acting, { organisationId, year, planId }: Start, kind: Budget['kind'], due: PlainDate | null): Promise<Id> {
  if (!Number.isInteger(year) || year < yearOf(a.today) - 5 || year > yearOf(a.today) + 5) throw invalid('Năm dự toán chưa đúng. Hãy ghi năm gồm bốn chữ số, trong vòng năm năm trước hoặc sau năm nay.', 'year');
  const unit = await organisation(a.tx, organisationId, a.today), parent = unit.parentId ? await organisation(a.tx, unit.parentId, a.today).catch(() => null) : null;
  // what it keeps of units it followed stands beside its own
  const before = (await budgetsOfUnit(a.tx, organisationId)).filter((one) => one.drawn_up_by_id === null || one.drawn_up_by_id === organisationId);
  if (before.some((one) => one.kind === kind && one.year === year && one.plan_id === planId)) throw conflict(`Năm ${year} đã có ${kind === 'unit' ? 'dự toán' : 'bản tổng hợp'} này của ${unit.name}. Hãy mở bản đã có để làm tiếp.`);
  if (planId && !(await planRow(a.tx, planId))) throw invalid('Không tìm thấy kế hoạch đã chọn. Hãy chọn lại.', 'planId');
  const id = a.newId(), last = before.find((one) => one.kind === kind);
  await insertBudget(a.tx, {
    shard_id: a.shard, id, kind, organisation_id: organisationId, office_id: null, committee_id: null, part_of_id: null, plan_id: planId, year, level: unit.tier, title: titleOf(year, kind === 'consolidated'),
    status: 'draft', due, note: null, document: last ? { ...last.document, number: null, signedOn: null } : paperDefaults(unit, parent), returned_reason: null, submitted_on: null, submitted_by_name: null,
    decision_number: null, decided_on: null, decided_by_name: null, granted: null, settled_on: null, created_at: a.now, row_version: 1,
  });
  a.record({ verb: 'budgets.started', table: 'budgets', id, organisationId, facts: { title: titleOf(year, kind === 'consolidated'), year } });
  return id;
}
