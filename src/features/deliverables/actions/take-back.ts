import { conflict, notFound } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { endCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { changeDeliverable, holdDeliverable } from '../store/rows.ts';

interface TakeBack { readonly deliverableId: Id; /** Null: it was recorded by hand, by the noun that keeps where it stood. */ readonly bornOf: { readonly noun: string; readonly id: Id } | null; readonly reason: string }

/**
 * What Loa had published is out no more: it stops counting, with the reason in the books. What a submitted report counted stays as it was counted;
 * it gets a note, and the report shows that its figures have changed. Called by the noun that had made it, inside its own action.
 */
export async function takeBack(a: Acting, { deliverableId: id, bornOf, reason }: TakeBack): Promise<'ended' | 'noted' | 'nothing'> {
  const row = await holdDeliverable(a.tx, id, null);
  await a.authorise('deliverables.record', row.organisation_id);
  if (row.born_of?.noun !== bornOf?.noun || row.born_of?.id !== bornOf?.id) throw notFound('kết quả của mục này');
  switch (row.status) {
    case 'withdrawn': case 'rejected': return 'nothing';
    case 'locked': {
      const note = [row.note, `Đã gỡ ngày ${formatDate(a.today)}: ${reason}`].filter(Boolean).join('\n').slice(0, 4000);
      await changeDeliverable(a.tx, id, { note, changed_after_lock: true });
      a.record({ verb: 'deliverables.taken-back-after-report', table: 'deliverables', id, organisationId: row.organisation_id, facts: { reason, report: row.locked_by_report } });
      return 'noted';
    }
    case 'recorded': case 'confirmed':
      // what was born confirmed waits for confirmation only after somebody corrected it
      if (row.status === 'recorded' && bornOf) throw conflict('Kết quả này đang chờ xác nhận sau khi sửa. Hãy xác nhận hoặc trả lại kết quả trước.');
      await changeDeliverable(a.tx, id, { status: 'withdrawn', ended_on: a.today, ended_reason: reason });
      a.record({ verb: 'deliverables.withdrawn', table: 'deliverables', id, organisationId: row.organisation_id, facts: { reason } });
      await endCreditsOf(a, { deliverableId: id, organisationId: row.organisation_id }, 'withdrawn');
      return 'ended';
  }
}
