import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import { AppError } from '#kernel/app-error.ts';
import { readForm } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { filledForm, Form, SelectField, Submit } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { differencesOf, demands, verdictOf, type Difference } from '../rules/demand.ts';
import { COVERS, coverText, differenceText } from '../rules/coverage.ts';
import type { Addressed } from '../rules/derive.ts';
import { proposeLinks } from '../rules/match-tasks.ts';
import { joinNumber, OWING_ROLES } from '../rules/content.ts';
import { calendarFor, parentCandidates, planChecks, type PlanChecks, type PlanReview } from '../store.ts';
import { houseAbove, readablePlan } from './access.ts';
import { contentOfTask, hrefOf, isEditable, reviewOf } from './load.ts';
import { taskHref as taskPageHref } from './task-page.tsx';
import { rateText, timingText } from './words.ts';

const says = ({ content }: Addressed['task']): string => (content.rates.length ? content.rates.map(rateText).join('; ') : timingText(content.timing, content.period));

interface Row { readonly one: Addressed; readonly own: PlanReview['tasks']; readonly cover: keyof typeof COVERS | null; readonly differences: readonly Difference[]; readonly omission: string | null; readonly proposed: Id | null }

/** The plan above beside this one, task by task: what carries out what, what is left out and why, and what could still be taken up. */
export async function againstPage(visit: Visit, refused?: { sentence: string; status: 409 | 422 }): Promise<Response> {
  const plan = await readablePlan(visit), review = await reviewOf(visit), checks = await planChecks(visit.db, review, visit.today), { above } = checks;
  const mayWrite = await visit.may('plans.write', plan.owner_id), editable = mayWrite && isEditable(review) && (plan.status === 'draft' || plan.issued_version !== null);
  const message = refused ? <Message kind="bad">{refused.sentence}</Message> : visit.c.req.query('luu') ? <Message kind="ok">Đã lưu.</Message> : null;
  const page = { title: above ? `Đối chiếu với ${above.citation}` : 'Gắn với kế hoạch cấp trên', crumb: <a href={hrefOf(plan.id)}>{plan.title}</a>, status: refused?.status ?? 200 as const, message };
  if (!above) return consolePage(visit, page, <ParentCard review={review} candidates={mayWrite ? await candidatesFor(visit, review) : []} mayWrite={mayWrite} />);
  const rows = await rowsOf(visit, review, checks), owing = rows.filter(({ one }) => one.role === 'owing'), offered = rows.filter(({ one }) => one.role === 'coordinating');
  const open = rows.filter(({ own, proposed }) => own.length === 0 && proposed);
  return consolePage(visit, { ...page, acts: <LinkButton href={hrefOf(plan.id, plan.status === 'draft' ? '/kiem-tra' : '')}>Về kế hoạch</LinkButton> }, <>
    <Card id="duoc-giao" title={`${owing.length} nhiệm vụ được giao`} pad={false} tools={open.length && mayWrite ? <Chip tone="soon" sign="?">{open.length} cặp đề xuất</Chip> : undefined}>
      {owing.length ? <Rows rows={owing} review={review} above={above} editable={editable} mayWrite={mayWrite} /> : <Empty title={`${above.citation} không giao nhiệm vụ nào cho ${checks.house.name}`}>Chọn lại kế hoạch cấp trên ở dưới.</Empty>}
    </Card>
    {offered.length ? <Card id="phoi-hop" title={`${offered.length} nhiệm vụ chỉ phối hợp`} pad={false}><Rows rows={offered} review={review} above={above} editable={editable} mayWrite={mayWrite} /></Card> : null}
    {mayWrite && review.tasks.length ? <Form id="gan" action={hrefOf(plan.id, '/lien-ket')}><div class="row"><Submit kind={open.length ? 'primary' : ''}>Xác nhận các mục đã chọn</Submit></div></Form> : null}
    {mayWrite ? <details><summary>Kế hoạch cấp trên không phải {above.citation}</summary><ParentCard review={review} candidates={await candidatesFor(visit, review)} mayWrite={mayWrite} /></details> : null}
  </>);
}

const Rows = ({ rows, review, above, editable, mayWrite }: { rows: readonly Row[]; review: PlanReview; above: NonNullable<PlanChecks['above']>; editable: boolean; mayWrite: boolean }) => <Table caption="Nhiệm vụ của cấp trên và mục thực hiện" top rows={rows} columns={[
  { head: 'Cấp trên giao', cell: ({ one: { task, optional, role } }) => <><a href={taskPageHref(above.plan.id, task.itemId)}>{task.content.printedIndex} {task.content.title}</a><br /><small>{[says(task), optional && role === 'owing' ? 'khi có điều kiện' : ''].filter(Boolean).join(' · ')}</small></> },
  { head: 'Kế hoạch này', cell: (row) => <>
    {row.own.map((task) => <p><a href={editable ? hrefOf(review.plan.id, `/kiem-tra?muc=nhiem-vu&mo=${task.id}#nv-${task.id}`) : taskPageHref(review.plan.id, task.item_id)}>{task.printed_index} {task.title}</a></p>)}
    {row.cover ? <Chip tone={COVERS[row.cover].tone}>{coverText(row.cover, row.differences)}</Chip> : null}
    {row.differences.map((one) => <p><small>{differenceText(one)}</small></p>)}
    {row.omission ? <p><small>Không thực hiện, lý do: {row.omission}</small></p> : null}
    {mayWrite && review.tasks.length && row.own.length === 0 ? <label class="field"><small>{row.proposed ? 'Đề xuất' : 'Mục thực hiện'}</small>
      <select form="gan" name={`link.${row.one.task.itemId}`}><option value="">Chưa có mục nào</option>{review.tasks.map((task) => <option value={task.item_id} selected={task.item_id === row.proposed}>{task.printed_index} {task.title.length > 70 ? `${task.title.slice(0, 70)}…` : task.title}</option>)}</select></label> : null}
    {mayWrite && row.own.length === 0 ? <div class="row">
      {editable ? <Form action={hrefOf(review.plan.id, '/tu-cap-tren')} inline><input type="hidden" name="parentItemId" value={row.one.task.itemId} /><Submit kind="">Thêm vào kế hoạch<span class="visually-hidden"> nhiệm vụ {row.one.task.content.printedIndex}</span></Submit></Form> : null}
      {row.one.role === 'owing' && !row.omission ? <details><summary>Không thực hiện</summary><Form action={hrefOf(review.plan.id, '/khong-thuc-hien')}><input type="hidden" name="parentItemId" value={row.one.task.itemId} />
        <label class="field"><span>Lý do</span><textarea name="reason" rows={2} maxlength={500} required /></label><div class="row"><Submit kind="danger">Ghi lý do</Submit></div></Form></details> : null}
    </div> : null}
  </> },
  { head: '', cell: (row) => (!mayWrite ? null : row.own.length ? row.own.map((task) => <Form action={hrefOf(review.plan.id, '/lien-ket/bo')} inline><input type="hidden" name="itemId" value={task.item_id} /><input type="hidden" name="parentItemId" value={row.one.task.itemId} /><Submit kind="quiet">Bỏ gắn<span class="visually-hidden"> mục {task.printed_index}</span></Submit></Form>)
    : null) },
]} />;

async function rowsOf(visit: Visit, review: PlanReview, { above, addressed, links, omissions }: PlanChecks): Promise<Row[]> {
  const { version } = review, windows = [version, above!.version], calendar = await calendarFor(visit.db, windows), demandOf = demands(calendar);
  const own = review.tasks.filter((task) => !links.some((link) => link.item_id === task.item_id)), bare = addressed.filter(({ task }) => !links.some((link) => link.parent_item_id === task.itemId));
  const proposed = new Map<string, Id>(proposeLinks(bare.filter(({ role }) => role === 'owing').map(({ task }) => ({ itemId: task.itemId, content: task.content })), own.map((task) => ({ itemId: task.item_id, content: contentOfTask(task) }))).map((one) => [one.parentItemId, one.itemId]));
  return addressed.map((one): Row => {
    const mine = review.tasks.filter((task) => links.some((link) => link.item_id === task.item_id && link.parent_item_id === one.task.itemId)), omission = omissions.find((row) => row.parent_item_id === one.task.itemId)?.reason ?? null;
    const differences = one.role === 'owing' && mine.length ? differencesOf({ demand: { ...demandOf(one.task.content, { from: above!.version.window_from, to: above!.version.window_to }), optional: one.optional }, units: one.times },
      mine.map((task) => ({ demand: demandOf(contentOfTask(task), { from: version.window_from, to: version.window_to }), units: Math.max(1, task.parties.filter((party) => OWING_ROLES.has(party.role) && !party.dropped_reason).reduce((sum, party) => sum + party.members, 0)) }))) : [];
    const cover = one.role !== 'owing' ? null : mine.length ? verdictOf(differences) : omission ? 'dropped' : one.optional ? null : 'missing';
    return { one, own: mine, cover, differences, omission, proposed: omission ? null : (proposed.get(one.task.itemId) ?? null) };
  });
}

type Candidate = Awaited<ReturnType<typeof parentCandidates>>[number];
async function candidatesFor(visit: Visit, review: PlanReview): Promise<readonly Candidate[]> {
  const above = [...(await houseAbove(visit))].filter((id) => id !== signedIn(visit).organisationId);
  return parentCandidates(visit.db, { review, ownerIds: above, year: review.plan.year ?? yearOf(visit.today) });
}

const ParentCard = ({ review, candidates, mayWrite }: { review: PlanReview; candidates: readonly Candidate[]; mayWrite: boolean }) => <Card id="cap-tren" title="Kế hoạch cấp trên">
  {!mayWrite ? <p>Kế hoạch này chưa gắn với kế hoạch nào của cấp trên.</p>
    : candidates.length === 0 ? <Empty title="Chưa có kế hoạch nào của cấp trên trong hệ thống">Khi cấp trên ban hành kế hoạch, chọn kế hoạch đó ở đây để đối chiếu.</Empty>
      : <Form action={hrefOf(review.plan.id, '/doi-chieu')}>
        {candidates[0]!.cited ? <p>Kế hoạch này viện dẫn <b>{joinNumber(candidates[0]!.number, candidates[0]!.notation)}</b>; Loa đề xuất chọn kế hoạch đó.</p> : null}
        <SelectField form={filledForm({ parent: review.plan.parent_plan_id ?? (candidates[0]!.cited ? candidates[0]!.id : '') })} name="parent" label="Kế hoạch này thực hiện" required empty="Không gắn với kế hoạch nào"
          choices={candidates.map((one) => ({ value: one.id, label: `${joinNumber(one.number, one.notation) ?? 'chưa có số'} · ${one.issuer_name} · ${one.title}${one.cited ? ' (được viện dẫn)' : ''}` }))} />
        <div class="row"><Submit>Gắn với kế hoạch này</Submit></div>
      </Form>}
</Card>;

/** A refusal of one of the small forms of the page: said above, nothing else was typed. */
export async function refusingAgainst(visit: Visit, run: (values: Awaited<ReturnType<typeof readForm>>) => Promise<Response>): Promise<Response> {
  const values = await readForm(visit.c);
  try { return await run(values); } catch (error) {
    if (error instanceof AppError && (error.status === 409 || error.status === 422)) return againstPage(visit, { sentence: error.message, status: error.status });
    throw error;
  }
}
