import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { lockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { toDocx } from '#features/documents/to-docx.ts';
import { toPdf } from '#features/documents/to-pdf.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { composeReport } from '../rules/compose.ts';
import { canonicalJson, differences, type Figures } from '../rules/figures.ts';
import { afterReport, mayReport, REPORT_STATE_LABELS } from '../rules/states.ts';
import { frozenFigures } from '../store/frozen.ts';
import { owedReport } from '../store/owed-report.ts';
import { insertVersion, lastVersions, regime, updateReport, type Report } from '../store/reports.ts';
import { openReport, staleReport } from './write-report.ts';
import { figuresOf } from './figures-of.ts';

/**
 * Signs the report off: the figures as they are now, the Word file and the PDF are frozen by hash, the deliverables they counted are
 * locked. Sending again makes a new version that lists what changed; every earlier version keeps its bytes.
 */
export async function submitReport(acting: Acting, files: FileStore, input: { reportId: Id; seen: number; reason: string | null }): Promise<{ version: number; differences: readonly string[] }> {
  const current = await openReport(acting, input.reportId, 'reports.submit');
  const correcting = !mayReport(current.status, 'submit');
  if (correcting && !mayReport(current.status, 'correct')) throw conflict(`Báo cáo ${REPORT_STATE_LABELS[current.status].label} nên không gửi được.`);
  if (correcting && (input.reason ?? '').trim().length < 5) throw invalid('Báo cáo đã gửi. Hãy ghi lý do của bản sửa đổi.', 'reason');
  if (!current.document.position) throw invalid('Chưa ghi chức vụ người ký. Hãy mở phần "Thể thức" và điền.', 'position');
  const under = (await regime(acting.tx, current.regime_id))!;
  const figures = await figuresOf(acting.tx, files, current, under, acting.today);
  const before = (await lastVersions(acting.tx, [current.id])).get(current.id);
  const changed = before ? differences(await frozenFigures(files, before), figures) : [];
  const document = composeReport({ figures, narrative: current.narrative, document: current.document, number: current.number, signedOn: current.signed_on, regime: under, year: yearOf(acting.today) });
  const version = current.version + 1;
  const keep = (bytes: Uint8Array, extension: string, mediaType: string) => keepMade(acting, files, { bytes, name: `bao-cao-${version}.${extension}`, mediaType });
  const frozen = {
    figures: await keep(Buffer.from(canonicalJson(figures)), 'json', 'application/json'),
    docx: await keep(await toDocx(document), 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
    pdf: await keep(toPdf(document), 'pdf', 'application/pdf'),
  };
  const versionId = acting.newId();
  await insertVersion(acting.tx, { shard: acting.shard, id: versionId, reportId: current.id, version, ...frozen, differences: changed, reason: input.reason?.trim() || null, by: acting.by.personName, at: acting.now });
  if (!(await updateReport(acting.tx, current.id, input.seen, {
    status: afterReport(current.status, correcting ? 'correct' : 'submit'), version, submitted_by_name: acting.by.personName, submitted_at: acting.now, returned_reason: null,
    accepted_by_name: null, accepted_at: null, closed_without: figures.missing.length ? JSON.stringify(figures.missing) : null,
  }))) throw staleReport(current);
  acting.record({ verb: 'reports.version-frozen', table: 'report_versions', id: versionId, organisationId: current.organisation_id });
  if (version === 1 && current.scope === 'unit') await fulfil(acting, current, under.plan_id);
  await lockCounted(acting, { reportId: current.id, deliverableIds: countedIn(figures) });
  acting.record({ verb: correcting ? 'reports.corrected' : 'reports.submitted', table: 'reports', id: current.id, organisationId: current.organisation_id, facts: { version, figures: frozen.figures, changed: changed.length } });
  return { version, differences: changed };
}

/** Sending the report is itself what the plan's reporting clause asks for: it counts as delivered on the day. */
async function fulfil(acting: Acting, sent: Report, planId: Id | null): Promise<void> {
  const obligationId = await owedReport(acting.tx, { planId, unit: sent.organisation_id, periodKey: sent.period_key });
  if (!obligationId) return;
  await record(acting, {
    organisationId: sent.organisation_id, bornOf: { noun: 'reports', id: sent.id }, countsFor: { obligationIds: [obligationId], commitmentIds: null },
    form: { product: 'report', title: `Báo cáo ${sent.period_label}`, doneOn: acting.today, amount: 1 }, evidence: [{ kind: 'published-item', reference: { noun: 'reports', id: sent.id } }],
  });
}

const countedIn = (figures: Figures): Id[] => figures.lines.flatMap((line) => [...line.deliverables]);
