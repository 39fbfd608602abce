import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { dateOf, formatDate, parseDate, yearOf } from '#kernel/plain-date.ts';
import { allGroups, organisationTree } from '#features/organisations/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { planList, planRow, planTypeLabel, versionRow, type PlanRow } from '#features/plans/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { openRegime } from './actions/open-regime.ts';
import { RulesFields, rulesOf, rulesSchema, rulesValues } from './rules-page.tsx';
import type { Regime } from './store/reports.ts';
import { clauseOfMembers, definitionOf, proposeRegime, type RegimeProposal, type WindowRule } from './rules/regime-from-clause.ts';

const KIND_CHOICES = [{ value: 'month', label: 'Tháng' }, { value: 'quarter', label: 'Quý' }, { value: 'half-year', label: '6 tháng' }, { value: 'nine-months', label: '9 tháng' }, { value: 'year', label: 'Năm' }];
const WINDOW_CHOICES = [
  { value: 'decree-09-2019', label: 'Từ ngày 15 tháng trước kỳ đến ngày 14 tháng cuối kỳ', hint: 'Điều 12 Nghị định số 09/2019/NĐ-CP' },
  { value: 'calendar-quarters', label: 'Đúng kỳ dương lịch', hint: 'Từ ngày đầu đến ngày cuối của tháng, quý, năm' },
];

const citationOf = (plan: PlanRow): string => `${planTypeLabel(plan.kind)}${plan.number ? ` số ${joinNumber(plan.number, plan.notation)}` : ''}${plan.signed_on ? ` ngày ${formatDate(plan.signed_on)}` : ''} của ${plan.issuer_name}`;

/** Plans in force of this unit, of this year on, that say how to report, and nobody has made a regime of it yet. */
export async function clausesWithoutRegime(reader: Reader, unit: Id, regimes: readonly Pick<Regime, 'plan_id'>[], year: number): Promise<PlanRow[]> {
  const { rows } = await planList(reader, { ownerIds: [unit], statuses: ['issued', 'amended'] }), known = new Set(regimes.map((one) => one.plan_id)), found: PlanRow[] = [];
  for (const plan of rows) if ((plan.year ?? year) >= year && !known.has(plan.id) && (await versionRow(reader, plan.id, plan.current_version))?.content.reporting.length) found.push(plan);
  return found;
}

/** A new regime, filled in from the reporting clause of a plan when it comes from one. */
export async function regimePage(visit: Visit, typed?: { form: FormState; status: 422 | 409 | 413 | 507 }): Promise<Response> {
  const owner = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), groups = [...(await allGroups(visit.db)).values()].filter((group) => group.ownerId === owner);
  const asked = typed?.form.values.text('planId') || visit.c.req.query('ke-hoach') || '', plan = isId(asked) ? await planRow(visit.db, asked) : undefined;
  const clause = plan ? clauseOfMembers((await versionRow(visit.db, plan.id, plan.current_version))?.content.reporting ?? []) : undefined;
  const proposal = proposeRegime(clause ?? { who: null, toWhom: tree.get(owner)?.name ?? null, via: null, cadence: ['quarter', 'half-year', 'year'], deadline: null }, tree.get(owner)?.name ?? '');
  const form = typed?.form ?? filledForm({
    name: 'Báo cáo kết quả tuyên truyền cải cách hành chính', citation: plan ? citationOf(plan) : '', 'kinds[]': proposal.kinds, windowRule: proposal.windowRule, toWhom: proposal.toWhom, via: proposal.via, unitDay: String(proposal.unitDay),
    yearBefore: proposal.yearBefore, ...rulesValues({ requiredSections: ['direction', 'results'] }), members: groups.find((group) => group.standard === 'everyone')?.id,
  });
  return consolePage(visit, { title: 'Lập chế độ báo cáo', crumb: <a href="/lam-viec/bao-cao">Báo cáo</a>, status: typed?.status ?? 200 }, <Card>
    {clause ? <p>Điền sẵn theo quy định báo cáo trong {citationOf(plan!)}. Hãy kiểm tra rồi lưu.</p> : null}
    <Form action="/lam-viec/bao-cao/che-do/moi">
      <ErrorSummary errors={form.errors} /><input type="hidden" name="planId" value={plan?.id ?? ''} />
      <div class="fields">
        <TextField form={form} name="name" label="Tên báo cáo" required maxlength={200} />
        <TextField form={form} name="citation" label="Căn cứ" hint="Văn bản quy định chế độ báo cáo" required maxlength={300} />
        <SelectField form={form} name="members" label="Đơn vị phải báo cáo" choices={groups.map((group) => ({ value: group.id, label: group.name }))} required />
        <Choices form={form} name="kinds" label="Kỳ báo cáo" choices={KIND_CHOICES} many />
        <Choices form={form} name="windowRule" label="Thời gian chốt số liệu" choices={WINDOW_CHOICES} />
        <TextField form={form} name="unitDay" label="Hạn gửi: ngày của tháng cuối kỳ" hint="Ngày nghỉ thì lùi về ngày làm việc liền trước. Đề xuất của hệ thống là ngày 17, hãy sửa theo văn bản của đơn vị." type="number" inputmode="numeric" min={1} max={31} narrow required />
        <TextField form={form} name="yearBefore" label="Báo cáo năm gửi trước ngày" hint="Nếu văn bản ghi riêng, ví dụ trước ngày 25/11" type="date" />
        <TextField form={form} name="toWhom" label="Gửi đến" required maxlength={200} />
        <TextField form={form} name="via" label="Qua (đơn vị tổng hợp)" maxlength={200} />
        <RulesFields form={form} />
        <Submit>Lưu chế độ báo cáo</Submit>
      </div>
    </Form>
  </Card>);
}

const schema = z.object({
  name: z.string().min(3, 'Hãy ghi tên báo cáo.').max(200), citation: z.string().min(3, 'Hãy ghi văn bản căn cứ.').max(300), members: z.string().refine(isId, 'Hãy chọn đơn vị phải báo cáo.'),
  kinds: z.array(z.enum(['month', 'quarter', 'half-year', 'nine-months', 'year']), 'Hãy chọn ít nhất một kỳ báo cáo.').min(1, 'Hãy chọn ít nhất một kỳ báo cáo.'), windowRule: z.enum(['decree-09-2019', 'calendar-quarters'], 'Hãy chọn thời gian chốt số liệu.'),
  unitDay: z.coerce.number('Hãy ghi ngày bằng chữ số.').int().min(1, 'Ngày từ 1 đến 31.').max(31, 'Ngày từ 1 đến 31.'), yearBefore: z.string().default('').refine((text) => text === '' || parseDate(text) !== null, 'Ngày chưa đúng. Hãy ghi như 25/11/2026.'),
  toWhom: z.string().min(2, 'Hãy ghi nơi nhận báo cáo.').max(200), via: z.string().max(200).default(''), ...rulesSchema, planId: z.string().default(''),
});

export const createRegime = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => {
    const proposal: RegimeProposal = { kinds: input.kinds, windowRule: input.windowRule as WindowRule, toWhom: input.toWhom, via: input.via || null, embeddedIn: null, unitDay: input.unitDay, yearBefore: parseDate(input.yearBefore) };
    const plan = isId(input.planId) ? await planRow(visit.db, input.planId) : undefined, year = plan?.year ?? yearOf(visit.today);
    await visit.act((doing) => openRegime(doing, {
      ownerId: signedIn(visit).organisationId, name: input.name, citation: input.citation, planId: plan?.id ?? null, definition: { ...definitionOf(proposal, [{ kind: 'group', id: input.members as Id }]), ...rulesOf(input) }, validFrom: dateOf(year, 1, 1), validTo: dateOf(year, 12, 31),
    }));
    return visit.c.redirect('/lam-viec/bao-cao', 303);
  },
  refuse: (values, errors, status) => regimePage(visit, { form: { values, errors }, status }),
});
