import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import { dongDigits } from '#kernel/money.ts';
import { dateOf, formatDate, minDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { readForm, submit, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { deliverableList } from '#features/deliverables/store.ts';
import { keepUpload, sentByUnit } from '#features/files/console.tsx';
import { keptFile } from '#features/files/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { ErrorSummary, FileField, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Message, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { factsOf } from '../actions/facts-of.ts';
import { addVoucher, cancelExpenditure, spend, type Voucher } from '../actions/spend.ts';
import { may } from '../rules/states.ts';
import { expendituresOf, type ExpenditureView } from '../store/reading.ts';
import { expenditure } from '../store/rows.ts';
import { BASE, budgetOf, BudgetTabs, dayField, idOrNull, moneyField, MoneyTiles, seenField, StandingMessage, StateChip, Whose, type Refusal } from './parts.tsx';

interface Shown { readonly form: FormState; readonly status: Refusal; readonly of: 'spend' | Id; readonly uploaded?: { sha256: string; name: string } | null }

/** What was spent: a short form, then the list with vouchers. */
export async function spendPage(visit: Visit, shown?: Shown): Promise<Response> {
  const one = await budgetOf(visit), facts = await factsOf(visit.db, one, visit.today), list = await expendituresOf(visit.db, one.id, Number(visit.c.req.query('trang')));
  const writing = may(one.status, 'spend') && one.kind === 'unit' && (await visit.may('budgets.spend', one.organisation_id));
  const results = writing ? (await deliverableList(visit.db, { organisationIds: one.drawn_up_by_id ? [one.organisation_id, one.drawn_up_by_id] : [one.organisation_id], statuses: ['recorded', 'confirmed', 'locked'], doneIn: { from: dateOf(one.year, 1, 1), to: minDate(visit.today, dateOf(one.year, 12, 31)) } }, 1, 60)).rows : [];
  const form = shown?.of === 'spend' ? shown.form : filledForm({ spentOn: formatDate(visit.today), lineId: facts.lines.find((line) => (line.allotted ?? 0) > line.spent)?.id ?? '' });
  return consolePage(visit, { title: 'Các khoản chi', status: shown?.status ?? 200, crumb: <><a href={`${BASE}/${one.id}`}>{one.title}</a> · <Whose facts={facts} /></>, acts: <StateChip one={one} />, message: <><StandingMessage one={one} />{list.unvouchered && one.status !== 'settled' ? <Message kind="warn">{formatNumber(list.unvouchered)} khoản chi chưa có chứng từ. Bổ sung số hoặc ảnh chứng từ trong danh sách bên dưới.</Message> : null}</> }, <>
    <BudgetTabs one={one} current="spend" />
    <MoneyTiles totals={facts.totals} approved />
    {writing ? <Card title="Ghi khoản chi" id="ghi-chi"><Form action={`${BASE}/${one.id}/chi`} multipart keep="chi">
      {shown?.of === 'spend' ? <ErrorSummary errors={shown.form.errors} /> : null}
      <div class="fields">
        <SelectField form={form} name="lineId" label="Chi từ dòng" required choices={facts.lines.map((line) => ({ value: line.id, label: `${line.description.slice(0, 90)} (còn ${dongDigits((line.allotted ?? 0) - line.spent)})` }))} />
        <div class="fields two"><TextField form={form} name="amount" label="Số tiền (đồng)" inputmode="numeric" hint="Ví dụ 1.500.000" required /><TextField form={form} name="spentOn" label="Ngày chi" type="date" max={visit.today} required /></div>
        <TextField form={form} name="payee" label="Chi cho ai, việc gì" hint="Nhuận bút tháng 4; Xưởng in Lam Giang" required maxlength={300} />
        <TextField form={form} name="voucher" label="Số chứng từ" hint="Phiếu chi, ủy nhiệm chi, hóa đơn" maxlength={80} />
        {shown?.uploaded ? <><input type="hidden" name="uploaded" value={shown.uploaded.sha256} /><input type="hidden" name="uploadedName" value={shown.uploaded.name} /><p>✓ {shown.uploaded.name}</p></> : null}
        <FileField form={form} name="evidence" label="Ảnh hoặc tệp chứng từ" accept="image/*,.pdf,.docx,.xlsx,.heic" />
        {results.length ? <SelectField form={form} name="deliverableId" label="Trả cho kết quả" hint="Để tính chi phí một kết quả" empty="Không theo kết quả nào" choices={results.map((row) => ({ value: row.id, label: `${formatDate(row.done_on)} · ${row.title.slice(0, 80)}` }))} /> : null}
        <Submit>Ghi khoản chi</Submit>
      </div></Form></Card> : null}
    <Card title="Đã chi" id="da-chi" pad={false}>
      {shown && shown.of !== 'spend' ? <div class="pad"><ErrorSummary errors={shown.form.errors} /></div> : null}
      <Table caption="Các khoản chi" rows={list.rows} top empty={<Empty title="Chưa ghi khoản chi nào">Khoản chi ghi từ ngày có quyết định phê duyệt, không quá số còn lại của dòng.</Empty>} columns={[
        { head: 'Chi cho', cell: (row) => <>{row.cancelled_on ? <s>{row.payee}</s> : row.payee}<br /><small>{row.line}{row.deliverable ? ` · kết quả: ${row.deliverable}` : ''}</small>{row.cancelled_on ? <><br /><Chip tone="none">đã hủy: {row.cancelled_reason}</Chip></> : null}</> },
        { head: 'Ngày', nowrap: true, cell: (row) => formatDate(row.spent_on) },
        { head: 'Số tiền (đồng)', number: true, cell: (row) => (row.cancelled_on ? <s>{dongDigits(row.amount)}</s> : <b>{dongDigits(row.amount)}</b>) },
        { head: 'Chứng từ', cell: (row) => <>{row.voucher ?? (row.sha256 ? '' : <Chip tone="soon">chưa có</Chip>)}{row.sha256 ? <> <a href={`${BASE}/${one.id}/chi/${row.id}/tep`} data-turbo="false">{row.file_name ?? 'Tệp'}</a></> : null}</> },
        ...(writing ? [{ head: '', cell: (row: ExpenditureView) => (row.cancelled_on ? null : <RowActs base={`${BASE}/${one.id}/chi/${row.id}`} row={row} form={shown?.of === row.id ? shown.form : null} />) }] : []),
      ]} />
    </Card>
    <Pager page={list.page} pages={list.pages} total={list.total} noun="khoản chi" href={(page) => `${BASE}/${one.id}/chi?trang=${page}`} />
  </>);
}

const RowActs = ({ base, row, form }: { base: string; row: ExpenditureView; form: FormState | null }) => <details open={form !== null}><summary>Sửa<span class="visually-hidden"> {row.payee}</span></summary>
  {row.voucher && row.sha256 ? null : <form method="post" action={`${base}/chung-tu`} enctype="multipart/form-data" class="stack"><input type="hidden" name="_version" value={String(row.row_version)} />
    <label for={`v-${row.id}`}>Số chứng từ</label><input id={`v-${row.id}`} name="voucher" maxlength={80} value={form?.values.text('voucher') || (row.voucher ?? '')} />
    <label for={`t-${row.id}`}>Ảnh, tệp chứng từ</label><input id={`t-${row.id}`} type="file" name="evidence" accept="image/*,.pdf,.docx,.xlsx,.heic" data-controller="file" /><button class="button small" type="submit">Bổ sung chứng từ</button></form>}
  <form method="post" action={`${base}/huy`} class="stack"><input type="hidden" name="_version" value={String(row.row_version)} />
    <label for={`r-${row.id}`}>Lý do hủy khoản chi này</label><input id={`r-${row.id}`} name="reason" maxlength={300} value={form?.values.text('reason') ?? ''} /><button class="button small danger" type="submit">Hủy khoản chi {dongDigits(row.amount)}</button></form>
</details>;

const spendSchema = z.object({
  lineId: z.string().refine(isId, 'Hãy chọn dòng dự toán.'), amount: moneyField('Hãy ghi số tiền đã chi bằng số đồng.'), spentOn: dayField('Hãy ghi ngày chi.'), payee: z.string().trim().min(3, 'Hãy ghi chi cho ai, việc gì.').max(300),
  voucher: z.string().max(80).default(''), deliverableId: idOrNull,
});

/** The file that came with the form, or the one that came with it before it was refused. */
async function fileOf(visit: Visit, values: FormValues): Promise<{ file: Voucher['file']; refused: string | null }> {
  const file = values.files('evidence')[0], before = values.text('uploaded');
  try {
    if (file) { const kept = await keepUpload(visit, file, false); return { file: { sha256: kept.sha256, name: kept.name }, refused: null }; }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { file: null, refused: error.message };
  }
  const [known] = before ? await sentByUnit(visit, [before]) : [];
  return { file: known ? { sha256: known.sha256, name: values.text('uploadedName') || known.original_name } : null, refused: null };
}

export async function spendPost(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit), values = await readForm(visit.c), { file, refused } = await fileOf(visit, values);
  return submit(visit.c, spendSchema, {
    values,
    run: async (input) => {
      if (refused) return spendPage(visit, { form: { values, errors: { evidence: refused } }, status: 422, of: 'spend' });
      await visit.act((doing) => spend(doing, { ...input, lineId: input.lineId as Id, budgetId: one.id, description: null, voucher: input.voucher || null, file }));
      return visit.c.redirect(`${BASE}/${one.id}/chi#da-chi`, 303);
    },
    refuse: (typed, errors, status) => spendPage(visit, { form: { values: typed, errors: refused ? { ...errors, evidence: refused } : errors }, status, of: 'spend', uploaded: file }),
  });
}

/** The payment named in the address, of the budget named in it. */
async function paymentOf(visit: Visit) {
  const one = await budgetOf(visit), id = visit.c.req.param('expenditure') ?? '', row = isId(id) ? await expenditure(visit.db, id) : undefined;
  if (!row || row.budget_id !== one.id) throw notFound('khoản chi này');
  return { one, row };
}

export async function cancelPost(visit: Visit): Promise<Response> {
  const { one, row } = await paymentOf(visit);
  return submit(visit.c, z.object({ ...seenField, reason: z.string().trim().min(5, 'Hãy ghi lý do hủy khoản chi này.').max(300) }), {
    run: async (input) => { await visit.act((doing) => cancelExpenditure(doing, { expenditureId: row.id, rowVersion: input._version, reason: input.reason })); return visit.c.redirect(`${BASE}/${one.id}/chi#da-chi`, 303); },
    refuse: (values, errors, status) => spendPage(visit, { form: { values, errors }, status, of: row.id }),
  });
}

export async function voucherPost(visit: Visit): Promise<Response> {
  const { one, row } = await paymentOf(visit), values = await readForm(visit.c), { file, refused } = await fileOf(visit, values);
  return submit(visit.c, z.object({ ...seenField, voucher: z.string().max(80).default('') }), {
    values,
    run: async (input) => {
      if (refused) return spendPage(visit, { form: { values, errors: { _: refused } }, status: 422, of: row.id });
      await visit.act((doing) => addVoucher(doing, { expenditureId: row.id, rowVersion: input._version, voucher: input.voucher || null, file }));
      return visit.c.redirect(`${BASE}/${one.id}/chi#da-chi`, 303);
    },
    refuse: (typed, errors, status) => spendPage(visit, { form: { values: typed, errors }, status, of: row.id }),
  });
}

/** A file is kept where its sender stood, which after a merger need not be where the payment is. */
async function keptSomewhere(visit: Visit, shards: readonly number[], units: readonly Id[], sha256: string) {
  const tree = await organisationTree(visit.db, visit.today);
  for (const shard of new Set([...shards, ...units.flatMap((id) => tree.latest(id)?.shard ?? [])])) {
    const kept = await keptFile(visit.db, shard, sha256);
    if (kept) return kept;
  }
  return undefined;
}

/** The voucher itself; never as a page of our own origin. */
export async function voucherFile(visit: Visit): Promise<Response> {
  const { one, row } = await paymentOf(visit);
  if (!row.sha256) throw notFound('tệp chứng từ này');
  const kept = await keptSomewhere(visit, [shardOf(row.id)], [one.organisation_id, visit.organisationId!], row.sha256), type = kept?.media_type ?? 'application/octet-stream', inline = kept?.previewable || type === 'application/pdf';
  return visit.c.body(new Uint8Array(await visit.deps.files.read(row.sha256)), 200, {
    'content-type': type, 'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(row.file_name ?? 'chung-tu')}`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'; img-src 'self'",
  }) as Response;
}
