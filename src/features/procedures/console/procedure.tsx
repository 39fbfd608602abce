import { z } from 'zod';
import { isId } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { submit } from '#platform/http/forms.ts';
import { originOf, signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextField } from '#ui/forms.tsx';
import { Card, Chip, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { markChecked } from '../actions/mark-checked.ts';
import { voidEntry } from '../actions/void-entry.ts';
import { readProcedure, decisionWords, type ShownProcedure } from '../portal/read.ts';
import { sheetOf as printed } from '../portal/part.tsx';
import { ASKERS, copiesInWords, LEVELS, ONLINE, WAYS } from '../rules/content.ts';
import { CHANGES, CHECK_AGAIN_MONTHS } from '../rules/history.ts';
import { procedureSheets } from '../sheet.ts';
import { procedureRow, versionRow } from '../store/rows.ts';
import { BASE, CheckedChip, checkIsOld, DECISIONS, nameOf, PhaseChip, procedureOf, seenField, sendPdf, text, type Refused } from './parts.tsx';
import { notFound } from '#kernel/app-error.ts';

const shown = async (visit: Visit): Promise<ShownProcedure> => {
  const row = await procedureOf(visit), goesOn = row.merged_into ? await procedureRow(visit.db, row.merged_into) : undefined, found = await readProcedure(visit.db, goesOn ?? row, visit.today);
  if (!found) throw notFound('thủ tục này; mọi mục của nó đã được bỏ');
  return found;
};

export async function procedurePage(visit: Visit, refused?: Refused): Promise<Response> {
  const found = await shown(visit), { row, field, version, content, phase, history, successors, superseded } = found, mayKeep = await visit.may('procedures.keep', row.organisation_id), mayDesign = phase !== 'ended' && (await visit.may('prints.draft', signedIn(visit).organisationId));
  return consolePage(visit, {
    title: version.name, crumb: <a href={BASE}>Thủ tục hành chính</a>, status: refused?.status ?? 200, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined,
    acts: <>{phase === 'ended' ? null : <LinkButton href={`${BASE}/${row.id}/to-huong-dan.pdf`} download>Tờ niêm yết (PDF)</LinkButton>}{mayDesign ? <LinkButton href={`/lam-viec/an-pham/moi?tu=procedures&id=${row.id}`}>Làm áp phích</LinkButton> : null}<LinkButton href={`/x/${row.id}`}>Trang công khai</LinkButton></>,
  }, <>
    {phase === 'ended' ? <Message kind="warn" title="Thủ tục đã hết hiệu lực">{successors.length ? <>Được thay bởi: {successors.map((one, index) => <>{index ? '; ' : ''}<a href={`${BASE}/${one.id}`}>{one.name}</a></>)}</> : 'Không có thủ tục thay thế.'}</Message> : null}
    {mayKeep && phase === 'in-force' && checkIsOld(row.checked_on, visit.today) ? <Message kind="warn" title={row.checked_on ? `Đối chiếu lần cuối ngày ${formatDate(row.checked_on)}, quá ${CHECK_AGAIN_MONTHS} tháng` : 'Chưa đối chiếu với Cổng Dịch vụ công quốc gia'}>So nội dung dưới đây với Cổng rồi bấm “Đã đối chiếu”. Có khác thì ghi theo quyết định.</Message> : null}
    <Card title="Nội dung" id="noi-dung-thu-tuc" tools={mayKeep ? <CheckedForm row={row} /> : undefined}><Facts rows={[
      ['Mã thủ tục', row.code], ['Lĩnh vực', field.name], ['Cấp thực hiện', LEVELS[version.level]], ['Tình trạng', <PhaseChip row={{ phase, validFrom: (found.current ?? version).valid_from, nextFrom: found.next?.valid_from ?? null, nextChange: found.next?.change ?? null }} />],
      ['Thời hạn', content.time.words], ['Phí, lệ phí', `${content.fee.words}${content.fee.online !== null ? `; nộp trực tuyến ${formatNumber(content.fee.online)} đồng` : ''}`], ['Cơ quan giải quyết', content.office], ['Kết quả', content.result || '–'], ['Đối tượng', content.askers.map((one) => ASKERS[one]).join(', ')],
      ['Cách nộp', content.ways.map((one) => WAYS[one]).join('; ')], ['Trực tuyến', ONLINE[content.onlineLevel]], ['Đối chiếu', <CheckedChip on={row.checked_on} by={row.checked_by_name} today={visit.today} />], ...(content.link ? [['Cổng Dịch vụ công', <a href={content.link} rel="noopener">{content.link}</a>] as const] : []),
    ]} /></Card>
    {content.papers.length ? <Card title="Giấy tờ" id="giay-to" pad={false}><Table caption="Giấy tờ" rows={content.papers} columns={[{ head: 'Giấy tờ', cell: (paper) => <>{paper.name}{paper.form ? <small> (mẫu: {paper.form})</small> : null}</> }, { head: 'Số bản', nowrap: true, cell: copiesInWords }]} /></Card> : null}
    {content.steps.length ? <Card title="Các bước" id="cac-buoc"><ol>{content.steps.map((step) => <li>{step}</li>)}</ol></Card> : null}
    {content.bases.length || content.forms.length ? <Card title="Căn cứ và biểu mẫu" id="can-cu"><ul>{content.bases.map((one, index) => <li>{one.words}{superseded.has(index) ? <> <Chip tone="late">đã được thay thế{superseded.get(index) ? `: ${superseded.get(index)}` : ''}</Chip></> : null}</li>)}{content.forms.map((form) => <li>Mẫu: <a href={form.url ?? `/x/${row.id}/bieu-mau/${form.sha256}`} rel={form.url ? 'noopener' : undefined}>{form.name}</a></li>)}</ul></Card> : null}
    <Card title="Lịch sử theo quyết định" id="lich-su" pad={false}><Table caption="Lịch sử theo quyết định" rows={history} columns={[
      { head: 'Hiệu lực', cell: ({ from, to }) => <>{formatDate(from)} – {to ? formatDate(to) : 'nay'}</> }, { head: 'Nội dung', cell: ({ version: one, decision }) => <>{CHANGES[one.change].label}{one.replaced_by.length && successors.length ? <>: {successors.filter(({ id }) => one.replaced_by.includes(id)).map((other, index) => <>{index ? '; ' : ''}<a href={`${BASE}/${other.id}`}>{other.name}</a></>)}</> : null}{decision ? <><br /><a href={`${DECISIONS}/${decision.id}`}>{decisionWords(decision)}</a></> : null}{one.revision > 1 ? <><br /><small>đã sửa lần {one.revision - 1}, {one.written_by_name}</small></> : null}</> },
      ...(mayKeep ? [{ head: '' as const, cell: ({ version: one, decision }: (typeof history)[number]) => <div class="row">{decision && CHANGES[one.change].holds ? <a href={`${DECISIONS}/${decision.id}/thu-tuc?thu-tuc=${row.id}`}>Sửa</a> : null}<a href={`${BASE}/muc/${one.id}/bo`}>Bỏ</a></div> }] : []),
    ]} /></Card>
  </>);
}

const CheckedForm = ({ row }: { row: ShownProcedure['row'] }) => <Form action={`${BASE}/${row.id}/doi-chieu`} version={row.row_version} inline><Submit kind="">Đã đối chiếu</Submit></Form>;

export async function checkedPost(visit: Visit): Promise<Response> {
  const row = await procedureOf(visit);
  return submit(visit.c, z.object(seenField), {
    run: async ({ _version }) => { await visit.act((a) => markChecked(a, { procedureId: row.id, rowVersion: _version ?? null })); return visit.c.redirect(`${BASE}/${row.id}`, 303); },
    refuse: (values, errors, status) => procedurePage(visit, { form: { values, errors }, status, of: 'doi-chieu' }),
  });
}

const entryOf = async (visit: Visit) => {
  const id = visit.c.req.param('entry') ?? '', one = isId(id) ? await versionRow(visit.db, id) : undefined;
  if (!one) throw notFound('mục này');
  return one;
};
/** Asks why before an entry is taken back. */
export async function voidPage(visit: Visit, refused?: Refused): Promise<Response> {
  const one = await entryOf(visit), form = refused?.form ?? filledForm({});
  return consolePage(visit, { title: 'Bỏ mục nhập nhầm', crumb: <a href={`${BASE}/${one.procedure_id}`}>{one.name}</a>, status: refused?.status ?? 200, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <Card>
    <p>Bỏ mục “{CHANGES[one.change].label}” từ ngày {formatDate(one.valid_from)} của thủ tục “{one.name}”, như chưa từng ghi. Nội dung đã ghi và lý do vẫn giữ trong nhật ký. Thủ tục bị quyết định bãi bỏ thì không bỏ mục, mà ghi quyết định bãi bỏ.</p>
    <Form action={`${BASE}/muc/${one.id}/bo`}><div class="fields"><TextField form={form} name="reason" label="Vì sao bỏ" required maxlength={500} /><div class="row"><Submit kind="danger">Bỏ mục này</Submit><LinkButton href={`${BASE}/${one.procedure_id}`} kind="quiet">Quay lại</LinkButton></div></div></Form></Card>);
}
export async function voidPost(visit: Visit): Promise<Response> {
  const one = await entryOf(visit);
  return submit(visit.c, z.object({ reason: text }), {
    run: async ({ reason }) => { await visit.act((a) => voidEntry(a, { versionId: one.id, reason })); return visit.c.redirect(BASE, 303); },
    refuse: (values, errors, status) => voidPage(visit, { form: { values, errors }, status, of: 'bo' }),
  });
}

export async function sheetPdf(visit: Visit): Promise<Response> {
  const found = await shown(visit);
  return sendPdf(visit, `thu-tuc-${found.row.code}`, await procedureSheets([printed(found)], { site: await nameOf(visit, found.row.organisation_id), made: visit.today, printedOn: visit.today, title: found.version.name, address: (id) => `${originOf(visit)}/x/${id}` }));
}
