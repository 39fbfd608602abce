import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { dong, dongDigits } from '#kernel/money.ts';
import { check, readForm, submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { amendBudget, approveBudget } from '../actions/approve-budget.ts';
import { factsOf } from '../actions/facts-of.ts';
import { returnBudget } from '../actions/receive-budget.ts';
import { distribute } from '../rules/distribute.ts';
import { may } from '../rules/states.ts';
import { linesOf, linesOfMany, wholeTree } from '../store/reading.ts';
import type { Budget } from '../store/rows.ts';
import { AmountTable, readAmounts, sumOf, type AmountRow } from './amounts.tsx';
import { BASE, budgetOf, dayField, MoneyTiles, NOT_SAVED, seenField, StandingMessage, StateChip, Whose, type Refusal } from './parts.tsx';
import { lineRow } from './receive.tsx';

type UnitRow = AmountRow & { readonly id: Id; readonly estimated: number };
interface Proposal { readonly unit: UnitRow; readonly lump: number; readonly rows: readonly (AmountRow & { id: Id })[] }

async function unitsOf(visit: Visit, one: Budget): Promise<UnitRow[]> {
  return (await factsOf(visit.db, one, visit.today)).parts.map((part) => ({ id: part.id, field: `unit-${part.id}`, title: part.name, under: null, before: [part.totals.estimated], proposed: part.totals.appraised, estimated: part.totals.estimated }));
}

const decisionFields = { ...seenField, decisionNumber: z.string().trim().min(1, 'Hãy ghi số quyết định, ví dụ 412/QĐ-UBND.').max(60), decidedOn: dayField('Hãy ghi ngày quyết định.') };
const DecisionFields = ({ form, today }: { form: FormState; today: string }) => <div class="fields two">
  <TextField form={form} name="decisionNumber" label="Số quyết định" hint="Ví dụ 412/QĐ-UBND" required maxlength={60} /><TextField form={form} name="decidedOn" label="Ngày quyết định" type="date" max={today} required /></div>;

/** The committee decides: all that is proposed, or for some units another sum, whose division among lines is shown before it counts. */
export async function approvePage(visit: Visit, shown?: { form: FormState; status: Refusal; proposals?: readonly Proposal[]; of?: 'return' }): Promise<Response> {
  const one = await budgetOf(visit), facts = await factsOf(visit.db, one, visit.today), units = await unitsOf(visit, one), form = shown && shown.of !== 'return' ? shown.form : filledForm({}), proposals = shown?.proposals ?? [];
  const changed = new Set(proposals.map((proposal) => proposal.unit.id)), open = one.status === 'submitted' && one.office_id === null;
  return consolePage(visit, {
    title: proposals.length ? 'Chia số phê duyệt cho từng dòng' : 'Phê duyệt dự toán', status: shown?.status ?? 200, crumb: <><a href={`${BASE}/${one.id}`}>{one.title}</a> · <Whose facts={facts} /></>, acts: <StateChip one={one} />,
    message: <><StandingMessage one={one} />{shown ? <ErrorSummary errors={shown.form.errors} /> : null}
      {proposals.length && shown && Object.keys(shown.form.errors).length === 0 ? <Message kind="warn" title="Chưa lưu: đề xuất chia theo tỷ lệ">Các dòng của mỗi đơn vị cộng đúng bằng số phê duyệt. Xem, sửa nếu cần rồi bấm “Phê duyệt”.</Message> : null}</>,
  }, <>
    <MoneyTiles totals={facts.totals} approved={false} />
    {!open ? <Message>Bản này không chờ phê duyệt. <a href={`${BASE}/${one.id}`}>Mở dự toán</a></Message> : <>
      <Card title={proposals.length ? 'Đề xuất chia' : 'Số phê duyệt của từng đơn vị'} id="phe-duyet">
        <Form action={`${BASE}/${one.id}/phe-duyet`} version={one.row_version}>
          <DecisionFields form={form} today={visit.today} />
          {proposals.length ? <>
            <input type="hidden" name="step" value="lines" />
            {units.map((unit) => <input type="hidden" name={unit.field} value={form.values.text(unit.field) || dongDigits(unit.proposed)} />)}
            {proposals.map(({ unit, lump, rows }) => <div class="stack"><h3>{unit.title}: {dong(lump)} <small>trên dự toán {dong(unit.estimated)}</small></h3><AmountTable form={form} rows={rows} caption={`Chia cho ${unit.title}`} head="Phê duyệt (đồng)" heads={['Dự toán']} /></div>)}
            {units.length > changed.size ? <p><small>{units.length - changed.size} đơn vị khác được phê duyệt như đề nghị.</small></p> : null}
          </> : <>
            <p>Để nguyên các số là phê duyệt như cơ quan tài chính đề nghị, tổng {dong(facts.totals.appraised)}. Số khác đi sẽ được chia cho các dòng ở bước sau, xem trước khi lưu.</p>
            <AmountTable form={form} rows={units} caption="Số phê duyệt từng đơn vị" head="Phê duyệt (đồng)" heads={['Dự toán']} firstHead="Đơn vị" />
          </>}
          <div class="row"><Submit>Phê duyệt</Submit>{proposals.length ? <a class="button quiet" href={`${BASE}/${one.id}/phe-duyet`}>Làm lại</a> : null}</div>
        </Form>
      </Card>
      <Card title="Chưa phê duyệt" id="tra-lai"><details open={shown?.of === 'return'}><summary>Trả lại cơ quan tài chính</summary><Form action={`${BASE}/${one.id}/khong-duyet`} version={one.row_version}><div class="fields"><TextArea form={shown?.of === 'return' ? shown.form : filledForm({})} name="reason" label="Lý do trả lại" required rows={2} maxlength={500} /><Submit kind="danger">Trả lại</Submit></div></Form></details></Card>
    </>}
  </>);
}

async function proposalsFor(visit: Visit, units: readonly UnitRow[], lumps: ReadonlyMap<Id, number>): Promise<Proposal[]> {
  return Promise.all(units.filter((unit) => lumps.get(unit.id) !== unit.proposed).map(async (unit): Promise<Proposal> => {
    const lump = lumps.get(unit.id)!, lines = await linesOfMany(visit.db, (await wholeTree(visit.db, unit.id)).map((part) => part.id));
    // below the proposal: what was proposed shrinks; above it (never above the estimate): the estimate does
    const shares = distribute(lump, lines.map((line) => (lump <= unit.proposed ? (line.appraised ?? line.estimated) : line.estimated)));
    return { unit, lump, rows: lines.map((line, index) => ({ ...lineRow(line, null), proposed: shares[index]! })) };
  }));
}

export async function approvePost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit), values = await readForm(visit.c), units = await unitsOf(visit, one), { amounts: lumps, errors } = readAmounts(values, units);
  const decision = check(z.object(decisionFields), values), wrong: Record<string, string> = { ...(decision.ok ? {} : decision.errors), ...errors };
  for (const unit of units) {
    const lump = lumps.find((row) => row.id === unit.id)?.amount ?? 0;
    if (lump > unit.estimated) wrong[unit.field] = `${unit.title}: số phê duyệt ${dong(lump)} lớn hơn dự toán ${dong(unit.estimated)}. Hãy ghi không quá dự toán, hoặc trả lại để lập lại.`;
  }
  const refuse = (sentences: Record<string, string>, status: Refusal = 422, proposals: readonly Proposal[] = []) => approvePage(visit, { form: { values, errors: sentences }, status, proposals });
  if (Object.keys(errors).length || units.some((unit) => wrong[unit.field])) return refuse(wrong);
  const proposals = await proposalsFor(visit, units, new Map(lumps.map((row) => [row.id, row.amount])));
  if (!decision.ok) return refuse(wrong, 422, values.text('step') === 'lines' ? proposals : []);
  if (proposals.length > 0 && values.text('step') !== 'lines') return approvePage(visit, { form: { values, errors: {} }, status: NOT_SAVED, proposals });
  const amounts: { id: Id; amount: number }[] = [];
  for (const { unit, lump, rows } of proposals) {
    const read = readAmounts(values, rows);
    if (Object.keys(read.errors).length) return refuse(read.errors, 422, proposals);
    if (sumOf(read.amounts) !== lump) return refuse({ _: `${unit.title}: các dòng cộng lại ${dong(sumOf(read.amounts))}, khác số phê duyệt ${dong(lump)}. Hãy sửa các dòng cho khớp, hoặc bấm “Làm lại”.` }, 422, proposals);
    amounts.push(...read.amounts);
  }
  const { _version, ...input } = decision.input;
  return orRefuse((sentences, status) => refuse(sentences, status, proposals), async () => {
    await visit.act((doing) => approveBudget(doing, { budgetId: one.id, rowVersion: _version, ...input, amounts: amounts.map(({ id, amount }) => ({ lineId: id, amount })) }));
    return visit.c.redirect(`${BASE}/${one.id}`, 303);
  });
}

async function orRefuse(refuse: (errors: Record<string, string>, status: Refusal) => Promise<Response>, run: () => Promise<Response>): Promise<Response> {
  try { return await run(); } catch (error) {
    if (error instanceof AppError && (error.status === 422 || error.status === 409)) return refuse(error.details.fields ?? { _: error.message }, error.status);
    throw error;
  }
}

export async function disapprovePost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, z.object({ ...seenField, reason: z.string().trim().min(5, 'Hãy ghi lý do trả lại.').max(500) }), {
    run: async (input) => { await visit.act((doing) => returnBudget(doing, { budgetId: one.id, rowVersion: input._version, reason: input.reason })); return visit.c.redirect(`${BASE}/${one.id}`, 303); },
    refuse: (values, errors, status) => approvePage(visit, { form: { values, errors }, status, of: 'return' }),
  });
}

/** A further decision changes what lines may spend. */
export async function amendPage(visit: Visit, shown?: { form: FormState; status: Refusal }): Promise<Response> {
  const one = await budgetOf(visit), facts = await factsOf(visit.db, one, visit.today), form = shown?.form ?? filledForm({});
  return consolePage(visit, {
    title: 'Điều chỉnh dự toán', status: shown?.status ?? 200, crumb: <><a href={`${BASE}/${one.id}`}>{one.title}</a> · <Whose facts={facts} /></>, acts: <StateChip one={one} />, message: shown ? <ErrorSummary errors={shown.form.errors} /> : null,
  }, <>
    <MoneyTiles totals={facts.totals} approved />
    {may(one.status, 'amend') && one.kind === 'unit' ? <Card title="Số được sử dụng sau điều chỉnh" id="dieu-chinh"><Form action={`${BASE}/${one.id}/dieu-chinh`} version={one.row_version}>
      <DecisionFields form={form} today={visit.today} />
      <div class="fields"><TextField form={form} name="reason" label="Lý do điều chỉnh" required maxlength={500} /></div>
      <AmountTable form={form} caption="Số được sử dụng của từng dòng" head="Sau điều chỉnh (đồng)" heads={['Được duyệt', 'Đang được dùng', 'Đã chi']}
        rows={facts.lines.map((line) => ({ field: `line-${line.id}`, title: line.description, under: line.task, before: [line.approved ?? 0, line.allotted ?? 0, line.spent], proposed: line.allotted ?? 0 }))} />
      <div class="row"><Submit>Lưu quyết định điều chỉnh</Submit></div>
    </Form></Card> : <Message>Dự toán này không điều chỉnh được ở đây. <a href={`${BASE}/${one.id}`}>Mở dự toán</a></Message>}
  </>);
}
export async function amendPost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit), values = await readForm(visit.c), rows = (await linesOf(visit.db, one.id)).map((line) => ({ id: line.id, field: `line-${line.id}` })), { amounts, errors } = readAmounts(values, rows);
  const decision = check(z.object({ ...decisionFields, reason: z.string().trim().min(5, 'Hãy ghi lý do điều chỉnh.').max(500) }), values);
  const refuse = (sentences: Record<string, string>, status: Refusal = 422) => amendPage(visit, { form: { values, errors: sentences }, status });
  if (!decision.ok || Object.keys(errors).length) return refuse({ ...(decision.ok ? {} : decision.errors), ...errors });
  const { _version, ...input } = decision.input;
  return orRefuse(refuse, async () => {
    await visit.act((doing) => amendBudget(doing, { budgetId: one.id, rowVersion: _version, ...input, changes: amounts.map(({ id, amount }) => ({ lineId: id, to: amount })) }));
    return visit.c.redirect(`${BASE}/${one.id}#dieu-chinh`, 303);
  });
}
