import { invalid, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { deliverableRow } from '#features/deliverables/store.ts';
import { keptFile } from '#features/files/store.ts';
import { allow, maySpend } from '../rules/guards.ts';
import { spentOn } from '../store/reading.ts';
import { budget, changeExpenditure, expenditure, holdBudget, holdExpenditure, holdLine, insertExpenditure, type Budget } from '../store/rows.ts';
import { inShardOf } from '#platform/in-shard-of.ts';

export interface Voucher { readonly voucher: string | null; readonly file: { readonly sha256: string; readonly name: string } | null }
export interface Payment extends Voucher {
  readonly lineId: Id; readonly spentOn: PlainDate; readonly amount: number; readonly payee: string; readonly description: string | null; readonly deliverableId: Id | null;
}

/** Writes down a payment: after approval, from a line that still holds it. The budget is held, so two payments at once follow each other. */
export async function spend(a: Acting, input: Payment & { readonly budgetId: Id }): Promise<Id> {
  const current = await openForSpending(a, input.budgetId), line = await holdLine(a.tx, input.lineId);
  if (line.budget_id !== current.id || line.allotted === null) throw notFound('dòng dự toán này');
  if (!input.payee.trim()) throw invalid('Hãy ghi chi cho ai, việc gì.', 'payee');
  maySpend({ year: current.year, decidedOn: current.decided_on!, spentOn: input.spentOn, today: a.today, amount: input.amount, allotted: line.allotted, spent: await spentOn(a.tx, line.id), line: line.description });
  if (input.deliverableId) await paidFor(a, current, input.deliverableId);
  await fileOf(a, input);
  const id = inShardOf(a, current.id).newId();
  await insertExpenditure(a.tx, {
    shard_id: shardOf(current.id), id, budget_id: current.id, line_id: line.id, spent_on: input.spentOn, amount: input.amount, payee: input.payee.trim(), description: input.description?.trim() || null,
    voucher: input.voucher?.trim() || null, sha256: input.file?.sha256 ?? null, file_name: input.file?.name ?? null, deliverable_id: input.deliverableId, recorded_by_name: a.by.personName, recorded_at: a.now,
    cancelled_on: null, cancelled_reason: null, cancelled_by_name: null, row_version: 1,
  });
  a.record({ verb: 'budgets.spent', table: 'expenditures', id, organisationId: current.organisation_id, facts: { title: line.description, total: input.amount, voucher: input.voucher?.trim() || null } });
  return id;
}

/** A payment written down by mistake is cancelled with a reason; it stays in the list and counts for nothing. */
export async function cancelExpenditure(a: Acting, input: { readonly expenditureId: Id; readonly rowVersion: number | null; readonly reason: string }): Promise<void> {
  const { current, held } = await openExpenditure(a, input.expenditureId, input.rowVersion);
  if (input.reason.trim().length < 5) throw invalid('Hãy ghi lý do hủy khoản chi này.', 'reason');
  await changeExpenditure(a.tx, held.id, { cancelled_on: a.today, cancelled_reason: input.reason.trim(), cancelled_by_name: a.by.personName });
  a.record({ verb: 'budgets.expenditure-cancelled', table: 'expenditures', id: held.id, organisationId: current.organisation_id, facts: { title: held.payee, total: held.amount, reason: input.reason.trim() } });
}

/** Adds the voucher that was missing when the payment was written down. */
export async function addVoucher(a: Acting, input: Voucher & { readonly expenditureId: Id; readonly rowVersion: number | null }): Promise<void> {
  const { current, held } = await openExpenditure(a, input.expenditureId, input.rowVersion);
  if (!input.voucher?.trim() && !input.file) throw invalid('Hãy ghi số chứng từ hoặc chọn ảnh, tệp chứng từ.', 'voucher');
  await fileOf(a, input);
  await changeExpenditure(a.tx, held.id, { ...(input.voucher?.trim() ? { voucher: input.voucher.trim() } : {}), ...(input.file ? { sha256: input.file.sha256, file_name: input.file.name } : {}) });
  a.record({ verb: 'budgets.voucher-added', table: 'expenditures', id: held.id, organisationId: current.organisation_id, facts: { voucher: input.voucher?.trim() || null } });
}

async function openForSpending(a: Acting, budgetId: Id): Promise<Budget> {
  const known = await budget(a.tx, budgetId);
  if (!known) throw notFound('dự toán này');
  await a.authorise('budgets.spend', known.organisation_id);
  const held = await holdBudget(a.tx, budgetId);
  allow(held.status, 'spend');
  return held;
}

async function openExpenditure(a: Acting, id: Id, seen: number | null) {
  const known = await expenditure(a.tx, id);
  if (!known) throw notFound('khoản chi này');
  const current = await openForSpending(a, known.budget_id), held = await holdExpenditure(a.tx, id, seen);
  if (held.cancelled_on) throw invalid('Khoản chi này đã hủy. Hãy ghi một khoản chi mới.', '_');
  return { current, held };
}

async function paidFor(a: Acting, current: Budget, id: Id): Promise<void> {
  const done = await deliverableRow(a.tx, id);
  const units = [current.organisation_id, current.drawn_up_by_id];
  if (!done || (!units.includes(done.board_organisation_id) && !units.includes(done.organisation_id)) || done.status === 'withdrawn' || done.status === 'rejected')
    throw invalid('Kết quả đã chọn không phải của đơn vị này hoặc đã rút. Hãy chọn lại, hoặc để trống.', 'deliverableId');
}

async function fileOf(a: Acting, { file }: Voucher): Promise<void> {
  if (file && !(await keptFile(a.tx, a.shard, file.sha256))) throw invalid('Tệp chứng từ chưa được lưu. Hãy chọn lại tệp.', 'evidence');
}
