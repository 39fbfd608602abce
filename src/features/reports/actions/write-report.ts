import { AppError, conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { MissingReasons } from '../rules/gaps.ts';
import { approvalOf, mayReport, stateLabel, type Narrative } from '../rules/states.ts';
import { regime, report, updateReport, type Report } from '../store/reports.ts';

/** Keeps what the officer writes beside the numbers, and what the document needs. */
export async function writeReport(acting: Acting, input: { reportId: Id; seen: number; narrative: Narrative; document: Letterhead; number: string | null; signedOn: PlainDate | null; missing?: MissingReasons }): Promise<void> {
  const current = await openReport(acting, input.reportId);
  const approval = approvalOf((await regime(acting.tx, current.regime_id))!.definition);
  if (!mayReport(approval, current.status, 'edit')) throw conflict(`Báo cáo ${stateLabel(current.status, approval).label} nên không sửa trực tiếp được.${mayReport(approval, current.status, 'correct') ? ' Hãy dùng "Gửi bản sửa đổi".' : ''}`);
  if (!(await updateReport(acting.tx, current.id, input.seen, { narrative: JSON.stringify(input.narrative), document: JSON.stringify(input.document), number: input.number, signed_on: input.signedOn, ...(input.missing ? { missing_reasons: Object.keys(input.missing).length ? JSON.stringify(input.missing) : null } : {}) })))
    throw staleReport(await report(acting.tx, current.id));
  acting.record({ verb: 'reports.written', table: 'reports', id: current.id, organisationId: current.organisation_id });
}

/** The report, for somebody who may write it. */
export async function openReport(acting: Acting, id: Id, permission: 'reports.write' | 'reports.submit' = 'reports.write'): Promise<Report> {
  const current = await report(acting.tx, id);
  if (!current) throw notFound('báo cáo này');
  await acting.authorise(current.scope === 'consolidated' ? 'reports.receive' : permission, current.organisation_id);
  return current;
}

export const staleReport = (current: Report | undefined): AppError =>
  new AppError('stale', 'Người khác vừa sửa báo cáo này. Nội dung bạn gõ vẫn còn dưới đây; hãy so với bản mới rồi lưu lại.', { data: current });
