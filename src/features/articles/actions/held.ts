import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { approvesForUnit } from '#features/deliverables/actions/editorial-approval.ts';
import { currentVersion, holdArticle, type ArticleRow, type VersionRow } from '../store/rows.ts';

/** An article as an act names it: which one, and the row version that was on the screen. */
export interface Which { readonly articleId: Id; readonly rowVersion: number | null }
export interface Held { readonly one: ArticleRow; readonly version: VersionRow }

/** The article and the version in hand, held until the transaction ends, for who writes. */
export async function heldByWriter(a: Acting, { articleId, rowVersion }: Which): Promise<Held> {
  const one = await holdArticle(a.tx, articleId, rowVersion);
  await a.authorise('articles.draft', one.organisation_id);
  return { one, version: await currentVersion(a.tx, one) };
}

/** The same for the editorial board: people of the unit itself, also where a role reaches down from above. */
export async function heldByEditor(a: Acting, { articleId, rowVersion }: Which): Promise<Held> {
  const one = await holdArticle(a.tx, articleId, rowVersion);
  await a.authorise('articles.approve', one.organisation_id);
  await approvesForUnit(a, one.organisation_id, 'Bài do chính đơn vị viết bài duyệt. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
  return { one, version: await currentVersion(a.tx, one) };
}
