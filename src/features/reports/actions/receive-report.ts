import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { formatDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { unlockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { lockedBy } from '../store/drill-down.ts';
import { limitsFor } from '../store/limits.ts';
import { grantExtension } from './grant-extension.ts';
import { takeDown } from './publish-report.ts';
import { received, takeStep } from './step-above.ts';

/** The level above takes a report as it is: its figures are what the consolidated report adds up. Where a second step follows, the unit sends no more by itself. */
export async function acceptReport(acting: Acting, input: { reportId: Id; seen: number }): Promise<void> {
  const current = await received(acting, input.reportId, 'accept');
  await takeStep(acting, current, 'accept', { seen: input.seen, reason: null, change: { accepted_by_name: acting.by.personName, accepted_at: acting.now, accepted_by: acting.by.accountId, returned_reason: null } });
}

/** The level above sends it back with a reason; the unit corrects and sends again. After the lock it says until when. */
export async function returnReport(acting: Acting, input: { reportId: Id; seen: number; reason: string; until?: PlainDate | null }): Promise<void> {
  const current = await received(acting, input.reportId, 'return'), one = current.report, limits = await limitsFor(acting.tx, one, current.regime.definition, acting.today);
  if (input.reason.trim().length < 5) throw invalid('Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.', 'reason');
  if (limits.locked && !input.until) throw invalid(`Kỳ báo cáo đã khóa sau ngày ${formatDate(limits.lastDay!)}. Hãy ghi ngày để đơn vị còn gửi lại được.`, 'until');
  if (input.until) await grantExtension(acting, { regimeId: one.regime_id, periodKey: one.period_key, organisationIds: [one.organisation_id], until: input.until, reason: `Gửi lại báo cáo bị trả: ${input.reason.trim()}` });
  await takeStep(acting, current, 'return', { seen: input.seen, reason: input.reason, change: { returned_reason: input.reason.trim(), accepted_by_name: null, accepted_at: null, accepted_by: null } });
  await takeDown(acting, one, 'Báo cáo được trả lại để hoàn thiện; bản mới sẽ được công khai sau.');
  await unlockCounted(acting, { reportId: one.id, deliverableIds: await lockedBy(acting.tx, one.id) });
}
