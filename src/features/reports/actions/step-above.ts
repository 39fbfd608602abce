import { AppError, conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { afterReport, approvalOf, mayReport, REASONED, stateLabel, WANTED, type ReportVerb } from '../rules/states.ts';
import { regime, report, updateReport, type Regime, type Report } from '../store/reports.ts';
import { insertStep } from '../store/steps.ts';
import type { ReportStep } from '../store/tables.ts';
import { staleReport } from './write-report.ts';

type StepVerb = 'accept' | 'return' | 'undo-accept' | 'approve' | 'undo-approve';
const STEP: Readonly<Record<StepVerb, { readonly step: ReportStep; readonly event: `reports.${string}`; readonly refused: string; readonly missing: string }>> = {
  accept: { step: 'accepted', event: 'reports.accepted', refused: 'không nhận được', missing: '' },
  return: { step: 'returned', event: 'reports.returned', refused: 'không trả lại được', missing: 'Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.' },
  'undo-accept': { step: 'acceptance-undone', event: 'reports.acceptance-undone', refused: 'không bỏ nhận được', missing: 'Hãy ghi lý do bỏ nhận; lý do được lưu cùng báo cáo.' },
  approve: { step: 'approved', event: 'reports.approved', refused: 'không phê duyệt được', missing: '' },
  'undo-approve': { step: 'approval-undone', event: 'reports.approval-undone', refused: 'không bỏ phê duyệt được', missing: 'Hãy ghi lý do bỏ phê duyệt; lý do được lưu cùng báo cáo.' },
};

export interface Received { readonly report: Report; readonly regime: Regime }

/** The report of a unit and its regime, for somebody who may take this step at the unit that receives it. */
export async function received(acting: Acting, id: Id, verb: StepVerb): Promise<Received> {
  const current = await report(acting.tx, id), under = current && (await regime(acting.tx, current.regime_id));
  if (!current || !under) throw notFound('báo cáo này');
  await authoriseStep(acting, verb, under.owner_id);
  const approval = approvalOf(under.definition);
  if (current.scope !== 'unit' || !mayReport(approval, current.status, verb)) throw conflict(`Báo cáo ${stateLabel(current.status, approval).label} nên ${STEP[verb].refused}.`);
  return { report: current, regime: under };
}

/** One of the step's permissions is enough. */
export async function authoriseStep(acting: Acting, verb: StepVerb, receiver: Id): Promise<void> {
  const [first, ...others] = WANTED[verb].permissions;
  for (const other of others) if (await acting.by.may(other, receiver)) return;
  await acting.authorise(first!, receiver);
}

/** Changes the state, keeps the step with its reason, notes both. False when somebody changed the report meanwhile. */
export async function takeStep(acting: Acting, { report: current, regime: under }: Received, verb: StepVerb, input: { seen: number; reason: string | null; change: Parameters<typeof updateReport>[3] }): Promise<void> {
  const { step, event, missing } = STEP[verb], reason = input.reason?.trim() || null;
  if (REASONED.has(verb) && (reason ?? '').length < 5) throw invalid(missing, 'reason');
  const status = afterReport(approvalOf(under.definition), current.status, verb);
  if (!(await updateReport(acting.tx, current.id, input.seen, { status, ...input.change }))) throw staleReport(current);
  const id = acting.newId();
  await insertStep(acting.tx, { id, report_id: current.id, step, version: current.version, reason, by_account: acting.by.accountId, by_name: acting.by.personName, taken_at: acting.now });
  acting.record({ verb: 'reports.step-kept', table: 'report_steps', id, organisationId: current.organisation_id });
  acting.record({ verb: event, table: 'reports', id: current.id, organisationId: current.organisation_id, facts: { version: current.version, ...(reason ? { reason } : {}) } });
}

/** The same step for many reports: those that others changed meanwhile, or that the step does not fit, are left as they are and named. */
export async function forMany(reports: readonly { reportId: Id; seen: number }[], step: (one: { reportId: Id; seen: number }) => Promise<void>): Promise<{ readonly done: readonly Id[]; readonly left: readonly { readonly id: Id; readonly because: string }[] }> {
  const done: Id[] = [], left: { id: Id; because: string }[] = [];
  for (const one of reports) try {
    await step(one);
    done.push(one.reportId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'forbidden') throw error;
    left.push({ id: one.reportId, because: error.message });
  }
  return { done, left };
}
