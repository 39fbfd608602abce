import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { reasonOf } from '../rules/approval.ts';
import { allowContribution } from '../rules/contribution.ts';
import { changeContribution, contributionRow, holdContribution } from '../store/contributions.ts';
import type { ContributionRow } from '../store/tables.ts';

export interface WhichContribution { readonly contributionId: Id; readonly rowVersion: number | null }

/** Gives material back to who sent it, with what is to be done. */
export const returnContribution = (a: Acting, input: WhichContribution & { readonly reason: string }): Promise<void> => answer(a, input, 'return', 'contributions.returned', 'Chưa ghi lý do trả lại. Hãy ghi rõ cần sửa hoặc bổ sung gì.');
/** Says that it will not be used, and why. */
export const declineContribution = (a: Acting, input: WhichContribution & { readonly reason: string }): Promise<void> => answer(a, input, 'decline', 'contributions.declined', 'Chưa ghi lý do không sử dụng. Đơn vị gửi sẽ đọc lý do này.');

async function answer(a: Acting, { reason, ...which }: WhichContribution & { readonly reason: string }, how: 'return' | 'decline', verb: string, missing: string): Promise<void> {
  const one = await heldByReceiver(a, which), status = allowContribution(one.status, how), why = reasonOf(reason, 'reason', missing);
  await changeContribution(a.tx, one.id, { status, reason: why, decided_by_name: a.by.personName, decided_at: a.now });
  a.record({ verb, table: 'article_contributions', id: one.id, organisationId: one.from_organisation_id, facts: { title: one.title, reason: why } });
}

/** Held for the editors of the unit whose column it is, also where a role reaches down from above: they decide in the unit's own name. */
export async function heldByReceiver(a: Acting, { contributionId, rowVersion }: WhichContribution): Promise<ContributionRow> {
  const before = await contributionRow(a.tx, contributionId);
  if (before) await a.authorise('articles.receive', before.organisation_id);
  const one = await holdContribution(a.tx, contributionId, rowVersion);
  if (a.by.accountId !== null && a.by.organisationId !== null) {
    const mine = await standsFor(a.tx, a.by.organisationId, a.today), board = boardUnitOf(await organisationTree(a.tx, a.today), one.organisation_id);
    if (!mine.includes(one.organisation_id) && !mine.includes(board)) throw new AppError('forbidden', 'Bài cộng tác do chính cơ quan giữ chuyên mục nhận. Hãy đổi sang cơ quan đó ở góc trên nếu bạn cũng làm việc tại đó.');
  }
  return one;
}
