import { z } from 'zod';
import { formatDate } from '#kernel/plain-date.ts';
import { keepUpload } from '#features/files/console.tsx';
import { readForm, submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, FileField, filledForm, Form, Submit, TextArea, TextField } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { correctDecision } from '../actions/correct-decision.ts';
import { addChange, recordDecision } from '../actions/record-decision.ts';
import { CHANGES } from '../rules/history.ts';
import { codeOf } from '../rules/content.ts';
import { standing } from '../rules/history.ts';
import { asEntry, decisionsOf, entriesOf, versionsOf } from '../store/rows.ts';
import { proceduresById } from '../store/catalogue.ts';
import { publicDocumentByKey } from '#features/documents/store.ts';
import { decisionKey } from '../portal/read.ts';
import type { DecisionRow } from '../store/tables.ts';
import { address, BASE, dayField, decisionOf, DECISIONS, nameOf, ownerFor, seenField, text, type Refused } from './parts.tsx';
import { AppError } from '#kernel/app-error.ts';

export const decisionFields = { number: text, signedOn: dayField, issuer: text, title: text, effectiveOn: dayField };
/** Number, days and file of a decision: the same wherever one is entered. */
export const DecisionFields = ({ form, file = true, day = true }: { form: Refused['form']; file?: boolean; day?: boolean }) => <>
  <div class="fields two"><TextField form={form} name="number" label="Số, ký hiệu" required maxlength={60} /><TextField form={form} name="signedOn" label="Ngày ký" type="date" required /></div>
  <TextField form={form} name="issuer" label="Cơ quan ban hành" required maxlength={200} />
  <TextArea form={form} name="title" label="Trích yếu" rows={2} required maxlength={600} />
  {day ? <TextField form={form} name="effectiveOn" label="Có hiệu lực từ ngày" type="date" required hint="Ngày chưa đến cũng được: đến ngày đó danh mục tự thay đổi" /> : null}
  {file ? <FileField form={form} name="file" label="Văn bản đã ký" accept=".pdf,.docx" /> : null}
</>;
export const proposedDecision = async (visit: Visit, owner: Awaited<ReturnType<typeof ownerFor>>) => filledForm({ issuer: `Chủ tịch ${await nameOf(visit, owner)}`, effectiveOn: visit.today });

export async function decisionsPage(visit: Visit): Promise<Response> {
  const owner = await ownerFor(visit), rows = await decisionsOf(visit.db, owner), mayKeep = await visit.may('procedures.keep', owner), start = <LinkButton href={`${DECISIONS}/moi`} kind="primary">Ghi quyết định</LinkButton>;
  return consolePage(visit, { title: 'Quyết định công bố thủ tục', crumb: <a href={BASE}>Thủ tục hành chính</a>, acts: mayKeep ? start : undefined }, <Card pad={false}>
    <Table caption="Quyết định công bố" rows={rows} empty={<Empty title="Chưa ghi quyết định nào" action={mayKeep ? start : undefined}>Mỗi thay đổi của danh mục đi theo một quyết định công bố.</Empty>} columns={[
      { head: 'Quyết định', cell: (row) => <><a href={`${DECISIONS}/${row.id}`}>{row.number}</a> <small>ngày {formatDate(row.signed_on)}</small><br /><small>{row.title}</small></> },
      { head: 'Có hiệu lực', nowrap: true, cell: (row) => <>{formatDate(row.effective_on)}{row.effective_on > visit.today ? <> <Chip tone="info">sắp tới</Chip></> : null}</> }, { head: 'Thủ tục', number: true, cell: (row) => row.procedures },
    ]} /></Card>);
}

export async function newDecisionPage(visit: Visit, refused?: Refused): Promise<Response> {
  const form = refused?.form ?? (await proposedDecision(visit, await ownerFor(visit)));
  return consolePage(visit, { title: 'Ghi quyết định công bố', crumb: <a href={DECISIONS}>Quyết định</a>, status: refused?.status ?? 200, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <Card>
    <Form action={`${DECISIONS}/moi`} multipart><div class="fields"><DecisionFields form={form} /><Submit>Ghi và nhập thủ tục</Submit></div></Form></Card>);
}
export async function createDecisionPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c);
  return submit(visit.c, z.object(decisionFields), {
    values, refuse: (typed, errors, status) => newDecisionPage(visit, { form: { values: typed, errors }, status, of: 'moi' }),
    run: async (input) => {
      const owner = await ownerFor(visit), [sent] = values.files('file'), file = sent ? await keepUpload(visit, sent, false) : null;
      const { decisionId } = await visit.act((a) => recordDecision(a, { organisationId: owner, decision: { ...input, file: file && { sha256: file.sha256, name: file.name } }, changes: [] }));
      return visit.c.redirect(`${DECISIONS}/${decisionId}`, 303);
    },
  });
}

export async function decisionPage(visit: Visit, refused?: Refused): Promise<Response> {
  const one = await decisionOf(visit), entries = await entriesOf(visit.db, one.id), ids = [...new Set(entries.map((entry) => entry.procedure_id))], all = Map.groupBy(await versionsOf(visit.db, ids), (entry) => entry.procedure_id), codes = new Map((await proceduresById(visit.db, [...new Set([...ids, ...entries.flatMap((entry) => entry.replaced_by)])])).map((row) => [row.id, row.code]));
  const rows = [...all.values()].flatMap((versions) => standing(versions.map(asEntry))).filter((entry) => entry.decision_id === one.id), mayKeep = await visit.may('procedures.keep', one.organisation_id), form = refused?.of === 'ket-thuc' ? refused.form : filledForm({ change: 'abolish' }), shown = await publicDocumentByKey(visit.db, [decisionKey(one)].filter((key) => key !== null), visit.today), mayShow = await visit.may('documents.publish', signedIn(visit).organisationId);
  const left = visit.c.req.query('bo-qua')?.slice(0, 300);
  return consolePage(visit, { title: `Quyết định ${one.number}`, crumb: <a href={DECISIONS}>Quyết định</a>, status: refused?.status ?? 200, message: refused ? <ErrorSummary errors={refused.form.errors} /> : left ? <Message kind="warn" title="Đã nhập; có cột không dùng đến">{left}. Nếu cột nào cần nhập, hãy đổi tên cột theo bảng mẫu rồi nhập lại: dòng không đổi được giữ nguyên.</Message> : undefined, acts: mayKeep ? <><LinkButton href={`${BASE}/nhap?quyet-dinh=${one.id}`}>Nhập bảng</LinkButton><LinkButton href={`${DECISIONS}/${one.id}/thu-tuc`} kind="primary">Thêm thủ tục</LinkButton></> : undefined }, <>
    <Card tools={shown.size ? <a href={[...shown.values()][0]}>Đã công khai</a> : mayShow ? <a href={publicForm(one)}>Đưa vào văn bản công khai</a> : undefined}><Facts rows={[['Trích yếu', one.title], ['Ngày ký', formatDate(one.signed_on)], ['Cơ quan ban hành', one.issuer], ['Có hiệu lực từ', <>{formatDate(one.effective_on)}{one.effective_on > visit.today ? <> <Chip tone="info">sắp tới</Chip></> : null}</>], ...(one.file_sha256 ? [['Văn bản', <a href={`${DECISIONS}/${one.id}/van-ban`} data-turbo="false">{one.file_name}</a>] as const] : [])]} /></Card>
    <Card title="Thủ tục trong quyết định" id="thu-tuc" pad={false}><Table caption="Thủ tục trong quyết định" rows={rows} empty={<Empty title="Quyết định chưa có thủ tục nào">{mayKeep ? 'Thêm từng thủ tục, hoặc nhập cả bảng .xlsx.' : ''}</Empty>} columns={[
      { head: 'Thủ tục', cell: (row) => <><a href={`${BASE}/${row.procedure_id}`}>{row.name}</a><br /><small>{codes.get(row.procedure_id)}</small></> }, { head: 'Nội dung', cell: (row) => <>{CHANGES[row.change].label}{row.replaced_by.map((id, index) => <>{index ? ', ' : ': '}<a href={`${BASE}/${id}`}>{codes.get(id)}</a></>)}</> },
      ...(mayKeep ? [{ head: '' as const, cell: (row: (typeof rows)[number]) => (CHANGES[row.change].holds ? <a href={`${DECISIONS}/${one.id}/thu-tuc?thu-tuc=${row.procedure_id}`}>Sửa</a> : null) }] : []),
    ]} /></Card>
    {mayKeep ? <Card title="Bãi bỏ hoặc thay thế thủ tục" id="ket-thuc"><Form action={`${DECISIONS}/${one.id}/ket-thuc`}><div class="fields">
      <TextField form={form} name="code" label="Mã thủ tục" required narrow /><Choices form={form} name="change" label="Quyết định này" choices={[{ value: 'abolish', label: 'bãi bỏ thủ tục' }, { value: 'replace', label: 'thay thế bằng thủ tục khác' }]} />
      <TextField form={form} name="replacedBy" label="Mã thủ tục thay thế" hint="Nhiều mã cách nhau bằng dấu phẩy; đã có trong danh mục hoặc trong quyết định này" /><TextField form={form} name="note" label="Ghi chú" maxlength={300} />
      <Submit kind="">Ghi</Submit></div></Form></Card> : null}
    {mayKeep ? <Card title="Sửa quyết định, thêm tệp văn bản" id="sua"><Form action={`${DECISIONS}/${one.id}`} multipart version={one.row_version}><div class="fields"><DecisionFields form={refused?.of === 'sua' ? refused.form : filledForm({ number: one.number, signedOn: one.signed_on, issuer: one.issuer, title: one.title })} day={false} />
      <p class="small">Ngày hiệu lực không sửa ở đây: bỏ các mục đã ghi rồi ghi lại theo ngày đúng.</p><Submit kind="">Lưu</Submit></div></Form></Card> : null}
  </>);
}

/** The form of the public register with what is known of the decision. */
const publicForm = (one: DecisionRow): string => address('/lam-viec/van-ban-cong-khai/moi', { form: 'decision', number: one.number, signedOn: one.signed_on, authority: one.issuer, abstract: one.title, effectiveFrom: one.effective_on });

export async function correctDecisionPost(visit: Visit): Promise<Response> {
  const one = await decisionOf(visit), values = await readForm(visit.c), { effectiveOn: _, ...fields } = decisionFields;
  return submit(visit.c, z.object({ ...fields, ...seenField }), {
    values, refuse: (typed, errors, status) => decisionPage(visit, { form: { values: typed, errors }, status, of: 'sua' }),
    run: async ({ _version, ...input }) => {
      const [sent] = values.files('file'), file = sent ? await keepUpload(visit, sent, false) : null;
      await visit.act((a) => correctDecision(a, { decisionId: one.id, rowVersion: _version ?? null, form: { ...input, file: file && { sha256: file.sha256, name: file.name } } }));
      return visit.c.redirect(`${DECISIONS}/${one.id}`, 303);
    },
  });
}

export async function endPost(visit: Visit): Promise<Response> {
  const one = await decisionOf(visit);
  return submit(visit.c, z.object({ code: text, change: z.enum(['abolish', 'replace'], 'Hãy chọn bãi bỏ hay thay thế.'), replacedBy: text, note: text }), {
    run: async ({ code, change, replacedBy, note }) => {
      const codes = replacedBy.split(/[,;\s]+/).filter(Boolean), read = codes.map(codeOf), wrong = codes.find((_, index) => !read[index]);
      if (wrong) throw new AppError('invalid', `Mã “${wrong}” chưa đúng, ví dụ đúng: 1.001612.`, { field: 'replacedBy' });
      await visit.act((a) => addChange(a, { decisionId: one.id, change: { change, code: codeOf(code) ?? code, replacedBy: change === 'replace' ? read.map((found) => found!) : [], note: note || null } }));
      return visit.c.redirect(`${DECISIONS}/${one.id}`, 303);
    },
    refuse: (values, errors, status) => decisionPage(visit, { form: { values, errors }, status, of: 'ket-thuc' }),
  });
}

/** The signed file as it was handed in. */
export async function decisionFile(visit: Visit): Promise<Response> {
  const one = await decisionOf(visit);
  if (!one.file_sha256) throw new AppError('not-found', 'Quyết định này chưa có tệp văn bản.');
  return visit.c.body(new Uint8Array(await visit.deps.files.read(one.file_sha256)), 200, { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent((one.file_name ?? 'quyet-dinh').toWellFormed())}`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
}
