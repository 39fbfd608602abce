import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { roomOf } from '../rules/credit.ts';
import { activeCredits, creditables, linesOf } from '../store/credits.ts';
import { lockTotals } from '../store/writing.ts';
import { write, type Credited } from './credit.ts';

/**
 * Takes up an offer: counts what is left of a deliverable for another obligation (an old debt of the same commitment, or
 * another commitment it also serves). Within one commitment it never counts for more than its amount.
 */
export async function creditSurplus(a: Acting, deliverable: Credited, obligationId: Id): Promise<number> {
  await a.authorise('credits.write', deliverable.organisationId);
  const line = await linesOf(a.tx, [obligationId]);
  await lockTotals(a.tx, (await creditables(a.tx, line)).map(({ id }) => id));
  const obligations = await creditables(a.tx, line);
  const target = obligations.find(({ id }) => id === obligationId);
  if (!target) throw invalid('Chưa chọn việc để bù. Hãy chọn một việc còn nợ trong danh sách.', 'obligation');
  const mine = [deliverable.organisationId, deliverable.boardOrganisationId];
  if (!mine.includes(target.organisationId) && !mine.includes(target.boardOrganisationId)) throw conflict('Việc được chọn là của đơn vị khác, không bù được bằng kết quả của đơn vị mình.');
  const inLine = new Set(obligations.map(({ id }) => id));
  const already = (await activeCredits(a.tx, deliverable.id)).filter((row) => inLine.has(row.obligation_id)).reduce((sum, row) => sum + row.amount, 0);
  const amount = Math.min(deliverable.amount - already, roomOf(target));
  if (amount <= 0) throw conflict('Kết quả này đã được tính hết, hoặc việc được chọn đã đủ. Hãy tải lại trang để xem số mới nhất.');
  await write(a, deliverable, [{ obligationId, amount, fromCard: true }], new Map([[target.id, target.commitmentId]]));
  return amount;
}
