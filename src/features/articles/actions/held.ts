import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { holdersAt } from '#features/accounts/store/holders.ts';
import { selfConfirmation } from '#features/deliverables/store.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { articlesPolicy } from '../policy.ts';
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
  if (a.by.accountId !== null && a.by.organisationId !== null) {
    const mine = await standsFor(a.tx, a.by.organisationId, a.today), board = boardUnitOf(await organisationTree(a.tx, a.today), one.organisation_id);
    if (!mine.includes(one.organisation_id) && !mine.includes(board)) throw new AppError('forbidden', 'Bài do chính đơn vị viết bài duyệt. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
  }
  return { one, version: await currentVersion(a.tx, one) };
}

/** A unit with one account may approve its own articles, where its self-confirmation is switched on. */
export async function mayApproveOwn(a: Acting, unit: Id): Promise<boolean> {
  const board = boardUnitOf(await organisationTree(a.tx, a.today), unit);
  if (!(await selfConfirmation(a.tx, unit)) && !(await selfConfirmation(a.tx, board))) return false;
  const editors = (await holdersAt(a.tx, [...new Set([unit, board])], a.today)).filter(({ role }) => articlesPolicy['articles.approve'].includes(role));
  return new Set(editors.map(({ accountId }) => accountId)).size <= 1;
}
