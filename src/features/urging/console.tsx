import { z } from 'zod';
import { invalid, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { addDays, formatDate, formatInstant, parseDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { boardUnits } from '#features/monitoring/rules/board-units.ts';
import { unitsBehind } from '#features/monitoring/store.ts';
import { planList, planRow } from '#features/plans/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import { submit, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import { acting, at, get, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { writeLetter } from './actions/write-letter.ts';
import { letter, letterOwner, lettersOf } from './store.ts';

const BASE = '/lam-viec/don-doc';

async function home(visit: Visit): Promise<Response> {
  const owner = signedIn(visit).organisationId, letters = await lettersOf(visit.db, owner);
  return consolePage(visit, { title: 'Đôn đốc', acts: <LinkButton href={`${BASE}/soan`} kind="primary">Soạn công văn đôn đốc</LinkButton> }, <Card title="Công văn đã soạn" id="cong-van" pad={false}>
    <Table caption="Công văn đôn đốc đã soạn" rows={letters} empty={<Empty title="Chưa có công văn nào">Khi có đơn vị quá hạn, soạn công văn ở đây; danh sách và số liệu tự điền.</Empty>} columns={[
      { head: 'Công văn', cell: (row) => <a href={`${BASE}/${row.id}`}>Đôn đốc {formatNumber(row.units.length)} đơn vị, {formatNumber(row.arrears)} nội dung</a> },
      { head: 'Số liệu đến', cell: (row) => formatDate(row.as_of) }, { head: 'Hoàn thành trước', cell: (row) => formatDate(row.finish_before) },
      { head: 'Người soạn', cell: (row) => <>{row.written_by_name}<br /><small>{formatInstant(row.written_at)}</small></> },
    ]} /></Card>);
}

async function composePage(visit: Visit, typed?: { form: FormState; status: 422 | 409 | 413 | 507 }): Promise<Response> {
  const owner = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), units = boardUnits(tree, owner).filter((unit) => unit !== owner);
  const plans = await planList(visit.db, { ownerIds: [owner], statuses: ['issued', 'amended'] });
  const asked = typed?.form.values.text('planId') || visit.c.req.query('ke-hoach'), plan = plans.rows.find((one) => one.id === asked) ?? plans.rows[0];
  if (!plan) return consolePage(visit, { title: 'Soạn công văn đôn đốc', crumb: <a href={BASE}>Đôn đốc</a> }, <Card><Empty title="Chưa có kế hoạch nào được ban hành" /></Card>);
  const behind = await unitsBehind(visit.db, units, plan.id, visit.today);
  const self = tree.get(owner)!, defaults = documentDefaults(self, self.parentId ? (tree.get(self.parentId) ?? null) : null);
  const form = typed?.form ?? filledForm({
    notation: `${defaults.notation.replace(/^BC-/, '')}-${defaults.superior ? 'VP' : 'VX'}`, place: defaults.place, issuer: defaults.issuer, superior: defaults.superior, forms: defaults.forms.join(' / '), position: defaults.position,
    finishBefore: addDays(visit.today, 10), reportTo: self.name, via: '', 'units[]': behind.map((row) => row.id),
  });
  const chosen = new Set(form.values.texts('units[]'));
  return consolePage(visit, { title: 'Soạn công văn đôn đốc', crumb: <><a href={BASE}>Đôn đốc</a> · {joinNumber(plan.number, plan.notation) ?? plan.title}</>, status: typed?.status ?? 200 }, behind.length === 0
    ? <Card><Empty title="Không có đơn vị nào quá hạn" action={<LinkButton href="/lam-viec/theo-doi">Về bảng theo dõi</LinkButton>}>Mọi nghĩa vụ đến hạn theo kế hoạch này đã đủ hoặc được miễn.</Empty></Card>
    : <Form action={`${BASE}/soan`} keep={`don-doc-${plan.id}`}>
      <ErrorSummary errors={form.errors} /><input type="hidden" name="planId" value={plan.id} />
      <div class="columns">
        <Card title={`${formatNumber(behind.length)} đơn vị đang chậm`} id="don-vi" pad={false}>
          <div class="scroll tall" tabindex={0} role="region" aria-label="Đơn vị đang chậm" data-controller="checks"><table><caption class="visually-hidden">Chọn đơn vị nhận công văn</caption>
            <thead><tr><th scope="col"><label class="choice" hidden><input type="checkbox" checked data-checks-target="all" /><span><b>Chọn tất cả</b> <small data-checks-target="count"></small></span></label></th><th scope="col" class="n">Quá hạn</th></tr></thead>
            <tbody>{behind.map((row) => <tr><th scope="row" class="row-head"><label class="choice"><input type="checkbox" name="units[]" value={row.id} checked={chosen.has(row.id)} /><span>{tree.latest(row.id)?.name}<br /><small>nợ từ {formatDate(row.oldest)}</small></span></label></th><td class="n"><Chip tone="late">{formatNumber(row.missed)}</Chip></td></tr>)}</tbody></table></div>
        </Card>
        <Card title="Nội dung công văn" id="noi-dung-cv">
          <div class="fields">
            <TextField form={form} name="finishBefore" label="Hoàn thành trước ngày" type="date" required />
            <TextField form={form} name="reportTo" label="Báo cáo kết quả về" required maxlength={200} /><TextField form={form} name="via" label="Qua (đơn vị đầu mối)" maxlength={200} />
            <TextArea form={form} name="further" label="Yêu cầu thêm" hint="Mỗi dòng một yêu cầu" rows={2} maxlength={4000} />
            <details><summary>Thể thức: số, ngày, người ký</summary><div class="fields two pad">
              <TextField form={form} name="number" label="Số" hint="Để trống nếu văn thư cấp sau" maxlength={10} /><TextField form={form} name="notation" label="Ký hiệu" required maxlength={30} />
              <TextField form={form} name="signedOn" label="Ngày ký" type="date" /><TextField form={form} name="place" label="Địa danh" required maxlength={60} />
              <TextField form={form} name="issuer" label="Cơ quan ban hành" required maxlength={200} /><TextField form={form} name="superior" label="Cơ quan chủ quản" maxlength={200} />
              <TextField form={form} name="forms" label="Quyền hạn ký" maxlength={120} /><TextField form={form} name="position" label="Chức vụ người ký" required maxlength={80} /><TextField form={form} name="signer" label="Họ tên người ký" maxlength={80} />
            </div></details>
            <Submit wide>Lập công văn</Submit>
          </div>
        </Card>
      </div>
    </Form>);
}

const day = (what: string) => z.string().default('').refine((text) => text === '' || parseDate(text) !== null, `${what} chưa đúng. Hãy ghi như 20/11/2026.`);
const schema = z.object({
  planId: z.string().refine(isId), finishBefore: z.string().refine((text) => parseDate(text) !== null, 'Hãy ghi hạn hoàn thành, ví dụ 30/11/2026.'), reportTo: z.string().min(2, 'Hãy ghi nơi nhận báo cáo.').max(200), via: z.string().default(''), further: z.string().max(4000).default(''),
  number: z.string().max(10).default(''), notation: z.string().min(1, 'Hãy ghi ký hiệu.').max(30), signedOn: day('Ngày ký'), place: z.string().min(1, 'Hãy ghi địa danh.').max(60), issuer: z.string().min(1, 'Hãy ghi cơ quan ban hành.').max(200), superior: z.string().max(200).default(''),
  forms: z.string().max(120).default(''), position: z.string().min(1, 'Hãy ghi chức vụ người ký.').max(80), signer: z.string().max(80).default(''), units: z.array(z.string()).optional(),
});

async function create(visit: Visit): Promise<Response> {
  return submit(visit.c, schema, {
    run: async (input) => {
      const units = (input.units ?? []).filter(isId);
      if (!units.length) throw invalid('Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một đơn vị.', 'units');
      const id = await visit.act((doing) => writeLetter(doing, visit.deps.files, { ownerId: signedIn(visit).organisationId, planId: input.planId as Id, units, form: {
        issuer: input.issuer, superior: input.superior || null, notation: input.notation, place: input.place, number: input.number || null, signedOn: parseDate(input.signedOn), forms: input.forms.split('/').map((line) => line.trim()).filter(Boolean),
        position: input.position, signer: input.signer, finishBefore: parseDate(input.finishBefore)!, reportTo: input.reportTo, via: input.via || null, further: input.further,
      } }));
      return visit.c.redirect(`${BASE}/${id}`, 303);
    },
    refuse: (values: FormValues, errors: FieldErrors, status) => composePage(visit, { form: { values, errors }, status }),
  });
}

async function letterPage(visit: Visit): Promise<Response> {
  const one = (await letter(visit.db, visit.c.req.param('letter') as Id))!, plan = one.plan_id ? await planRow(visit.db, one.plan_id) : undefined;
  return consolePage(visit, { title: `Đôn đốc ${formatNumber(one.units.length)} đơn vị`, crumb: <><a href={BASE}>Đôn đốc</a> · {plan?.title}</>,
    acts: <><a class="button primary" href={`${BASE}/${one.id}/cong-van.docx`} data-turbo="false">Tải Word</a><a class="button" href={`${BASE}/${one.id}/cong-van.pdf`} data-turbo="false">PDF</a></> }, <Card title={`${formatNumber(one.arrears)} nội dung quá hạn tính đến ${formatDate(one.as_of)}`} id="nhan">
    <p>Hoàn thành trước {formatDate(one.finish_before)}. {one.written_by_name} soạn lúc {formatInstant(one.written_at)}.</p>
    <ul class="names">{one.units.map((unit) => <li><a href={`/lam-viec/theo-doi/don-vi/${unit.id}`}>{unit.name}</a></li>)}</ul>
  </Card>);
}

async function file(visit: Visit): Promise<Response> {
  const one = (await letter(visit.db, visit.c.req.param('letter') as Id))!, docx = visit.c.req.path.endsWith('.docx');
  if (!docx && !visit.c.req.path.endsWith('.pdf')) throw notFound('tệp này');
  return visit.c.body(new Uint8Array(await visit.deps.files.read(docx ? one.docx_sha256 : one.pdf_sha256)), 200, {
    'content-type': docx ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : 'application/pdf', 'content-disposition': `attachment; filename="cong-van-don-doc.${docx ? 'docx' : 'pdf'}"`, 'cache-control': 'private, no-store',
  });
}

const ofLetter = at('urging.write', 'letters', 'letter', letterOwner);
export const urgingRoutes: readonly Route[] = [
  get(BASE, acting('urging.write'), home),
  get(`${BASE}/soan`, acting('urging.write'), (visit) => composePage(visit)),
  post(`${BASE}/soan`, acting('urging.write'), create),
  get(`${BASE}/:letter`, ofLetter, letterPage),
  get(`${BASE}/:letter/:file`, ofLetter, file),
];
