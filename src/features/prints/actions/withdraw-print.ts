import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { takeBack } from '#features/deliverables/actions/take-back.ts';
import { withdrawItem } from '#features/sites/actions/place-item.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changePrint, holdPrint } from '../store/rows.ts';
import { heldByApprover, type Which } from './held.ts';

/** Takes the design down: its page says so with the reason, and it counts no more unless a submitted report has counted it. Copies that were handed out stay recorded. */
export async function withdrawPrint(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<'ended' | 'noted' | 'nothing'> {
  const one = await heldByApprover(a, which), status = allow(one, 'withdraw'), why = reasonOf(reason, 'reason', 'Chưa ghi lý do gỡ. Người đọc sẽ thấy lý do này trên trang.');
  const counted = one.deliverable_id ? await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'prints', id: one.id }, reason: `Ấn phẩm đã gỡ: ${why}` }) : 'nothing';
  await changePrint(a.tx, one.id, { status, withdrawn_at: a.now, withdrawn_reason: why, withdrawn_by_name: a.by.personName, changed_at: a.now });
  await withdrawItem(a, { id: one.id });
  a.record({ verb: 'prints.withdrawn', table: 'prints', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, reason: why, counted } });
  return counted;
}

/** A sent report had counted it and came back: now that it is free it stops counting, as it would have then. */
export async function uncountWithdrawn(a: Acting, printId: Id): Promise<boolean> {
  const one = await holdPrint(a.tx, printId, null);
  await a.authorise('prints.approve', one.organisation_id);
  if (one.status !== 'withdrawn' || !one.deliverable_id) return false;
  return (await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'prints', id: one.id }, reason: `Ấn phẩm đã gỡ: ${one.withdrawn_reason}` })) === 'ended';
}
