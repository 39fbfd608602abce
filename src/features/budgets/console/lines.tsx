import type { Id } from '#kernel/id.ts';
import { dongDigits } from '#kernel/money.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Visit } from '#platform/http/visit.ts';
import { planRow, taskRows, versionRow, type TaskRow } from '#features/plans/store.ts';
import { Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Message, Table } from '#ui/parts.tsx';
import type { FactLine } from '../rules/facts.ts';
import { quantityText, SOURCE_LABEL, SOURCE_SHORT, SOURCES } from '../rules/line.ts';
import { tasksAsked, type TaskAsked } from '../store/reading.ts';
import type { Budget } from '../store/rows.ts';
import { BASE, type Refused } from './parts.tsx';

/** The plan behind an estimate: its tasks with what they ask of the unit, and what it says about money. */
export interface PlanSide { readonly id: Id; readonly title: string; readonly tasks: readonly (TaskRow & { asked: number | null; owed: boolean })[]; readonly sources: readonly string[] }
export async function planSideOf(visit: Visit, one: Budget): Promise<PlanSide | null> {
  const plan = one.plan_id ? await planRow(visit.db, one.plan_id) : undefined;
  if (!plan) return null;
  const number = plan.issued_version ?? plan.current_version, version = await versionRow(visit.db, plan.id, number);
  const asked = new Map<Id, TaskAsked>((await tasksAsked(visit.db, plan.id, one.organisation_id)).map((row) => [row.itemId, row]));
  const tasks = (await taskRows(visit.db, plan.id, number)).filter((task) => task.purpose === 'task').map((task) => ({ ...task, asked: asked.get(task.item_id)?.pieces ?? null, owed: asked.has(task.item_id) }));
  return { id: plan.id, title: plan.title, tasks, sources: version?.content.budget.sources ?? [] };
}
export const taskName = (task: Pick<TaskRow, 'printed_index' | 'title'>): string => `${task.printed_index ? `${task.printed_index}. ` : ''}${task.title}`.slice(0, 300);

/** The estimate's lines; while it is written each has its own small form, one at a time. */
export const LinesCard = ({ one, lines, editing, approved }: { one: Budget; lines: readonly FactLine[]; editing: boolean; approved: boolean }) =>
  <Card title={`Các dòng chi (${formatNumber(lines.length)})`} id="dong" pad={false}>
    <Table caption="Các dòng chi" rows={lines} top empty={<div class="pad"><Message>Chưa có dòng nào. {editing ? 'Lấy nhiệm vụ từ kế hoạch, hoặc thêm từng dòng bên dưới.' : ''}</Message></div>} columns={[
      { head: 'Nội dung', cell: (line) => <>{line.description}{line.task ? <><br /><small>{line.task}</small></> : null}{line.note ? <><br /><small>{line.note}</small></> : null}</> },
      { head: 'Số lượng', number: true, cell: (line) => `${quantityText(line.quantity)} ${line.unit}` },
      { head: 'Đơn giá', number: true, cell: (line) => dongDigits(line.unitPrice) },
      { head: 'Thành tiền', number: true, cell: (line) => <b>{dongDigits(line.estimated)}</b> },
      { head: 'Nguồn', nowrap: true, cell: (line) => <abbr title={SOURCE_LABEL[line.source]}>{SOURCE_SHORT[line.source]}</abbr> },
      ...(!approved && lines.some((line) => line.appraised !== null) ? [{ head: 'Đề nghị duyệt', number: true, cell: (line: FactLine) => dongDigits(line.appraised ?? line.estimated) }] : []),
      ...(approved ? [{ head: 'Được sử dụng', number: true, cell: (line: FactLine) => <>{dongDigits(line.allotted ?? 0)}{line.allotted === line.approved ? null : <><br /><small>duyệt {dongDigits(line.approved ?? 0)}</small></>}</> }, { head: 'Đã chi', number: true, cell: (line: FactLine) => dongDigits(line.spent) }, { head: 'Còn lại', number: true, cell: (line: FactLine) => dongDigits((line.allotted ?? 0) - line.spent) }] : []),
      ...(editing ? [{ head: '', cell: (line: FactLine) => <a class="button small" href={`${BASE}/${one.id}?dong=${line.id}#sua`}>Sửa<span class="visually-hidden"> {line.description}</span></a> }] : []),
    ]} />
  </Card>;

const emptyLine = filledForm({ source: 'STATE_BUDGET' });
const lineForm = (line: FactLine): FormState => filledForm({ description: line.description, unit: line.unit, quantity: quantityText(line.quantity), unitPrice: dongDigits(line.unitPrice), source: line.source, itemId: line.itemId ?? '', lineNote: line.note });

/** One line, new or being changed. */
export const LineCard = ({ one, line, version, plan, refused }: { one: Budget; line: FactLine | null; version: number | null; plan: PlanSide | null; refused: Refused | undefined }) => {
  const form = refused?.form ?? (line ? lineForm(line) : emptyLine);
  return <Card title={line ? 'Sửa dòng' : 'Thêm dòng'} id="sua">
    <Form action={line ? `${BASE}/${one.id}/dong/${line.id}` : `${BASE}/${one.id}/dong`} {...(version === null ? {} : { version })} keep={line ? `dong-${line.id}` : 'dong-moi'}>
      {refused ? <ErrorSummary errors={refused.form.errors} /> : null}
      <div class="fields">
        <TextField form={form} name="description" label="Nội dung chi" hint="Nhuận bút tin, bài; in tờ rơi; thuê pa nô…" required maxlength={500} />
        <div class="fields two">
          <TextField form={form} name="quantity" label="Số lượng" hint="Ví dụ 50 hoặc 12,5" inputmode="decimal" required />
          <TextField form={form} name="unit" label="Đơn vị tính" hint="tin, lớp, tờ…" required maxlength={40} />
          <TextField form={form} name="unitPrice" label="Đơn giá (đồng)" hint="Ví dụ 200.000" inputmode="numeric" required />
        </div>
        <SelectField form={form} name="source" label="Nguồn kinh phí" required choices={SOURCES.map((source) => ({ value: source, label: SOURCE_LABEL[source] }))} />
        {plan ? <SelectField form={form} name="itemId" label="Cho nhiệm vụ" empty="Chi chung, không theo nhiệm vụ nào" choices={plan.tasks.map((task) => ({ value: task.item_id, label: taskName(task).slice(0, 120) }))} /> : null}
        <TextField form={form} name="lineNote" label="Ghi chú" maxlength={300} />
        <div class="row"><Submit kind={line ? 'primary' : ''}>{line ? 'Lưu dòng' : 'Thêm dòng'}</Submit>{line ? <><button class="button danger" type="submit" name="drop" value="1">Xóa dòng này</button><a class="button quiet" href={`${BASE}/${one.id}#dong`}>Thôi</a></> : null}</div>
      </div>
    </Form>
  </Card>;
};

/** Ticks the tasks of the plan that cost something; quantities come from what the plan asks of the unit. */
export const TasksCard = ({ one, plan, lines }: { one: Budget; plan: PlanSide; lines: readonly FactLine[] }) => {
  const have = new Set(lines.map((line) => line.itemId)), left = plan.tasks.filter((task) => !have.has(task.item_id)), owed = left.filter((task) => task.owed), offered = owed.length ? owed : left;
  if (!offered.length) return null;
  return <Card title="Lấy nhiệm vụ từ kế hoạch" id="ke-hoach" tools={<a href={`/lam-viec/ke-hoach/${plan.id}`}>{plan.title}</a>}>
    <Form action={`${BASE}/${one.id}/tu-ke-hoach`}>
      <Choices form={filledForm({})} name="task" label="Nhiệm vụ cần kinh phí" hint="Mỗi nhiệm vụ thành một dòng với số lượng kế hoạch giao; đơn giá điền sau." many choices={offered.slice(0, 60).map((task) => ({ value: task.item_id, label: taskName(task), ...(task.asked ? { hint: `Kế hoạch giao ${formatNumber(task.asked)} ${task.rates[0]?.unit ?? 'lần'}` } : {}) }))} />
      <Submit kind="">Thêm các dòng đã chọn</Submit>
    </Form>
  </Card>;
};
