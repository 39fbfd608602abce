import { formatDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { AppError } from '#kernel/app-error.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { readForm, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { CheckField, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, LinkButton, Message, Table, Tile, type Tone } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { dropAmendment, issueAmendment } from '../actions/amend-plan.ts';
import { issuePlan } from '../actions/issue-plan.ts';
import { numberPlan } from '../actions/number-plan.ts';
import type { Change } from '../rules/amend.ts';
import { joinNumber } from '../rules/content.ts';
import { amendmentPreview, type PlanReview } from '../store.ts';
import { hrefOf, planId, reviewOf } from './load.ts';
import { taskHref } from './review.tsx';
import { readNumber } from './section-form.ts';

type Refusal = { form: FormState; status: 409 | 422 };
const isAmendment = ({ plan, version }: PlanReview): boolean => plan.issued_version !== null && version.state === 'draft';

/** What issuing would make, in total and by task, before anything is given to anybody. */
export async function issuePage(visit: Visit, refused?: Refusal): Promise<Response> {
  const review = await reviewOf(visit);
  if (isAmendment(review)) return amendmentPage(visit, review, refused);
  if (review.version.state !== 'draft') return visit.c.redirect(hrefOf(review.plan.id), 303);
  const { plan } = review, units = new Set(review.commitments.flatMap((one) => one.units.map((unit) => unit.organisationId)));
  const form = refused?.form ?? filledForm({ number: joinNumber(plan.number, plan.notation) ?? (plan.notation ? `/${plan.notation}` : ''), signedOn: plan.signed_on ?? '', acceptMissing: '' });
  const ready = review.problems.length === 0;
  return consolePage(visit, {
    title: 'Ban hành kế hoạch', status: refused?.status ?? 200, crumb: <a href={hrefOf(plan.id, '/kiem-tra')}>{plan.title}</a>,
    message: ready ? null : <Message kind="warn" title="Chưa ban hành được"><ul>{review.problems.slice(0, 10).map(({ sentence, taskId }) => <li>{taskId ? <a href={taskHref(review, { id: taskId })}>{sentence}</a> : sentence}</li>)}</ul></Message>,
  }, <>
    <div class="tiles">
      <Tile label="Khi ban hành" value={formatNumber(review.obligations)}><small>nghĩa vụ</small></Tile>
      <Tile label="Giao cho" value={formatNumber(units.size)}><small>đơn vị</small></Tile>
      <Tile label="Theo" value={formatNumber(review.tasks.length)}><small>nhiệm vụ</small></Tile>
    </div>
    {review.missing.length ? <Card title="Nơi không có đơn vị được giao" id="thieu" pad={false}><ul class="change-list">{review.missing.map((one) => <li><span><b>{one.index}</b> {one.party}</span><Members names={one.members} /></li>)}</ul></Card> : null}
    {ready ? <Card title="Xác nhận ban hành" id="xac-nhan">
      <Form action={hrefOf(plan.id, '/ban-hanh')} version={plan.row_version}>
        <ErrorSummary errors={form.errors} />
        <div class="fields">
          {plan.origin === 'authored' ? null : <p>Văn bản đã ký ở ngoài hệ thống. Từ lúc ban hành tại đây, các đơn vị thấy việc phải làm của mình.</p>}
          <div class="fields two">
            <TextField form={form} name="number" label="Số, ký hiệu" hint="Chưa có thì để trống, bổ sung sau" maxlength={60} />
            <TextField form={form} name="signedOn" label="Ngày ký" type="date" hint="Chưa có thì để trống" />
          </div>
          {review.missing.length ? <CheckField form={form} name="acceptMissing" label="Tôi đã xem các nơi không có đơn vị được giao; vẫn ban hành cho các nơi còn lại" /> : null}
          <div class="row"><Submit>Ban hành {formatNumber(review.obligations)} nghĩa vụ</Submit><LinkButton href={hrefOf(plan.id, '/kiem-tra')} kind="quiet">Quay lại kiểm tra</LinkButton></div>
        </div>
      </Form>
    </Card> : null}
    <Card title="Theo từng nhiệm vụ" id="tung-nhiem-vu" pad={false}><Table caption="Nghĩa vụ sẽ sinh ra theo từng nhiệm vụ" top rows={review.tasks.flatMap((task) => task.preview.map((line, at) => ({ task, line, first: at === 0 })))} columns={[
      { head: 'Nhiệm vụ', cell: ({ task, line, first }) => <>{first ? <><b>{task.printed_index}</b> {task.title}</> : <span class="visually-hidden">{task.title}</span>}<br /><small>{productLabel(line.product)} · {line.party}{line.optional ? ' · khi có điều kiện' : ''}{line.unitSet ? ' · số lượng do đơn vị ấn định' : ''}</small></> },
      { head: 'Cách tính', cell: ({ line }) => <>{line.count}<br /><small>{line.due}</small></> },
      { head: 'Nghĩa vụ', number: true, cell: ({ line }) => formatNumber(line.obligations) },
    ]} /></Card>
  </>);
}

const SHOWN = 6;
const Members = ({ names }: { names: readonly string[] }) => (names.length <= SHOWN ? <small>{names.length} nơi: {names.join(', ')}</small>
  : <details class="small"><summary>{names.length} nơi: {names.slice(0, 3).join(', ')}…</summary><p>{names.join(', ')}</p></details>);

const CHANGE: Readonly<Record<Change, { label: string; tone: Tone; sign?: string }>> = { added: { label: 'thêm', tone: 'good', sign: '+' }, changed: { label: 'thay đổi', tone: 'soon', sign: '~' }, closed: { label: 'kết thúc', tone: 'late', sign: '–' }, kept: { label: 'giữ nguyên', tone: 'none' } };

/** The first of next month: the running one stays as it was issued. */
const nextMonth = (today: PlainDate): PlainDate => { const [year, month] = today.split('-').map(Number) as [number, number]; return `${month === 12 ? year + 1 : year}-${String(month === 12 ? 1 : month + 1).padStart(2, '0')}-01` as PlainDate; };

async function amendmentPage(visit: Visit, review: PlanReview, refused?: Refusal): Promise<Response> {
  const { plan, version } = review, suggested = nextMonth(visit.today) > version.window_to ? visit.today : nextMonth(visit.today);
  const from = parseDate(refused?.form.values.text('from') || visit.c.req.query('tu') || '') ?? suggested;
  const { changes, counts } = await amendmentPreview(visit.db, plan.id, from, visit.today), shown = changes.filter((one) => one.change !== 'kept');
  const form = refused?.form ?? filledForm({ from, reason: '', acceptMissing: '' }), ready = review.problems.length === 0;
  return consolePage(visit, {
    title: `Ban hành bản sửa đổi ${version.version}`, status: refused?.status ?? 200, crumb: <a href={hrefOf(plan.id, '/kiem-tra')}>{plan.title}</a>,
    message: ready ? null : <Message kind="warn" title="Chưa ban hành được"><ul>{review.problems.slice(0, 10).map(({ sentence }) => <li>{sentence}</li>)}</ul></Message>,
  }, <>
    <form method="get" class="row" data-turbo-action="replace"><label for="tu">Có hiệu lực từ ngày</label><input class="narrow" id="tu" type="text" name="tu" value={formatDate(from)} placeholder="dd/mm/yyyy" data-controller="date" /><button class="button" type="submit">Xem lại thay đổi</button></form>
    <div class="tiles">
      <Tile label="Nghĩa vụ thêm mới" value={formatNumber(counts.added)}><small>kể cả thay cho nghĩa vụ cũ</small></Tile>
      <Tile label="Nghĩa vụ kết thúc" value={formatNumber(counts.closed)}><small>từ ngày {formatDate(from)}</small></Tile>
      <Tile label="Kết quả được chuyển sang" value={formatNumber(counts.carried)}><small>nghĩa vụ đã có kết quả</small></Tile>
      <Tile label="Giữ lại vì đã có kết quả" value={formatNumber(counts.staying)}><small>không giao mới</small></Tile>
    </div>
    <Card title="Thay đổi theo nhiệm vụ" id="thay-doi" pad={false}>{shown.length ? <ul class="change-list">{shown.map((one) => {
      const starts = one.draft ? one.draft.units.length * one.draft.instances.length : 0, { label, tone, sign } = CHANGE[one.change];
      return <li><span><b>{one.item}</b> {one.title}<br /><small>{[starts ? `${formatNumber(starts)} nghĩa vụ mới` : '', one.close.length ? `${formatNumber(one.close.length)} nghĩa vụ kết thúc` : '', one.staying.length ? `${formatNumber(one.staying.length)} giữ lại vì đã có kết quả` : ''].filter(Boolean).join(' · ') || 'không đổi nghĩa vụ nào từ ngày này'}</small></span><span><Chip tone={tone} {...(sign ? { sign } : {})}>{label}</Chip></span></li>;
    })}</ul> : <p class="pad">Bản đang soạn chưa khác bản đang có hiệu lực.</p>}</Card>
    {ready && shown.length ? <Card title="Xác nhận" id="xac-nhan"><Form action={hrefOf(plan.id, '/ban-hanh')} version={plan.row_version}><ErrorSummary errors={form.errors} /><div class="fields">
      <TextField form={form} name="from" label="Có hiệu lực từ ngày" type="date" required hint="Chỉ thay đổi từ ngày này về sau; các kỳ trước giữ nguyên" />
      <TextArea form={form} name="reason" label="Lý do, theo văn bản nào" required rows={2} maxlength={500} />
      {review.missing.length ? <CheckField form={form} name="acceptMissing" label={`Vẫn ban hành dù ${review.missing.reduce((sum, one) => sum + one.members.length, 0)} nơi không có đơn vị được giao`} /> : null}
      <div class="row"><Submit>Ban hành bản sửa đổi</Submit><LinkButton href={hrefOf(plan.id, '/kiem-tra')} kind="quiet">Sửa tiếp</LinkButton></div>
    </div></Form></Card> : null}
    <Card title="Bỏ bản đang soạn" id="bo"><Form action={hrefOf(plan.id, '/bo-sua-doi')} confirm={`Bỏ bản sửa đổi ${version.version} của “${plan.title}”?`} inline><p>Kế hoạch đang có hiệu lực vẫn giữ nguyên.</p><Submit kind="danger">Bỏ bản sửa đổi</Submit></Form></Card>
  </>);
}

export async function issuePost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), review = await reviewOf(visit), id = planId(visit), rowVersion = Number(values.text('_version')), acceptMissing = values.text('acceptMissing') === '1';
  const refuse = (errors: FieldErrors, status: 409 | 422, typed: FormValues = values) => issuePage(visit, { form: { values: typed, errors }, status });
  try {
    if (isAmendment(review)) {
      const from = parseDate(values.text('from'));
      if (!from) return await refuse({ from: 'Hãy ghi ngày có hiệu lực, ví dụ 01/7/2026.' }, 422);
      await visit.act((a) => issueAmendment(a, { planId: id, rowVersion, from, reason: values.text('reason'), acceptMissing }));
    } else {
      const errors: Record<string, string> = {}, { number, notation } = readNumber(values.text('number'), errors), signedOn = parseDate(values.text('signedOn'));
      if (values.text('signedOn') && !signedOn) errors.signedOn = 'Ngày ký không đúng. Hãy ghi như 05/01/2026.';
      if (Object.keys(errors).length) return await refuse(errors, 422);
      const { plan } = review, numbered = number !== plan.number || (notation ?? plan.notation) !== plan.notation || signedOn !== plan.signed_on;
      await visit.act(async (a) => {
        if (numbered) await numberPlan(a, { planId: id, rowVersion, number, notation: notation ?? plan.notation, signedOn });
        await issuePlan(a, { planId: id, rowVersion: numbered ? null : rowVersion, acceptMissing });
      });
    }
  } catch (error) {
    if (error instanceof AppError && (error.status === 409 || error.status === 422)) return refuse(error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status);
    throw error;
  }
  return visit.c.redirect(`${hrefOf(id)}?ban-hanh=1`, 303);
}

export async function dropAmendmentPost(visit: Visit): Promise<Response> {
  await visit.act((a) => dropAmendment(a, { planId: planId(visit) }));
  return visit.c.redirect(hrefOf(planId(visit)), 303);
}
