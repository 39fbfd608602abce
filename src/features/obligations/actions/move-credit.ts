import { conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { roomOf } from '../rules/credit.ts';
import { activeCredits, creditables, creditRow, linesOf } from '../store/credits.ts';
import { endCredits, lockTotals, refreshTotals } from '../store/writing.ts';
import { write, type Credited } from './credit.ts';

/**
 * Counts a deliverable for another obligation of the same unit instead. What the other one has no room for stays where
 * it was. Refused once a submitted report has counted the credit.
 */
export async function moveCredit(a: Acting, deliverable: Credited, { creditId, toObligationId }: { readonly creditId: Id; readonly toObligationId: Id }): Promise<void> {
  await a.authorise('credits.write', deliverable.organisationId);
  const lines = await linesOf(a.tx, [toObligationId]);
  const from = await creditRow(a.tx, creditId);
  if (!from || from.deliverable_id !== deliverable.id) throw notFound('phần kết quả cần chuyển');
  await lockTotals(a.tx, [from.obligation_id, ...(await creditables(a.tx, lines)).map(({ id }) => id)]);
  const row = (await creditRow(a.tx, creditId))!;
  if (row.ended_on) throw conflict('Phần kết quả này không còn được tính ở việc cũ. Hãy tải lại trang để xem số mới nhất.');
  if (row.locked_by_report) throw conflict('Kết quả đã được tính trong một báo cáo đã gửi nên không chuyển được. Nếu báo cáo sai, hãy lập báo cáo đính chính.');
  const inLine = await creditables(a.tx, lines);
  const target = inLine.find(({ id }) => id === toObligationId);
  const mine = [deliverable.organisationId, deliverable.boardOrganisationId];
  if (!target || (!mine.includes(target.organisationId) && !mine.includes(target.boardOrganisationId))) throw notFound('việc nhận kết quả trong các việc của đơn vị');

  const ids = new Set(inLine.map(({ id }) => id));
  const already = (await activeCredits(a.tx, deliverable.id)).filter((one) => one.id !== row.id && ids.has(one.obligation_id)).reduce((sum, one) => sum + one.amount, 0);
  const amount = Math.min(row.amount, roomOf(target), deliverable.amount - already);
  if (amount <= 0 || target.id === row.obligation_id) throw conflict('Việc được chọn đã đủ, không nhận thêm được. Hãy chọn việc khác.');
  await endCredits(a.tx, [row.id], { on: a.today, reason: 'moved', by: a.by.accountId });
  a.record({ verb: 'credits.moved', table: 'credits', id: row.id, organisationId: deliverable.organisationId, facts: { from: row.obligation_id, to: target.id, amount } });
  const kept = { ...deliverable, confirmedOn: row.confirmed_on, confirmedBy: row.confirmed_by };
  await write(a, kept, [
    { obligationId: target.id, amount, fromCard: true },
    ...(row.amount > amount ? [{ obligationId: row.obligation_id, amount: row.amount - amount, fromCard: row.from_card }] : []),
  ], new Map([[target.id, target.commitmentId], [row.obligation_id, row.commitment_id]]));
  await refreshTotals(a.tx, [row.obligation_id]);
}

