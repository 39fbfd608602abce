import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { Form, SelectField, Submit, type FormState } from '#ui/forms.tsx';
import { Card, LinkButton, Message, Table } from '#ui/parts.tsx';
import type { Looked } from '../actions/reorganise.ts';
import { defaultKey, type Question } from '../rules/handing-over.ts';
import { FUNCTIONS } from '../rules/kinds.ts';
import type { RowFault } from '../rules/sheet.ts';
import { tellEvent } from '../rules/tell-event.ts';
import { REORGANISE, type Source } from './reorganise-forms.tsx';

const SHOWN = 60;

export const Faults = ({ faults }: { faults: readonly RowFault[] }) => <Card title={`${formatNumber(faults.length)} lỗi; chưa thay đổi gì`} id="loi" pad={false}>
  <Table caption="Các lỗi" rows={faults} columns={[{ head: 'Dòng', number: true, cell: (one) => one.line || '–' }, { head: 'Cột', cell: (one) => one.column }, { head: 'Lý do', cell: (one) => one.reason }]} />
</Card>;

/** What would happen, what would go over, and the choices that only a person can make. Nothing is written yet. */
export const Preview = ({ looked, source, form }: { looked: Looked; source: Source; form: FormState }) => {
  const { planned, parts } = looked, asked = parts.flatMap(({ part, plan }) => plan.questions.map((question) => ({ part, question })));
  const groups = new Map<string, { part: Looked['parts'][number]['part']; first: Question; questions: Question[] }>();
  for (const { part, question } of asked) { const key = defaultKey(question), group = groups.get(key); if (group) group.questions.push(question); else groups.set(key, { part, first: question, questions: [question] }); }
  const moving = parts.filter(({ plan }) => plan.lines.length > 0);
  return <>
    {form.errors._ ? <div tabindex={-1} data-controller="focus"><Message kind="bad">{form.errors._}</Message></div> : null}
    <Card title={`${formatNumber(planned.events.length)} sự kiện, chưa áp dụng`} id="su-kien" pad={false}>
      <Table caption="Các sự kiện" rows={planned.events.slice(0, SHOWN)} columns={[
        { head: 'Từ ngày', nowrap: true, cell: ({ input }) => formatDate(input.onDay) },
        { head: 'Việc gì xảy ra', cell: ({ input, applied }) => tellEvent(input.kind, applied) },
        { head: 'Căn cứ', cell: ({ input }) => input.citation },
      ]} />
      {planned.events.length > SHOWN ? <p class="pad small">… và {formatNumber(planned.events.length - SHOWN)} sự kiện nữa.</p> : null}
    </Card>
    {planned.events.some(({ applied }) => applied.below?.joined.length) ? <Card title="Phòng, đơn vị trực thuộc nhập làm một" id="nhap-lam-mot" pad={false}>
      <Table caption="Phòng, đơn vị nhập làm một" rows={planned.events.flatMap(({ applied }) => applied.below?.joined ?? []).slice(0, SHOWN)} columns={[{ head: 'Đơn vị', cell: (one) => one.from.name }, { head: 'Nhập vào', cell: (one) => one.to.name }]} />
    </Card> : null}
    {moving.length ? moving.map(({ part, plan }) => <Card title={part.label} id={`chuyen-${part.noun}`} pad={false} tools={<small>{formatNumber(plan.lines.reduce((sum, line) => sum + line.count, 0))} {part.counted}</small>}>
      <Table caption={`Sẽ chuyển: ${part.label}`} rows={plan.lines.slice(0, SHOWN)} columns={[
        { head: 'Từ', cell: (line) => planned.nameOf(line.fromId) },
        { head: 'Sang', cell: (line) => <>{line.toId ? planned.nameOf(line.toId) : 'Chưa phân công'}{line.note ? <><br /><small>{line.note}</small></> : null}</> },
        { head: 'Số lượng', number: true, cell: (line) => formatNumber(line.count) },
      ]} />
      {plan.lines.length > SHOWN ? <p class="pad small">… và {formatNumber(plan.lines.length - SHOWN)} dòng nữa.</p> : null}
    </Card>) : asked.length ? null : <Card><p>Không có việc, kế hoạch, báo cáo hay vai trò nào phải chuyển.</p></Card>}
    <Form action={REORGANISE} id="ap-dung">
      <input type="hidden" name="source" value={JSON.stringify(source)} />
      {[...groups.values()].map(({ part, first, questions }) => <Card id={`chon-${part.noun}-${first.from.slice(-8)}`} title={first.heading ?? `Chọn nơi nhận: ${part.label.toLocaleLowerCase('vi')} của ${planned.nameOf(first.from)}${first.function ? `, khi chuyển chức năng “${FUNCTIONS[first.function]}”` : ''}`}><div class="fields">
        {questions.length > 1 ? <SelectField form={form} name={defaultKey(first)} label={`Tất cả ${part.counted} không chọn riêng dưới đây`} spare empty={first.otherwise === 'ask' ? 'Chọn từng mục' : 'Để lại, chưa phân công'} choices={first.options} /> : null}
        {questions.slice(0, 200).map((question) => <SelectField form={form} name={question.key} spare label={<>{question.title} <small>({question.detail}{question.count > 1 ? `, ${formatNumber(question.count)} ${part.counted}` : ''})</small></>}
          empty={questions.length > 1 ? 'Như chọn chung ở trên' : question.otherwise === 'ask' ? 'Chọn nơi nhận' : 'Để lại, chưa phân công'} choices={question.options} />)}
        {questions.length > 200 ? <p class="small">Còn {formatNumber(questions.length - 200)} mục nữa theo lựa chọn chung.</p> : null}
      </div></Card>)}
      <div class="row"><Submit>Áp dụng</Submit><LinkButton href={REORGANISE} kind="quiet">Không áp dụng</LinkButton></div>
    </Form>
  </>;
};
