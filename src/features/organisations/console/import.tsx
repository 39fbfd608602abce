import { AppError } from '#kernel/app-error.ts';
import { formatDate, parseDate } from '#kernel/plain-date.ts';
import { get, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { FileField, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { importOrganisations } from '../actions/import-organisations.ts';
import { readTable } from '../read-table.ts';
import { ORGANISATION_COLUMNS, type PlannedImport } from '../rules/import-organisations.ts';
import { KIND_IDS, KINDS } from '../rules/kinds.ts';
import { attempt, changing, Refusal, UNITS, unitOf, unitPath, type PageStatus } from './parts.tsx';

const IMPORT = `${UNITS}/:organisation/nhap`;

export const importRoutes: readonly Route[] = [
  get(IMPORT, changing, (visit) => page(visit, filledForm({ since: formatDate(visit.today) }), null)),
  post(IMPORT, changing, (visit) => attempt(visit, async (values) => {
    const dryRun = values.text('write') !== '1', [file] = values.files('file'), validFrom = parseDate(values.text('since'));
    if (!file) throw new AppError('invalid', 'Hãy chọn tệp .xlsx hoặc .csv.', { field: 'file' });
    if (!validFrom) throw new AppError('invalid', 'Ngày chưa đúng, ví dụ đúng: 01/07/2025.', { field: 'since' });
    const table = await readTable(file.name, new Uint8Array(await file.arrayBuffer()));
    const plan = await visit.act((by) => importOrganisations(by, { table, rootId: visit.organisationId!, validFrom, dryRun }));
    if (!dryRun && !plan.faults.length) return visit.c.redirect(`${IMPORT.replace(':organisation', visit.organisationId!)}?them=${plan.created.length}&sua=${plan.changed.length}&nguyen=${plan.unchanged}`, 303);
    return page(visit, { values, errors: {} }, plan, 422);
  }, (values, errors, status) => page(visit, { values, errors }, null, status)), 6 * 1024 * 1024),
];

/** A trial answers with 422: nothing was written, the same page stands again with what would happen. */
async function page(visit: Visit, form: FormState, plan: PlannedImport | null, status: PageStatus = 200): Promise<Response> {
  const unit = await unitOf(visit), query = (name: string) => visit.c.req.query(name);
  return consolePage(visit, { title: 'Nhập đơn vị từ bảng', crumb: unit.name, status }, <>
    {query('them') !== undefined && !plan ? <Message kind="ok">Đã thêm {query('them')}, đã sửa {query('sua')}, giữ nguyên {query('nguyen')} đơn vị. <a href={UNITS}>Xem danh sách</a></Message> : null}
    {plan ? <Planned plan={plan} /> : null}
    <Card><div class="fields">
      <Refusal errors={form.errors} />
      <Form action={`${unitPath(unit.id)}/nhap`} multipart>
        <FileField form={form} name="file" label="Tệp .xlsx hoặc .csv" required accept=".xlsx,.csv" hint="Dòng đầu là tên cột; tối đa 5 MB, 20.000 dòng" />
        <TextField form={form} name="since" label="Có hiệu lực từ ngày" type="date" required />
        <div class="row"><Submit name="write" value="0" kind="">Kiểm tra thử</Submit><Submit name="write" value="1">Nhập</Submit><LinkButton href={unitPath(unit.id)} kind="quiet">Quay lại</LinkButton></div>
      </Form>
      <details><summary>Các cột và cách ghi</summary>
        <Facts rows={Object.values(ORGANISATION_COLUMNS).map((column) => [column.label, <>{'required' in column ? 'bắt buộc' : 'không bắt buộc'}{column.names.length ? `; cũng nhận: ${column.names.join(', ')}` : ''}</>] as const)} />
        <p>Loại ghi một trong: {KIND_IDS.filter((id) => !KINDS[id].historical).map((id) => KINDS[id].label).join('; ')}. Dòng có mã đã có thì sửa đơn vị đó. Nhập tất cả, hoặc không dòng nào.</p>
      </details>
    </div></Card>
  </>);
}

const Planned = ({ plan }: { plan: PlannedImport }) => plan.faults.length ? <Card title={`${plan.faults.length} lỗi; chưa nhập dòng nào`} id="loi" pad={false}>
  <Table caption="Các lỗi trong bảng" rows={plan.faults} columns={[{ head: 'Dòng', number: true, cell: (one) => one.line }, { head: 'Cột', cell: (one) => one.column }, { head: 'Lý do', cell: (one) => one.reason }]} />
</Card> : <Card title="Kiểm tra thử: bảng hợp lệ, chưa ghi gì" id="thu">
  <p>Sẽ thêm <b>{plan.created.length}</b>, sửa <b>{plan.changed.length}</b>, giữ nguyên <b>{plan.unchanged}</b> đơn vị. Chọn lại tệp rồi bấm <b>Nhập</b>.</p>
  {plan.ignoredColumns.length ? <p class="small">Bỏ qua cột: {plan.ignoredColumns.join(', ')}.</p> : null}
  <ul>{plan.created.slice(0, 20).map((one) => <li>Thêm: {one.name}</li>)}{plan.changed.slice(0, 20).map((one) => <li>Sửa: {one.name}</li>)}{plan.created.length + plan.changed.length > 40 ? <li>…</li> : null}</ul>
</Card>;
