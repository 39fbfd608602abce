import { AppError } from '#kernel/app-error.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { readTable } from '#features/organisations/read-table.ts';
import { readForm } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, FileField, Form, Submit, type FormState } from '#ui/forms.tsx';
import { Card, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { importDirectory, type DirectoryImport } from '../actions/import-directory.ts';
import { HOURS_HINT } from '../rules/hours.ts';
import { DIRECTORY_COLUMNS } from '../rules/import-directory.ts';
import { unitHref } from './page.tsx';

/** A trial and a refusal answer with 422: nothing was written. */
export async function importPage(visit: Visit, form: FormState = emptyForm, result: DirectoryImport | null = null, status: 200 | 403 | 409 | 413 | 422 = 200): Promise<Response> {
  const id = visit.organisationId!, unit = (await organisationTree(visit.db, visit.today)).latest(id)!, query = (name: string) => visit.c.req.query(name);
  return consolePage(visit, { title: 'Nhập danh bạ từ bảng', crumb: <a href={unitHref(id)}>Danh bạ {unit.name}</a>, status }, <>
    {query('them') !== undefined && !result ? <Message kind="ok">Đã thêm {query('them')}, đã sửa {query('sua')}, giữ nguyên {query('nguyen')} mục.</Message> : null}
    {result?.faults.length ? <Card title={`${result.faults.length} lỗi; chưa nhập dòng nào`} id="loi" pad={false}><Table caption="Các lỗi trong bảng" rows={result.faults.slice(0, 200)} columns={[{ head: 'Dòng', number: true, cell: (one) => one.line }, { head: 'Cột', cell: (one) => one.column }, { head: 'Lý do', cell: (one) => one.reason }]} /></Card>
      : result ? <Message kind="ok" title="Kiểm tra thử: bảng hợp lệ, chưa ghi gì">Sẽ thêm {result.added}, sửa {result.changed}, giữ nguyên {result.unchanged} mục. Chọn lại tệp rồi bấm Nhập.{result.ignored.length ? ` Bỏ qua cột: ${result.ignored.join(', ')}.` : ''}</Message> : null}
    <Card id="tep"><ErrorSummary errors={form.errors} /><Form action={`${unitHref(id)}/nhap`} multipart><div class="fields">
      <FileField form={form} name="file" label="Tệp .xlsx hoặc .csv" required accept=".xlsx,.csv" hint="Dòng đầu là tên cột; tối đa 5 MB" />
      <div class="row"><Submit name="write" value="0" kind="">Kiểm tra thử</Submit><Submit name="write" value="1">Nhập</Submit><LinkButton href={unitHref(id)} kind="quiet">Quay lại</LinkButton></div></div></Form>
      <details><summary>Các cột và cách ghi</summary><Facts rows={Object.values(DIRECTORY_COLUMNS).map((column) => [column.label, <>{'required' in column ? 'bắt buộc' : 'tùy mục'}{column.names.length ? `; cũng nhận: ${column.names.join(', ')}` : ''}</>] as const)} />
        <p>Cột Mục ghi một trong: Trụ sở, Một cửa, Đường dây nóng, Lãnh đạo, Người liên hệ. {HOURS_HINT}. Nhập tất cả, hoặc không dòng nào.</p></details></Card>
  </>);
}

export async function importPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), dryRun = values.text('write') !== '1', [file] = values.files('file');
  try {
    if (!file) throw new AppError('invalid', 'Hãy chọn tệp .xlsx hoặc .csv.', { field: 'file' });
    const table = await readTable(file.name, new Uint8Array(await file.arrayBuffer()), { lines: true }), result = await visit.act((a) => importDirectory(a, { table, rootId: visit.organisationId!, dryRun }));
    return dryRun || result.faults.length ? await importPage(visit, { values, errors: {} }, result, 422) : visit.c.redirect(`${unitHref(visit.organisationId!)}/nhap?them=${result.added}&sua=${result.changed}&nguyen=${result.unchanged}`, 303);
  } catch (error) {
    if (!(error instanceof AppError) || ![403, 409, 413, 422].includes(error.status)) throw error;
    return importPage(visit, { values, errors: error.details.fields ?? { [error.details.field ?? '_']: error.message } }, null, error.status as 422);
  }
}
