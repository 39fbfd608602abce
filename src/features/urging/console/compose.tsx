import { z } from 'zod';
import { invalid, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { DOCUMENT_FORMATS } from '#features/documents/print.ts';
import { boardUnits } from '#features/monitoring/rules/board-units.ts';
import { unitsBehind } from '#features/monitoring/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { planList, planRow } from '#features/plans/store.ts';
import { regime } from '#features/reports/store/reports.ts';
import { submit, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, type FormState } from '#ui/forms.tsx';
import { Card, Empty, LinkButton } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { writeLetter } from '../actions/write-letter.ts';
import { letter } from '../store.ts';
import { LetterFields, letterDefaults, letterFields, letterFormOf, UnitChoices } from './letter-form.tsx';

export const BASE = '/lam-viec/don-doc';

/** A letter begun by hand: the units behind under a plan, worst first. */
export async function composePage(visit: Visit, typed?: { form: FormState; status: 422 | 409 | 413 | 507 }): Promise<Response> {
  const owner = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), units = boardUnits(tree, owner).filter((unit) => unit !== owner);
  const plans = await planList(visit.db, { ownerIds: [owner], statuses: ['issued', 'amended'] });
  const asked = typed?.form.values.text('planId') || visit.c.req.query('ke-hoach'), plan = plans.rows.find((one) => one.id === asked) ?? plans.rows[0];
  if (!plan) return consolePage(visit, { title: 'Soạn công văn đôn đốc', crumb: <a href={BASE}>Đôn đốc</a> }, <Card><Empty title="Chưa có kế hoạch nào được ban hành" /></Card>);
  const behind = await unitsBehind(visit.db, units, plan.id, visit.today);
  const form = typed?.form ?? filledForm({ ...letterDefaults(tree.get(owner)!, tree, visit.today), 'units[]': behind.map((row) => row.id) });
  return consolePage(visit, { title: 'Soạn công văn đôn đốc', crumb: <><a href={BASE}>Đôn đốc</a> · {joinNumber(plan.number, plan.notation) ?? plan.title}</>, status: typed?.status ?? 200 }, behind.length === 0
    ? <Card><Empty title="Không có đơn vị nào quá hạn" action={<LinkButton href="/lam-viec/theo-doi">Về bảng theo dõi</LinkButton>}>Mọi nghĩa vụ đến hạn theo kế hoạch này đã đủ hoặc được miễn.</Empty></Card>
    : <Form action={`${BASE}/soan`} keep={`don-doc-${plan.id}`}>
      <ErrorSummary errors={form.errors} /><input type="hidden" name="planId" value={plan.id} />
      <div class="columns">
        <Card title={`${formatNumber(behind.length)} đơn vị đang chậm`} id="don-vi" pad={false}>
          <UnitChoices rows={behind.map((row) => ({ ...row, name: tree.latest(row.id)?.name ?? '' }))} chosen={new Set(form.values.texts('units[]'))} />
        </Card>
        <Card title="Nội dung công văn" id="noi-dung-cv"><LetterFields form={form} button="Lập công văn" /></Card>
      </div>
    </Form>);
}

const schema = z.object({ planId: z.string().refine(isId), ...letterFields });

export const createLetter = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => {
    const units = (input.units ?? []).filter(isId);
    if (!units.length) throw invalid('Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một đơn vị.', 'units');
    const id = await visit.act((doing) => writeLetter(doing, visit.deps.files, { ownerId: signedIn(visit).organisationId, planId: input.planId as Id, units, form: letterFormOf(input) }));
    return visit.c.redirect(`${BASE}/${id}`, 303);
  },
  refuse: (values: FormValues, errors: FieldErrors, status) => composePage(visit, { form: { values, errors }, status }),
});

export async function letterPage(visit: Visit): Promise<Response> {
  const one = (await letter(visit.db, visit.c.req.param('letter') as Id))!, source = one.plan_id ? (await planRow(visit.db, one.plan_id))?.title : one.regime_id ? (await regime(visit.db, one.regime_id))?.name : '';
  return consolePage(visit, { title: `Đôn đốc ${formatNumber(one.units.length)} đơn vị`, crumb: <><a href={BASE}>Đôn đốc</a> · {source}</>,
    acts: <><a class="button primary" href={`${BASE}/${one.id}/cong-van.docx`} data-turbo="false">Tải Word</a><a class="button" href={`${BASE}/${one.id}/cong-van.pdf`} data-turbo="false">PDF</a></> }, <Card title={`${formatNumber(one.arrears)} nội dung quá hạn tính đến ${formatDate(one.as_of)}`} id="nhan">
    <p>Hoàn thành trước {formatDate(one.finish_before)}. {one.written_by_name} soạn lúc {formatInstant(one.written_at)}.</p>
    <ul class="names">{one.units.map((unit) => <li><a href={`/lam-viec/theo-doi/don-vi/${unit.id}`}>{unit.name}</a></li>)}</ul>
  </Card>);
}

export async function letterFile(visit: Visit): Promise<Response> {
  const one = (await letter(visit.db, visit.c.req.param('letter') as Id))!, docx = visit.c.req.path.endsWith('.docx');
  if (!docx && !visit.c.req.path.endsWith('.pdf')) throw notFound('tệp này');
  return visit.c.body(new Uint8Array(await visit.deps.files.read(docx ? one.docx_sha256 : one.pdf_sha256)), 200, {
    'content-type': DOCUMENT_FORMATS[docx ? 'docx' : 'pdf'].mediaType, 'content-disposition': `attachment; filename="cong-van-don-doc.${docx ? 'docx' : 'pdf'}"`, 'cache-control': 'private, no-store',
  });
}
