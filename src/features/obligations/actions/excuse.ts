import { AppError, conflict, invalid, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { obligationCard } from '../store/reading.ts';
import { insertExcuse, lockTotals, refreshTotals } from '../store/writing.ts';

/**
 * Lets a unit off what it still owes, or a part of it, with a reason. Done by someone above: the permission is asked at the
 * unit's superior, so nobody excuses their own unit.
 */
export async function excuse(a: Acting, input: { readonly obligationId: Id; readonly reason: string; readonly amount?: number }): Promise<Id> {
  const tree = await organisationTree(a.tx, a.today);
  const card = await obligationCard(a.tx, input.obligationId, { today: a.today });
  if (!card) throw notFound('việc cần miễn');
  const above = tree.ancestorsOf(card.boardOrganisationId)[0];
  if (!above) throw new AppError('forbidden', 'Đơn vị này không có cấp trên trong hệ thống nên không ai miễn được việc cho đơn vị.');
  await a.authorise('obligations.excuse', above.id);

  const reason = input.reason.trim();
  if (reason.length < 5) throw invalid('Lý do miễn quá ngắn. Hãy ghi rõ vì sao đơn vị không phải thực hiện.', 'reason');
  await lockTotals(a.tx, [card.id]);
  const now = (await obligationCard(a.tx, card.id, { today: a.today }))!;
  if (now.amount === null) throw conflict('Việc này chỉ theo dõi, không giao số lượng nên không có gì để miễn.');
  if (now.state === 'closed') throw conflict('Việc này không còn được giao nên không cần miễn.');
  const rest = Math.max(0, now.amount - now.excused - now.credited);
  const amount = input.amount ?? rest;
  if (rest === 0) throw conflict('Việc này đã đủ hoặc đã được miễn hết. Hãy tải lại trang để xem số mới nhất.');
  if (!Number.isInteger(amount) || amount < 1 || amount > rest) throw invalid(`Số lượng miễn phải từ 1 đến ${rest} (phần còn thiếu).`, 'amount');

  const id = a.newId();
  await insertExcuse(a.tx, { shard_id: shardOf(id), id, obligation_id: card.id, amount, reason, excused_by: a.by.accountId, excused_by_name: a.by.personName, on_day: a.today, created_at: a.now });
  await refreshTotals(a.tx, [card.id]);
  a.record({ verb: 'obligations.excused', table: 'excuses', id, organisationId: card.boardOrganisationId, facts: { obligation: card.id, amount, reason } });
  return id;
}
