import { conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { reasonOf } from '../rules/approval.ts';
import { changeHandout, handoutRow, holdRun } from '../store/rows.ts';

/** Recorded by mistake: the copies are in hand again. Only after its result was withdrawn or returned, so that the two never tell different things. */
export async function undoHandout(a: Acting, { handoutId, reason }: { readonly handoutId: Id; readonly reason: string }): Promise<void> {
  const named = await handoutRow(a.tx, handoutId);
  if (!named) throw notFound('lần phát này');
  await holdRun(a.tx, named.run_id);
  const one = (await handoutRow(a.tx, handoutId))!; // as it is now that nobody else writes it
  await a.authorise('prints.draft', one.organisation_id);
  if (one.withdrawn_at) throw conflict('Lần phát này đã bỏ rồi.');
  const why = reasonOf(reason, 'reason', 'Chưa ghi vì sao bỏ lần phát này.'), result = await deliverableView(a.tx, one.deliverable_id);
  if (result && result.status !== 'withdrawn' && result.status !== 'rejected') throw conflict('Kết quả của lần phát này vẫn đang được tính. Hãy mở kết quả, rút hoặc trả lại kết quả trước, rồi bỏ lần phát.');
  await changeHandout(a.tx, one.id, { withdrawn_at: a.now, withdrawn_reason: why });
  a.record({ verb: 'prints.handout-undone', table: 'print_handouts', id: one.id, organisationId: one.organisation_id, facts: { print: one.print_id, reason: why } });
}
