import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile, type PreparedFile } from '#features/files/prepare.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { readTable } from '#features/organisations/read-table.ts';
import { addressOf, publicItem, sitePlaces } from '#features/sites/store.ts';
import { readForm, submit, type FormValues } from '#platform/http/forms.ts';
import { acting, at, get, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, emptyForm, ErrorSummary, FileField, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, LinkButton, Message, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { DOCUMENT_COLUMNS, importDocuments, type DocumentsImport } from '../actions/import-documents.ts';
import { correctDocument, registerDocument } from '../actions/register-document.ts';
import { withdrawDocument } from '../actions/withdraw-document.ts';
import { documentTitle, effectOn, EFFECT_LABEL, sizeText, type PublicFile } from '../rules/public-document.ts';
import { FORM_KEYS, PUBLIC_FORMS } from '../rules/public-forms.ts';
import { documentList, publicDocument, publicDocumentOrganisation, type PublicDocument } from '../store/public.ts';

const BASE = '/lam-viec/van-ban-cong-khai', FORM_BYTES = 60 * 1024 * 1024;
const hrefOf = (id: Id): string => `${BASE}/${id}`;
type Status = 200 | 422 | 409 | 413 | 507;

const titleOf = (one: PublicDocument): string => documentTitle({ ...one, signedOn: one.signed_on });

async function listPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, { rows, total, page, pages } = await documentList(visit.db, { organisationId: unit, withdrawn: true }, Number(visit.c.req.query('trang')), 50), keeps = await visit.may('documents.publish', unit), place = (await sitePlaces(visit.db, [unit], visit.today)).get(unit);
  return consolePage(visit, { title: 'Văn bản công khai', acts: <>{place && total ? <LinkButton href={addressOf(place, '/van-ban')}>Xem trang Văn bản</LinkButton> : null}{keeps ? <><LinkButton href={`${BASE}/nhap`}>Nhập từ bảng</LinkButton><LinkButton href={`${BASE}/moi`} kind="primary">Thêm văn bản</LinkButton></> : null}</> }, <Card id="so" pad={false}>
    <Table caption="Sổ văn bản công khai" top rows={rows} empty={<Empty title="Chưa công khai văn bản nào">Nghị định 42/2022/NĐ-CP yêu cầu công khai văn bản kèm hình thức, thẩm quyền, số, ngày, hiệu lực, trích yếu và tệp tải về. Kế hoạch, báo cáo công khai trong hệ thống tự vào sổ này.</Empty>} columns={[
      { head: 'Văn bản', cell: (one) => <><a href={hrefOf(one.id)}>{titleOf(one)}</a><br /><small>{one.abstract}</small></> }, { head: 'Cơ quan ban hành', cell: (one) => one.authority }, { head: 'Ngày', nowrap: true, cell: (one) => (one.signed_on ? formatDate(one.signed_on) : '–') },
      { head: 'Tệp', number: true, cell: (one) => (one.files.length ? formatNumber(one.files.length) : <Chip tone="soon">chưa có</Chip>) }, { head: 'Tình trạng', nowrap: true, cell: (one) => (one.withdrawn_at ? <Chip tone="late">đã gỡ</Chip> : EFFECT_LABEL[effectOn(one, visit.today)]) },
    ]} />{pages > 1 ? <Pager page={page} pages={pages} total={total} noun="văn bản" href={(to) => `${BASE}?trang=${to}`} /> : null}</Card>);
}

const optionalDay = z.string().default('').transform((text, context): PlainDate | null => { const day = parseDate(text); if (!day && text.trim()) context.addIssue({ code: 'custom', message: 'Ngày chưa đúng. Hãy ghi như 20/11/2026.' }); return day; });
const text = z.string().default('');
const schema = z.object({ form: text, authority: text, number: text, signedOn: optionalDay, signer: text, effectiveFrom: optionalDay, effectiveTo: optionalDay, abstract: text, keep: z.array(z.string()).default([]), _version: z.coerce.number().int().optional() });
const factsOf = (input: z.infer<typeof schema>) => ({ form: input.form, authority: input.authority, number: input.number || null, signedOn: input.signedOn, signer: input.signer || null, effectiveFrom: input.effectiveFrom, effectiveTo: input.effectiveTo, abstract: input.abstract });

const DocumentForm = ({ form, action, version, files, label }: { form: FormState; action: string; version: number | null; files: readonly PublicFile[]; label: string }) => <Form action={action} version={version} multipart><ErrorSummary errors={form.errors} /><div class="fields">
  <div class="fields two"><SelectField form={form} name="form" label="Hình thức văn bản" required empty="Chọn" choices={FORM_KEYS.map((key) => ({ value: key, label: PUBLIC_FORMS[key].label }))} /><TextField form={form} name="number" label="Số, ký hiệu" hint="Ví dụ 215/QĐ-UBND" maxlength={60} /></div>
  <div class="fields two"><TextField form={form} name="authority" label="Cơ quan ban hành" required maxlength={200} /><TextField form={form} name="signedOn" label="Ngày ban hành" type="date" /></div>
  <TextArea form={form} name="abstract" label="Trích yếu" required rows={2} maxlength={500} />
  <div class="fields two"><TextField form={form} name="effectiveFrom" label="Có hiệu lực từ" type="date" hint="Để trống: từ ngày ban hành" /><TextField form={form} name="effectiveTo" label="Ngày cuối còn hiệu lực" type="date" /></div>
  <TextField form={form} name="signer" label="Người ký" maxlength={120} />
  {files.length ? <Choices form={form} name="keep" many label="Tệp đang công khai" hint="Bỏ chọn tệp cần gỡ" choices={files.map((file) => ({ value: file.sha256, label: `${file.name} (${sizeText(file.size)})` }))} /> : null}
  <FileField form={form} name="files" label="Tệp văn bản" accept=".pdf,.docx,.doc,.xlsx" multiple hint="PDF, Word; đã xem không có dữ liệu cá nhân cần che. Chọn lại tệp khi gửi lại biểu mẫu" />
  <div class="row"><Submit>{label}</Submit><LinkButton href={BASE} kind="quiet">Quay lại</LinkButton></div></div></Form>;

/** Facts that another page knows come with its link; a person looks at them, adds the file and decides. */
const GIVEN = ['form', 'number', 'signedOn', 'authority', 'abstract', 'effectiveFrom', 'signer'] as const;
const newForm = async (visit: Visit): Promise<FormState> => filledForm({ authority: (await organisationTree(visit.db, visit.today)).latest(signedIn(visit).organisationId)?.name ?? '', ...Object.fromEntries(GIVEN.flatMap((name) => { const given = visit.c.req.query(name)?.slice(0, 600); return given ? [[name, given]] : []; })) });
const newPage = async (visit: Visit, form?: FormState, status: Status = 200): Promise<Response> => consolePage(visit, { title: 'Thêm văn bản công khai', crumb: <a href={BASE}>Văn bản công khai</a>, status }, <Card id="van-ban"><DocumentForm form={form ?? (await newForm(visit))} action={`${BASE}/moi`} version={null} files={[]} label="Công khai" /></Card>);

/** Files are on disk before the transaction; their rows are written in it. */
const prepared = (visit: Visit, values: FormValues): Promise<PreparedFile[]> => Promise.all(values.files('files').slice(0, 10).map(async (file) => prepareFile(visit.deps.files, { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }).catch((error: unknown) => { throw error instanceof AppError ? new AppError(error.code, error.message, { field: 'files', fields: { files: error.message } }) : error; })));
const publicFile = (file: PreparedFile): PublicFile => ({ sha256: file.sha256, name: file.originalName, mediaType: file.media.mediaType, size: file.size });

const newPost = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input, values) => {
    const organisationId = signedIn(visit).organisationId, files = await prepared(visit, values);
    const id = await visit.act(async (a) => { for (const file of files) await keepFile(a, organisationId, file); return registerDocument(a, { organisationId, facts: factsOf(input), files: files.map(publicFile) }); });
    return visit.c.redirect(hrefOf(id), 303);
  },
  refuse: (values, errors, status) => newPage(visit, { values, errors }, status),
});

async function documentOf(visit: Visit): Promise<PublicDocument> { const id = visit.c.req.param('document') ?? '', one = isId(id) ? await publicDocument(visit.db, id) : undefined; if (!one) throw notFound('văn bản này'); return one; }

async function documentPage(visit: Visit, form?: FormState, status: Status = 200, of: 'edit' | 'withdraw' = 'edit'): Promise<Response> {
  const one = await documentOf(visit), keeps = await visit.may('documents.publish', one.organisation_id), item = await publicItem(visit.db, one.item_id), place = (await sitePlaces(visit.db, [one.organisation_id], visit.today)).get(one.organisation_id), own = one.source_noun === null;
  const filled = filledForm({ form: one.form, authority: one.authority, number: one.number, signedOn: one.signed_on, signer: one.signer, effectiveFrom: one.effective_from, effectiveTo: one.effective_to, abstract: one.abstract, 'keep[]': one.files.map(({ sha256 }) => sha256) });
  const version = form && status !== 409 ? Number(form.values.text('_version')) || one.row_version : one.row_version, withdrawing = of === 'withdraw' && form ? form : emptyForm;
  return consolePage(visit, {
    title: titleOf(one), crumb: <a href={BASE}>Văn bản công khai</a>, status, acts: item && place && !one.withdrawn_at ? <LinkButton href={addressOf(place, item.path)}>Xem trang</LinkButton> : undefined,
    message: one.withdrawn_at ? <Message kind="warn" title="Đã gỡ">{one.withdrawn_reason}. Lưu lại thì công khai trở lại ở địa chỉ cũ.</Message> : status === 409 && of === 'edit' ? <Message kind="warn" title="Nội dung người khác vừa lưu:">{titleOf(one)} · {one.authority} · {one.abstract}</Message> : null,
  }, <>
    {own && keeps ? <Card title="Nội dung" id="van-ban"><DocumentForm form={of === 'edit' && form ? form : filled} action={hrefOf(one.id)} version={version} files={one.files} label={one.withdrawn_at ? 'Công khai trở lại' : 'Lưu'} /></Card>
      : <Card title="Nội dung" id="van-ban"><Facts rows={[['Hình thức', PUBLIC_FORMS[one.form].label], ['Cơ quan ban hành', one.authority], ['Trích yếu', one.abstract], ['Hiệu lực', EFFECT_LABEL[effectOn(one, visit.today)]], ['Tệp', one.files.map(({ name }) => name).join(', ') || 'chưa có']]} />{own ? null : <p class="small">Văn bản này do hệ thống phát hành; sửa, gỡ ở trang của {one.source_noun === 'plans' ? <a href={`/lam-viec/ke-hoach/${one.source_id}`}>kế hoạch</a> : <a href={`/lam-viec/bao-cao/${one.source_id}`}>báo cáo</a>}.</p>}</Card>}
    {own && keeps && !one.withdrawn_at ? <Card title="Gỡ khỏi trang công khai" id="go"><Form action={`${hrefOf(one.id)}/go`} version={one.row_version} confirm={`Gỡ “${titleOf(one)}”?`}><ErrorSummary errors={withdrawing.errors} /><div class="fields"><TextArea form={withdrawing} name="reason" label="Lý do" required rows={2} maxlength={500} hint="Người đọc thấy lý do này" /><div class="row"><Submit kind="danger">Gỡ văn bản</Submit></div></div></Form></Card> : null}
  </>);
}
const documentPost = async (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input, values) => {
    const one = await documentOf(visit), added = await prepared(visit, values), kept = one.files.filter(({ sha256 }) => input.keep.includes(sha256));
    await visit.act(async (a) => {
      for (const file of added) await keepFile(a, one.organisation_id, file);
      await correctDocument(a, { documentId: one.id, rowVersion: input._version ?? null, facts: factsOf(input), files: [...kept, ...added.map(publicFile).filter(({ sha256 }) => !kept.some((file) => file.sha256 === sha256))] });
    });
    return visit.c.redirect(hrefOf(one.id), 303);
  },
  refuse: (values, errors, status) => documentPage(visit, { values, errors }, status),
});
const withdrawPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ reason: text, _version: z.coerce.number().int().optional() }), {
  run: async (input) => { const one = await documentOf(visit); await visit.act((a) => withdrawDocument(a, { documentId: one.id, rowVersion: input._version ?? null, reason: input.reason })); return visit.c.redirect(hrefOf(one.id), 303); },
  refuse: (values, errors, status) => documentPage(visit, { values, errors }, status, 'withdraw'),
});

async function importPage(visit: Visit, form: FormState = emptyForm, result: DocumentsImport | null = null, status: 200 | 403 | 409 | 413 | 422 = 200): Promise<Response> {
  return consolePage(visit, { title: 'Nhập văn bản từ bảng', crumb: <a href={BASE}>Văn bản công khai</a>, status }, <>
    {result?.faults.length ? <Card title={`${result.faults.length} lỗi; chưa nhập dòng nào`} id="loi" pad={false}><Table caption="Các lỗi trong bảng" rows={result.faults.slice(0, 200)} columns={[{ head: 'Dòng', number: true, cell: (one) => one.line }, { head: 'Cột', cell: (one) => one.column }, { head: 'Lý do', cell: (one) => one.reason }]} /></Card>
      : result ? <Message kind="ok" title="Kiểm tra thử: bảng hợp lệ, chưa ghi gì">Sẽ thêm {result.added} văn bản; {result.known} văn bản đã có trong sổ được giữ nguyên.{result.ignored.length ? ` Bỏ qua cột: ${result.ignored.join(', ')}.` : ''}</Message> : null}
    <Card id="tep"><ErrorSummary errors={form.errors} /><Form action={`${BASE}/nhap`} multipart><div class="fields"><FileField form={form} name="file" label="Tệp .xlsx hoặc .csv" required accept=".xlsx,.csv" hint="Dòng đầu là tên cột; tệp của từng văn bản thêm sau ở trang văn bản" />
      <div class="row"><Submit name="write" value="0" kind="">Kiểm tra thử</Submit><Submit name="write" value="1">Nhập</Submit><LinkButton href={BASE} kind="quiet">Quay lại</LinkButton></div></div></Form>
      <details><summary>Các cột và cách ghi</summary><Facts rows={Object.values(DOCUMENT_COLUMNS).map((column) => [column.label, <>{'required' in column ? 'bắt buộc' : 'không bắt buộc'}{column.names.length ? `; cũng nhận: ${column.names.join(', ')}` : ''}</>] as const)} /></details></Card></>);
}
async function importPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), dryRun = values.text('write') !== '1', [file] = values.files('file'), organisationId = signedIn(visit).organisationId;
  try {
    if (!file) throw new AppError('invalid', 'Hãy chọn tệp .xlsx hoặc .csv.', { field: 'file' });
    const table = await readTable(file.name, new Uint8Array(await file.arrayBuffer())), result = await visit.act((a) => importDocuments(a, { organisationId, table, dryRun }));
    return dryRun || result.faults.length ? await importPage(visit, { values, errors: {} }, result, 422) : visit.c.redirect(BASE, 303);
  } catch (error) {
    if (!(error instanceof AppError) || ![403, 409, 413, 422].includes(error.status)) throw error;
    return importPage(visit, { values, errors: error.details.fields ?? { [error.details.field ?? '_']: error.message } }, null, error.status as 422);
  }
}

const of = (permission: 'documents.read' | 'documents.publish') => at(permission, 'public-documents', 'document', publicDocumentOrganisation);
export const documentsRoutes: readonly Route[] = [
  get(BASE, acting('documents.read'), listPage),
  get(`${BASE}/moi`, acting('documents.publish'), (visit) => newPage(visit)),
  post(`${BASE}/moi`, acting('documents.publish'), newPost, FORM_BYTES),
  get(`${BASE}/nhap`, acting('documents.publish'), (visit) => importPage(visit)),
  post(`${BASE}/nhap`, acting('documents.publish'), importPost, 6 * 1024 * 1024),
  get(`${BASE}/:document`, of('documents.read'), (visit) => documentPage(visit)),
  post(`${BASE}/:document`, of('documents.publish'), documentPost, FORM_BYTES),
  post(`${BASE}/:document/go`, of('documents.publish'), withdrawPost),
];
