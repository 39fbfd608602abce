import { z } from 'zod';
import { formatInstant } from '#kernel/plain-date.ts';
import { addressOf, publicItem, sitePlaces } from '#features/sites/store.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { CheckField, emptyForm, ErrorSummary, Form, Submit, TextArea, type FormState } from '#ui/forms.tsx';
import { Card, Chip } from '#ui/parts.tsx';
import { publishPlan, withdrawPublicPlan } from '../actions/publish-plan.ts';
import { PLAN_CHECK } from '../rules/publication.ts';
import { publicationsOf } from '../store/publications.ts';
import type { PlanRow } from '../store/tables.ts';
import { hrefOf, planId } from './load.ts';

/** What everybody may see of an issued plan, and the two steps that change it. */
export async function PublicCard({ visit, plan, refused }: { visit: Visit; plan: PlanRow; refused: FormState | undefined }) {
  if (plan.issued_version === null) return null;
  const [last] = await publicationsOf(visit.db, plan.id), shown = last?.act === 'published' ? last : null, may = await visit.may('plans.publish', plan.owner_id);
  if (!shown && !may) return null;
  const item = shown ? await publicItem(visit.db, plan.id) : null, place = item ? (await sitePlaces(visit.db, [plan.owner_id], visit.today)).get(plan.owner_id) : undefined, behind = shown !== null && shown.version < plan.issued_version;
  const form = refused ?? emptyForm, withdrawing = refused?.values.has('reason') ?? false, publishable = plan.status !== 'recalled' && (!shown || behind);
  return <Card title="Công khai" id="cong-khai">
    {shown ? <p><Chip tone={behind ? 'soon' : 'good'}>{behind ? `đang công khai bản ${shown.version}, chưa công khai bản sửa đổi` : 'đang công khai'}</Chip> <small>{shown.by_name}, {formatInstant(shown.at)}</small></p> : last ? <p>Đã gỡ {formatInstant(last.at)}: {last.reason}</p> : <p class="small">Người dân xem được kế hoạch, việc đã hứa và việc đã làm; không ai ngoài người có quyền duyệt công khai được.</p>}
    {item && place ? <p><a href={addressOf(place, item.path)}>Xem trang kế hoạch</a> · <a href={addressOf(place, `${item.path}/tien-do`)}>Đã hứa – đã làm</a></p> : null}
    {may && publishable ? <Form action={hrefOf(plan.id, '/cong-khai')} version={plan.row_version}>{withdrawing ? null : <ErrorSummary errors={form.errors} />}<CheckField form={form} name="checked" label={PLAN_CHECK} /><div class="row"><Submit kind="">{behind ? `Công khai bản ${plan.issued_version}` : 'Công khai'}</Submit></div></Form> : null}
    {may && shown ? <details open={withdrawing}><summary>Thôi công khai</summary><Form action={hrefOf(plan.id, '/thoi-cong-khai')} version={plan.row_version} confirm={`Thôi công khai “${plan.title}”?`}>{withdrawing ? <ErrorSummary errors={form.errors} /> : null}
      <TextArea form={withdrawing ? form : emptyForm} name="reason" label="Lý do" required rows={2} maxlength={500} hint="Người đọc thấy lý do này" /><div class="row"><Submit kind="danger">Thôi công khai</Submit></div></Form></details> : null}
  </Card>;
}

const back = (visit: Visit) => visit.c.redirect(`${hrefOf(planId(visit))}#cong-khai`, 303);
const seen = { _version: z.coerce.number().int() };
/** Shows the plan's page again with what was typed. */
type Again = (visit: Visit, refused: { readonly form: 'cong-khai'; readonly state: FormState; readonly status: 409 | 422 }) => Promise<Response>;
export const publishPost = (again: Again) => (visit: Visit): Promise<Response> => submit(visit.c, z.object({ ...seen, checked: z.string().default('') }), {
  run: async (input) => { await visit.act((a) => publishPlan(a, visit.deps.files, { planId: planId(visit), rowVersion: input._version, checked: input.checked === '1' })); return back(visit); },
  refuse: (values, errors, status) => again(visit, { form: 'cong-khai', state: { values, errors }, status: status === 409 ? 409 : 422 }),
});
export const withdrawPost = (again: Again) => (visit: Visit): Promise<Response> => submit(visit.c, z.object({ ...seen, reason: z.string().default('') }), {
  run: async (input) => { await visit.act((a) => withdrawPublicPlan(a, { planId: planId(visit), rowVersion: input._version, reason: input.reason })); return back(visit); },
  refuse: (values, errors, status) => again(visit, { form: 'cong-khai', state: { values, errors }, status: status === 409 ? 409 : 422 }),
});
