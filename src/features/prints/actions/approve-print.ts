import type { Acting } from '#platform/acting.ts';
import { mayApproveOwn } from '#features/deliverables/actions/editorial-approval.ts';
import { printsPolicy } from '../policy.ts';
import { ownApproval } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changePrint } from '../store/rows.ts';
import { heldByApprover, type Which } from './held.ts';

/** Approved by somebody else than who made or submitted it. */
export async function approvePrint(a: Acting, which: Which): Promise<void> {
  const one = await heldByApprover(a, which), status = allow(one, 'approve');
  const own = ownApproval({ approver: a.by.accountId, author: one.author_id, submitter: one.submitted_by, mayApproveOwn: await mayApproveOwn(a, one.organisation_id, printsPolicy['prints.approve']) });
  await changePrint(a.tx, one.id, { status, approved_by: a.by.accountId, approved_by_name: a.by.personName, approved_at: a.now, self_approved: own, changed_at: a.now });
  a.record({ verb: 'prints.approved', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, own } });
}
