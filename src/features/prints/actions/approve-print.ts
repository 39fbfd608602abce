import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { mayApproveOwn } from '#features/deliverables/actions/editorial-approval.ts';
import { printsPolicy } from '../policy.ts';
import { ownApproval } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changePrint } from '../store/rows.ts';
import { heldByApprover, type Which } from './held.ts';
import { keepForms } from './keep-forms.ts';

/** Approved by somebody else than who made or submitted it. Every file of it is made and kept now, so that what goes out is what was approved. */
export async function approvePrint(a: Acting, files: FileStore, { origin, ...which }: Which & { readonly origin: string }): Promise<void> {
  const one = await heldByApprover(a, which), status = allow(one, 'approve'), mine = a.by.accountId !== null && [one.author_id, one.submitted_by].includes(a.by.accountId);
  const own = ownApproval({ approver: a.by.accountId, author: one.author_id, submitter: one.submitted_by, mayApproveOwn: mine && (await mayApproveOwn(a, one.organisation_id, printsPolicy['prints.approve'])) });
  await changePrint(a.tx, one.id, { status, ...(await keepForms(a, files, one, origin)), approved_by: a.by.accountId, approved_by_name: a.by.personName, approved_at: a.now, self_approved: own, changed_at: a.now });
  a.record({ verb: 'prints.approved', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, own } });
}
