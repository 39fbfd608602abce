import type { Child } from 'hono/jsx';
import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { FieldErrors, FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { filledForm, Form, Submit } from '#ui/forms.tsx';
import { Chip, Empty, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { PLAN_ORIGIN_LABEL, PLAN_STATUS_LABEL } from '../rules/state.ts';
import { planChecks, type PlanChecks } from '../store.ts';
import type { PlanReview } from '../store.ts';
import { readablePlan } from './access.ts';
import { citedAbove } from './cascade-parts.tsx';
import { ChecksCard, draftPlace, followsOf } from './checks.tsx';
import { hrefOf, isEditable, paperOf, reviewOf, taskView, unitNames } from './load.ts';
import { paragraphsOf } from './marks.ts';
import { doubtOf, type TaskView } from './model.ts';
import { ReviewLayout, SECTION_LABEL, SECTIONS, TaskList, type Section } from './review-view.tsx';
import { SectionView, type OpenItem } from './sections.tsx';
import { ShownTask, taskAnchor, TaskForm } from './task-view.tsx';
import { taskValues } from './task-form.ts';
import { differences } from './differences.ts';
import { lowerFirst, STATUS_TONE } from './words.ts';

type Refusal = 409 | 413 | 422 | 507;
/** What was typed into one form of the page and refused. */
export interface Refused { readonly form: string; readonly values: FormValues; readonly errors: FieldErrors; readonly status: Refusal; /** candidates for a name that was looked for, by party */ readonly options?: ReadonlyMap<string, TaskView['parties'][number]['options']> }

export const NEW = 'moi';
const tabHref = (review: PlanReview, section: Section, open?: string): string => hrefOf(review.plan.id, `/kiem-tra?muc=${section}${open ? `&mo=${open}` : ''}`);
export const taskHref = (review: PlanReview, task: Pick<TaskView, 'id'>): string => `${tabHref(review, 'nhiem-vu', task.id)}#${taskAnchor(task.id)}`;
export const sectionHref = tabHref;

/** Everything that was read counts: what is sure, and what waits for a person. */
function countsOf(review: PlanReview, tasks: readonly TaskView[]) {
  const { content } = review.version, waiting = tasks.filter((task) => doubtOf(task) !== null).length;
  const counts = { 'nhiem-vu': tasks.length, 'can-cu': content.legalBases.length, 'noi-dung': content.themes.length, 'bao-cao': content.reporting.length, 'noi-nhan': content.recipients.length } satisfies Partial<Record<Section, number>>;
  return { counts, waiting, sure: Object.values(counts).reduce((sum, one) => sum + one, 0) - waiting };
}

/** The first thing to decide opens by itself; "mo=-" closes everything. */
function openTask(visit: Visit, tasks: readonly TaskView[], editable: boolean): string | null {
  const asked = visit.c.req.query('mo');
  return asked ?? (editable ? (tasks.find((task) => doubtOf(task) !== null)?.id ?? null) : null);
}

/** Review of a draft: the paper on one side, everything read from it on the other, one act in the head. */
export async function reviewPage(visit: Visit, refused?: Refused): Promise<Response> {
  const { owner_id, issued_version } = await readablePlan(visit), seesDrafts = await visit.may('plans.read', owner_id);
  const review = await reviewOf(visit, seesDrafts ? undefined : (issued_version ?? undefined)), tasks = review.tasks.map(taskView), paper = paperOf(review), { plan } = review;
  const mayWrite = await visit.may('plans.write', plan.owner_id), editable = isEditable(review) && mayWrite && (plan.status === 'draft' || plan.issued_version !== null);
  const section = refused ? sectionOf(refused.form) : (SECTIONS.find((one) => one === visit.c.req.query('muc')) ?? 'nhiem-vu');
  const checks = await planChecks(visit.db, review, visit.today), follows = followsOf(review, checks);
  const { counts, waiting, sure } = countsOf(review, tasks);
  const shownTasks = refused?.options ? tasks.map((task) => ({ ...task, parties: task.parties.map((party) => ({ ...party, options: refused.options!.get(party.id) ?? party.options })) })) : tasks;
  const openId = refused?.form.startsWith('task:') ? refused.form.slice(5) : section === 'nhiem-vu' ? openTask(visit, tasks, editable) : null;
  const item: OpenItem = { key: refused && !refused.form.startsWith('task:') ? refused.form.split(':')[1] ?? null : (section === 'nhiem-vu' ? null : visit.c.req.query('mo') ?? null), refused };
  const openOne = shownTasks.find((task) => task.id === openId), openPath = section === 'nhiem-vu' ? (openOne?.path ?? null) : null;
  const heading: Child = section === 'nhiem-vu' ? `${formatNumber(tasks.length)} nhiệm vụ` : SECTION_LABEL[section];
  const names = editable && section === 'nhiem-vu' && openId ? await unitNames(visit) : [];
  const status = refused?.status ?? 200;

  const openView = openOne && (editable
    ? <OpenTask review={review} task={openOne} refused={refused?.form === `task:${openOne.id}` ? refused : undefined} names={names} canSee={paper !== null} follows={follows.get(openOne.id) ?? null} />
    : <ShownTask task={openOne} closeHref={tabHref(review, 'nhiem-vu', '-')} follows={follows.get(openOne.id) ?? null} />);
  const fresh = editable && openId === NEW ? <NewTask review={review} refused={refused} names={names} /> : null;
  return consolePage(visit, {
    title: !editable ? 'Nội dung kế hoạch' : plan.issued_version !== null ? `Bản sửa đổi ${review.version.version}` : plan.origin === 'authored' ? (plan.kind === 'dispatch' ? 'Soạn công văn' : 'Soạn kế hoạch') : review.imported ? 'Kiểm tra nội dung đã đọc' : 'Nội dung kế hoạch', status,
    crumb: <><a href={hrefOf(plan.id)}>{plan.title || 'Kế hoạch chưa có tên'}</a> · {review.imported ? <>nhập từ <a href={hrefOf(plan.id, '/tep')} data-turbo="false"><b>{review.imported.fileName}</b></a></> : lowerFirst(PLAN_ORIGIN_LABEL[plan.origin])}</>,
    acts: <ReviewActs review={review} checks={checks} sure={sure} waiting={waiting} mayWrite={mayWrite} mayIssue={await visit.may('plans.issue', plan.owner_id)} />,
    message: <>{editable ? await citedAbove(visit, review) : null}<ReviewMessages visit={visit} review={review} refused={refused} tasks={tasks} editable={editable} /></>,
  }, <>{section === 'nhiem-vu' || refused?.form === 'checks' ? <ChecksCard review={review} checks={checks} place={editable ? draftPlace(review) : () => null} mayAnswer={editable} refused={refused?.form === 'checks' ? { values: refused.values, errors: refused.errors } : undefined} /> : null}<ReviewLayout paper={paper} openPath={openPath} section={section} heading={heading} counts={counts} href={(one) => tabHref(review, one)}>
    {section !== 'nhiem-vu' ? <SectionView review={review} section={section} item={item} editable={editable} hrefOf={(open) => tabHref(review, section, open)} />
      : <>{fresh}{tasks.length ? <TaskList tasks={shownTasks} openId={openId} open={openView} hrefOf={(task) => taskHref(review, task)} addHref={editable ? `${tabHref(review, 'nhiem-vu', NEW)}#nv-${NEW}` : null} follows={follows} renumberHref={editable && checks.findings.some(({ code }) => code === 'numbering' || code === 'order') ? hrefOf(plan.id, '/so-muc') : null} />
        : fresh ? null : <Empty title="Chưa có nhiệm vụ nào" action={editable ? <LinkButton href={tabHref(review, 'nhiem-vu', NEW)} kind="primary">Thêm nhiệm vụ</LinkButton> : undefined}>Thêm từng nhiệm vụ như trong văn bản: ai làm, bao nhiêu, khi nào.</Empty>}</>}
  </ReviewLayout></>);
}

const sectionOf = (form: string): Section => SECTIONS.find((one) => one === form.split(':')[0]) ?? 'nhiem-vu';

const OpenTask = ({ review, task, refused, names, canSee, follows }: { review: PlanReview; task: TaskView; refused: Refused | undefined; names: readonly string[]; canSee: boolean; follows: string | null }) => {
  const values = taskValues(task), paragraph = task.path && review.imported ? paragraphsOf(review.imported.spans, task.path)[0] ?? task.paragraphs[0] : task.paragraphs[0];
  // A form that was refused keeps the version it was made from; a stale one takes the new version, now that the other's change is shown.
  const version = refused?.status === 422 ? Number(refused.values.text('_version')) || task.version : task.version;
  const form = refused ? { values: refused.values, errors: refused.errors } : filledForm({ ...values, ...preselected(task) });
  return <TaskForm task={{ ...task, version }} form={form} action={hrefOf(review.plan.id, `/nhiem-vu/${task.id}`)} dropAction={hrefOf(review.plan.id, `/nhiem-vu/${task.id}/bo`)}
    closeHref={tabHref(review, 'nhiem-vu', '-')} unitNames={names} paragraphHref={canSee && paragraph ? `#vb-${paragraph}` : null} follows={follows} themes={review.version.content.themes.map(({ title }) => title)} />;
};

/** The likeliest reading of a name that is not settled is offered as chosen; saving it is the person's word. */
const preselected = (task: TaskView): Record<string, string> => Object.fromEntries(task.parties.filter((party) => party.ref === null && party.likely).map((party) => [`p.${party.id}.ref`, party.options[0]?.value ?? '']));

const NewTask = ({ review, refused, names }: { review: PlanReview; refused: Refused | undefined; names: readonly string[] }) => {
  const empty: TaskView = { id: NEW as Id, version: 0, parties: [], path: null, paragraphs: [], effect: { obligations: 0, lines: [], missing: [] }, content: {
    printedIndex: '', title: '', parentIndex: null, parentTitle: null, channel: null, product: null, themes: [], timing: null, period: null, rates: [], amount: null, deadline: null, roll: 'none', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null } };
  return <TaskForm isNew task={empty} form={refused ? { values: refused.values, errors: refused.errors } : filledForm(taskValues(empty))} action={hrefOf(review.plan.id, '/nhiem-vu')} dropAction={null} closeHref={tabHref(review, 'nhiem-vu', '-')} unitNames={names} paragraphHref={null} />;
};

/** What may be done with the draft now: one primary act, and why not when it is not yet possible. */
const ReviewActs = ({ review, checks, sure, waiting, mayWrite, mayIssue }: { review: PlanReview; checks: PlanChecks; sure: number; waiting: number; mayWrite: boolean; mayIssue: boolean }) => {
  const { plan } = review, authored = plan.origin === 'authored' && plan.issued_version === null;
  // Papers signed elsewhere are as they are: what differs is shown, and holds nothing up.
  const blocking = [...review.problems, ...(plan.origin === 'authored' ? [...checks.errors, ...checks.open] : [])], problems = blocking.length;
  if (!isEditable(review)) return <Chip tone={STATUS_TONE[plan.status]}>{PLAN_STATUS_LABEL[plan.status]}</Chip>;
  const act = authored ? (plan.kind === 'dispatch' ? 'Trình duyệt công văn' : 'Trình duyệt kế hoạch') : plan.issued_version !== null ? 'Xem thay đổi' : 'Ban hành';
  return <>
    <Chip tone="good">{formatNumber(sure)} mục chắc chắn</Chip>
    {waiting ? <Chip tone="soon" sign="?">{formatNumber(waiting)} mục cần chọn</Chip> : null}
    {plan.status !== 'draft' && plan.issued_version === null ? <Chip tone={STATUS_TONE[plan.status]}>{PLAN_STATUS_LABEL[plan.status]}</Chip> : null}
    {!(authored ? mayWrite && plan.status === 'draft' : mayIssue) ? null
      : problems ? <><button class="button primary" type="button" disabled aria-describedby="chua-xong">{act}</button><span id="chua-xong" class="visually-hidden">Còn {problems} chỗ chưa xong: {blocking[0]!.sentence}</span></>
        : authored ? <Form action={hrefOf(plan.id, '/trinh')} version={plan.row_version} inline><Submit>{act}</Submit></Form>
          : <LinkButton href={hrefOf(plan.id, '/ban-hanh')} kind="primary">{act}</LinkButton>}
  </>;
};

const ReviewMessages = ({ visit, review, refused, tasks, editable }: { visit: Visit; review: PlanReview; refused: Refused | undefined; tasks: readonly TaskView[]; editable: boolean }) => {
  const { plan } = review, stale = refused?.status === 409 ? differences(refused, review, tasks) : [];
  const warnings = review.imported?.warnings ?? [], doubtful = tasks.filter((task) => doubtOf(task) !== null).length, others = review.problems.filter((problem) => !tasks.some((task) => task.id === problem.taskId && doubtOf(task) !== null));
  return <>
    {plan.returned_reason && editable ? <Message kind="warn" title="Bị trả lại">{plan.returned_reason}</Message> : null}
    {refused?.status === 409 ? <Message kind="bad" title={Object.values(refused.errors)[0] ?? 'Người khác vừa thay đổi nội dung này.'}>{stale.length ? <ul>{stale.map((one) => <li>{one}</li>)}</ul> : null}</Message> : null}
    {visit.c.req.query('nhap') ? <Message kind="ok"><b>Đã đọc xong: {formatNumber(tasks.length)} nhiệm vụ.</b> {doubtful ? `Còn ${formatNumber(doubtful)} mục cần chọn cơ quan, xếp ở đầu danh sách.` : 'Mọi cơ quan chủ trì đều rõ. Xem lại rồi bấm Ban hành.'}{warnings.length ? <> <small>{warnings.join(' ')}</small></> : null}</Message> : null}
    {visit.c.req.query('lap') && !refused ? <Message kind="ok" title={`Đã lập dự thảo: ${formatNumber(tasks.length)} nhiệm vụ theo kế hoạch cấp trên.`}>Sửa cho hợp với đơn vị, thêm hoặc bỏ nhiệm vụ, rồi trình duyệt.</Message> : null}
    {visit.c.req.query('cong-van') && !refused ? <Message kind="ok" title={`Đã tạo dự thảo công văn: ${formatNumber(tasks.length)} yêu cầu.`}>Kiểm tra định mức, hạn và đơn vị của từng yêu cầu. <a href={hrefOf(plan.id, '/van-ban.docx')} data-turbo="false">Xem bản Word</a>.</Message> : null}
    {visit.c.req.query('chep') && !refused ? <Message kind="ok" title={`Đã chép ${formatNumber(tasks.length)} nhiệm vụ sang năm ${plan.year ?? ''}.`}>Xem lại các ngày và căn cứ; số, ngày ký để trống.</Message> : null}
    {visit.c.req.query('luu') && !refused ? <Message kind="ok">Đã lưu.</Message> : null}
    {others.length && editable && tasks.length ? <Message kind="warn" title="Chưa ban hành được"><ul>{others.slice(0, 6).map(({ sentence, taskId }) => <li>{taskId ? <a href={taskHref(review, { id: taskId })}>{sentence}</a> : sentence}</li>)}</ul></Message> : null}
  </>;
};

export function taskOf(review: PlanReview, id: string): TaskView {
  const row = review.tasks.find((task) => task.id === id);
  if (!row) throw notFound('nhiệm vụ này');
  return taskView(row);
}
