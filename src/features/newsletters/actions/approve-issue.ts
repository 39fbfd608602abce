import { ownApproval, reasonOf } from '#features/articles/rules/approval.ts';
import type { Acting } from '#platform/acting.ts';
import { mayApproveOwn } from '#features/deliverables/actions/editorial-approval.ts';
import { newslettersPolicy } from '../policy.ts';
import { articlesIn, checkIssue } from '../rules/contents.ts';
import { allow } from '../rules/states.ts';
import { articlesForIssue } from '../store/reading.ts';
import { changeIssue, type IssueRow } from '../store/rows.ts';
import { heldByComposer, heldByEditor, type Which } from './held.ts';

/** Hands the issue to the editorial board. */
export async function submitIssue(a: Acting, which: Which): Promise<void> {
  const one = await heldByComposer(a, which), status = allow(one.status, 'submit');
  await readyToGoOut(a, one);
  await changeIssue(a.tx, one.id, { status, submitted_by: a.by.accountId, submitted_by_name: a.by.personName, submitted_at: a.now, returned_reason: null, returned_by_name: null, returned_at: null, changed_at: a.now });
  a.record({ verb: 'newsletters.issue-submitted', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { title: one.title } });
}

export async function returnIssue(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<void> {
  const one = await heldByEditor(a, which), status = allow(one.status, 'return');
  const why = reasonOf(reason, 'reason', 'Chưa ghi cần sửa gì. Người soạn cần biết để sửa cho đúng.');
  await changeIssue(a.tx, one.id, { status, returned_reason: why, returned_by_name: a.by.personName, returned_at: a.now, approved_by: null, approved_by_name: null, approved_at: null, self_approved: false, changed_at: a.now });
  a.record({ verb: 'newsletters.issue-returned', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { reason: why } });
}

/** The editorial approval, by somebody else than who composed or submitted it. */
export async function approveIssue(a: Acting, which: Which): Promise<void> {
  const one = await heldByEditor(a, which), status = allow(one.status, 'approve'), approver = a.by.accountId;
  const mine = approver !== null && approver === one.changed_by; // who arranged it last wrote it as much as who began it
  const own = ownApproval({ approver, author: mine ? approver : one.author_id, submitter: one.submitted_by, mayApproveOwn: await mayApproveOwn(a, one.organisation_id, newslettersPolicy['newsletters.approve']) });
  await readyToGoOut(a, one);
  await changeIssue(a.tx, one.id, { status, approved_by: approver, approved_by_name: a.by.personName, approved_at: a.now, self_approved: own, changed_at: a.now });
  a.record({ verb: 'newsletters.issue-approved', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, own } });
}

/** Whole enough for readers; an article that was taken down meanwhile is named. */
export async function readyToGoOut(a: Acting, one: IssueRow): Promise<void> {
  const known = await articlesForIssue(a.tx, one.article_ids);
  checkIssue({ sections: one.sections, gone: articlesIn(one.sections).flatMap((id) => (known.get(id)?.live ? [] : [known.get(id)?.title ?? 'bài không rõ'])) });
}
