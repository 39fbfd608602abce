import { AppError } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { z } from 'zod';
import { readTable } from '#features/organisations/read-table.ts';
import { readForm, submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, FileField, filledForm, Form, Submit, type FormState } from '#ui/forms.tsx';
import { Card, Facts, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { importProcedures, type ImportedProcedures } from '../actions/import-procedures.ts';
import { decisionRow } from '../store/rows.ts';
import { TYPED } from '../rules/typed.ts';
import { sampleWorkbook } from '../workbook.ts';
import { address, BASE, DECISIONS, ownerFor, sendBook, type Refusal } from './parts.tsx';
import { decisionFields, DecisionFields, proposedDecision } from './decisions.tsx';

export async function importPage(visit: Visit, form?: FormState, plan?: ImportedProcedures, status: 200 | Refusal = 200): Promise<Response> {
  const id = visit.c.req.query('quyet-dinh') ?? '', known = isId(id) ? await decisionRow(visit.db, id) : undefined, owner = await ownerFor(visit);
  const fields = form ?? (known ? filledForm({ number: known.number, signedOn: known.signed_on, issuer: known.issuer, title: known.title, effectiveOn: known.effective_on }) : await proposedDecision(visit, owner));
  return consolePage(visit, { title: 'Nhập thủ tục từ bảng', crumb: <a href={BASE}>Thủ tục hành chính</a>, status, message: form && Object.keys(form.errors).length ? <ErrorSummary errors={form.errors} /> : undefined }, <>
    {plan ? <Planned plan={plan} /> : null}
    <Card><Form action={`${BASE}/nhap`} multipart><div class="fields">
      <FileField form={fields} name="file" label="Tệp .xlsx hoặc .csv" required accept=".xlsx,.csv" hint="Dòng đầu là tên cột; mã đã có thì sửa, mã mới thì thêm. Nhập tất cả, hoặc không dòng nào" />
      <DecisionFields form={fields} file={false} />
      <div class="row"><Submit name="write" value="0" kind="">Kiểm tra thử</Submit><Submit name="write" value="1">Nhập</Submit></div>
    </div></Form>
      <p><a href={`${BASE}/mau.xlsx`} data-turbo="false">Tải bảng mẫu</a></p>
      <details><summary>Các cột và cách ghi</summary><Facts rows={Object.values(TYPED).map((column) => [column.label, <>{'required' in column ? 'bắt buộc' : 'không bắt buộc'}{column.names.length ? `; cũng nhận: ${column.names.join(', ')}` : ''}</>] as const)} />
        <p>Trong một ô, các bước, giấy tờ, căn cứ, biểu mẫu mỗi thứ một dòng, hoặc cách nhau bằng dấu |. Giấy tờ ghi số bản trong ngoặc: “Tờ khai (01 bản chính, 01 bản sao)”.</p></details>
    </Card>
  </>);
}

const Planned = ({ plan }: { plan: ImportedProcedures }) => plan.faults.length ? <Card title={`${plan.faults.length} lỗi; chưa nhập dòng nào`} id="loi" pad={false}>
  <Table caption="Các lỗi trong bảng" rows={plan.faults.slice(0, 200)} columns={[{ head: 'Dòng', number: true, cell: (one) => one.line }, { head: 'Cột', cell: (one) => one.column }, { head: 'Lý do', cell: (one) => one.reason }]} />
</Card> : <Card title="Kiểm tra thử: bảng hợp lệ, chưa ghi gì" id="thu">
  <p>Sẽ thêm <b>{formatNumber(plan.published.length)}</b>, sửa <b>{formatNumber(plan.amended.length)}</b>, giữ nguyên <b>{formatNumber(plan.unchanged)}</b> thủ tục. Chọn lại tệp rồi bấm <b>Nhập</b>.</p>
  {plan.ignored.length ? <p class="small">Bỏ qua cột: {plan.ignored.join(', ')}.</p> : null}
  <ul>{plan.published.slice(0, 20).map((name) => <li>Thêm: {name}</li>)}{plan.amended.slice(0, 20).map(({ name, parts }) => <li>Sửa: {name} ({parts.join(', ')})</li>)}{plan.published.length + plan.amended.length > 40 ? <li>…</li> : null}</ul>
</Card>;

export async function importPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), owner = await ownerFor(visit);
  return submit(visit.c, z.object(decisionFields), {
    values, refuse: (typed, errors, status) => importPage(visit, { values: typed, errors }, undefined, status),
    run: async (input) => {
      const [file] = values.files('file'), dryRun = values.text('write') !== '1';
      if (!file) throw new AppError('invalid', 'Hãy chọn tệp .xlsx hoặc .csv.', { field: 'file' });
      const table = await readTable(file.name, new Uint8Array(await file.arrayBuffer()), { lines: true });
      const done = await visit.act((a) => importProcedures(a, { organisationId: owner, table, decision: { ...input, file: null }, dryRun }));
      // a trial answers with 422: nothing was written, the same page stands again with what would happen
      return done.decisionId ? visit.c.redirect(address(`${DECISIONS}/${done.decisionId}`, { 'bo-qua': done.ignored.join('; ').slice(0, 300) }), 303) : importPage(visit, { values, errors: {} }, done, 422);
    },
  });
}
export const sampleBook = async (visit: Visit): Promise<Response> => sendBook(visit, 'bang-thu-tuc-mau', await sampleWorkbook());
