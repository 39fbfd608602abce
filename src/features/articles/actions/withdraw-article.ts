import type { Acting } from '#platform/acting.ts';
import { takeBack } from '#features/deliverables/actions/take-back.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, type ArticleRow } from '../store/rows.ts';
import { heldByEditor, type Which } from './held.ts';

/** Takes the article down: its page says so with the reason, and it counts no more unless a submitted report has counted it. */
export async function withdrawArticle(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<'ended' | 'noted' | 'nothing'> {
  const { one } = await heldByEditor(a, which);
  return takeDown(a, one, reason);
}

/** Part of withdrawing, by a hand or by the clock. */
export async function takeDown(a: Acting, one: ArticleRow, reason: string): Promise<'ended' | 'noted' | 'nothing'> {
  const status = allow(one, 'withdraw'), why = reasonOf(reason, 'reason', 'Chưa ghi lý do gỡ. Người đọc sẽ thấy lý do này trên trang.');
  const counted = one.deliverable_id ? await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'articles', id: one.id }, reason: `Bài đã gỡ: ${why}` }) : 'nothing';
  await changeArticle(a.tx, one.id, { status, publish_at: null, withdraw_at: null, withdraw_words: null, withdrawn_at: a.now, withdrawn_reason: why, withdrawn_by_name: a.by.personName, changed_at: a.now });
  a.record({ verb: 'articles.withdrawn', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { reason: why, counted } });
  return counted;
}
