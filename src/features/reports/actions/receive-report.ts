import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { unlockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { afterReport, mayReport, REPORT_STATE_LABELS } from '../rules/states.ts';
import { lockedBy } from '../store/drill-down.ts';
import { regime, report, updateReport } from '../store/reports.ts';
import { staleReport } from './write-report.ts';

/** The level above takes a report as it is: its figures are what the consolidated report adds up. */
export async function acceptReport(acting: Acting, input: { reportId: Id; seen: number }): Promise<void> {
  const current = await received(acting, input.reportId, 'accept');
  if (!(await updateReport(acting.tx, current.id, input.seen, { status: afterReport(current.status, 'accept'), accepted_by_name: acting.by.personName, accepted_at: acting.now, returned_reason: null }))) throw staleReport(current);
  acting.record({ verb: 'reports.accepted', table: 'reports', id: current.id, organisationId: current.organisation_id, facts: { version: current.version } });
}

/** The level above sends it back with a reason; the unit corrects and sends again. */
export async function returnReport(acting: Acting, input: { reportId: Id; seen: number; reason: string }): Promise<void> {
  if (input.reason.trim().length < 5) throw invalid('Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.', 'reason');
  const current = await received(acting, input.reportId, 'return');
  if (!(await updateReport(acting.tx, current.id, input.seen, { status: afterReport(current.status, 'return'), returned_reason: input.reason.trim(), accepted_by_name: null, accepted_at: null }))) throw staleReport(current);
  await unlockCounted(acting, { reportId: current.id, deliverableIds: await lockedBy(acting.tx, current.id) });
  acting.record({ verb: 'reports.returned', table: 'reports', id: current.id, organisationId: current.organisation_id, facts: { reason: input.reason.trim() } });
}

async function received(acting: Acting, id: Id, verb: 'accept' | 'return') {
  const current = await report(acting.tx, id), under = current && (await regime(acting.tx, current.regime_id));
  if (!current || !under) throw notFound('báo cáo này');
  await acting.authorise('reports.receive', under.owner_id);
  if (!mayReport(current.status, verb)) throw conflict(`Báo cáo ${REPORT_STATE_LABELS[current.status].label} nên không ${verb === 'accept' ? 'nhận' : 'trả lại'} được.`);
  return current;
}
