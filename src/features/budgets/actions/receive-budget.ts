import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { allow, withinEstimate } from '../rules/guards.ts';
import { may } from '../rules/states.ts';
import { linesOfMany, totalsOf, wholeTree } from '../store/reading.ts';
import { budget, changeBudget, holdBudget, setLineMoney, type Budget } from '../store/rows.ts';

/** The finance office takes estimates into its consolidated one. */
export async function takeIn(a: Acting, input: { readonly intoId: Id; readonly budgetIds: readonly Id[] }): Promise<void> {
  const into = await holdBudget(a.tx, input.intoId);
  await a.authorise('budgets.consolidate', into.organisation_id);
  if (into.kind !== 'consolidated') throw notFound('bản tổng hợp này');
  allow(into.status, 'edit');
  const totals = await totalsOf(a.tx, input.budgetIds);
  for (const id of input.budgetIds.toSorted()) {
    const one = await holdBudget(a.tx, id);
    if (one.office_id !== into.organisation_id || one.id === into.id) throw notFound('dự toán này');
    if (one.year !== into.year || (into.plan_id !== null && one.plan_id !== into.plan_id)) throw conflict(`“${one.title}” không cùng năm hoặc kế hoạch với bản tổng hợp. Hãy mở bản tổng hợp đúng năm, đúng kế hoạch.`);
    allow(one.status, 'consolidate');
    await changeBudget(a.tx, one.id, { status: 'consolidated', part_of_id: into.id });
    a.record({ verb: 'budgets.consolidated', table: 'budgets', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, total: totals.get(one.id)!.estimated, into: into.id } });
  }
  await changeBudget(a.tx, into.id, {}); // whoever looks at the sum sees that it changed
  a.record({ verb: 'budgets.parts-taken', table: 'budgets', id: into.id, organisationId: into.organisation_id, facts: { title: into.title, parts: input.budgetIds.length } });
}

/** Sends an estimate back with a reason: the finance office one of a unit (it drops out of the sum), the committee a consolidated one. */
export async function returnBudget(a: Acting, input: { readonly budgetId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<void> {
  const known = await budget(a.tx, input.budgetId);
  if (!known?.committee_id) throw notFound('dự toán này');
  await (known.office_id ? a.authorise('budgets.consolidate', known.office_id) : a.authorise('budgets.approve', known.committee_id));
  const reason = input.reason.trim();
  if (reason.length < 5) throw invalid('Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.', 'reason');
  const into = known.part_of_id ? await holdBudget(a.tx, known.part_of_id) : null, current = await holdBudget(a.tx, input.budgetId, input.rowVersion);
  if (current.part_of_id !== (into?.id ?? null)) throw conflict('Dự toán vừa được đưa vào hoặc đưa ra khỏi bản tổng hợp. Hãy tải lại trang.');
  allow(current.status, 'return');
  openTotal(into);
  const total = (await totalsOf(a.tx, [current.id])).get(current.id)!.estimated;
  await changeBudget(a.tx, current.id, { status: 'returned', part_of_id: null, returned_reason: reason, former: null });
  a.record({ verb: 'budgets.returned', table: 'budgets', id: current.id, organisationId: current.organisation_id, facts: { title: current.title, total, reason } });
  if (into) {
    await changeBudget(a.tx, into.id, {});
    a.record({ verb: 'budgets.part-returned', table: 'budgets', id: into.id, organisationId: into.organisation_id, facts: { title: into.title, part: current.id } });
  }
}

/** What the finance office proposes to approve, line by line; never above the estimate. */
export async function appraise(a: Acting, input: { readonly budgetId: Id; readonly amounts: readonly { readonly lineId: Id; readonly amount: number }[] }): Promise<void> {
  const known = await budget(a.tx, input.budgetId);
  if (!known?.office_id) throw notFound('dự toán này');
  await a.authorise('budgets.consolidate', known.office_id);
  const into = known.part_of_id ? await holdBudget(a.tx, known.part_of_id) : null, current = await holdBudget(a.tx, input.budgetId);
  if (!may(current.status, 'return')) allow(current.status, 'return');
  openTotal(into);
  const lines = new Map((await linesOfMany(a.tx, (await wholeTree(a.tx, current.id)).map((one) => one.id))).map((line) => [line.id, line]));
  const changed = input.amounts.filter(({ lineId, amount }) => {
    const line = lines.get(lineId);
    if (!line) throw notFound('dòng dự toán này');
    withinEstimate(line, amount, `line-${lineId}`);
    return (line.appraised ?? line.estimated) !== amount;
  });
  await setLineMoney(a.tx, changed.map(({ lineId, amount }) => ({ id: lineId, amount })), ['appraised']);
  for (const { lineId, amount } of changed) a.record({ verb: 'budgets.line-appraised', table: 'budget_lines', id: lineId, organisationId: current.organisation_id, facts: { description: lines.get(lineId)!.description, appraised: amount } });
  await changeBudget(a.tx, current.id, {});
  a.record({ verb: 'budgets.appraised', table: 'budgets', id: current.id, organisationId: current.organisation_id, facts: { title: current.title, total: (await totalsOf(a.tx, [current.id])).get(current.id)!.appraised } });
}

/** Once the consolidated estimate was sent on, its parts stay as they are. */
function openTotal(into: Budget | null): void {
  if (into && !may(into.status, 'edit')) throw conflict('Bản tổng hợp chứa dự toán này đã trình. Muốn đổi, hãy đề nghị trả lại bản tổng hợp trước.');
}
