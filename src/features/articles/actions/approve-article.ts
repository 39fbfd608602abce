import type { Acting } from '#platform/acting.ts';
import { mayApproveOwn } from '#features/deliverables/actions/editorial-approval.ts';
import { articlesPolicy } from '../policy.ts';
import { ownApproval } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, changeVersion } from '../store/rows.ts';
import { heldByEditor, type Which } from './held.ts';
import { readyToGoOut } from './submit-article.ts';

/** The editorial approval, by somebody else than who wrote or submitted it. */
export async function approveArticle(a: Acting, which: Which): Promise<void> {
  const { one, version } = await heldByEditor(a, which), status = allow(one, 'approve');
  // asked only where it matters: most articles are approved by somebody else
  const isOwn = a.by.accountId !== null && (a.by.accountId === version.author_id || a.by.accountId === version.submitted_by);
  const own = ownApproval({ approver: a.by.accountId, author: version.author_id, submitter: version.submitted_by, mayApproveOwn: isOwn && (await mayApproveOwn(a, one.organisation_id, articlesPolicy['articles.approve'])) });
  readyToGoOut(one, version);
  await changeVersion(a.tx, version.id, { approved_by: a.by.accountId, approved_by_name: a.by.personName, approved_at: a.now, self_approved: own });
  await changeArticle(a.tx, one.id, { status, changed_at: a.now });
  a.record({ verb: 'articles.approved', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { title: version.title, number: version.number, own } });
  a.record({ verb: 'articles.version-approved', table: 'article_versions', id: version.id, organisationId: one.organisation_id, facts: { article: one.id } });
}
