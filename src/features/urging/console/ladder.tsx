import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import { planList } from '#features/plans/store.ts';
import { regimesOn } from '#features/reports/store/reports.ts';
import { submit, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { CheckField, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { resetLadder, setLadder } from '../actions/set-ladder.ts';
import { DEFAULT_LADDER, STEP_KEYS, STEP_LABELS, type LadderStep, type StepKey } from '../rules/ladder.ts';
import { ladderFor } from '../rules/which-ladder.ts';
import { allLadders, laidDown, type LadderRow } from '../store/ladders.ts';
import type { LadderScope } from '../store/tables.ts';
import { BASE } from './compose.tsx';

const HERE = `${BASE}/bac-thang`;
interface Scope { readonly scope: LadderScope; readonly id: Id; readonly label: string; readonly above: readonly Id[] }

/** Everything this unit may lay a ladder down for: all, its plans in force, its regimes. */
async function scopesOf(visit: Visit): Promise<Scope[]> {
  const owner = signedIn(visit).organisationId, plans = (await planList(visit.db, { ownerIds: [owner], statuses: ['issued', 'amended'] })).rows;
  return [
    { scope: 'all', id: owner, label: 'Mọi kế hoạch và báo cáo của đơn vị', above: [] },
    ...plans.map((plan): Scope => ({ scope: 'plans', id: plan.id, label: plan.title, above: [] })),
    ...(await regimesOn(visit.db, visit.today, owner)).map((regime): Scope => ({ scope: 'regimes', id: regime.id, label: `Báo cáo: ${regime.name}`, above: regime.plan_id ? [regime.plan_id] : [] })),
  ];
}

const daysText = ({ key, workingDays }: LadderStep): string => (key === 'on-day' ? 'Ngày đến hạn' : workingDays < 0 ? `${-workingDays} ngày làm việc trước hạn` : `${workingDays} ngày làm việc sau hạn`);
const formOf = (steps: readonly LadderStep[]): FormState => filledForm(Object.fromEntries(steps.flatMap(({ key, workingDays, on, collective }) => [[`on-${key}`, on ? '1' : ''], [`days-${key}`, String(Math.abs(workingDays))], ...(key === 'letter' ? [['collective', collective ? '1' : '']] : [])])));

/** The ladder as it holds for one scope, and the form that changes it. */
export async function ladderPage(visit: Visit, typed?: { form: FormState; status: 422 | 409 | 413 | 507 }): Promise<Response> {
  const owner = signedIn(visit).organisationId, scopes = await scopesOf(visit), laid = await allLadders(visit.db), asked = typed?.form.values.text('scopeId') || visit.c.req.query('cho');
  const scope = scopes.find((one) => one.id === asked) ?? scopes[0]!, own = laid.find((one) => one.scope_id === scope.id) ?? null;
  const holds = ladderFor(laidDown(laid), [owner], [scope.id, ...scope.above]), form = typed?.form ?? formOf(holds.steps);
  const version = (typed?.status === 422 && Number(typed.form.values.text('_version'))) || own?.row_version || null;
  return consolePage(visit, { title: 'Bậc thang nhắc', crumb: <a href={BASE}>Đôn đốc</a>, status: typed?.status ?? 200, acts: <form method="get" class="row" data-turbo-action="replace">
    <label class="visually-hidden" for="l-scope">Áp dụng cho</label>
    <select id="l-scope" name="cho" class="filter">{scopes.map((one) => <option value={one.id} selected={one.id === scope.id}>{one.label}{laid.some((row) => row.scope_id === one.id) ? ' (đặt riêng)' : ''}</option>)}</select>
    <button class="button" type="submit">Xem</button></form> }, <>
    <Card title={scope.label} id="dang-ap-dung" pad={false}>
      <Table caption="Các bước đang áp dụng" rows={holds.steps} columns={[
        { head: 'Bước', cell: (step) => <>{STEP_LABELS[step.key].label}{step.on ? null : <small> (không dùng)</small>}</> }, { head: 'Khi nào', cell: daysText },
        { head: 'Nhắc ai', cell: (step) => <>{STEP_LABELS[step.key].to}{step.key === 'letter' ? <><br /><small>{step.collective ? 'một công văn chung cho các đơn vị đang chậm, kèm phụ lục' : 'mỗi đơn vị một công văn'}</small></> : null}</> },
      ]} />
      <p class="pad"><small>{why(own, holds.id, laid)} Ngày nghỉ không nhắc: trước hạn thì nhắc sớm hơn, sau hạn thì muộn hơn. Việc đã đủ hoặc được miễn thì thôi nhắc; việc theo dõi và việc có điều kiện không bao giờ bị nhắc.</small></p>
    </Card>
    <Card title="Sửa bậc thang" id="sua">
      {typed?.status === 409 ? <Message kind="warn" title="Bậc thang vừa được người khác sửa">Bảng trên là bản mới nhất; những gì bạn chọn còn nguyên dưới đây.</Message> : null}
      <Form action={HERE} version={version}>
        <ErrorSummary errors={form.errors} /><input type="hidden" name="scopeId" value={scope.id} />
        <div class="fields">
          {STEP_KEYS.map((key) => <StepFields form={form} step={key} />)}
          <TextArea form={form} name="reason" label="Lý do thay đổi" hint="Hiện cho người xem sau, ví dụ số văn bản quy định" rows={2} maxlength={500} required />
          <Submit>Lưu bậc thang</Submit>
        </div>
      </Form>
      {own ? <details><summary>Bỏ bậc thang đặt riêng</summary><Form action={`${HERE}/bo`} version={own.row_version} confirm="Bỏ bậc thang đặt riêng này?"><input type="hidden" name="scopeId" value={scope.id} /><p>Trở về {scope.scope === 'all' ? 'mức mặc định của hệ thống' : 'bậc thang chung của đơn vị'}.</p><Submit kind="danger">Bỏ bậc thang đặt riêng</Submit></Form></details> : null}
    </Card>
  </>);
}

function why(own: LadderRow | null, holdsId: Id | null, laid: readonly LadderRow[]): string {
  if (own) return `Đặt riêng: ${own.reason.replace(/\.$/, '')} (${own.changed_by_name}, ${formatInstant(own.changed_at)}).`;
  const shared = laid.find((row) => row.id === holdsId);
  return shared ? `Theo bậc thang chung: ${shared.reason.replace(/\.$/, '')}.` : DEFAULT_LADDER.reason;
}

/** One step in a line: whether it is taken, and how many working days from the due day. */
const StepFields = ({ form, step }: { form: FormState; step: StepKey }) => <div class="fields two">
  <CheckField form={form} name={`on-${step}`} label={STEP_LABELS[step].label} hint={STEP_LABELS[step].to} />
  {step === 'on-day' ? null : <TextField form={form} name={`days-${step}`} label={step === 'before' ? 'Số ngày làm việc trước hạn' : <>Số ngày làm việc sau hạn<span class="visually-hidden">: {STEP_LABELS[step].label}</span></>} type="number" inputmode="numeric" min={1} max={60} narrow required />}
  {step === 'letter' ? <CheckField form={form} name="collective" label="Một công văn chung cho các đơn vị đang chậm theo cùng kế hoạch" hint="Không đánh dấu: mỗi đơn vị một công văn" /> : null}
</div>;

const days = z.coerce.number('Hãy ghi số ngày làm việc bằng chữ số.').int('Hãy ghi số ngày làm việc nguyên.').default(0);
const check = z.string().default('');
const schema = z.object({
  scopeId: z.string().refine(isId), reason: z.string().max(500).default(''), collective: check, _version: z.coerce.number().int().optional(),
  'on-before': check, 'on-on-day': check, 'on-after': check, 'on-superior': check, 'on-letter': check, 'days-before': days, 'days-after': days, 'days-superior': days, 'days-letter': days,
});

function stepsFrom(input: z.infer<typeof schema>): LadderStep[] {
  const step = (key: StepKey, on: string, workingDays: number): LadderStep => ({ key, workingDays, on: on === '1', collective: key === 'letter' && input.collective === '1' });
  return [
    step('before', input['on-before'], -input['days-before']), step('on-day', input['on-on-day'], 0), step('after', input['on-after'], input['days-after']), step('superior', input['on-superior'], input['days-superior']), step('letter', input['on-letter'], input['days-letter']),
  ];
}

const scopeAsked = async (visit: Visit, id: string): Promise<Scope> => (await scopesOf(visit)).find((one) => one.id === id) ?? { scope: 'plans', id: id as Id, label: '', above: [] };

export const saveLadderForm = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => {
    const { scope, id } = await scopeAsked(visit, input.scopeId);
    await visit.act((doing) => setLadder(doing, { ownerId: signedIn(visit).organisationId, scope, scopeId: id, steps: stepsFrom(input), reason: input.reason, seen: input._version ?? null }));
    return visit.c.redirect(`${HERE}?cho=${id}`, 303);
  },
  refuse: (values: FormValues, errors: FieldErrors, status) => ladderPage(visit, { form: { values, errors }, status }),
});

export const resetLadderForm = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ scopeId: z.string().refine(isId), _version: z.coerce.number().int() }), {
  run: async (input) => {
    const { scope, id } = await scopeAsked(visit, input.scopeId);
    await visit.act((doing) => resetLadder(doing, { ownerId: signedIn(visit).organisationId, scope, scopeId: id, seen: input._version }));
    return visit.c.redirect(`${HERE}?cho=${id}`, 303);
  },
  // Somebody changed it meanwhile: it is shown as it is now, to be looked at again.
  refuse: (values) => visit.c.redirect(`${HERE}?cho=${encodeURIComponent(values.text('scopeId'))}`, 303),
});
