import { z } from 'zod';
import { dong, dongDigits } from '#kernel/money.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { Choices, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { factsOf } from '../actions/facts-of.ts';
import { submitBudget } from '../actions/submit-budget.ts';
import { writePaper } from '../actions/write-lines.ts';
import { costInWords } from '../rules/cost.ts';
import type { BudgetFacts } from '../rules/facts.ts';
import { officeAbove } from '../rules/office.ts';
import { isApproved, may } from '../rules/states.ts';
import { budgetLine, type Budget } from '../store/rows.ts';
import { LineCard, LinesCard, planSideOf, TasksCard, type PlanSide } from './lines.tsx';
import { BASE, budgetOf, BudgetTabs, MoneyTiles, optionalDay, seenField, StandingMessage, StateChip, versionFor, Whose, type Refused } from './parts.tsx';

/** One estimate: of a unit its lines, of a finance office its parts; with what is to be done next. */
export async function budgetPage(visit: Visit, refused?: Refused): Promise<Response> {
  const one = await budgetOf(visit), facts = await factsOf(visit.db, one, visit.today), tree = await organisationTree(visit.db, visit.today), unit = one.kind === 'unit';
  const [mayDraft, maySubmit, mayApprove] = [await visit.may(unit ? 'budgets.draft' : 'budgets.consolidate', one.organisation_id), await visit.may('budgets.submit', one.organisation_id), one.committee_id !== null && (await visit.may('budgets.approve', one.committee_id))];
  const editing = unit && mayDraft && may(one.status, 'edit'), plan = unit ? await planSideOf(visit, one) : null, approved = isApproved(one.status);
  const lineId = refused?.of.startsWith('line-') ? refused.of.slice(5) : (visit.c.req.query('dong') ?? ''), line = facts.lines.find((row) => row.id === lineId) ?? null, row = line && (await budgetLine(visit.db, line.id));
  const sending = maySubmit && may(one.status, 'submit') && (unit ? facts.lines.length > 0 : facts.parts.length > 0);
  return consolePage(visit, {
    title: one.title, status: refused?.status ?? 200, crumb: <><a href={`${BASE}?nam=${one.year}`}>Kinh phí</a> · <Whose facts={facts} /></>,
    acts: <><StateChip one={one} />{sending ? <a class="button primary" href="#gui">{unit ? 'Gửi dự toán' : 'Trình'}</a> : null}
      {mayApprove && one.status === 'submitted' && one.office_id === null ? <LinkButton href={`${BASE}/${one.id}/phe-duyet`} kind="primary">Xem và phê duyệt</LinkButton> : null}
      {mayApprove && unit && may(one.status, 'amend') ? <LinkButton href={`${BASE}/${one.id}/dieu-chinh`}>Điều chỉnh</LinkButton> : null}</>,
    message: <><StandingMessage one={one} />{refused && ['submit', 'paper', 'tasks'].includes(refused.of) ? <ErrorSummary errors={refused.form.errors} /> : null}</>,
  }, <>
    <BudgetTabs one={one} current="lines" />
    <MoneyTiles totals={facts.totals} approved={approved} />
    <Papers one={one} facts={facts} />
    {unit ? <LinesCard one={one} lines={facts.lines} editing={editing} approved={approved} /> : <PartsCards one={one} facts={facts} approved={approved} />}
    {editing ? <>
      {plan && !line ? <TasksCard one={one} plan={plan} lines={facts.lines} /> : null}
      <LineCard one={one} line={line} version={row ? versionFor(row, refused) : null} plan={plan} refused={refused?.of.startsWith('line') ? refused : undefined} />
    </> : null}
    {plan ? <PlanMoney plan={plan} /> : null}
    <Costs facts={facts} />
    {facts.amendments.length ? <Amendments facts={facts} /> : null}
    {mayDraft && one.status !== 'settled' ? <PaperCard one={one} refused={refused?.of === 'paper' ? refused : undefined} /> : null}
    {sending ? <SendCard one={one} facts={facts} above={!unit && officeAbove(tree, one.organisation_id) !== null} version={versionFor(one, refused?.of === 'submit' ? refused : undefined)} /> : null}
    {!sending && may(one.status, 'submit') && !maySubmit && mayDraft ? <Message>Khi lập xong, lãnh đạo của đơn vị gửi dự toán tại trang này.</Message> : null}
  </>);
}

const file = (one: Budget, name: string, label: string) => <LinkButton href={`${BASE}/${one.id}/van-ban/${name}`} download>{label}</LinkButton>;
const Papers = ({ one, facts }: { one: Budget; facts: BudgetFacts }) => facts.totals.estimated === 0 ? null : <div class="row">
  <small>Dự toán:</small>{file(one, 'du-toan.docx', 'Word')}{file(one, 'du-toan.pdf', 'PDF')}{file(one, 'du-toan.xlsx', 'Excel')}
  {one.committee_id ? <><small>{isApproved(one.status) ? 'Phê duyệt, phân bổ:' : 'Dự thảo quyết định phê duyệt:'}</small>{file(one, 'phe-duyet.docx', 'Word')}{file(one, 'phe-duyet.pdf', 'PDF')}</> : null}
</div>;

const PartsCards = ({ one, facts, approved }: { one: Budget; facts: BudgetFacts; approved: boolean }) => <>
  <Card title={`Dự toán đã nhận (${formatNumber(facts.parts.length)} đơn vị)`} id="da-nhan" pad={false}>
    <Table caption="Dự toán đã nhận" rows={facts.parts} empty={<Empty title="Chưa nhận dự toán nào" action={<LinkButton href={`${BASE}?nam=${one.year}#tong-hop`}>Xem các dự toán đã gửi</LinkButton>}>Tổng của cấp là tổng các dự toán đã nhận.</Empty>} columns={[
      { head: 'Đơn vị', cell: (part) => <a href={`${BASE}/${part.id}${may(one.status, 'edit') ? '/tham-dinh' : ''}`}>{part.name}</a> },
      { head: 'Dự toán (đồng)', number: true, cell: (part) => dongDigits(part.totals.estimated) },
      { head: approved ? 'Được sử dụng' : 'Đề nghị duyệt', number: true, cell: (part) => dongDigits(approved ? part.totals.allotted : part.totals.appraised) },
      ...(approved ? [{ head: 'Đã chi', number: true, cell: (part: BudgetFacts['parts'][number]) => dongDigits(part.totals.spent) }] : [
        { head: 'Ngân sách nhà nước', number: true, cell: (part: BudgetFacts['parts'][number]) => dongDigits(part.totals.bySource.STATE_BUDGET.estimated) }, { head: 'Nguồn khác', number: true, cell: (part: BudgetFacts['parts'][number]) => dongDigits(part.totals.bySource.OTHER_FUNDING.estimated) }]),
    ]} />
  </Card>
  {facts.tasks.length ? <Card title="Theo nhiệm vụ" id="nhiem-vu" pad={false}><Table caption="Theo nhiệm vụ" rows={facts.tasks} columns={[
    { head: 'Nhiệm vụ', cell: (row) => row.task ?? 'Chi chung, không theo nhiệm vụ' }, { head: 'Số đơn vị', number: true, cell: (row) => formatNumber(row.units) },
    { head: 'Dự toán (đồng)', number: true, cell: (row) => dongDigits(row.estimated) }, { head: 'Đề nghị duyệt', number: true, cell: (row) => dongDigits(row.appraised) }]} /></Card> : null}
  {facts.missing.length ? <Card title={`Chưa có trong bản tổng hợp (${formatNumber(facts.missing.length)} đơn vị)`} id="chua-gui"><details><summary>Danh sách đơn vị chưa gửi{one.due ? `, hạn ${formatDate(one.due)}` : ''}</summary><ul class="names">{facts.missing.map((name) => <li>{name}</li>)}</ul></details></Card> : null}
</>;

const PlanMoney = ({ plan }: { plan: PlanSide }) => plan.sources.length ? <Card title="Kế hoạch quy định về kinh phí" id="quy-dinh"><p><a href={`/lam-viec/ke-hoach/${plan.id}`}>{plan.title}</a>: nguồn kinh phí</p><ul>{plan.sources.map((source) => <li>{source}</li>)}</ul></Card> : null;

export const Costs = ({ facts }: { facts: BudgetFacts }) => facts.costs.length ? <Card title="Chi phí theo kết quả" id="binh-quan"><ul>{facts.costs.map((cost) => <li>{cost.task ? <><small>{cost.task}</small><br /></> : null}{capital(costInWords(cost, cost.unit))}</li>)}</ul></Card> : null;
const capital = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

const Amendments = ({ facts }: { facts: BudgetFacts }) => <Card title="Các quyết định điều chỉnh" id="dieu-chinh" pad={false}><Table caption="Các quyết định điều chỉnh" rows={facts.amendments} columns={[
  { head: 'Quyết định', cell: (row) => <>Số {row.number}<br /><small>{row.reason}</small></> }, { head: 'Ngày', nowrap: true, cell: (row) => formatDate(row.on) },
  { head: 'Tổng số thay đổi', number: true, cell: (row) => (row.difference === 0 ? 'không đổi' : `${row.difference > 0 ? '+' : ''}${dongDigits(row.difference)}`) }]} /></Card>;

const paperForm = (one: Budget): FormState => filledForm({
  note: one.note, number: one.document.number, signedOn: one.document.signedOn, notation: one.document.notation, place: one.document.place, issuer: one.document.issuer, superior: one.document.superior,
  forms: one.document.forms.join(' / '), position: one.document.position, signer: one.document.signer,
});
const PaperCard = ({ one, refused }: { one: Budget; refused: Refused | undefined }) => {
  const form = refused?.form ?? paperForm(one);
  return <Card title="Thuyết minh và thể thức văn bản" id="the-thuc" writing><details open={Boolean(refused)}><summary>Lời thuyết minh, số, ngày và người ký tờ trình</summary>
    <Form action={`${BASE}/${one.id}/the-thuc`} version={versionFor(one, refused)} keep="the-thuc"><div class="fields">
      <TextArea form={form} name="note" label="Sự cần thiết, thuyết minh" rows={4} maxlength={8000} />
      <div class="fields two"><TextField form={form} name="number" label="Số tờ trình" maxlength={10} narrow /><TextField form={form} name="notation" label="Ký hiệu" required maxlength={30} /><TextField form={form} name="signedOn" label="Ngày ký" type="date" /></div>
      <div class="fields two"><TextField form={form} name="issuer" label="Cơ quan ban hành" required maxlength={200} /><TextField form={form} name="superior" label="Cơ quan cấp trên in ở đầu" maxlength={200} /><TextField form={form} name="place" label="Địa danh" required maxlength={60} /></div>
      <div class="fields two"><TextField form={form} name="forms" label="Dòng trên chức vụ (TM., KT.)" hint="Nhiều dòng ngăn bằng dấu /" maxlength={120} /><TextField form={form} name="position" label="Chức vụ người ký" required maxlength={80} /><TextField form={form} name="signer" label="Họ tên người ký" maxlength={80} /></div>
      <Submit kind="">Lưu thuyết minh, thể thức</Submit>
    </div></Form></details></Card>;
};

const SendCard = ({ one, facts, above, version }: { one: Budget; facts: BudgetFacts; above: boolean; version: number }) => <Card title={one.kind === 'unit' ? 'Gửi dự toán' : 'Trình bản tổng hợp'} id="gui">
  <p>{one.kind === 'unit' ? `${formatNumber(facts.lines.length)} dòng, tổng ${dong(facts.totals.estimated)}. Sau khi gửi, dự toán không sửa được nữa trừ khi bị trả lại.` : `${formatNumber(facts.parts.length)} đơn vị, tổng ${dong(facts.totals.estimated)}, đề nghị phê duyệt ${dong(facts.totals.appraised)}.`}</p>
  <Form action={`${BASE}/${one.id}/trinh`} version={version}>
    {above ? <Choices form={filledForm({ to: 'committee' })} name="to" label="Gửi đến" choices={[{ value: 'committee', label: `Trình ${facts.committee ?? 'Ủy ban nhân dân cùng cấp'} phê duyệt` }, { value: 'above', label: 'Gửi cơ quan tài chính cấp trên tổng hợp' }]} /> : null}
    <Submit>{one.kind === 'unit' ? 'Gửi đến cơ quan tài chính' : 'Trình'}</Submit>
  </Form>
</Card>;

const paperSchema = z.object({
  ...seenField, note: z.string().max(8000).default(''), number: z.string().max(10).default(''), notation: z.string().min(3, 'Hãy ghi ký hiệu, ví dụ TTr-UBND.').max(30), signedOn: optionalDay, place: z.string().min(1, 'Hãy ghi địa danh.').max(60),
  issuer: z.string().min(1, 'Hãy ghi tên cơ quan ban hành.').max(200), superior: z.string().max(200).default(''), forms: z.string().max(120).default(''), position: z.string().min(1, 'Hãy ghi chức vụ người ký.').max(80), signer: z.string().max(80).default(''),
});
export async function paperPost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, paperSchema, {
    run: async ({ _version, note, ...input }) => {
      const document = { ...input, number: input.number || null, superior: input.superior || null, forms: input.forms.split('/').map((line) => line.trim()).filter(Boolean) };
      await visit.act((doing) => writePaper(doing, { budgetId: one.id, rowVersion: _version, document, note: note || null }));
      return visit.c.redirect(`${BASE}/${one.id}#the-thuc`, 303);
    },
    refuse: (values, errors, status) => budgetPage(visit, { form: { values, errors }, status, of: 'paper' }),
  });
}

export async function submitPost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, z.object({ ...seenField, to: z.enum(['committee', 'above']).default('committee') }), {
    run: async (input) => { await visit.act((doing) => submitBudget(doing, { budgetId: one.id, rowVersion: input._version, above: input.to === 'above' })); return visit.c.redirect(`${BASE}/${one.id}`, 303); },
    refuse: (values, errors, status) => budgetPage(visit, { form: { values, errors }, status, of: 'submit' }),
  });
}
