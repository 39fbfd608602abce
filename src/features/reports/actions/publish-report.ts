import { AppError, conflict, invalid, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import { slugOf } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { registerIssued, withdrawIssued } from '#features/documents/actions/register-issued.ts';
import { DOCUMENT_FORMATS } from '#features/documents/print.ts';
import type { PublicFile } from '#features/documents/rules/public-document.ts';
import { keptFiles } from '#features/files/store.ts';
import { placeItem, withdrawItem } from '#features/sites/actions/place-item.ts';
import { isSent } from '../rules/states.ts';
import { insertPublication, publicVersion } from '../store/publications.ts';
import { lastVersions, regime, report, type Regime, type Report, type ReportVersion } from '../store/reports.ts';

/** What the person agrees to who makes a report public; kept with the publication. */
export const REPORT_CHECK = 'Đã kiểm tra: báo cáo và tệp kèm theo không có dữ liệu cá nhân phải che, không có nội dung mật; kết quả có đường dẫn công khai được liệt kê cùng số liệu.';

/** "Báo cáo kết quả tuyên truyền cải cách hành chính quý III năm 2026" */
export function publicTitle(one: Pick<Report, 'scope' | 'period_label'>, under: Pick<Regime, 'name'>): string {
  const name = under.name.toLocaleLowerCase('vi').startsWith('báo cáo') ? under.name : `Báo cáo ${under.name}`;
  return `${one.scope === 'consolidated' ? name.replace(/^báo cáo/iu, 'Báo cáo tổng hợp') : name} ${one.period_label}`;
}

/** Shows the sent version to everybody; a corrected one is shown by doing it again. Gives the path in the unit's site. */
export async function publishReport(a: Acting, input: { readonly reportId: Id; readonly seen: number | null; readonly checked: boolean }): Promise<string> {
  const { one, under } = await held(a, input), last = (await lastVersions(a.tx, [one.id])).get(one.id);
  if (!isSent(one.status) || !last) throw conflict('Chỉ công khai báo cáo đã gửi và không bị trả lại.');
  if (!input.checked) throw invalid('Hãy xem lại nội dung rồi đánh dấu đã kiểm tra dữ liệu cá nhân.', 'checked');
  if ((await publicVersion(a.tx, one.id)) === last.version) throw conflict('Bản đã gửi gần nhất đã công khai rồi.');
  const title = publicTitle(one, under), number = one.number ? `${one.number}/${one.document.notation}` : null;
  const path = await placeItem(a, { id: one.id, noun: 'reports', organisationId: one.organisation_id, wanted: `/bao-cao/${slugOf(title)}`, language: 'vi', title, summary: [number ? `Số ${number}` : '', one.document.issuer].filter(Boolean).join(', '), picture: null, collectionId: null });
  await registerIssued(a, {
    organisationId: one.organisation_id, source: { noun: 'reports', id: one.id }, files: await filesOf(a, one, last, title),
    facts: { form: 'report', authority: one.document.issuer, number, signedOn: one.signed_on, signer: [one.document.position, one.document.signer].filter(Boolean).join(' ') || null, effectiveFrom: null, effectiveTo: null, abstract: title.slice(0, 500) },
  });
  await noted(a, one, last.version, { act: 'published', checked: REPORT_CHECK, reason: null });
  return path;
}

/** Takes a report down, with a reason that readers see at its address. */
export async function withdrawPublicReport(a: Acting, input: { readonly reportId: Id; readonly seen: number | null; readonly reason: string }): Promise<void> {
  const { one } = await held(a, input), reason = input.reason.replace(/\s+/g, ' ').trim();
  if ((await publicVersion(a.tx, one.id)) === null) throw conflict('Báo cáo này đang không công khai.');
  if (reason.length < 5) throw invalid('Chưa ghi lý do. Người đọc sẽ thấy lý do này.', 'reason');
  if (reason.length > 500) throw invalid('Lý do dài quá 500 ký tự. Hãy rút gọn.', 'reason');
  await takeDown(a, one, reason);
}

/** Part of giving a report back: its figures hold no more. */
export async function takeDown(a: Acting, one: Pick<Report, 'id' | 'organisation_id'>, reason: string): Promise<void> {
  const shown = await publicVersion(a.tx, one.id);
  if (shown === null) return;
  await withdrawItem(a, { id: one.id });
  await withdrawIssued(a, { source: one.id, reason });
  await noted(a, one, shown, { act: 'withdrawn', checked: null, reason });
}

async function held(a: Acting, { reportId, seen }: { readonly reportId: Id; readonly seen: number | null }): Promise<{ readonly one: Report; readonly under: Regime }> {
  const one = await report(a.tx, reportId), under = one && (await regime(a.tx, one.regime_id));
  if (!one || !under) throw notFound('báo cáo này');
  await a.authorise('reports.publish', one.organisation_id);
  if (seen !== null && one.row_version !== seen) throw new AppError('stale', 'Báo cáo vừa có thay đổi. Hãy xem lại trang rồi làm lại.', { data: { current: one } });
  return { one, under };
}
async function noted(a: Acting, one: Pick<Report, 'id' | 'organisation_id'>, version: number, said: { readonly act: 'published' | 'withdrawn'; readonly checked: string | null; readonly reason: string | null }): Promise<void> {
  const id = a.newId();
  await insertPublication(a.tx, { shard_id: shardOf(one.id), id, report_id: one.id, version, ...said, by_account: a.by.accountId, by_name: a.by.personName, at: a.now });
  a.record({ verb: said.act === 'published' ? 'reports.made-public' : 'reports.taken-down', table: 'report_publications', id, organisationId: one.organisation_id, facts: { report: one.id, version, ...(said.reason ? { reason: said.reason } : {}) } });
}

/** The bytes that were frozen when it was sent. */
async function filesOf(a: Acting, one: Report, version: ReportVersion, title: string): Promise<PublicFile[]> {
  const kept = new Map((await keptFiles(a.tx, shardOf(one.id), [version.pdf_sha256, version.docx_sha256])).map((row) => [row.sha256, row]));
  return (['pdf', 'docx'] as const).flatMap((format) => { const row = kept.get(version[`${format}_sha256`]); return row ? [{ sha256: row.sha256, name: `${slugOf(title)}.${format}`, mediaType: DOCUMENT_FORMATS[format].mediaType, size: Number(row.size) }] : []; });
}
