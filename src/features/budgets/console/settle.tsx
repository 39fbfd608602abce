import { z } from 'zod';
import { dongDigits, dongInWords } from '#kernel/money.ts';
import { formatDate, formatInstant } from '#kernel/plain-date.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea } from '#ui/forms.tsx';
import { Card, Chip, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { factsOf } from '../actions/facts-of.ts';
import { settleBudget } from '../actions/settle.ts';
import { lastSpendingDay, settlementWarnings } from '../rules/guards.ts';
import { may, STATE_LABEL } from '../rules/states.ts';
import { partsOf } from '../store/reading.ts';
import { settlementOf } from '../store/rows.ts';
import { Costs } from './budget.tsx';
import { BASE, budgetOf, BudgetTabs, MoneyTiles, seenField, StandingMessage, StateChip, versionFor, Whose, type Refused } from './parts.tsx';

/** The settlement: before it is signed as it would be now, afterwards from the frozen bytes. */
export async function settlePage(visit: Visit, refused?: Refused): Promise<Response> {
  const one = await budgetOf(visit), facts = await factsOf(visit.db, one, visit.today), done = await settlementOf(visit.db, one.id), unit = one.kind === 'unit', statuses = new Map((await partsOf(visit.db, one.id)).map((part) => [part.id, part.status]));
  const signing = may(one.status, 'settle') && (await visit.may('budgets.settle', one.organisation_id)), open = [...statuses.values()].filter((status) => status !== 'settled').length;
  const warnings = done ? [] : settlementWarnings({ unvouchered: facts.payments.filter((row) => !row.voucher && !row.hasFile).length, unspentLines: facts.lines.filter((line) => (line.allotted ?? 0) > 0 && line.spent === 0).map((line) => line.description) });
  const file = (name: string, label: string) => <LinkButton href={`${BASE}/${one.id}/van-ban/quyet-toan.${name}`} download>{label}</LinkButton>;
  return consolePage(visit, {
    title: 'Quyết toán', status: refused?.status ?? 200, crumb: <><a href={`${BASE}/${one.id}`}>{one.title}</a> · <Whose facts={facts} /></>, acts: <><StateChip one={one} />{signing && !open ? <a class="button primary" href="#quyet-toan">Quyết toán</a> : null}</>,
    message: <><StandingMessage one={one} />{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{warnings.map((sentence) => <Message kind="warn">{sentence}</Message>)}</>,
  }, <>
    <BudgetTabs one={one} current="settle" />
    <MoneyTiles totals={facts.totals} approved />
    <div class="row"><small>{done ? `Bản đã quyết toán ${formatInstant(done.settled_at)}, ${done.settled_by_name}:` : 'Bản xem trước:'}</small>{file('docx', 'Word')}{file('pdf', 'PDF')}{file('xlsx', 'Excel')}</div>
    <Card title="Số liệu quyết toán" id="so-lieu" pad={false}>
      {unit ? <Table caption="Số liệu quyết toán theo dòng" rows={facts.lines} columns={[
        { head: 'Nội dung', cell: (line) => line.description }, { head: 'Được duyệt', number: true, cell: (line) => dongDigits(line.approved ?? 0) }, { head: 'Sau điều chỉnh', number: true, cell: (line) => dongDigits(line.allotted ?? 0) },
        { head: 'Quyết toán', number: true, cell: (line) => <b>{dongDigits(line.spent)}</b> }, { head: 'Còn lại', number: true, cell: (line) => dongDigits((line.allotted ?? 0) - line.spent) }]} />
        : <Table caption="Số liệu quyết toán theo đơn vị" rows={facts.parts} columns={[
          { head: 'Đơn vị', cell: (part) => <a href={`${BASE}/${part.id}/quyet-toan`}>{part.name}</a> }, { head: 'Được sử dụng', number: true, cell: (part) => dongDigits(part.totals.allotted) }, { head: 'Đã chi', number: true, cell: (part) => <b>{dongDigits(part.totals.spent)}</b> },
          { head: 'Còn lại', number: true, cell: (part) => dongDigits(part.totals.allotted - part.totals.spent) }, { head: 'Tình trạng', nowrap: true, cell: (part) => { const status = statuses.get(part.id)!; return <Chip tone={status === 'settled' ? 'good' : 'soon'}>{STATE_LABEL[status].label}</Chip>; } }]} />}
    </Card>
    <Costs facts={facts} />
    {signing && !open ? <Card title="Quyết toán" id="quyet-toan">
      <p>Đã chi {dongDigits(facts.totals.spent)} đồng ({dongInWords(facts.totals.spent)}). Sau khi quyết toán, số liệu và văn bản được giữ nguyên, không ghi thêm hay sửa được nữa.</p>
      <Form action={`${BASE}/${one.id}/quyet-toan`} version={versionFor(one, refused)} confirm={`Quyết toán “${one.title}”? Sau đó không sửa được nữa.`}><div class="fields"><TextArea form={refused?.form ?? filledForm({})} name="remarks" label="Thuyết minh" rows={3} maxlength={4000} /><Submit>Quyết toán</Submit></div></Form>
    </Card> : null}
    {signing && open ? <Message>{open} đơn vị chưa quyết toán. Bản tổng hợp quyết toán sau khi các đơn vị quyết toán xong.</Message> : null}
    {!signing && may(one.status, 'settle') ? <Message>Lãnh đạo đơn vị ký quyết toán tại trang này khi đã chi xong, chậm nhất theo quy định của cơ quan tài chính. Khoản chi của năm {one.year} ghi đến ngày {formatDate(lastSpendingDay(one.year))}.</Message> : null}
  </>);
}

export async function settlePost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, z.object({ ...seenField, remarks: z.string().max(4000).default('') }), {
    run: async (input) => { await visit.act((doing) => settleBudget(doing, visit.deps.files, { budgetId: one.id, rowVersion: input._version, remarks: input.remarks || null })); return visit.c.redirect(`${BASE}/${one.id}/quyet-toan`, 303); },
    refuse: (values, errors, status) => settlePage(visit, { form: { values, errors }, status, of: 'settle' }),
  });
}
