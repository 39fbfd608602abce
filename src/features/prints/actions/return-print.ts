import type { Acting } from '#platform/acting.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changePrint } from '../store/rows.ts';
import { heldByApprover, type Which } from './held.ts';
import { ownLink } from '../design-of.ts';

/** Gives the design back to who made it, with the reason; an approval falls away. */
export async function returnPrint(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<void> {
  const one = await heldByApprover(a, which), status = allow(one, 'return'), why = reasonOf(reason, 'reason', 'Chưa ghi lý do trả lại. Hãy ghi rõ cần sửa hoặc bổ sung gì.');
  await changePrint(a.tx, one.id, { status, returned_reason: why, returned_by_name: a.by.personName, approved_by: null, approved_by_name: null, approved_at: null, self_approved: false, files: [], set_as: null, link: ownLink(one), changed_at: a.now });
  a.record({ verb: 'prints.returned', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, reason: why } });
}
