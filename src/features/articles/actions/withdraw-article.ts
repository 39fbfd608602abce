import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { takeBack } from '#features/deliverables/actions/take-back.ts';
import { withdrawItem } from '#features/sites/actions/place-item.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, holdArticle, type ArticleRow } from '../store/rows.ts';
import { contributionDown } from './follow-contribution.ts';
import { heldByEditor, type Which } from './held.ts';

/** Takes the article down: its page says so with the reason, and it counts no more unless a submitted report has counted it. */
export async function withdrawArticle(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<'ended' | 'noted' | 'nothing'> {
  const { one } = await heldByEditor(a, which);
  return takeDown(a, one, reason);
}

/** A sent report had counted it and came back: now that it is free it stops counting, as it would have then. */
export async function uncountWithdrawn(a: Acting, articleId: Id): Promise<boolean> {
  const one = await holdArticle(a.tx, articleId, null);
  await a.authorise('articles.approve', one.organisation_id);
  if (one.status !== 'withdrawn' || !one.deliverable_id) return false;
  await contributionDown(a, one.id, one.withdrawn_reason ?? '');
  const done = await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'articles', id: one.id }, reason: `Bài đã gỡ: ${one.withdrawn_reason}` });
  return done === 'ended';
}

/** Part of withdrawing, by a hand or by the clock. */
export async function takeDown(a: Acting, one: ArticleRow, reason: string): Promise<'ended' | 'noted' | 'nothing'> {
  const status = allow(one, 'withdraw'), why = reasonOf(reason, 'reason', 'Chưa ghi lý do gỡ. Người đọc sẽ thấy lý do này trên trang.');
  const counted = one.deliverable_id ? await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'articles', id: one.id }, reason: `Bài đã gỡ: ${why}` }) : 'nothing';
  await changeArticle(a.tx, one.id, { status, publish_at: null, withdraw_at: null, withdraw_words: null, withdrawn_at: a.now, withdrawn_reason: why, withdrawn_by_name: a.by.personName, changed_at: a.now });
  await contributionDown(a, one.id, why);
  await withdrawItem(a, { id: one.id });
  a.record({ verb: 'articles.withdrawn', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { reason: why, counted } });
  return counted;
}
