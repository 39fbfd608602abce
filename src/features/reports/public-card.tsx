import { z } from 'zod';
import { formatInstant } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { addressOf, publicItem, sitePlaces } from '#features/sites/store.ts';
import { submit, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { CheckField, emptyForm, ErrorSummary, Form, Submit, TextArea, type FormState } from '#ui/forms.tsx';
import { Card, Chip } from '#ui/parts.tsx';
import { publishReport, REPORT_CHECK, withdrawPublicReport } from './actions/publish-report.ts';
import { isSent } from './rules/states.ts';
import { publicationsOf } from './store/publications.ts';
import type { Report } from './store/reports.ts';

const BASE = '/lam-viec/bao-cao';
/** Names the form, so that a refusal shows where it was sent from. */
const MARK = '_public';

/** What everybody may see of a sent report, and the two steps that change it. */
export async function PublicCard({ visit, one, refused }: { visit: Visit; one: Report; refused: FormState | undefined }) {
  const [last] = await publicationsOf(visit.db, one.id), shown = last?.act === 'published' ? last : null, may = await visit.may('reports.publish', one.organisation_id), own = refused?.values.has(MARK) ? refused : undefined;
  if (!shown && !(may && isSent(one.status))) return null;
  const item = shown ? await publicItem(visit.db, one.id) : null, place = item ? (await sitePlaces(visit.db, [one.organisation_id], visit.today)).get(one.organisation_id) : undefined, behind = shown !== null && shown.version < one.version, form = own ?? emptyForm, withdrawing = own?.values.text(MARK) === 'off';
  return <Card title="Công khai" id="cong-khai">
    {shown ? <p><Chip tone={behind ? 'soon' : 'good'}>{behind ? `đang công khai bản ${shown.version}, chưa công khai bản sửa đổi` : 'đang công khai'}</Chip> <small>{shown.by_name}, {formatInstant(shown.at)}</small></p> : last ? <p>Đã gỡ {formatInstant(last.at)}: {last.reason}</p> : <p class="small">Người dân xem được số liệu đã chốt, tệp báo cáo và kết quả có đường dẫn công khai.</p>}
    {item && place ? <p><a href={addressOf(place, item.path)}>Xem trang báo cáo</a></p> : null}
    {may && isSent(one.status) && (!shown || behind) ? <Form action={`${BASE}/${one.id}/cong-khai`} version={one.row_version}><input type="hidden" name={MARK} value="on" />{withdrawing ? null : <ErrorSummary errors={form.errors} />}<CheckField form={form} name="checked" label={REPORT_CHECK} /><div class="row"><Submit kind="">{behind ? `Công khai bản ${one.version}` : 'Công khai'}</Submit></div></Form> : null}
    {may && shown ? <details open={withdrawing}><summary>Thôi công khai</summary><Form action={`${BASE}/${one.id}/thoi-cong-khai`} version={one.row_version} confirm="Thôi công khai báo cáo này?"><input type="hidden" name={MARK} value="off" />{withdrawing ? <ErrorSummary errors={form.errors} /> : null}
      <TextArea form={withdrawing ? form : emptyForm} name="reason" label="Lý do" required rows={2} maxlength={500} hint="Người đọc thấy lý do này" /><div class="row"><Submit kind="danger">Thôi công khai</Submit></div></Form></details> : null}
  </Card>;
}

type Again = (visit: Visit, form: FormState, status: 422 | 409 | 413 | 507) => Promise<Response>;
const seen = { _version: z.coerce.number().int() }, back = (visit: Visit, id: Id) => visit.c.redirect(`${BASE}/${id}#cong-khai`, 303), refuse = (visit: Visit, again: Again) => (values: FormValues, errors: Readonly<Record<string, string>>, status: 422 | 409 | 413 | 507) => again(visit, { values, errors }, status);
export const publishPost = (again: Again) => (visit: Visit): Promise<Response> => submit(visit.c, z.object({ ...seen, checked: z.string().default('') }), {
  run: async (input) => { const reportId = visit.c.req.param('report') as Id; await visit.act((a) => publishReport(a, { reportId, seen: input._version, checked: input.checked === '1' })); return back(visit, reportId); },
  refuse: refuse(visit, again),
});
export const withdrawPost = (again: Again) => (visit: Visit): Promise<Response> => submit(visit.c, z.object({ ...seen, reason: z.string().default('') }), {
  run: async (input) => { const reportId = visit.c.req.param('report') as Id; await visit.act((a) => withdrawPublicReport(a, { reportId, seen: input._version, reason: input.reason })); return back(visit, reportId); },
  refuse: refuse(visit, again),
});
