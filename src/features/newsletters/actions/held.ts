import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { holdersAt } from '#features/accounts/store/holders.ts';
import { selfConfirmation } from '#features/deliverables/store.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { newslettersPolicy } from '../policy.ts';
import { holdIssue, type IssueRow } from '../store/rows.ts';

/** An issue as an act names it: which one, and the row version that was on the screen. */
export interface Which { readonly issueId: Id; readonly rowVersion: number | null }

/** The issue, held until the transaction ends, for who composes it. */
export async function heldByComposer(a: Acting, { issueId, rowVersion }: Which): Promise<IssueRow> {
  const one = await holdIssue(a.tx, issueId, rowVersion);
  await a.authorise('newsletters.compose', one.organisation_id);
  return one;
}

/** The same for the editorial board: people of the unit itself, also where a role reaches down from above. */
export async function heldByEditor(a: Acting, { issueId, rowVersion }: Which): Promise<IssueRow> {
  const one = await holdIssue(a.tx, issueId, rowVersion);
  await a.authorise('newsletters.approve', one.organisation_id);
  if (a.by.accountId !== null && a.by.organisationId !== null) {
    const mine = await standsFor(a.tx, a.by.organisationId, a.today), board = boardUnitOf(await organisationTree(a.tx, a.today), one.organisation_id);
    if (!mine.includes(one.organisation_id) && !mine.includes(board)) throw new AppError('forbidden', 'Bản tin do chính đơn vị làm bản tin duyệt. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
  }
  return one;
}

/** A unit with one account may approve its own issues, where its self-confirmation is switched on. */
export async function mayApproveOwn(a: Acting, unit: Id): Promise<boolean> {
  const board = boardUnitOf(await organisationTree(a.tx, a.today), unit);
  if (!(await selfConfirmation(a.tx, unit)) && !(await selfConfirmation(a.tx, board))) return false;
  const editors = (await holdersAt(a.tx, [...new Set([unit, board])], a.today)).filter(({ role }) => newslettersPolicy['newsletters.approve'].includes(role));
  return new Set(editors.map(({ accountId }) => accountId)).size <= 1;
}
