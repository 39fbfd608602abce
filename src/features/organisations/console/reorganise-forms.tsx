import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import type { FieldErrors, FormValues } from '#platform/http/forms.ts';
import { CheckField, ErrorSummary, FileField, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Facts, LinkButton } from '#ui/parts.tsx';
import { FUNCTIONS, KIND_IDS, KINDS } from '../rules/kinds.ts';
import { readReorganisation, readReorganisationJson, REORGANISATION_COLUMNS, type ReorganisationFile } from '../rules/reorganisation-file.ts';
import type { SheetTable } from '../rules/sheet.ts';
import { SUCCESSION_KIND_IDS, SUCCESSION_KINDS, type SuccessionKind } from '../rules/succession.ts';
import { Refusal } from './parts.tsx';

export const REORGANISE = '/lam-viec/don-vi/sap-xep';
type Key = keyof typeof REORGANISATION_COLUMNS;

interface Field { readonly key: Key; readonly label: string; readonly hint?: string; readonly required?: boolean; readonly as?: 'lines' | 'kind' | 'function' | 'yes' }
/** What each kind of event asks for; the fields are the columns of a file, read by the same words. */
const FIELDS: Readonly<Record<SuccessionKind, readonly Field[]>> = {
  rename: [{ key: 'unit', label: 'Đơn vị đổi tên', required: true }, { key: 'into', label: 'Tên mới', required: true }, { key: 'shortName', label: 'Tên ngắn mới', hint: 'Để trống nếu chỉ bỏ chữ “UBND”' }],
  retype: [{ key: 'unit', label: 'Đơn vị', required: true }, { key: 'unitKind', label: 'Loại mới', required: true, as: 'kind' }, { key: 'into', label: 'Tên mới', hint: 'Để trống nếu giữ tên' }, { key: 'code', label: 'Mã mới' }],
  merge: [
    { key: 'unit', label: 'Các đơn vị được hợp nhất hoặc nhập', required: true, as: 'lines', hint: 'Mỗi dòng một đơn vị, ghi mã hoặc tên' },
    { key: 'into', label: 'Đơn vị sau khi hợp nhất', required: true, hint: 'Nhập vào đơn vị đang có: ghi mã hoặc tên, để trống hai ô dưới. Lập đơn vị mới: ghi tên mới' },
    { key: 'unitKind', label: 'Loại của đơn vị mới', as: 'kind' }, { key: 'code', label: 'Mã của đơn vị mới' }, { key: 'parent', label: 'Cấp trên của đơn vị mới', hint: 'Để trống nếu cùng cấp trên với các đơn vị cũ' },
  ],
  split: [
    { key: 'unit', label: 'Đơn vị được chia, tách', required: true }, { key: 'into', label: 'Các đơn vị nhận', required: true, as: 'lines', hint: 'Mỗi dòng một đơn vị: tên của đơn vị mới, hoặc mã của đơn vị đang có' },
    { key: 'unitKind', label: 'Loại của đơn vị mới', as: 'kind', hint: 'Để trống nếu mọi đơn vị nhận đang có' }, { key: 'code', label: 'Mã của đơn vị mới', as: 'lines', hint: 'Mỗi dòng một mã, theo thứ tự trên' },
    { key: 'remains', label: 'Đơn vị cũ vẫn còn sau khi tách', as: 'yes' }, { key: 'successor', label: 'Đơn vị kế thừa', hint: 'Nơi nhận các đơn vị trực thuộc và giữ lịch sử khi đơn vị cũ không còn' },
  ],
  dissolve: [{ key: 'unit', label: 'Đơn vị giải thể', required: true }, { key: 'successor', label: 'Đơn vị kế thừa', hint: 'Để trống nếu không có; khi đó từng việc còn mở sẽ được hỏi' }],
  move: [{ key: 'unit', label: 'Đơn vị', required: true }, { key: 'parent', label: 'Cấp trên mới', required: true, hint: 'Các đơn vị trực thuộc chuyển theo' }],
  transfer: [{ key: 'function', label: 'Chức năng', required: true, as: 'function' }, { key: 'unit', label: 'Từ đơn vị', required: true }, { key: 'into', label: 'Sang đơn vị', required: true }],
};

/** What was typed or sent, carried from the preview to the writing. */
export interface Source { readonly table?: SheetTable; readonly json?: unknown }
export const readSource = (source: Source): ReorganisationFile => (source.table ? readReorganisation(source.table) : readReorganisationJson(source.json));
const SOURCE = z.union([z.object({ table: z.object({ head: z.array(z.string()), rows: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })).max(20_000) }) }), z.object({ json: z.array(z.unknown()) })]);
export function sourceIn(values: FormValues): Source {
  let sent: unknown;
  try { sent = JSON.parse(values.text('source')); } catch { /* said below */ }
  const read = SOURCE.safeParse(sent);
  if (read.success) return read.data;
  throw new AppError('invalid', 'Danh sách sự kiện không còn nguyên vẹn. Hãy ghi lại hoặc chọn lại tệp.');
}

/** The one row that a form makes. */
export function rowOf(kind: SuccessionKind, values: FormValues): SheetTable {
  const keys = Object.keys(REORGANISATION_COLUMNS) as Key[], own = new Set<Key>(['day', 'citation', 'note', ...FIELDS[kind].map((field) => field.key)]);
  const cell = (key: Key): string => (key === 'kind' ? SUCCESSION_KINDS[kind].label : own.has(key) ? values.text(key) : '');
  return { head: keys.map((key) => REORGANISATION_COLUMNS[key].label), rows: [{ line: 0, cells: keys.map(cell) }] };
}
/** The columns' names are the fields' here. */
export const errorsOf = (faults: readonly { readonly column: string; readonly reason: string }[]): FieldErrors =>
  Object.fromEntries(faults.map(({ column, reason }) => [(Object.keys(REORGANISATION_COLUMNS) as Key[]).find((key) => REORGANISATION_COLUMNS[key].label === column) ?? '_', reason]));

export const KindChooser = () => <Card title="Sự kiện nào?" id="loai"><ul class="stack">
  {SUCCESSION_KIND_IDS.map((kind) => <li><a href={`${REORGANISE}/ghi?loai=${kind}`}><b>{SUCCESSION_KINDS[kind].label}</b></a><br /><small>{SUCCESSION_KINDS[kind].meaning}</small></li>)}
</ul></Card>;

export const EventForm = ({ kind, form, units }: { kind: SuccessionKind; form: FormState; units: readonly string[] }) => <Card><div class="fields">
  <Refusal errors={form.errors} /><ErrorSummary errors={Object.fromEntries(Object.entries(form.errors).filter(([name]) => name !== '_'))} />
  <Form action={`${REORGANISE}/xem-truoc`} keep={`sap-xep-${kind}`}>
    <input type="hidden" name="loai" value={kind} />
    <TextField form={form} name="day" label="Ngày đầu tiên của tổ chức mới" type="date" required hint="Có thể là ngày đã qua: ghi ngày nghị quyết có hiệu lực" />
    {FIELDS[kind].map((field): Child => {
      const props = { form, name: field.key, label: field.label, hint: field.hint, required: field.required };
      switch (field.as) {
        case 'lines': return <TextArea {...props} rows={3} />;
        case 'yes': return <CheckField form={form} name={field.key} label={field.label} />;
        case 'kind': return <SelectField {...props} empty={field.required ? 'Chọn loại' : 'Theo đơn vị cũ hoặc không lập mới'} choices={KIND_IDS.filter((id) => !KINDS[id].historical).map((id) => ({ value: KINDS[id].label, label: KINDS[id].label }))} />;
        case 'function': return <SelectField {...props} empty="Chọn chức năng" choices={Object.values(FUNCTIONS).map((label) => ({ value: label, label }))} />;
        default: return <TextField {...props} list={['unit', 'parent', 'successor'].includes(field.key) || (field.key === 'into' && kind !== 'rename' && kind !== 'retype') ? units : undefined} />;
      }
    })}
    <TextField form={form} name="citation" label="Căn cứ" required hint="Ví dụ: Nghị quyết số 1677/NQ-UBTVQH15 ngày 16/6/2025" />
    <TextField form={form} name="note" label="Ghi chú" />
    <div class="row"><Submit>Xem những gì sẽ chuyển</Submit><LinkButton href={REORGANISE} kind="quiet">Quay lại</LinkButton></div>
  </Form>
</div></Card>;

export const UploadForm = ({ form }: { form: FormState }) => <Card title="Nhiều sự kiện trong một tệp" id="tep" tools={<LinkButton href={`${REORGANISE}/mau`} kind="small" download>Bảng mẫu</LinkButton>}><div class="fields">
  <Refusal errors={form.errors} />
  <Form action={`${REORGANISE}/xem-truoc`} multipart>
    <FileField form={form} name="file" label="Tệp .xlsx, .csv hoặc .json" required accept=".xlsx,.csv,.json" hint="Mỗi dòng một sự kiện; áp dụng tất cả hoặc không dòng nào" />
    <div class="row"><Submit>Xem những gì sẽ chuyển</Submit></div>
  </Form>
  <details><summary>Các cột</summary><Facts rows={Object.values(REORGANISATION_COLUMNS).map((column) => [column.label, <>{'required' in column ? 'bắt buộc' : 'khi cần'}{column.names.length ? `; cũng nhận: ${column.names.join(', ')}` : ''}</>] as const)} /></details>
</div></Card>;
