import type { Child } from 'hono/jsx';
import type { Id } from '#kernel/id.ts';
import { filledForm, Form, Submit, TextArea, type FormState } from '#ui/forms.tsx';
import { Card, Chip, LinkButton } from '#ui/parts.tsx';
import { grouped, severityOf, type CheckCode } from '../rules/cascade-checks.ts';
import type { AnsweredFinding, PlanChecks, PlanReview } from '../store.ts';
import { hrefOf } from './load.ts';
import { taskHref as taskPageHref } from './task-page.tsx';

/** Where a finding is put right: the open task of the draft, or the part of the document. */
export type PlaceHref = (finding: AnsweredFinding) => string | null;
const HERE: Readonly<Partial<Record<CheckCode, string>>> = { form: 'the-thuc', wording: 'the-thuc', superseded: 'can-cu', theme: 'noi-dung' };

export const draftPlace = (review: PlanReview): PlaceHref => ({ code, here }) => {
  const task = here?.itemId ? review.tasks.find((row) => row.item_id === here.itemId) : null;
  return task ? hrefOf(review.plan.id, `/kiem-tra?muc=nhiem-vu&mo=${task.id}#nv-${task.id}`) : HERE[code] ? hrefOf(review.plan.id, `/kiem-tra?muc=${HERE[code]}`) : null;
};

const Finding = ({ one, href, aboveId }: { one: AnsweredFinding; href: string | null; aboveId: Id | null }) => <li>
  {one.sentence}{' '}
  <small>{one.answer ? <>Giữ như vậy, lý do: {one.answer.reason} ({one.answer.answered_by_name})</> : one.wayOut}</small>{' '}
  <small>{href ? <a href={href}>{one.here?.itemId ? `Mục ${one.here.index}` : 'Mở chỗ này'}</a> : null}{href && one.there?.itemId && aboveId ? ' · ' : null}{one.there?.itemId && aboveId ? <a href={taskPageHref(aboveId, one.there.itemId)}>{one.there.index} của cấp trên</a> : null}</small>
</li>;

const List = ({ findings, place, aboveId }: { findings: readonly AnsweredFinding[]; place: PlaceHref; aboveId: Id | null }) => <>{grouped(findings).map((group) => <div>
  <h3>{group.title}</h3>
  <ul>{group.findings.map((one) => <Finding one={one as AnsweredFinding} href={place(one as AnsweredFinding)} aboveId={aboveId} />)}</ul>
</div>)}</>;

/**
 * What was checked, grouped: what the form forbids, what differs from the plan above, what is worth a look; and the form by which an open
 * difference is answered. `place` null: the plan cannot be edited here.
 */
export const ChecksCard = ({ review, checks, place, mayAnswer, refused }: { review: PlanReview; checks: PlanChecks; place: PlaceHref; mayAnswer: boolean; refused?: FormState | undefined }) => {
  const { above, errors, open, findings } = checks, aboveId = above?.plan.id ?? null, rest = findings.filter((one) => severityOf(one) === 'advice'), answered = findings.filter((one) => severityOf(one) === 'answer' && one.answer);
  const owing = checks.addressed.filter(({ role }) => role === 'owing').length, form = refused ?? filledForm({});
  if (!above && findings.length === 0) return null;
  const chips: Child = <>
    {errors.length ? <Chip tone="late">{errors.length} lỗi phải sửa</Chip> : null}{open.length ? <Chip tone="soon">{open.length} chỗ cần xem</Chip> : null}
    {!errors.length && !open.length ? <Chip tone="good">{answered.length || checks.omissions.length ? 'đã ghi lý do' : above ? `khớp với ${above.citation}` : 'không có lỗi'}</Chip> : null}
    {above ? <LinkButton href={hrefOf(review.plan.id, '/doi-chieu')} kind="small">Đối chiếu {owing} nhiệm vụ</LinkButton> : null}
  </>;
  return <Card title="Kiểm tra kế hoạch" id="kiem" tools={chips}>
    {!errors.length && !open.length ? <p>{above ? `${owing} nhiệm vụ của ${above.citation} giao cho ${checks.house.name} đều có mục thực hiện${answered.length || checks.omissions.length ? ' hoặc lý do' : '; định mức và hạn không thấp hơn, không muộn hơn'}.` : 'Không có chỗ nào phải sửa.'}</p> : null}
    <List findings={errors} place={place} aboveId={aboveId} />
    <List findings={open} place={place} aboveId={aboveId} />
    {open.length && mayAnswer ? <details open={Boolean(refused)}><summary>Vẫn giữ như vậy: ghi lý do</summary>
      <Form action={hrefOf(review.plan.id, '/ly-do')} keep={`ly-do-${review.plan.id}`}>
        <fieldset class="field"><legend>Lý do này cho</legend>{open.map((one) => <label class="choice"><input type="checkbox" name="finding[]" value={one.key} checked={refused ? form.values.texts('finding[]').includes(one.key) : true} /><span>{one.sentence}</span></label>)}</fieldset>
        <TextArea form={form} name="reason" label="Lý do" hint="Ghi trong nhật ký và hiện cùng kế hoạch." required rows={2} maxlength={500} />
        <div class="row"><Submit kind="">Ghi lý do</Submit></div>
      </Form></details> : null}
    {answered.length ? <details><summary>{answered.length} chỗ khác cấp trên, đã ghi lý do</summary><List findings={answered} place={place} aboveId={aboveId} /></details> : null}
    {rest.length ? <details><summary>{rest.length} gợi ý</summary><List findings={rest} place={place} aboveId={aboveId} /></details> : null}
    {checks.omissions.length ? <details><summary>{checks.omissions.length} nhiệm vụ của cấp trên không thực hiện, có lý do</summary><ul>{checks.omissions.map((one) => { const task = above?.tasks.find(({ itemId }) => itemId === one.parent_item_id); return <li>{task ? `${task.content.printedIndex} ${task.content.title}` : 'Nhiệm vụ không còn trong kế hoạch cấp trên'}. <small>Lý do: {one.reason} ({one.made_by_name})</small></li>; })}</ul></details> : null}
  </Card>;
};

/** "theo nhiệm vụ III.3 của KH 07/KH-UBND", by task of the plan. */
export function followsOf(review: PlanReview, { above, links }: PlanChecks): ReadonlyMap<string, string> {
  if (!above) return new Map();
  const indexOf = new Map<string, string>(above.tasks.map(({ itemId, content }) => [itemId, content.printedIndex]));
  return new Map(review.tasks.flatMap((row) => {
    const parents = links.filter((link) => link.item_id === row.item_id).map((link) => indexOf.get(link.parent_item_id)).filter(Boolean);
    return parents.length ? [[row.id as string, `theo nhiệm vụ ${parents.join(', ')} của ${above.citation}`] as const] : [];
  }));
}
