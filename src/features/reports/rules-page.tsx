import { z } from 'zod';
import { invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import type { FrameChoice } from '#features/organisations/rules/frame.ts';
import { changeRegime } from './actions/change-regime.ts';
import type { RegimeDefinition } from './rules/regime.ts';
import { approvalOf, NARRATIVE_SECTIONS, type NarrativeKey } from './rules/states.ts';
import { regime } from './store/reports.ts';

const KEYS = NARRATIVE_SECTIONS.map(({ key }) => key) as [NarrativeKey, ...NarrativeKey[]];

/** How reports are approved and locked, and which words they want: the same fields for a new regime and for one that stands. */
export const RulesFields = ({ form }: { form: FormState }) => <>
  <Choices form={form} name="approval" label="Duyệt báo cáo của đơn vị" choices={[
    { value: 'one-step', label: 'Một bước: nhận', hint: 'Cán bộ đầu mối nhận là xong; đơn vị còn gửi được bản sửa đổi' },
    { value: 'two-step', label: 'Hai bước: nhận, rồi lãnh đạo phê duyệt', hint: 'Nhận thì chốt số liệu, phê duyệt thì khóa; chỉ nơi nhận bỏ được, có ghi lý do' },
  ]} />
  <TextField form={form} name="lockDays" label="Khóa kỳ sau hạn gửi (số ngày)" hint="Quá ngày này đơn vị không gửi hay sửa được nữa, trừ khi được gia hạn. Để trống nếu không khóa." type="number" inputmode="numeric" min={0} max={365} narrow />
  <SelectField form={form} name="lockCounting" label="Tính theo" choices={[{ value: 'working-days', label: 'ngày làm việc' }, { value: 'days', label: 'ngày liên tục' }]} required />
  <Choices form={form} name="requiredSections" label="Phần lời phải có" hint="Để trống thì đơn vị phải nêu lý do mới gửi được" choices={NARRATIVE_SECTIONS.map(({ key, title }) => ({ value: key, label: title }))} many />
  <Choices form={form} name="frame" label="Báo cáo tổng hợp xếp số liệu theo" choices={[
    { value: 'then', label: 'Đơn vị như trong kỳ báo cáo' }, { value: 'today', label: 'Đơn vị vào ngày tổng hợp', hint: 'Báo cáo của đơn vị đã sáp nhập được cộng vào đơn vị kế thừa; tổng không đổi' },
    { value: 'day', label: 'Đơn vị tại một ngày khác', hint: 'Ghi ngày ở ô dưới, ví dụ ngày trước khi sắp xếp đơn vị' },
  ]} />
  <TextField form={form} name="frameDay" label="Ngày xếp đơn vị" hint="Chỉ ghi khi chọn “Đơn vị tại một ngày khác”." type="date" />
</>;

export const rulesSchema = {
  approval: z.enum(['one-step', 'two-step'], 'Hãy chọn duyệt một bước hay hai bước.').default('one-step'),
  lockDays: z.string().default('').refine((text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) <= 365), 'Số ngày khóa sau hạn phải từ 0 đến 365, hoặc để trống.'),
  lockCounting: z.enum(['working-days', 'days']).default('working-days'), requiredSections: z.array(z.enum(KEYS)).default([]), frame: z.enum(['then', 'today', 'day']).default('then'),
  frameDay: z.string().default('').refine((text) => text === '' || parseDate(text) !== null, 'Ngày chưa đúng. Hãy ghi như 30/06/2025.'),
};
const schema = z.object({ ...rulesSchema, _version: z.coerce.number().int() });

export const rulesOf = (input: { approval: 'one-step' | 'two-step'; lockDays: string; lockCounting: 'working-days' | 'days'; requiredSections: NarrativeKey[]; frame: 'then' | 'today' | 'day'; frameDay: string }): Required<Pick<RegimeDefinition, 'approval' | 'lock' | 'requiredSections' | 'frame'>> =>
  ({ approval: input.approval, lock: input.lockDays === '' ? null : { days: Number(input.lockDays), counting: input.lockCounting }, requiredSections: input.requiredSections, frame: input.frame === 'day' ? dayOf(input.frameDay) : input.frame });
function dayOf(text: string): PlainDate {
  const day = parseDate(text);
  if (!day) throw invalid('Hãy ghi ngày xếp đơn vị, hoặc chọn cách xếp khác.', 'frameDay');
  return day;
}
/** The same as a form shows them. */
export const rulesValues = (definition: Pick<RegimeDefinition, 'approval' | 'lock' | 'requiredSections' | 'frame'>) =>
  ({ approval: approvalOf(definition), lockDays: definition.lock ? String(definition.lock.days) : '', lockCounting: definition.lock?.counting ?? 'working-days', 'requiredSections[]': definition.requiredSections ?? [], ...frameValues(definition.frame ?? 'then') });
const frameValues = (choice: FrameChoice) => (choice === 'then' || choice === 'today' ? { frame: choice, frameDay: '' } : { frame: 'day', frameDay: choice });

export async function rulesPage(visit: Visit, refused?: { form: FormState; status: 409 | 413 | 422 | 507 }): Promise<Response> {
  const under = await regime(visit.db, visit.c.req.param('regime') as Id);
  if (!under) throw notFound('chế độ báo cáo này');
  const form = refused?.form ?? filledForm(rulesValues(under.definition));
  return consolePage(visit, { title: 'Duyệt và khóa báo cáo', crumb: <a href="/lam-viec/bao-cao">Báo cáo</a>, status: refused?.status ?? 200 }, <Card>
    <p><b>{under.name}</b><br /><small>{under.citation}</small></p>
    <Form action={`/lam-viec/bao-cao/che-do/${under.id}/duyet-khoa`} version={under.row_version}>
      <ErrorSummary errors={form.errors} />
      <div class="fields"><RulesFields form={form} /><Submit>Lưu</Submit></div>
    </Form>
  </Card>);
}

export const saveRules = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => {
    await visit.act((doing) => changeRegime(doing, { regimeId: visit.c.req.param('regime') as Id, seen: input._version, rules: rulesOf(input) }));
    return visit.c.redirect('/lam-viec/bao-cao', 303);
  },
  refuse: (values, errors, status) => rulesPage(visit, { form: { values, errors }, status }),
});
