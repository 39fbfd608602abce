import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { isLive } from '../rules/states.ts';
import { changeArticle, holdArticle } from '../store/rows.ts';

/** The day to look an article over has come: its editors hear of it once for each such day. Whether there was anything to tell. */
export async function tellReview(a: Acting, articleId: Id): Promise<boolean> {
  const one = await holdArticle(a.tx, articleId, null);
  await a.authorise('articles.approve', one.organisation_id);
  if (!isLive(one) || one.review_by === null || one.review_by > a.today || one.review_told_for === one.review_by) return false;
  await changeArticle(a.tx, one.id, { review_told_for: one.review_by });
  a.record({ verb: 'articles.review-due', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { reviewBy: one.review_by } });
  return true;
}
