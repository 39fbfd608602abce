import { dong } from '#kernel/money.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { filledForm, Form, SelectField, Submit, TextArea, TextField, FileField, type FormState } from '#ui/forms.tsx';
import { Card, Empty } from '#ui/parts.tsx';
import { FORMATS, formatOf } from '../rules/formats.ts';
import type { PrintKind } from '../rules/kinds/index.ts';
import type { Run } from '../store/reading.ts';
import type { PrintRow } from '../store/rows.ts';
import { BASE, type Refused } from './parts.tsx';

/** What was printed, and where each copy went. */
export const Runs = ({ one, kind, runs, mayDraft, refused, today }: { one: PrintRow; kind: PrintKind; runs: readonly Run[]; mayDraft: boolean; refused: Refused | undefined; today: PlainDate }) => {
  const unit = kind.printed!.unit, formFor = (of: string, values: Parameters<typeof filledForm>[0]): FormState => (refused?.of === of ? refused.form : filledForm(values)), open = one.status === 'published' && mayDraft;
  return <Card title="In ấn và phân phát" id="in-an">
    {runs.length === 0 ? <Empty title="Chưa ghi lần in nào">{open ? 'In xong, ghi số bản và nơi in; mỗi lần phát ra được ghi thành kết quả chờ xác nhận.' : ''}</Empty> : null}
    {runs.map((run) => <section class="print-run" aria-labelledby={`in-${run.id}`}>
      <h3 id={`in-${run.id}`}>{formatNumber(run.quantity)} {unit}, {formatOf(run.format)?.label ?? run.format}, in ngày {formatDate(run.printed_on)}</h3>
      <p class="small">{run.printer}{run.cost === null ? '' : ` · ${dong(run.cost)}`} · còn {formatNumber(run.left)} {unit}{run.note ? ` · ${run.note}` : ''}</p>
      {run.handouts.length ? <ul>{run.handouts.map((out) => <li>{out.withdrawn_at ? <del>{formatNumber(out.quantity)} {unit}, {out.place}, {formatDate(out.handed_on)}</del> : <>{formatNumber(out.quantity)} {unit}, {out.place}, {formatDate(out.handed_on)}</>} · <a href={`/lam-viec/ket-qua/${out.deliverable_id}`}>kết quả</a>
        {mayDraft && !out.withdrawn_at ? <details open={refused?.of === `bo-${out.id}`}><summary>Ghi nhầm</summary><Form action={`${BASE}/${one.id}/bo-phat`}><input type="hidden" name="handout" value={out.id} /><p class="small">Rút kết quả của lần phát trước, rồi bỏ lần phát; số bản trở lại còn trong tay.</p><div class="fields"><TextField form={formFor(`bo-${out.id}`, {})} name="reason" label="Vì sao bỏ" required maxlength={500} /><Submit kind="danger">Bỏ lần phát</Submit></div></Form></details> : null}</li>)}</ul> : null}
      {open && run.left > 0 ? <details id={`phat-${run.id}`} open={refused?.of === `phat-${run.id}`}><summary>Ghi lần phát</summary><Form action={`${BASE}/${one.id}/phat`} multipart><input type="hidden" name="run" value={run.id} /><div class="fields">
        <TextField form={formFor(`phat-${run.id}`, {})} name="place" label="Phát cho ai, dán ở đâu" hint="Ví dụ: Nhà văn hóa thôn Phước Thịnh" required maxlength={300} />
        <div class="fields two"><TextField form={formFor(`phat-${run.id}`, {})} name="quantity" label={`Số ${unit}`} type="number" inputmode="numeric" min={1} max={run.left} required narrow /><TextField form={formFor(`phat-${run.id}`, { handedOn: today })} name="handedOn" label="Ngày phát" type="date" max={today} required /></div>
        <FileField form={formFor(`phat-${run.id}`, {})} name="photo" label="Ảnh" hint="Thường cần có khi xác nhận kết quả" accept="image/*" /><Submit kind="">Ghi lần phát</Submit></div></Form></details> : null}
    </section>)}
    {open ? <details id="ghi-in" open={refused?.of === 'in'}><summary>Ghi lần in</summary><Form action={`${BASE}/${one.id}/in`}><div class="fields">
      <div class="fields two"><SelectField form={formFor('in', {})} name="format" label="Khổ" required choices={kind.formats.filter((key) => FORMATS[key].sheet !== null).map((key) => ({ value: key, label: FORMATS[key].label }))} /><TextField form={formFor('in', {})} name="quantity" label={`Số ${unit} đã in`} type="number" inputmode="numeric" min={1} required narrow /></div>
      <TextField form={formFor('in', {})} name="printer" label="Nơi in" hint="Tên cơ sở in; tự in thì ghi “Đơn vị tự in”" required maxlength={200} />
      <div class="fields two"><TextField form={formFor('in', {})} name="cost" label="Chi phí (đồng)" inputmode="numeric" maxlength={20} /><TextField form={formFor('in', { printedOn: today })} name="printedOn" label="Ngày in" type="date" max={today} required /></div>
      <TextArea form={formFor('in', {})} name="note" label="Ghi chú" rows={2} maxlength={500} /><Submit kind="">Ghi lần in</Submit></div></Form></details> : null}
  </Card>;
};
