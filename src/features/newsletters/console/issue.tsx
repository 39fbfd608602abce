import { z } from 'zod';
import { formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import type { Acting } from '#platform/acting.ts';
import { submit } from '#platform/http/forms.ts';
import { originOf, type Visit } from '#platform/http/visit.ts';
import { portalAnswer } from '#features/sites/answer.tsx';
import { addressOf, publicItem, publicItemsById, sitePlaces } from '#features/sites/store.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { approveIssue, returnIssue, submitIssue } from '../actions/approve-issue.ts';
import { discardIssue } from '../actions/compose-issue.ts';
import type { Which } from '../actions/held.ts';
import { printName, publishIssue, withdrawIssue } from '../actions/publish-issue.ts';
import { issuePicture, IssueView } from '../issue-view.tsx';
import { printIssue } from '../print.ts';
import { numberInWords } from '../rules/contents.ts';
import { may, type IssueVerb } from '../rules/states.ts';
import { issueToPrint, shownIssue } from '../shown.ts';
import { sendingStates } from '../store/letters.ts';
import type { IssueRow } from '../store/rows.ts';
import { subscriptionCounts } from '../store/subscriptions.ts';
import { BASE, notArrived, issueOf, ISSUES, seenField, SERIES, StateChip, versionFor, type Refused } from './parts.tsx';

/** One issue: what is in it, and what is to be done next. */
export async function issuePage(visit: Visit, refused?: Refused): Promise<Response> {
  const { one, newsletter } = await issueOf(visit), unit = one.organisation_id, [mayCompose, mayApprove] = [await visit.may('newsletters.compose', unit), await visit.may('newsletters.approve', unit)];
  const can = (verb: IssueVerb): boolean => may(one.status, verb) && (['write', 'submit', 'discard'].includes(verb) ? mayCompose : mayApprove), seen = versionFor(one, refused), shown = await shownIssue(visit.db, one, visit.today);
  const counted = one.deliverable_id ? await deliverableView(visit.db, one.deliverable_id) : null, readers = (await subscriptionCounts(visit.db, [newsletter.id])).get(newsletter.id)!.active, [sending] = await sendingStates(visit.db, { issueId: one.id }, 1);
  const item = one.published_at ? await publicItem(visit.db, one.id) : null, place = item && (await sitePlaces(visit.db, [item.organisation_id], visit.today)).get(item.organisation_id), address = item && place ? addressOf(place, item.path) : null;
  return consolePage(visit, {
    title: one.title, status: refused?.status ?? 200, crumb: <><a href={BASE}>Bản tin</a> · <a href={`${SERIES}/${newsletter.id}`}>{newsletter.name}</a></>,
    acts: <><StateChip status={one.status} />{can('write') ? <LinkButton href={`${ISSUES}/${one.id}/soan`} kind={one.status === 'returned' || !one.article_ids.length ? 'primary' : ''}>{one.article_ids.length ? 'Sửa' : 'Chọn bài'}</LinkButton> : null}
      {one.article_ids.length && one.status !== 'published' ? <LinkButton href={`${ISSUES}/${one.id}/xem-trang`}>Xem thử trang</LinkButton> : null}{one.article_ids.length ? <LinkButton href={`${ISSUES}/${one.id}/ban-in.pdf`} download>Bản in</LinkButton> : null}{one.status === 'published' && address ? <LinkButton href={address}>Xem trang đã phát hành</LinkButton> : null}</>,
    message: <>
      {refused ? <ErrorSummary errors={refused.form.errors} /> : null}
      {one.status === 'returned' ? <Message kind="warn" title={`Bị trả lại để sửa, ${one.returned_by_name}`}>{one.returned_reason}</Message> : null}
      {one.status === 'withdrawn' ? <Message kind="warn" title={`Đã thu hồi ${one.withdrawn_at ? formatInstant(one.withdrawn_at) : ''}, ${one.withdrawn_by_name}`}>{one.withdrawn_reason}</Message> : null}
    </>,
  }, <>
    {can('submit') && one.article_ids.length ? <Card title="Trình duyệt" id="trinh"><p>Sau khi trình, số này không sửa được nữa trừ khi bị trả lại. Hãy mở bản in xem trước một lượt.</p><Act one={one} seen={seen} path="trinh"><Submit kind={one.status === 'draft' ? 'primary' : ''}>Trình duyệt</Submit></Act></Card> : null}
    {can('approve') ? <Card title="Duyệt số này" id="duyet"><p>{one.submitted_by_name} trình {one.submitted_at ? formatInstant(one.submitted_at) : ''}. Xem nội dung bên dưới và bản in rồi duyệt hoặc trả lại.</p><Act one={one} seen={seen} path="duyet"><Submit>Duyệt</Submit></Act><Return one={one} seen={seen} refused={refused} /></Card> : null}
    {can('publish') ? <Card title="Phát hành" id="phat-hanh"><p>{one.approved_by_name} đã duyệt. Phát hành xong, số này có trang riêng, được tính vào việc phải làm, và thư tự đi tới {formatNumber(readers)} người đã đăng ký. Không sửa được nữa.</p><Act one={one} seen={seen} path="phat-hanh" confirm={`Phát hành “${one.title}”?`}><Submit>Phát hành</Submit></Act><Return one={one} seen={seen} refused={refused} /></Card> : null}
    {sending ? <Card title="Thư gửi người nhận" id="thu"><Facts rows={[['Đã đi', formatNumber(sending.sent)], ['Đang chờ', sending.stopped_at ? 'đã dừng' : sending.queued_at ? `${formatNumber(sending.waiting)}${sending.late ? `, trong đó ${formatNumber(sending.late)} thử lại` : ''}` : visit.deps.config.mail ? 'đang lập danh sách' : 'máy chủ chưa cấu hình gửi thư (LOA_SMTP_URL)'], ['Không đến', notArrived(sending)], ...(sending.dropped ? [['Không gửi nữa', formatNumber(sending.dropped)] as const] : [])]} /></Card> : null}
    <Card title={`${numberInWords(one)}`} id="noi-dung">{one.sections.length ? one.sections.map((section) => <section><h3>{section.heading || 'Đầu bản tin'}</h3><ul>{section.entries.map((entry) => { const article = shown.articles.get(entry.articleId); return <li><a href={`/lam-viec/tin-bai/${entry.articleId}`}>{article?.title ?? 'Bài không rõ'}</a>{entry.lead ? <> <Chip tone="info">bài chính</Chip></> : null}{article?.live === false ? <> <Chip tone="late">đã gỡ</Chip></> : null}<br /><small>{entry.text ?? article?.summary}</small></li>; })}</ul></section>) : <p>Chưa chọn bài nào.</p>}</Card>
    <Card title="Quá trình" id="qua-trinh"><Facts rows={[
      ['Người soạn', `${one.author_name}, sửa gần nhất ${formatInstant(one.changed_at)} (${one.changed_by_name})`],
      ...(one.submitted_at ? [['Trình', `${one.submitted_by_name}, ${formatInstant(one.submitted_at)}`] as const] : []),
      ...(one.approved_at ? [['Duyệt', <>{one.approved_by_name}, {formatInstant(one.approved_at)}{one.self_approved ? <> <Chip tone="soon">tự duyệt</Chip></> : null}</>] as const] : []),
      ...(one.published_at ? [['Phát hành', formatInstant(one.published_at)] as const, ['Địa chỉ ngắn', <a href={`/x/${one.id}`}>/x/{one.id}</a>] as const] : []),
      ...(counted ? [['Được tính', <><a href={`/lam-viec/ket-qua/${counted.id}`}>Kết quả đã ghi</a>: {counted.status === 'withdrawn' ? 'không tính nữa' : counted.credits.length ? counted.credits.map((credit) => `${credit.title} (${credit.periodLabel})`).join('; ') : 'không thuộc nhiệm vụ nào đang chạy'}</>] as const] : []),
    ]} /></Card>
    {can('discard') ? <Card title="Bỏ số này" id="bo"><Act one={one} seen={seen} path="bo" confirm={`Bỏ “${one.title}”?`}><p>Số chưa phát hành được xóa, số thứ tự dùng lại được.</p><Submit kind="danger">Bỏ số đang soạn</Submit></Act></Card> : null}
    {can('withdraw') ? <Card title="Thu hồi" id="thu-hoi"><details open={refused?.of === 'thu-hoi'}><summary>Thu hồi số này</summary><Form action={`${ISSUES}/${one.id}/thu-hoi`} version={seen}><div class="fields"><p>Trang sẽ hiện lý do và ngày thu hồi; số này không được tính nữa; thư chưa gửi sẽ dừng. Số đã thu hồi không phát hành lại được.</p><TextArea form={formFor(refused, 'thu-hoi')} name="reason" label="Lý do thu hồi" required rows={2} maxlength={1000} /><Submit kind="danger">Thu hồi</Submit></div></Form></details></Card> : null}
  </>);
}

const Act = ({ one, seen, path, confirm, children }: { one: IssueRow; seen: number; path: string; confirm?: string; children?: unknown }) => <Form action={`${ISSUES}/${one.id}/${path}`} version={seen} {...(confirm ? { confirm } : {})}>{children as never}</Form>;
const formFor = (refused: Refused | undefined, of: string): FormState => (refused?.of === of ? refused.form : filledForm({}));
const Return = ({ one, seen, refused }: { one: IssueRow; seen: number; refused: Refused | undefined }) => <details open={refused?.of === 'tra-lai'}><summary>Trả lại để sửa</summary>
  <Form action={`${ISSUES}/${one.id}/tra-lai`} version={seen}><div class="fields"><TextArea form={formFor(refused, 'tra-lai')} name="reason" label="Cần sửa gì" required rows={3} maxlength={1000} /><Submit kind="">Trả lại</Submit></div></Form></details>;

/** The web page as readers will see it. */
export async function issuePreview(visit: Visit): Promise<Response> {
  const { one } = await issueOf(visit), shown = await shownIssue(visit.db, one, visit.today), places = new Map((await publicItemsById(visit.db, one.article_ids)).map((item) => [item.id, `/x/${item.id}`]));
  return portalAnswer(visit, { organisationId: one.organisation_id }, { kind: 'html', title: `Xem thử: ${one.title}`, tags: [], unlisted: true, content: <>
    <p class="note" role="note">Bản xem thử trong hệ thống; người đọc chỉ thấy sau khi phát hành.</p>
    <IssueView shown={shown} options={{ articleHref: (id) => places.get(id) ?? `/x/${id}`, pdfHref: null, subscribeHref: null, picture: issuePicture }} /></> });
}

/** The print as it went out, or as it would now. */
export async function issuePdf(visit: Visit): Promise<Response> {
  const { one } = await issueOf(visit), bytes = one.pdf_sha256 ? new Uint8Array(await visit.deps.files.read(one.pdf_sha256)) : await printIssue(visit.deps.files, await issueToPrint(visit.db, one, visit.today, originOf(visit)));
  return visit.c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${printName(one)}"`, 'cache-control': 'private, no-store' });
}

/** Each post of an issue's page: read the form, one action, back to the page; a refusal shows the page with what was typed. */
const verb = <S extends z.ZodRawShape>(of: string, fields: S, run: (visit: Visit, a: Acting, which: Which, input: z.infer<z.ZodObject<S>>) => Promise<unknown>, gone = false) => async (visit: Visit): Promise<Response> => {
  const { one } = await issueOf(visit);
  return submit(visit.c, z.object({ ...seenField, ...fields }), {
    run: async (input) => {
      await visit.act((a) => run(visit, a, { issueId: one.id, rowVersion: Number((input as { _version: number })._version) }, input as never));
      return visit.c.redirect(gone ? BASE : `${ISSUES}/${one.id}`, 303);
    },
    refuse: (values, errors, status) => issuePage(visit, { form: { values, errors }, status, of }),
  });
};
const reason = { reason: z.string().default('') };
export const submitPost = verb('trinh', {}, (_, a, which) => submitIssue(a, which));
export const approvePost = verb('duyet', {}, (_, a, which) => approveIssue(a, which));
export const returnPost = verb('tra-lai', reason, (_, a, which, input) => returnIssue(a, { ...which, reason: input.reason }));
export const publishPost = verb('phat-hanh', {}, (visit, a, which) => publishIssue(a, { files: visit.deps.files, origin: originOf(visit) }, which));
export const withdrawPost = verb('thu-hoi', reason, (_, a, which, input) => withdrawIssue(a, { ...which, reason: input.reason }));
export const discardPost = verb('bo', {}, (_, a, which) => discardIssue(a, which), true);
