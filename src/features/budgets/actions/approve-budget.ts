import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { allow, mayAmend, withinEstimate } from '../rules/guards.ts';
import { linesOf, linesOfMany, wholeTree } from '../store/reading.ts';
import { budget, changeBudget, holdBudget, insertAmendment, setLineMoney, type BudgetLine } from '../store/rows.ts';
import type { LineChange } from '../store/tables.ts';
import { inShardOf } from '#platform/in-shard-of.ts';

interface Decision { readonly decisionNumber: string; readonly decidedOn: PlainDate }

/**
 * The committee's decision on a consolidated estimate. `amounts` names every line that gets something else than the finance office proposed; never more
 * than was estimated. The decision reaches every estimate inside.
 */
export async function approveBudget(a: Acting, input: Decision & { readonly budgetId: Id; readonly rowVersion: number | null; readonly amounts?: readonly { readonly lineId: Id; readonly amount: number }[] }): Promise<void> {
  const known = await budget(a.tx, input.budgetId);
  if (!known?.committee_id) throw notFound('dự toán này');
  await a.authorise('budgets.approve', known.committee_id);
  const root = await holdBudget(a.tx, input.budgetId, input.rowVersion);
  allow(root.status, 'approve');
  if (root.part_of_id || root.office_id) throw conflict('Dự toán này đang ở cơ quan tài chính. Hãy phê duyệt tại bản tổng hợp mà cơ quan tài chính trình.');
  decisionFor(input, root.submitted_on, a.today);
  const tree = await wholeTree(a.tx, root.id, true), lines = await linesOfMany(a.tx, tree.map((one) => one.id)), given = new Map((input.amounts ?? []).map((one) => [one.lineId, one.amount]));
  const strange = [...given.keys()].find((id) => !lines.some((line) => line.id === id));
  if (strange) throw notFound('dòng dự toán này');
  const granted = lines.map((line) => ({ line, amount: given.get(line.id) ?? line.appraised ?? line.estimated }));
  for (const { line, amount } of granted) withinEstimate(line, amount, `line-${line.id}`);
  await setLineMoney(a.tx, granted.map(({ line, amount }) => ({ id: line.id, amount })), ['approved', 'allotted']);
  const owner = new Map(tree.map((one) => [one.id, one.organisation_id]));
  for (const { line, amount } of granted) a.record({ verb: 'budgets.line-approved', table: 'budget_lines', id: line.id, organisationId: owner.get(line.budget_id)!, facts: { estimated: line.estimated, approved: amount } });
  const totals = totalsIn(tree, granted);
  for (const one of tree) {
    const { approved, estimated } = totals(one.id);
    await changeBudget(a.tx, one.id, { status: 'approved', committee_id: root.committee_id, decision_number: input.decisionNumber.trim(), decided_on: input.decidedOn, decided_by_name: a.by.personName, granted: approved === estimated ? 'whole' : 'part' });
    a.record({ verb: 'budgets.approved', table: 'budgets', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, total: approved, estimated, decision: input.decisionNumber.trim() } });
  }
}

/** A further decision changes what lines may spend; the first approval stays beside it. Never below what was spent. */
export async function amendBudget(a: Acting, input: Decision & { readonly budgetId: Id; readonly rowVersion: number | null; readonly reason: string; readonly changes: readonly { readonly lineId: Id; readonly to: number }[] }): Promise<void> {
  const known = await budget(a.tx, input.budgetId);
  if (!known?.committee_id) throw notFound('dự toán này');
  await a.authorise('budgets.approve', known.committee_id);
  const current = await holdBudget(a.tx, input.budgetId, input.rowVersion);
  allow(current.status, 'amend');
  if (current.kind !== 'unit') throw conflict('Điều chỉnh ghi ở dự toán của từng đơn vị. Hãy mở dự toán của đơn vị cần điều chỉnh.');
  decisionFor(input, current.decided_on, a.today);
  if (input.reason.trim().length < 5) throw invalid('Hãy ghi lý do điều chỉnh.', 'reason');
  const lines = new Map((await linesOf(a.tx, current.id)).map((line) => [line.id, line]));
  const changes: LineChange[] = [];
  for (const { lineId, to } of input.changes) {
    const line = lines.get(lineId);
    if (!line) throw notFound('dòng dự toán này');
    mayAmend(line, to, `line-${lineId}`);
    if (line.allotted !== to) changes.push({ lineId, from: line.allotted!, to });
  }
  if (changes.length === 0) throw invalid('Chưa có dòng nào thay đổi. Hãy ghi số mới cho ít nhất một dòng.', '_');
  const id = inShardOf(a, current.id).newId();
  await insertAmendment(a.tx, { shard_id: shardOf(current.id), id, budget_id: current.id, decision_number: input.decisionNumber.trim(), decided_on: input.decidedOn, reason: input.reason.trim(), changes, made_by_name: a.by.personName, made_at: a.now });
  await setLineMoney(a.tx, changes.map(({ lineId, to }) => ({ id: lineId, amount: to })), ['allotted']);
  await changeBudget(a.tx, current.id, { status: 'amended' });
  a.record({ verb: 'budgets.amendment-made', table: 'budget_amendments', id, organisationId: current.organisation_id, facts: { decision: input.decisionNumber.trim(), reason: input.reason.trim() } });
  for (const { lineId, from, to } of changes) a.record({ verb: 'budgets.line-amended', table: 'budget_lines', id: lineId, organisationId: current.organisation_id, facts: { description: lines.get(lineId)!.description, from, to } });
  const total = [...lines.values()].reduce((sum, line) => sum + (changes.find((one) => one.lineId === line.id)?.to ?? line.allotted!), 0);
  a.record({ verb: 'budgets.amended', table: 'budgets', id: current.id, organisationId: current.organisation_id, facts: { title: current.title, total, decision: input.decisionNumber.trim() } });
}

function decisionFor({ decisionNumber, decidedOn }: Decision, notBefore: PlainDate | null, today: PlainDate): void {
  if (!decisionNumber.trim()) throw invalid('Hãy ghi số quyết định, ví dụ 412/QĐ-UBND.', 'decisionNumber');
  if (decidedOn > today) throw invalid(`Ngày quyết định ${formatDate(decidedOn)} chưa đến. Hãy kiểm tra lại ngày.`, 'decidedOn');
  if (notBefore && decidedOn < notBefore) throw invalid(`Ngày quyết định ${formatDate(decidedOn)} trước ngày ${formatDate(notBefore)} của văn bản trước đó. Hãy kiểm tra lại ngày.`, 'decidedOn');
}

/** Of each budget with everything inside it. */
function totalsIn(tree: readonly { readonly id: Id; readonly part_of_id: Id | null }[], granted: readonly { readonly line: BudgetLine; readonly amount: number }[]) {
  const under = (id: Id): Id[] => [id, ...tree.filter((one) => one.part_of_id === id).flatMap((one) => under(one.id))];
  const own = new Map<Id, { approved: number; estimated: number }>();
  for (const { line, amount } of granted) {
    const sum = own.get(line.budget_id) ?? { approved: 0, estimated: 0 };
    own.set(line.budget_id, { approved: sum.approved + amount, estimated: sum.estimated + line.estimated });
  }
  return (id: Id) => under(id).reduce((sum, one) => ({ approved: sum.approved + (own.get(one)?.approved ?? 0), estimated: sum.estimated + (own.get(one)?.estimated ?? 0) }), { approved: 0, estimated: 0 });
}
