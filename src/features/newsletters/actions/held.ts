import type { Id } from '#kernel/id.ts';
import { approvesForUnit } from '#features/deliverables/actions/editorial-approval.ts';
import type { Acting } from '#platform/acting.ts';
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
  await approvesForUnit(a, one.organisation_id, 'Bản tin do chính đơn vị làm bản tin duyệt. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
  return one;
}
