import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { dong, dongDigits, parseDong } from '#kernel/money.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { FormValues, readForm, submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Facts, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { AppError } from '#kernel/app-error.ts';
import { nameIn } from '../actions/facts-of.ts';
import { appraise, returnBudget, takeIn } from '../actions/receive-budget.ts';
import { distribute } from '../rules/distribute.ts';
import { quantityText, SOURCE_LABEL } from '../rules/line.ts';
import { may } from '../rules/states.ts';
import { budgetsOfUnit, linesOfMany, totalsOf, wholeTree } from '../store/reading.ts';
import { budget, type Budget, type BudgetLine } from '../store/rows.ts';
import { AmountTable, readAmounts, sumOf, type AmountRow } from './amounts.tsx';
import { home } from './home.tsx';
import { BASE, budgetOf, MoneyTiles, NOT_SAVED, seenField, StandingMessage, StateChip, type Refusal } from './parts.tsx';

export const lineRow = (line: BudgetLine, name: string | null): AmountRow & { id: Id } => ({
  id: line.id, field: `line-${line.id}`, title: line.description, under: [name, `${quantityText(line.quantity)} ${line.unit} × ${dongDigits(line.unit_price)}`, SOURCE_LABEL[line.source]].filter(Boolean).join(' · '),
  before: [line.estimated], proposed: line.appraised ?? line.estimated,
});

/** All lines of an estimate with everything inside it, each with its unit's name where there are several units. */
export async function rowsUnder(visit: Visit, one: Budget): Promise<{ lines: BudgetLine[]; rows: (AmountRow & { id: Id })[] }> {
  const tree = await organisationTree(visit.db, visit.today), all = await wholeTree(visit.db, one.id), names = new Map(all.map((part) => [part.id, nameIn(tree, part)]));
  const lines = await linesOfMany(visit.db, all.map((part) => part.id));
  return { lines, rows: lines.map((line) => lineRow(line, all.length > 1 ? names.get(line.budget_id)! : null)) };
}

/** A unit's estimate as the finance office reads it: appraise each line, take it in, or send it back. */
export async function receivePage(visit: Visit, shown?: { form: FormState; status: Refusal; of: 'return' | 'appraise' | 'divided' | 'take' }): Promise<Response> {
  const one = await budgetOf(visit), tree = await organisationTree(visit.db, visit.today), { lines, rows } = await rowsUnder(visit, one), totals = (await totalsOf(visit.db, [one.id])).get(one.id)!;
  const into = one.part_of_id ? await budget(visit.db, one.part_of_id) : undefined, open = may(one.status, 'return') && (!into || may(into.status, 'edit'));
  const wholes = one.status === 'submitted' ? (await budgetsOfUnit(visit.db, one.office_id!, one.year)).filter((whole) => whole.kind === 'consolidated' && may(whole.status, 'edit') && whole.id !== one.id && (whole.plan_id === null || whole.plan_id === one.plan_id)) : [];
  const form = shown && (shown.of === 'appraise' || shown.of === 'divided') ? shown.form : filledForm({}), name = nameIn(tree, one);
  return consolePage(visit, {
    title: `Thẩm định: ${name}`, status: shown?.status ?? 200, crumb: <><a href={`${BASE}?nam=${one.year}#tong-hop`}>Kinh phí</a> · {one.title}</>,
    acts: <><StateChip one={one} />{wholes[0] ? <Form action={`${BASE}/${wholes[0].id}/nhan`} inline><input type="hidden" name="budget[]" value={one.id} /><Submit>Nhận vào bản tổng hợp</Submit></Form> : null}</>,
    message: <><StandingMessage one={one} />{shown ? <ErrorSummary errors={shown.form.errors} /> : null}
      {shown?.of === 'divided' ? <Message kind="warn" title="Đề xuất chia theo tỷ lệ, chưa lưu">Các dòng bên dưới cộng đúng bằng số tổng đã ghi. Xem, sửa nếu cần rồi bấm “Lưu số đề nghị”.</Message> : null}
      {one.status === 'submitted' && wholes.length === 0 ? <Message kind="warn" title="Chưa có bản tổng hợp đang mở"><a href={`${BASE}?nam=${one.year}#tong-hop`}>Mở bản tổng hợp năm {one.year}</a> để nhận dự toán này.</Message> : null}</>,
  }, <>
    <MoneyTiles totals={totals} approved={false} />
    <Card title="Người gửi" id="nguoi-gui"><Facts rows={[['Đơn vị', name], ['Ngày gửi', one.submitted_on ? formatDate(one.submitted_on) : ''], ['Người gửi', one.submitted_by_name ?? ''], ...(one.note ? [['Thuyết minh', one.note] as const] : [])]} /></Card>
    <Card title="Số đề nghị phê duyệt" id="tham-dinh">
      {open ? <Form action={`${BASE}/${one.id}/tham-dinh`}>
        <AmountTable form={form} rows={rows} caption="Số đề nghị phê duyệt từng dòng" head="Đề nghị duyệt (đồng)" heads={['Dự toán']} />
        <div class="row"><Submit kind={wholes.length ? '' : 'primary'}>Lưu số đề nghị</Submit></div>
        <div class="fields"><TextField form={form} name="lump" label="Hoặc duyệt một số tổng" hint={`Không quá ${dong(totals.estimated)}. Bấm “Chia theo tỷ lệ” để xem đề xuất cho từng dòng trước khi lưu.`} inputmode="numeric" />
          <button class="button" type="submit" name="divide" value="1">Chia theo tỷ lệ</button></div>
      </Form> : <AmountList rows={rows} lines={lines} />}
    </Card>
    {open ? <Card title="Trả lại đơn vị" id="tra-lai"><details open={shown?.of === 'return'}><summary>Trả lại để sửa</summary><Form action={`${BASE}/${one.id}/tra-lai`} version={one.row_version}><div class="fields"><TextArea form={shown?.of === 'return' ? shown.form : filledForm({})} name="reason" label="Lý do trả lại" required rows={2} maxlength={500} /><Submit kind="danger">Trả lại</Submit></div></Form></details></Card> : null}
  </>);
}

const AmountList = ({ rows, lines }: { rows: readonly AmountRow[]; lines: readonly BudgetLine[] }) => <Facts rows={rows.map((row, index) => [row.title, `${dongDigits(row.before[0]!)} → ${dongDigits(lines[index]!.allotted ?? row.proposed)}`] as const)} />;

/** Saves what each line is proposed for, or shows how a lump would be divided: nothing is divided unseen. */
export async function appraisePost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit), values = await readForm(visit.c), { lines, rows } = await rowsUnder(visit, one), typed = values.text('lump'), lump = parseDong(typed), total = lines.reduce((sum, line) => sum + line.estimated, 0);
  const refuse = (errors: Record<string, string>, status: Refusal = 422) => receivePage(visit, { form: { values, errors }, status, of: 'appraise' });
  if (lump.kind === 'asked') return refuse({ lump: lump.sentence });
  if (values.text('divide') === '1') {
    if (lump.kind === 'empty') return refuse({ lump: 'Hãy ghi số tổng cần chia.' });
    if (lump.amount > total) return refuse({ lump: `Số tổng ${dong(lump.amount)} lớn hơn dự toán ${dong(total)}. Hãy ghi không quá dự toán.` });
    const shares = distribute(lump.amount, lines.map((line) => line.estimated));
    return receivePage(visit, { form: { values: FormValues.of({ lump: typed, ...Object.fromEntries(rows.map((row, index) => [row.field, dongDigits(shares[index]!)])) }), errors: {} }, status: NOT_SAVED, of: 'divided' });
  }
  const { amounts, errors } = readAmounts(values, rows);
  if (Object.keys(errors).length) return refuse(errors);
  if (lump.kind === 'amount' && sumOf(amounts) !== lump.amount) return refuse({ lump: `Các dòng cộng lại ${dong(sumOf(amounts))}, khác số tổng ${dong(lump.amount)}. Hãy bấm “Chia theo tỷ lệ”, sửa dòng, hoặc xóa số tổng.` });
  try {
    await visit.act((doing) => appraise(doing, { budgetId: one.id, amounts: amounts.map(({ id, amount }) => ({ lineId: id, amount })) }));
  } catch (error) {
    if (error instanceof AppError && (error.status === 422 || error.status === 409)) return refuse(error.details.fields ?? { _: error.message }, error.status);
    throw error;
  }
  return visit.c.redirect(`${BASE}/${one.id}/tham-dinh#tham-dinh`, 303);
}

const reasonSchema = z.object({ ...seenField, reason: z.string().trim().min(5, 'Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.').max(500) });
export async function returnPost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit);
  return submit(visit.c, reasonSchema, {
    run: async (input) => { await visit.act((doing) => returnBudget(doing, { budgetId: one.id, rowVersion: input._version, reason: input.reason })); return visit.c.redirect(`${BASE}?nam=${one.year}#tong-hop`, 303); },
    refuse: (values, errors, status) => receivePage(visit, { form: { values, errors }, status, of: 'return' }),
  });
}

/** Into the consolidated estimate named in the address: one, or all that wait. */
export async function takeInPost(visit: Visit): Promise<Response> {
  const into = await budgetOf(visit);
  return submit(visit.c, z.object({ budget: z.array(z.string().refine(isId)).min(1, 'Hãy chọn dự toán cần nhận.') }), {
    run: async (input) => { await visit.act((doing) => takeIn(doing, { intoId: into.id, budgetIds: input.budget as Id[] })); return visit.c.redirect(`${BASE}/${into.id}#da-nhan`, 303); },
    refuse: (values, errors, status) => home(visit, { form: { values, errors }, status, of: 'take' }),
  });
}
