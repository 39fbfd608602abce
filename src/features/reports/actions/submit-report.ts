import { AppError, conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { lockCounted } from '#features/deliverables/actions/lock-counted.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { bothFiles, DOCUMENT_FORMATS } from '#features/documents/print.ts';
import { livingHeir, organisationTree } from '#features/organisations/store.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { composeReport } from '../rules/compose.ts';
import { canonicalJson, differences, type Figures } from '../rules/figures.ts';
import { explained, isSection, reasonField, SHORTEST_REASON, unexplained, type MissingReasons } from '../rules/gaps.ts';
import { afterReport, approvalOf, mayReport, stateLabel } from '../rules/states.ts';
import { frozenFigures } from '../store/frozen.ts';
import { limitsFor } from '../store/limits.ts';
import { countedElsewhere } from '../store/members.ts';
import { owedReport } from '../store/owed-report.ts';
import { insertVersion, lastVersions, regime, updateReport, type Report } from '../store/reports.ts';
import { openReport, staleReport } from './write-report.ts';
import { figuresOf, gapsIn } from './figures-of.ts';

/**
 * Signs the report off: the figures as they are now, the Word file and the PDF are frozen by hash, the deliverables they counted are
 * locked. Sending again makes a new version that lists what changed; every earlier version keeps its bytes.
 */
export async function submitReport(acting: Acting, files: FileStore, input: { reportId: Id; seen: number; reason: string | null; /** Why values are missing, beside those kept before. */ missing?: MissingReasons }): Promise<{ version: number; differences: readonly string[] }> {
  const current = await openReport(acting, input.reportId, 'reports.submit');
  const under = (await regime(acting.tx, current.regime_id))!, approval = approvalOf(under.definition), correcting = !mayReport(approval, current.status, 'submit');
  if (correcting && !mayReport(approval, current.status, 'correct')) throw conflict(`Báo cáo ${stateLabel(current.status, approval).label} nên không gửi được.${current.status === 'accepted' || current.status === 'approved' ? ' Nếu có sai sót, hãy đề nghị đơn vị nhận báo cáo trả lại.' : ''}`);
  const limits = await limitsFor(acting.tx, current, under.definition, acting.today);
  if (limits.locked) throw conflict(`Kỳ báo cáo đã khóa sau ngày ${formatDate(limits.lastDay!)} nên không gửi được. Hãy đề nghị đơn vị nhận báo cáo gia hạn.`);
  if (correcting && (input.reason ?? '').trim().length < 5) throw invalid('Báo cáo đã gửi. Hãy ghi lý do của bản sửa đổi.', 'reason');
  const elsewhere = current.scope === 'unit' && current.version === 0 ? await countedElsewhere(acting.tx, current) : undefined;
  if (elsewhere) throw conflict(`Báo cáo ${current.period_label} của “${(await organisationTree(acting.tx, acting.today)).latest(elsewhere.organisation_id)!.name}” đã gửi và đã gồm kết quả của đơn vị này, nên không gửi riêng nữa. Nếu số liệu có sai sót, hãy gửi bản sửa đổi của báo cáo ấy.`);
  if (!current.document.position) throw invalid('Chưa ghi chức vụ người ký. Hãy mở phần "Thể thức" và điền.', 'position');
  const gaps = await gapsIn(acting.tx, current, under, acting.today), reasons = { ...current.missing_reasons, ...input.missing }, without = unexplained(gaps, reasons);
  if (without.length) throw new AppError('invalid', `Còn ${without.length} nội dung chưa có số liệu. Hãy ghi lý do ở từng dòng rồi gửi lại.`, { fields: Object.fromEntries(without.map((gap) => [reasonField(gap.key), isSection(gap) ? `${gap.label}: hãy viết phần này, hoặc ghi lý do để trống.` : `${gap.label}: hãy ghi lý do chưa có số liệu (ít nhất ${SHORTEST_REASON} ký tự).`])) });
  const counted = await figuresOf(acting.tx, files, current, under, acting.today), figures: Figures = gaps.length ? { ...counted, gaps: explained(gaps, reasons) } : counted;
  const before = (await lastVersions(acting.tx, [current.id])).get(current.id);
  const changed = before ? differences(await frozenFigures(files, before), figures) : [];
  const document = composeReport({ figures, narrative: current.narrative, document: current.document, number: current.number, signedOn: current.signed_on, regime: under, year: yearOf(acting.today) });
  const version = current.version + 1, made = await bothFiles(document);
  const beside = inShardOf(acting, current.id), keep = (bytes: Uint8Array, extension: string, mediaType: string) => keepMade(beside, files, { bytes, name: `bao-cao-${version}.${extension}`, mediaType });
  const frozen = {
    figures: await keep(Buffer.from(canonicalJson(figures)), 'json', 'application/json'),
    docx: await keep(made.docx, 'docx', DOCUMENT_FORMATS.docx.mediaType),
    pdf: await keep(made.pdf, 'pdf', DOCUMENT_FORMATS.pdf.mediaType),
  };
  const versionId = beside.newId();
  await insertVersion(acting.tx, { shard: beside.shard, id: versionId, reportId: current.id, version, ...frozen, differences: changed, reason: input.reason?.trim() || null, by: acting.by.personName, at: acting.now });
  if (!(await updateReport(acting.tx, current.id, input.seen, {
    status: afterReport(approval, current.status, correcting ? 'correct' : 'submit'), version, submitted_by_name: acting.by.personName, submitted_at: acting.now, returned_reason: null,
    missing_reasons: gaps.length ? JSON.stringify(Object.fromEntries(explained(gaps, reasons).map((gap) => [gap.key, gap.reason]))) : null,
    accepted_by_name: null, accepted_at: null, accepted_by: null, closed_without: figures.missing.length ? JSON.stringify(figures.missing) : null,
  }))) throw staleReport(current);
  acting.record({ verb: 'reports.version-frozen', table: 'report_versions', id: versionId, organisationId: current.organisation_id });
  if (version === 1 && current.scope === 'unit') await fulfil(acting, current, under.plan_id);
  await lockCounted(acting, { reportId: current.id, deliverableIds: countedIn(figures) });
  acting.record({ verb: correcting ? 'reports.corrected' : 'reports.submitted', table: 'reports', id: current.id, organisationId: current.organisation_id, facts: { version, figures: frozen.figures, changed: changed.length } });
  return { version, differences: changed };
}

/** Sending the report is itself what the plan's reporting clause asks for: it counts as delivered on the day. */
async function fulfil(acting: Acting, sent: Report, planId: Id | null): Promise<void> {
  // what is sent under the name of a unit that ended is done by who stands in its place, and is one of the reports that one owes
  const heir = await livingHeir(acting.tx, sent.organisation_id, acting.today), organisationId = heir ?? sent.organisation_id;
  const owed = await owedReport(acting.tx, { planId, unit: organisationId, periodKey: sent.period_key }), obligationIds = heir ? owed.slice(0, 1) : owed;
  for (const obligationId of obligationIds) await record(acting, {
    organisationId, bornOf: { noun: 'reports', id: sent.id }, countsFor: { obligationIds: [obligationId], commitmentIds: null },
    form: { product: 'report', title: `Báo cáo ${sent.period_label}`, doneOn: acting.today, amount: 1 }, evidence: [{ kind: 'published-item', reference: { noun: 'reports', id: sent.id } }],
  });
}

const countedIn = (figures: Figures): Id[] => figures.lines.flatMap((line) => [...line.deliverables]);
