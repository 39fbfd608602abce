import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { MOST_BYTES, prepareFile } from '#features/files/prepare.ts';
import { keptFile } from '#features/files/store.ts';
import { readTable } from '#features/organisations/read-table.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { readFile } from '#features/reading/read-file.ts';
import type { ReadResult } from '#features/reading/rules/result.ts';
import { FormValues, readForm, type FieldErrors } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { createPlan } from '../actions/create-plan.ts';
import { importPlan } from '../actions/import-plan.ts';
import { tasksFromRows } from '../rules/from-table.ts';
import { sampleSheet } from './sample-sheet.ts';
import { planList } from '../store.ts';
import { BASE, hrefOf } from './load.ts';

/** One file with its form around it. */
export const FORM_BYTES = MOST_BYTES + 256 * 1024;
const READER_VERSION = 'loa-plan/1';
const PAPERS = '.docx,.pdf,.txt,.md,.html,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document';
type Status = 409 | 413 | 422 | 507;
interface Same { readonly id: Id; readonly title: string }

const Ways = ({ except }: { except: 'file' | 'xlsx' | 'manual' }) => <div class="ways">
  {except === 'file' ? null : <Card title="Có tệp kế hoạch" id="cach-tep"><p>Loa đọc tệp .docx hoặc .pdf và chia thành việc của từng đơn vị.</p><div><LinkButton href={`${BASE}/nhap`}>Chọn tệp</LinkButton></div></Card>}
  {except === 'xlsx' ? null : <Card title="Nhiệm vụ nằm trong bảng Excel" id="cach-bang"><p>Mỗi dòng một nhiệm vụ: số mục, tên, cơ quan, định mức, thời gian.</p><div><LinkButton href={`${BASE}/nhap-bang`}>Nhập từ bảng Excel</LinkButton></div></Card>}
  {except === 'manual' ? null : <Card title="Chỉ có bản giấy, bản chụp" id="cach-tay"><p>Cùng một biểu mẫu, bắt đầu để trống. Bản chụp vẫn giữ kèm được.</p><div><LinkButton href={`${BASE}/nhap-tay`}>Nhập tay</LinkButton></div></Card>}
</div>;

const SameMessage = ({ same, sentence }: { same: readonly Same[]; sentence: string }) => <Message kind="warn" title={sentence}><ul>{same.map((one) => <li><a href={hrefOf(one.id)}>{one.title}</a></li>)}</ul></Message>;

/** One drop zone; what cannot be read says why and what else can be done. The same paper twice is pointed out. */
export async function importPage(visit: Visit, refused?: { errors: FieldErrors; status: Status; same?: readonly Same[]; kept?: { sha256: string; name: string } }): Promise<Response> {
  const sentence = refused ? Object.values(refused.errors)[0]! : '';
  return consolePage(visit, { title: 'Nhập kế hoạch', crumb: <a href={BASE}>Kế hoạch</a>, status: refused?.status ?? 200, message: refused?.same ? <SameMessage same={refused.same} sentence={sentence} /> : refused ? <Message kind="bad" title="Chưa đọc được tệp.">{sentence} {refused.kept ? 'Bản gốc đã được giữ lại.' : ''}</Message> : null }, <>
    <Form action={`${BASE}/nhap`} multipart>
      <div class="drop-zone">
        <label for="f-file">{refused?.same ? 'Chọn lại tệp để vẫn nhập, hoặc tệp khác' : 'Chọn hoặc thả tệp kế hoạch đã ký'}</label>
        <small id="f-file-hint">Word (.docx), PDF có chữ, văn bản (.txt, .md, .html), tối đa 25 MB. Bản gốc luôn được giữ.</small>
        <input id="f-file" type="file" name="file" accept={PAPERS} aria-describedby="f-file-hint" data-controller="file" required />
        {refused?.same ? <label class="choice"><input type="checkbox" name="evenSo" value="1" />Vẫn nhập: đây là văn bản khác</label> : null}
        <Submit>Đọc kế hoạch</Submit>
      </div>
    </Form>
    {refused?.kept ? <Card title="Nhập tay, giữ bản gốc kèm theo" id="nhap-tay"><p>Bản gốc “{refused.kept.name}” gắn với kế hoạch; nội dung điền bằng cùng biểu mẫu.</p><div><LinkButton href={`${BASE}/nhap-tay?tep=${refused.kept.sha256}&ten=${encodeURIComponent(refused.kept.name)}`} kind="primary">Nhập tay</LinkButton></div></Card> : null}
    <Ways except="file" />
  </>);
}

const sameOf = (error: AppError): readonly Same[] | undefined => (error.code === 'duplicate' ? (error.details.data as { same?: readonly Same[] } | undefined)?.same : undefined);
const fieldsOf = (error: AppError): FieldErrors => error.details.fields ?? { [error.details.field ?? '_']: error.message };
const isRefusal = (error: unknown): error is AppError => error instanceof AppError && [409, 413, 422, 503, 507].includes(error.status);
const statusOf = (error: AppError): Status => (error.status === 503 ? 422 : (error.status as Status));

/** Bytes to disk first; reading outside of any transaction; then the file's row and the draft together. */
export async function importPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), file = values.files('file')[0], organisationId = signedIn(visit).organisationId;
  if (!file) return importPage(visit, { errors: { file: 'Hãy chọn tệp kế hoạch.' }, status: 422 });
  let kept: { sha256: string; name: string } | undefined;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer()), prepared = await prepareFile(visit.deps.files, { bytes, name: file.name });
    await visit.act((a) => keepFile(a, organisationId, prepared));
    kept = { sha256: prepared.sha256, name: prepared.originalName };
    const read = await readFile(bytes, prepared.originalName);
    const id = await visit.act((a) => importPlan(a, { organisationId, sha256: prepared.sha256, fileName: prepared.originalName, read, readerVersion: READER_VERSION, evenSo: values.text('evenSo') === '1' }));
    return visit.c.redirect(hrefOf(id, '/kiem-tra?nhap=1'), 303);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const same = sameOf(error);
    return importPage(visit, { errors: fieldsOf(error), status: statusOf(error), ...(same ? { same } : {}), ...(kept && !same ? { kept } : {}) });
  }
}

const TITLE_HINT = 'Ví dụ: Tuyên truyền cải cách hành chính năm 2026';
const yearOfText = (visit: Visit, text: string): number => (/^\d{4}$/.test(text) ? Number(text) : text ? 0 : yearOf(visit.today));

export async function sheetPage(visit: Visit, refused?: { form: FormState; status: Status; problems?: readonly string[] }): Promise<Response> {
  const form = refused?.form ?? filledForm({ year: String(yearOf(visit.today)) });
  return consolePage(visit, { title: 'Nhập từ bảng Excel', crumb: <a href={BASE}>Kế hoạch</a>, status: refused?.status ?? 200, acts: <LinkButton href={`${BASE}/mau-bang.xlsx`} download>Tải bảng mẫu</LinkButton>,
    message: refused?.problems?.length ? <Message kind="bad" title="Chưa nhập dòng nào. Hãy sửa các dòng sau rồi chọn lại tệp."><ul>{refused.problems.slice(0, 30).map((line) => <li>{line}</li>)}</ul></Message> : null }, <>
    <Card id="bang"><Form action={`${BASE}/nhap-bang`} multipart><ErrorSummary errors={form.errors} /><div class="fields">
      <TextField form={form} name="title" label="Trích yếu của kế hoạch" hint={TITLE_HINT} required maxlength={500} /><TextField form={form} name="year" label="Năm" inputmode="numeric" narrow required maxlength={4} />
      <div class="field"><label for="f-file">Tệp .xlsx hoặc .csv</label><span class="hint" id="f-file-hint">Trang tính đầu tiên, dòng đầu là tên cột như trong bảng mẫu.</span><input id="f-file" type="file" name="file" accept=".xlsx,.csv" required aria-describedby="f-file-hint" data-controller="file" />{form.errors.file ? <span class="error">{form.errors.file}</span> : null}</div>
      <div class="row"><Submit>Đọc bảng</Submit></div>
    </div></Form></Card>
    <Ways except="xlsx" />
  </>);
}

export async function sheetPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), file = values.files('file')[0], organisationId = signedIn(visit).organisationId;
  const refuse = (errors: FieldErrors, status: Status, problems?: readonly string[]) => sheetPage(visit, { form: { values, errors }, status, ...(problems ? { problems } : {}) });
  if (!values.text('title')) return refuse({ title: 'Hãy ghi trích yếu của kế hoạch.' }, 422);
  if (!file) return refuse({ file: 'Hãy chọn tệp .xlsx hoặc .csv.' }, 422);
  try {
    const prepared = await prepareFile(visit.deps.files, { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }), year = yearOfText(visit, values.text('year'));
    const { tasks, faults } = tasksFromRows(await readTable(prepared.originalName, await visit.deps.files.read(prepared.sha256)), year);
    if (faults.length) return await refuse({}, 422, faults.map(({ line, column, reason }) => `Dòng ${line}, cột “${column}”: ${reason}`));
    const again = await justMade(visit, values.text('title'), year);
    if (again) return visit.c.redirect(hrefOf(again, '/kiem-tra'), 303);
    const id = await visit.act(async (a) => { await keepFile(a, organisationId, prepared); return createPlan(a, { organisationId, origin: 'xlsx', title: values.text('title'), year, tasks }); });
    return visit.c.redirect(hrefOf(id, '/kiem-tra?nhap=1'), 303);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refuse(fieldsOf(error), statusOf(error));
  }
}

export async function sampleFile(visit: Visit): Promise<Response> {
  return visit.c.body(new Uint8Array(await sampleSheet()), 200, { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': 'attachment; filename="bang-nhiem-vu-mau.xlsx"' });
}

/** The same form without a reading: typed in from a paper signed elsewhere, or written here to be reviewed and approved. */
export const startPage = (origin: 'manual' | 'authored') => async (visit: Visit, refused?: { form: FormState; status: Status }): Promise<Response> => {
  const form = refused?.form ?? filledForm({ year: String(yearOf(visit.today)), notation: 'KH-UBND' }), own = origin === 'authored';
  const original = form.values.text('original') || visit.c.req.query('tep') || '', name = form.values.text('originalName') || visit.c.req.query('ten') || '';
  return consolePage(visit, { title: own ? 'Soạn kế hoạch mới' : 'Nhập tay', crumb: <a href={BASE}>Kế hoạch</a>, status: refused?.status ?? 200 }, <>
    <Card id="bat-dau"><Form action={`${BASE}/${own ? 'soan' : 'nhap-tay'}`} multipart={!own}><ErrorSummary errors={form.errors} /><div class="fields">
      <p>{own ? 'Kế hoạch soạn trên Loa: dự thảo, trình duyệt, duyệt, rồi ban hành. Nội dung và nhiệm vụ điền ở bước sau.' : 'Văn bản đã ký ở ngoài hệ thống. Nhiệm vụ điền ở bước sau, theo đúng văn bản.'}</p>
      <TextField form={form} name="title" label="Trích yếu" hint={TITLE_HINT} required maxlength={500} /><TextField form={form} name="year" label="Năm" inputmode="numeric" narrow required maxlength={4} />
      {own || !original ? null : <><input type="hidden" name="original" value={original} /><input type="hidden" name="originalName" value={name} /><p><small>Giữ kèm bản gốc “{name}”.</small></p></>}
      <div class="row"><Submit>{own ? 'Bắt đầu soạn' : 'Điền nhiệm vụ'}</Submit></div>
    </div></Form></Card>
    {own ? null : <Ways except="manual" />}
  </>);
};

/** A draft of this name that the unit made a moment ago: a double tap, not a second plan. */
async function justMade(visit: Visit, title: string, year: number): Promise<Id | null> {
  const { rows } = await planList(visit.db, { ownerIds: [signedIn(visit).organisationId], statuses: ['draft'], year, words: title }, 1, 5);
  return rows.find((row) => row.title === title && visit.now.getTime() - row.created_at.getTime() < 60_000)?.id ?? null;
}

/** What a paper gives that nobody could read: its name and year, as typed. */
const unread = (file: string, title: string, year: number): ReadResult => ({
  schema: 'loa-plan/1', source: { file, kind: 'unread' }, legalReferences: [], themes: [], tasks: [], duties: [], mirrorsTasks: false, reporting: [], recipients: [], budget: { index: null, sources: [], estimate: null }, text: { paragraphs: [] }, spans: [], warnings: [],
  document: { type: 'plan', typeAsWritten: null, number: null, issuingBody: null, place: null, date: null, title, year, area: null, level: null, addressees: [], signer: { capacity: [], position: null, name: null }, signatureTimestamps: [] },
});

export const startPost = (origin: 'manual' | 'authored') => async (visit: Visit): Promise<Response> => {
  const values = await readForm(visit.c), organisationId = signedIn(visit).organisationId;
  const refuse = (typed: FormValues, errors: FieldErrors, status: Status) => startPage(origin)(visit, { form: { values: typed, errors }, status });
  if (yearOfText(visit, values.text('year')) < 2000) return refuse(values, { year: 'Năm của kế hoạch gồm bốn chữ số, ví dụ 2026.' }, 422);
  if (!values.text('title')) return refuse(values, { title: 'Hãy ghi trích yếu của kế hoạch.' }, 422);
  try {
    const title = values.text('title'), year = yearOfText(visit, values.text('year')), sha256 = values.text('original'), fileName = values.text('originalName');
    const again = await justMade(visit, title, year);
    if (again) return visit.c.redirect(hrefOf(again, '/kiem-tra?muc=nhiem-vu&mo=moi'), 303);
    // A scan that could not be read stays with the plan that is typed in from it.
    // Only what this unit handed in: a hash alone is no key to the papers of others.
    const own = origin === 'manual' && fileName !== '' && (await keptFile(visit.db, (await organisationTree(visit.db, visit.today)).get(organisationId)!.shard, sha256))?.organisation_id === organisationId;
    const id = await visit.act((a) => (own
      ? importPlan(a, { organisationId, sha256, fileName, read: unread(fileName, title, year), readerVersion: READER_VERSION, evenSo: true }) : createPlan(a, { organisationId, origin, title, year })));
    return visit.c.redirect(hrefOf(id, '/kiem-tra?muc=nhiem-vu&mo=moi'), 303);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refuse(values, fieldsOf(error), statusOf(error));
  }
};
