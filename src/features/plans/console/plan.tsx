import { formatDate, formatInstant, parseDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { AppError } from '#kernel/app-error.ts';
import { commentsAbout } from '#features/discussions/store.ts';
import { taskProgress, type TaskProgress } from '#features/obligations/store.ts';
import { readForm, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Bar, Card, Chip, Facts, LinkButton, Message, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { startAmendment } from '../actions/amend-plan.ts';
import { closePlan, recallPlan } from '../actions/end-plan.ts';
import { numberPlan } from '../actions/number-plan.ts';
import { approvePlan, sendBack, submitForReview } from '../actions/review-steps.ts';
import { joinNumber } from '../rules/content.ts';
import { afterVerb, PLAN_ORIGIN_LABEL, PLAN_STATUS_LABEL, type PlanVerb } from '../rules/state.ts';
import { planChecks, type PlanChecks, type PlanReview } from '../store.ts';
import { readablePlan } from './access.ts';
import { deriveAct, NextYearCard } from './cascade-parts.tsx';
import { ChecksCard, draftPlace } from './checks.tsx';
import { BASE, hrefOf, planId, reviewOf, taskView } from './load.ts';
import { taskHref } from './task-page.tsx';
import { owing } from './model.ts';
import { PublicCard } from './public.tsx';
import { readNumber } from './section-form.ts';
import { PlanViews } from './time.tsx';
import { capacityWords, lowerFirst, partiesText, rangeText, rateText, STATUS_TONE, timingText } from './words.ts';

interface Refused { readonly form: 'cong-khai' | 'so-ngay' | 'thu-hoi' | 'tra-lai' | 'checks' | 'khac'; readonly state: FormState; readonly status: 409 | 422 }

/** A plan after it left the desk: facts, how far each task is, versions, and what may be done with it. */
export async function planPage(visit: Visit, refused?: Refused): Promise<Response> {
  const plan = await readablePlan(visit), may = { write: await visit.may('plans.write', plan.owner_id), approve: await visit.may('plans.approve', plan.owner_id), issue: await visit.may('plans.issue', plan.owner_id) };
  if (plan.status === 'draft' && !refused) return visit.c.redirect(hrefOf(plan.id, '/kiem-tra'), 303);
  const review = await reviewOf(visit, plan.issued_version ?? undefined), amending = plan.issued_version !== null && plan.current_version > plan.issued_version;
  const progress = new Map((await taskProgress(visit.db, plan.id, visit.today)).map((one) => [one.itemId as string, one]));
  // What was said of differences stays with the plan; while it waits for approval the approver sees all of it.
  const checks = plan.parent_plan_id || (plan.origin === 'authored' && plan.issued_version === null) ? await planChecks(visit.db, review, visit.today) : null, waits = plan.issued_version === null;
  const can = (verb: PlanVerb): boolean => afterVerb(plan.origin, plan.status, verb) !== null;
  const seesBoard = await visit.may('monitoring.board', signedIn(visit).organisationId);
  return consolePage(visit, {
    title: plan.title, crumb: <a href={BASE}>Kế hoạch</a>, status: refused?.status ?? 200,
    acts: <><Chip tone={STATUS_TONE[plan.status]}>{PLAN_STATUS_LABEL[plan.status]}</Chip>
      {plan.issued_version !== null && seesBoard ? <LinkButton href={`/lam-viec/theo-doi?ke-hoach=${plan.id}`}>Bảng theo dõi</LinkButton> : null}
      {review.commitments.some(({ units }) => units.some((unit) => unit.boardOrganisationId !== plan.issuer_id)) && plan.issued_version !== null && await visit.may('plans.read', plan.owner_id) ? <LinkButton href={hrefOf(plan.id, '/bao-phu')}>Kế hoạch cấp dưới</LinkButton> : null}
      {await deriveAct(visit, plan)}
      {amending && may.issue ? <LinkButton href={hrefOf(plan.id, '/kiem-tra')} kind="primary">Mở bản sửa đổi đang soạn</LinkButton> : can('amend') && may.issue ? <Form action={hrefOf(plan.id, '/sua-doi')} version={plan.row_version} inline><Submit kind="">Sửa đổi, bổ sung</Submit></Form> : null}
      {can('approve') && may.approve ? <Form action={hrefOf(plan.id, '/duyet')} version={plan.row_version} inline><Submit>Duyệt</Submit></Form> : null}
      {plan.issued_version === null && can('issue') && may.issue ? <LinkButton href={hrefOf(plan.id, '/ban-hanh')} kind="primary">Ban hành</LinkButton> : null}</>,
    message: <PlanMessages visit={visit} review={review} refused={refused} mayNumber={can('number') && may.issue} />,
  }, <>
    <PlanViews plan={plan} current="list" />
    {plan.issued_version !== null ? <Totals progress={[...progress.values()]} obligations={review.obligations} /> : null}
    {checks ? <ChecksCard review={review} checks={checks} place={may.write && waits ? draftPlace(review) : () => null} mayAnswer={may.write && waits} refused={refused?.form === 'checks' ? refused.state : undefined} /> : null}
    <div class="columns"><DocumentCard review={review} checks={checks} mayWrite={may.write} /><VersionsCard review={review} /></div>
    <TasksCard review={review} progress={progress} said={await commentsAbout(visit.db, 'plan-tasks', review.tasks.map((one) => one.item_id))} />
    <div class="columns">
      {can('number') && (plan.issued_version === null ? may.write : may.issue) ? <NumberCard review={review} refused={refused?.form === 'so-ngay' ? refused.state : undefined} /> : null}
      {await PublicCard({ visit, plan, refused: refused?.form === 'cong-khai' ? refused.state : undefined })}
      {can('send-back') && may.approve ? <Card title="Trả lại để sửa" id="tra-lai"><Form action={hrefOf(plan.id, '/tra-lai')} version={plan.row_version}><ReasonField refused={refused?.form === 'tra-lai' ? refused.state : undefined} name="reason" label="Cần sửa gì" /><div class="row"><Submit kind="danger">Trả lại</Submit></div></Form></Card> : null}
      {plan.issued_version !== null && may.write ? <NextYearCard review={review} /> : null}
      {can('recall') && may.issue ? <EndCard review={review} refused={refused?.form === 'thu-hoi' ? refused.state : undefined} canClose={can('close')} /> : null}
    </div>
  </>);
}

const PlanMessages = ({ visit, review: { plan, obligations }, refused, mayNumber }: { visit: Visit; review: PlanReview; refused: Refused | undefined; mayNumber: boolean }) => <>
  {refused?.form === 'khac' ? <Message kind="bad">{Object.values(refused.state.errors)[0]}</Message> : null}
  {visit.c.req.query('ban-hanh') && plan.issued_version !== null ? <Message kind="ok" title={`Đã ban hành: ${formatNumber(obligations)} nghĩa vụ.`}>Các đơn vị thấy việc của mình ở “Việc phải làm”.</Message> : null}
  {plan.status === 'recalled' ? <Message kind="bad" title={`Đã thu hồi${plan.ended_on ? ` ngày ${formatDate(plan.ended_on)}` : ''}`}>{plan.ended_reason}</Message> : null}
  {plan.issued_version !== null && plan.status !== 'recalled' && (plan.number === null || plan.signed_on === null) && mayNumber ? <Message kind="warn">Kế hoạch chưa có {plan.number === null ? 'số' : ''}{plan.number === null && plan.signed_on === null ? ' và ' : ''}{plan.signed_on === null ? 'ngày ký' : ''}. <a href="#so-ngay">Bổ sung</a> để mọi trích dẫn ghi đủ.</Message> : null}
</>;

const Totals = ({ progress, obligations }: { progress: readonly TaskProgress[]; obligations: number }) => {
  const sum = (of: (one: TaskProgress) => number) => progress.reduce((total, one) => total + of(one), 0), due = sum((one) => one.due), met = sum((one) => one.met), missed = sum((one) => one.missed);
  return <div class="tiles">
    <Tile label="Nghĩa vụ đến hạn đã đủ" value={due ? `${formatNumber((met / due) * 100, 1)} %` : '–'}><Bar value={met} max={due} label={`${met} trên ${due}`} /><small>{formatNumber(met)} / {formatNumber(due)} nghĩa vụ đến hạn</small></Tile>
    <Tile label="Còn nợ" value={formatNumber(missed)}><span><Chip tone={missed ? 'late' : 'good'}>{missed ? 'quá hạn' : 'không nợ'}</Chip></span></Tile>
    <Tile label="Cả kế hoạch" value={formatNumber(obligations)}><small>nghĩa vụ, {formatNumber(progress.length)} nhiệm vụ có giao việc</small></Tile>
  </div>;
};

const DocumentCard = ({ review: { plan, version, imported }, checks, mayWrite }: { review: PlanReview; checks: PlanChecks | null; mayWrite: boolean }) => {
  const content = version.content;
  return <Card title="Văn bản" id="van-ban" tools={<>{imported ? <a class="button small" href={hrefOf(plan.id, '/tep')} data-turbo="false">Bản gốc</a> : null}<a class="button small" href={hrefOf(plan.id, '/van-ban.docx')} data-turbo="false">Word</a><a class="button small" href={hrefOf(plan.id, '/van-ban.pdf')} data-turbo="false">PDF</a></>}>
    <Facts rows={[
      ['Số, ký hiệu', joinNumber(plan.number, plan.notation) ?? <i>chưa có số</i>], ['Ngày ký', plan.signed_on ? formatDate(plan.signed_on) : <i>chưa có</i>], ['Cơ quan ban hành', <>{plan.issuer_name}<small> · {capacityWords(plan.issuing_capacity)}</small></>],
      ['Người ký', plan.signer?.name || plan.signer?.position ? [plan.signer.position, plan.signer.name].filter(Boolean).join(' · ') : <i>chưa ghi</i>], ['Thời gian áp dụng', rangeText(version.window_from, version.window_to)],
      ...(checks?.above ? [['Thực hiện', <a href={hrefOf(checks.above.plan.id)}>{checks.above.citation}</a>] as const] : mayWrite && plan.kind === 'plan' ? [['Thực hiện', <a href={hrefOf(plan.id, '/doi-chieu')}>gắn với kế hoạch cấp trên</a>] as const] : []),
      ['Nguồn', imported ? `nhập từ ${imported.fileName}` : lowerFirst(PLAN_ORIGIN_LABEL[plan.origin])],
    ]} />
    <p><a href={hrefOf(plan.id, '/kiem-tra?muc=can-cu')}>{content.legalBases.length} căn cứ</a>, <a href={hrefOf(plan.id, '/kiem-tra?muc=noi-dung')}>{content.themes.length} nội dung</a>, <a href={hrefOf(plan.id, '/kiem-tra?muc=bao-cao')}>{content.reporting.length} chế độ báo cáo</a>, <a href={hrefOf(plan.id, '/kiem-tra?muc=noi-nhan')}>{content.recipients.length} nơi nhận</a></p>
  </Card>;
};

const VersionsCard = ({ review: { plan, versions } }: { review: PlanReview }) => <Card title="Các bản" id="cac-ban" pad={false} tools={versions.filter((one) => one.state !== 'dropped').length > 1 ? <a class="button small" href={hrefOf(plan.id, '/so-sanh')}>So sánh các bản</a> : null}>
  <Table caption="Các bản của kế hoạch" rows={versions.filter((one) => one.state !== 'dropped').toReversed()} columns={[
    { head: 'Bản', cell: (one) => <>Bản {one.version}{one.version === plan.issued_version ? <small> · đang có hiệu lực</small> : null}{one.reason ? <><br /><small>{one.reason}</small></> : null}</> },
    { head: 'Từ ngày', cell: (one) => (one.effective_from ? formatDate(one.effective_from) : '–') },
    { head: 'Ban hành', cell: (one) => (one.issued_at ? formatInstant(one.issued_at) : 'đang soạn') },
  ]} />
</Card>;

const TasksCard = ({ review, progress, said }: { review: PlanReview; progress: ReadonlyMap<string, TaskProgress>; /** Comments by task. */ said: ReadonlyMap<string, number> }) => <Card title={`${formatNumber(review.tasks.length)} nhiệm vụ`} id="nhiem-vu" pad={false}>
  <Table caption="Nhiệm vụ và tiến độ" top rows={review.tasks.map((row) => ({ row, task: taskView(row), done: progress.get(row.item_id) }))} columns={[
    { head: 'Nhiệm vụ', cell: ({ row, task }) => <><a href={taskHref(review.plan.id, row.item_id)}>{row.printed_index} {row.title}</a><br /><small>{[said.get(row.item_id) ? `${formatNumber(said.get(row.item_id)!)} ý kiến` : '', partiesText(owing(task)), row.rates.length ? row.rates.map(rateText).join('; ') : timingText(row.timing, row.period)].filter(Boolean).join(' · ')}</small></> },
    { head: 'Đơn vị', number: true, cell: ({ done }) => (done ? formatNumber(done.units) : '–') },
    { head: 'Đã làm / phải làm', cell: ({ done }) => (!done ? <small>chưa giao</small> : done.amount > 0 ? <div class="progress"><Bar value={done.credited} max={done.amount} label={`${formatNumber(done.credited)} trên ${formatNumber(done.amount)}`} tone={done.missed ? 'late' : done.credited >= done.amount ? 'good' : 'soon'} /><small>{formatNumber(done.credited)} / {formatNumber(done.amount)}</small></div> : <small>{formatNumber(done.credited)} kết quả, theo dõi</small>) },
    { head: 'Còn nợ', number: true, cell: ({ done }) => (done?.missed ? <Chip tone="late">{formatNumber(done.missed)}</Chip> : '–') },
  ]} />
</Card>;

const NumberCard = ({ review: { plan }, refused }: { review: PlanReview; refused: FormState | undefined }) => {
  const form = refused ?? filledForm({ number: joinNumber(plan.number, plan.notation) ?? (plan.notation ? `/${plan.notation}` : ''), signedOn: plan.signed_on ?? '' });
  return <Card title="Số và ngày ký" id="so-ngay"><Form action={hrefOf(plan.id, '/so-ngay')} version={plan.row_version}><ErrorSummary errors={form.errors} /><div class="fields two">
    <TextField form={form} name="number" label="Số, ký hiệu" hint="Ví dụ 07/KH-UBND" maxlength={60} /><TextField form={form} name="signedOn" label="Ngày ký" hint="Như in trên văn bản" type="date" /></div><div class="row"><Submit kind={plan.number === null ? 'primary' : ''}>Lưu số, ngày</Submit></div></Form></Card>;
};

const ReasonField = ({ refused, name, label }: { refused: FormState | undefined; name: string; label: string }) => { const form = refused ?? filledForm({}); return <><ErrorSummary errors={form.errors} /><TextArea form={form} name={name} label={label} required rows={2} maxlength={500} /></>; };

const EndCard = ({ review: { plan }, refused, canClose }: { review: PlanReview; refused: FormState | undefined; canClose: boolean }) => <Card title="Kết thúc hoặc thu hồi" id="thu-hoi">
  {canClose ? <Form action={hrefOf(plan.id, '/ket-thuc')} version={plan.row_version} confirm={`Kết thúc “${plan.title}”?`} inline><p class="small grow">Kế hoạch hết năm thì kết thúc; việc còn nợ vẫn giữ.</p><Submit kind="">Kết thúc kế hoạch</Submit></Form> : null}
  <details open={Boolean(refused)}><summary>Thu hồi kế hoạch ban hành nhầm</summary>
    <Form action={hrefOf(plan.id, '/thu-hoi')} version={plan.row_version} confirm={`Thu hồi “${plan.title}”?`}><p class="small">Việc chưa ai làm sẽ đóng lại. Việc đã có kết quả thì giữ kết quả và ghi rõ lý do.</p><ReasonField refused={refused} name="reason" label="Lý do thu hồi" /><div class="row"><Submit kind="danger">Thu hồi kế hoạch</Submit></div></Form></details>
</Card>;

/** One step of the plan's life; a refusal shows the page again with what was typed. */
const step = (form: Refused['form'], run: (visit: Visit, values: FormValues, rowVersion: number) => Promise<string | FieldErrors>) => async (visit: Visit): Promise<Response> => {
  const values = await readForm(visit.c), refuse = (errors: FieldErrors, status: 409 | 422) => planPage(visit, { form, state: { values, errors }, status });
  try {
    const done = await run(visit, values, Number(values.text('_version')));
    return typeof done === 'string' ? visit.c.redirect(hrefOf(planId(visit), done), 303) : await refuse(done, 422);
  } catch (error) {
    if (error instanceof AppError && (error.status === 409 || error.status === 422)) return refuse(error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status);
    throw error;
  }
};

export const submitPost = step('khac', async (visit, _, rowVersion) => { await visit.act((a) => submitForReview(a, { planId: planId(visit), rowVersion })); return ''; });
export const approvePost = step('khac', async (visit, _, rowVersion) => { await visit.act((a) => approvePlan(a, { planId: planId(visit), rowVersion })); return ''; });
export const sendBackPost = step('tra-lai', async (visit, values, rowVersion) => { await visit.act((a) => sendBack(a, { planId: planId(visit), rowVersion, reason: values.text('reason') })); return '/kiem-tra'; });
export const amendPost = step('khac', async (visit, _, rowVersion) => { await visit.act((a) => startAmendment(a, { planId: planId(visit), rowVersion })); return '/kiem-tra'; });
export const closePost = step('khac', async (visit, _, rowVersion) => { await visit.act((a) => closePlan(a, { planId: planId(visit), rowVersion })); return ''; });
export const recallPost = step('thu-hoi', async (visit, values, rowVersion) => { await visit.act((a) => recallPlan(a, { planId: planId(visit), rowVersion, reason: values.text('reason') })); return ''; });
export const numberPost = step('so-ngay', async (visit, values, rowVersion) => {
  const errors: Record<string, string> = {}, { number, notation } = readNumber(values.text('number'), errors), signedOn = parseDate(values.text('signedOn'));
  if (values.text('signedOn') && !signedOn) errors.signedOn = 'Ngày ký không đúng. Hãy ghi như 05/01/2026.';
  if (Object.keys(errors).length) return errors;
  const plan = await readablePlan(visit);
  await visit.act((a) => numberPlan(a, { planId: plan.id, rowVersion, number, notation: notation ?? plan.notation, signedOn }));
  return '';
});
