import { raw } from 'hono/html';
import { dayAt, formatDate, formatInstant, timeAt } from '#kernel/plain-date.ts';
import { marksBinding, supersededBy } from '#features/documents/store.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { proposalHref } from '#features/prints/source.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { namesOf } from '../actions/names-of.ts';
import { articleHtml } from '../rules/article-html.ts';
import { PREVIEW_DAYS } from '../rules/preview.ts';
import { citationsIn, cites } from '../rules/rich-text/index.ts';
import { isLive, may, type ArticleVerb } from '../rules/states.ts';
import { contributionOf } from '../store/contributions.ts';
import { linksOfArticle } from '../store/links.ts';
import { openPreviews } from '../store/reading.ts';
import { bypassesOf, type ArticleRow, type VersionRow } from '../store/rows.ts';
import type { LinkRow, PreviewRow } from '../store/tables.ts';
import { namesFor } from './contribution-parts.tsx';
import { TypedOffers } from './typed.tsx';
import { articleOf, BASE, LeftOutMessage, RECEIVED, StateChip, versionFor, type Refused } from './parts.tsx';

/** One article: as readers will see it, and what is to be done next. `link`: a preview link that was just made, shown this once. */
export async function articlePage(visit: Visit, refused?: Refused, link?: { readonly href: string; readonly until: Date }): Promise<Response> {
  const { one, version, column } = await articleOf(visit), [mayDraft, mayApprove] = [await visit.may('articles.draft', one.organisation_id), await visit.may('articles.approve', one.organisation_id)];
  const can = (verb: ArticleVerb) => may(one, verb) && (['write', 'submit', 'revise', 'discard'].includes(verb) ? mayDraft : mayApprove), seen = versionFor(one, refused);
  const names = await namesOf(visit.db, one, version, visit.today), counted = one.deliverable_id ? await deliverableView(visit.db, one.deliverable_id) : null;
  const out = isLive(one), source = await contributionOf(visit.db, one.id), sender = source ? (await namesFor(visit))(source.from_organisation_id) : '';
  return consolePage(visit, {
    title: version.title, // a link that is shown once: Turbo shows the answer to a form in place only where it is no success
    status: refused?.status ?? (link ? 422 : 200), crumb: <><a href={BASE}>Tin, bài</a> · {column.name}</>,
    acts: <><StateChip one={one} />{can('write') ? <LinkButton href={`${BASE}/${one.id}/sua`} kind={one.status === 'returned' ? 'primary' : ''}>Sửa</LinkButton> : null}
      {out && mayDraft ? <LinkButton href={proposalHref('articles', one.id)}>Làm ấn phẩm</LinkButton> : null}{out ? <LinkButton href={`/x/${one.id}`}>Xem trang đã đăng</LinkButton> : null}</>,
    message: <>
      {refused ? <ErrorSummary errors={refused.form.errors} /> : <LeftOutMessage visit={visit} />}
      {mayDraft ? await TypedOffers({ visit, what: { noun: 'articles', subjectId: one.id } }) : null}
      {one.status === 'returned' ? <Message kind="warn" title={`Bị trả lại để sửa, ${version.returned_by_name}`}>{version.returned_reason}</Message> : null}
      {one.status === 'withdrawn' ? <Message kind="warn" title={`Đã gỡ ngày ${one.withdrawn_at ? formatDate(dayAt(one.withdrawn_at)) : ''}, ${one.withdrawn_by_name}`}>{one.withdrawn_reason}</Message> : null}
      {one.status === 'scheduled' && one.publish_at ? <Message title={`Sẽ đăng lúc ${formatInstant(one.publish_at)}`}>Đến giờ bài tự đăng, kể cả khi máy vừa khởi động lại.</Message> : null}
      {version.bypass_reason ? <Message kind="warn" title={`Đăng khẩn, bỏ qua bước trình và duyệt: ${version.approved_by_name}`}>{version.bypass_reason}</Message> : null}
      {link ? <Message kind="ok" title={`Đường dẫn xem thử, dùng được đến ${formatInstant(link.until)}`}><a href={link.href}>{link.href}</a><br />Hãy chép ngay: đường dẫn chỉ hiện một lần.</Message> : null}
    </>,
  }, <>
    {can('submit') ? <Card title="Trình duyệt" id="trinh"><Act one={one} seen={seen} path="trinh"><p>Sau khi trình, bài không sửa được nữa trừ khi bị trả lại.</p><Submit kind={one.status === 'draft' ? 'primary' : ''}>Trình duyệt</Submit></Act></Card> : null}
    {can('approve') ? <ApproveCard one={one} version={version} seen={seen} refused={refused} /> : null}
    {can('publish') ? <PublishCard one={one} version={version} seen={seen} refused={refused} /> : null}
    <Card title={out && one.live_version !== one.version ? `Bản ${version.number} đang soạn` : out ? 'Bài như người đọc thấy' : one.status === 'withdrawn' ? `Bản ${version.number}, ${one.live_version === one.version ? 'đã gỡ' : 'chưa đăng khi gỡ bài'}` : 'Bài như người đọc sẽ thấy'} id="bai"><div class="article-view">{raw(articleHtml({ article: one, version, column: column.name, names }, (sha256) => `${BASE}/${one.id}/tep/${sha256}`).replace(/<(\/?)h([1-4])\b/g, lowered))}</div></Card>
    <CitedCard warnings={await citedAndOver(visit, one, version)} all={citationsIn(version.body).map((cited) => cited.text)} />
    <LinksCard rows={out ? (await linksOfArticle(visit.db, one.id)).filter((row) => row.state === 'broken' || row.state === 'moved') : []} />
    <Card title="Quá trình" id="qua-trinh"><Facts rows={[
      ...(source ? [['Nguồn', <>Bài cộng tác của {sender}, {source.sent_by_name} gửi {formatInstant(source.sent_at)}{mayApprove ? <> (<a href={`${RECEIVED}/${source.id}`}>xem bài đã gửi</a>)</> : null}</>] as const] : []),
      ['Người viết', `${version.author_name}, sửa gần nhất ${formatInstant(version.changed_at)} (${version.changed_by_name})`],
      ...(version.submitted_at ? [['Trình', `${version.submitted_by_name}, ${formatInstant(version.submitted_at)}`] as const] : []),
      ...(version.approved_at ? [['Duyệt', <>{version.approved_by_name}, {formatInstant(version.approved_at)}{version.self_approved ? <> <Chip tone="soon">tự duyệt</Chip></> : null}</>] as const] : []),
      ...(await bypassesOf(visit.db, one.id)).map((each) => ['Đăng khẩn', <>Bản {each.number}, {each.approved_by_name}{each.approved_at ? `, ${formatInstant(each.approved_at)}` : ''} <Chip tone="late">bỏ qua trình, duyệt</Chip><br /><small>{each.bypass_reason}</small></>] as const),
      ...(one.published_at ? [['Đăng', formatInstant(one.published_at)] as const] : []), ...(one.updated_at ? [['Cập nhật', formatInstant(one.updated_at)] as const] : []),
      ...(one.live_version !== null ? [['Địa chỉ ngắn', <a href={`/x/${one.id}`}>/x/{one.id}</a>] as const] : []),
      ...(one.live_version !== null ? [['Đăng lại', <a href={`/lam-viec/phat-hanh/bai/${one.id}`}>Các kênh khác của bài</a>] as const] : []),
      ...(counted ? [['Được tính', <><a href={`/lam-viec/ket-qua/${counted.id}`}>Kết quả đã ghi</a>: {counted.status === 'withdrawn' ? 'không tính nữa' : counted.credits.length ? counted.credits.map((credit) => `${credit.title} (${credit.periodLabel})`).join('; ') : 'không thuộc nhiệm vụ nào đang chạy'}</>] as const] : []),
      ['Các bản', <a href={`${BASE}/${one.id}/so-sanh`}>{version.number > 1 ? `So sánh ${version.number} bản` : 'Một bản'}</a>],
    ]} /></Card>
    {can('revise') ? <Card title="Sửa bài đã đăng" id="sua-bai"><Act one={one} seen={seen} path="ban-moi"><p>Bản đang đăng giữ nguyên cho đến khi bản mới được duyệt và đăng.</p><Submit kind="">Sửa thành phiên bản mới</Submit></Act></Card> : null}
    {one.status !== 'withdrawn' && (mayDraft || mayApprove) ? <Card title="Việc khác" id="viec-khac">
      {mayDraft ? <PreviewLinks one={one} links={await openPreviews(visit.db, one.id, visit.now)} /> : null}
      {mayApprove ? <Care one={one} seen={seen} refused={refused} /> : null}
      {can('discard') ? <details id="bo-ban"><summary>Bỏ bản đang soạn</summary><Act one={one} seen={seen} path="bo-ban" confirm={`Bỏ bản ${version.number} đang soạn của “${version.title}”?`}><p>Bản đang đăng vẫn giữ nguyên.</p><Submit kind="danger">Bỏ bản {version.number}</Submit></Act></details> : null}
      {can('bypass') ? <WithReason title="Đăng khẩn" path="dang-khan" one={one} seen={seen} refused={refused} label="Vì sao không chờ được" button="Đăng ngay, bỏ qua bước duyệt" summary="Chỉ khi không thể chờ trình và duyệt, ví dụ cảnh báo khẩn. Lý do ghi trên bài và trong nhật ký." /> : null}
      {can('withdraw') ? <WithReason title="Gỡ bài" path="go" one={one} seen={seen} refused={refused} label="Lý do gỡ" button="Gỡ bài" summary="Trang của bài sẽ hiện lý do và ngày gỡ; bài không được tính nữa. Bài đã gỡ không đăng lại được." /> : null}
    </Card> : null}
    {await Discussion(visit, { noun: 'articles', id: one.id, organisationId: one.organisation_id, title: version.title, href: `${BASE}/${one.id}`, readers: 'up' })}
  </>);
}

/** A link is shown once, when it is made; afterwards only that it is there, and how to end it. */
const PreviewLinks = ({ one, links }: { one: ArticleRow; links: readonly PreviewRow[] }) => <details id="xem-thu" open={links.length > 0}><summary>Cho người không có tài khoản xem thử</summary>
  <Act one={one} seen={null} path="xem-thu"><p>Đường dẫn mở được bản đang soạn trong {PREVIEW_DAYS} ngày.</p><Submit kind="">Tạo đường dẫn xem thử</Submit></Act>
  {links.length ? <><p>Đang dùng được {links.length} đường dẫn:</p><ul>{links.map((link) => <li>{link.made_by_name} tạo {formatInstant(link.made_at)}, dùng được đến {formatInstant(link.expires_at)}</li>)}</ul>
    <Act one={one} seen={null} path="thoi-xem-thu" confirm={`Thu hồi ${links.length} đường dẫn xem thử của bài? Ai mở cũng không xem được nữa.`}><Submit kind="danger">Thu hồi tất cả</Submit></Act></> : null}
</details>;

/** Under the headings of the console's page: the title is the third level there. Letters of the article are escaped, so every such sign begins a tag of ours. */
const lowered = (_: string, slash: string, level: string): string => `<${slash}h${Number(level) + 2}`;

const Act = ({ one, seen, path, confirm, children }: { one: ArticleRow; seen: number | null; path: string; confirm?: string; children?: unknown }) =>
  <Form action={`${BASE}/${one.id}/${path}`} version={seen} {...(confirm ? { confirm } : {})}>{children as never}</Form>;
const formFor = (refused: Refused | undefined, of: string, values: Parameters<typeof filledForm>[0] = {}): FormState => (refused?.of === of ? refused.form : filledForm(values));

const ApproveCard = ({ one, version, seen, refused }: { one: ArticleRow; version: VersionRow; seen: number; refused: Refused | undefined }) => <Card title="Duyệt bài" id="duyet">
  <p>{version.submitted_by_name} trình {version.submitted_at ? formatInstant(version.submitted_at) : ''}. Đọc bài bên dưới rồi duyệt hoặc trả lại.{one.live_version !== null ? <> Bản đang đăng là bản {one.live_version}: <a href={`${BASE}/${one.id}/so-sanh?tu=${one.live_version}&den=${version.number}`}>xem chỗ khác nhau</a>.</> : null}</p>
  <Act one={one} seen={seen} path="duyet"><Submit>Duyệt</Submit></Act>
  <Return one={one} seen={seen} refused={refused} />
</Card>;
const Return = ({ one, seen, refused }: { one: ArticleRow; seen: number; refused: Refused | undefined }) => <details open={refused?.of === 'tra-lai'}><summary>Trả lại để sửa</summary>
  <Form action={`${BASE}/${one.id}/tra-lai`} version={seen}><div class="fields"><TextArea form={formFor(refused, 'tra-lai')} name="reason" label="Cần sửa gì" required rows={3} maxlength={1000} /><Submit kind="">Trả lại</Submit></div></Form></details>;

const PublishCard = ({ one, version, seen, refused }: { one: ArticleRow; version: VersionRow; seen: number; refused: Refused | undefined }) => <Card title="Đăng bài" id="dang">
  <p>{version.approved_by_name} đã duyệt. Đăng xong, bài được tính vào việc phải làm của đơn vị.</p>
  <Act one={one} seen={seen} path="dang"><Submit>Đăng ngay</Submit></Act>
  <details open={refused?.of === 'hen-gio'}><summary>{one.status === 'scheduled' ? 'Đổi giờ đăng' : 'Hẹn giờ đăng'}</summary>
    <Form action={`${BASE}/${one.id}/hen-gio`} version={seen}><div class="fields two"><TextField form={formFor(refused, 'hen-gio', { publishOn: one.publish_at ? dayAt(one.publish_at) : '', publishHour: one.publish_at ? timeAt(one.publish_at) : '07:30' })} name="publishOn" label="Ngày đăng" type="date" required />
      <TextField form={formFor(refused, 'hen-gio', { publishHour: one.publish_at ? timeAt(one.publish_at) : '07:30' })} name="publishHour" label="Giờ đăng" hint="Ví dụ 07:30" narrow required /></div><Submit kind="">Hẹn giờ</Submit></Form></details>
  {one.status === 'scheduled' ? <Act one={one} seen={seen} path="bo-hen"><Submit kind="">Bỏ hẹn giờ</Submit></Act> : null}
  <Return one={one} seen={seen} refused={refused} />
</Card>;

const Care = ({ one, seen, refused }: { one: ArticleRow; seen: number; refused: Refused | undefined }) => {
  const form = formFor(refused, 'theo-doi', { reviewBy: one.review_by ?? '', withdrawOn: one.withdraw_at ? dayAt(one.withdraw_at) : '', withdrawHour: one.withdraw_at ? timeAt(one.withdraw_at) : '', withdrawWords: one.withdraw_words ?? '' });
  return <details id="theo-doi" open={refused?.of === 'theo-doi'}><summary>{one.review_by || one.withdraw_at ? [one.review_by ? `rà soát trước ${formatDate(one.review_by)}` : '', one.withdraw_at ? `tự gỡ ${formatInstant(one.withdraw_at)}` : ''].filter(Boolean).join('; ') : 'Đặt ngày rà soát, ngày tự gỡ'}</summary>
    <Form action={`${BASE}/${one.id}/theo-doi`} version={seen}><div class="fields">
      <TextField form={form} name="reviewBy" label="Rà soát lại trước ngày" hint="Đến ngày, bài hiện ở đầu trang Tin, bài" type="date" />
      <div class="fields two"><TextField form={form} name="withdrawOn" label="Tự gỡ ngày" type="date" /><TextField form={form} name="withdrawHour" label="Giờ" hint="Ví dụ 17:00; để trống là đầu ngày" narrow /></div>
      <TextField form={form} name="withdrawWords" label="Lý do khi tự gỡ" hint="Người đọc thấy, ví dụ “Hết thời hạn cuộc thi”" maxlength={300} />
      <Submit kind="">Lưu</Submit></div></Form></details>;
};

const WithReason = ({ title, path, one, seen, refused, label, button, summary }: { title: string; path: string; one: ArticleRow; seen: number; refused: Refused | undefined; label: string; button: string; summary: string }) =>
  <details id={path} open={refused?.of === path}><summary>{title}</summary><Form action={`${BASE}/${one.id}/${path}`} version={seen}><div class="fields"><p>{summary}</p><TextArea form={formFor(refused, path)} name="reason" label={label} required rows={2} maxlength={1000} /><Submit kind="danger">{button}</Submit></div></Form></details>;

const CitedCard = ({ warnings, all }: { warnings: readonly string[]; all: readonly string[] }) => all.length === 0 ? null : <Card title="Văn bản được viện dẫn" id="vien-dan">
  {warnings.length ? <Message kind="warn" title="Có văn bản không còn hiệu lực"><ul>{warnings.map((text) => <li>{text}</li>)}</ul></Message> : null}<ul>{all.map((text) => <li>{text}</li>)}</ul></Card>;

/** What the night found: the words of the link stay in the article, the address is to be mended. */
const LinksCard = ({ rows }: { rows: readonly LinkRow[] }) => rows.length === 0 ? null : <Card title="Liên kết cần xem lại" id="lien-ket"><ul>{rows.map((row) => <li>
  {row.state === 'broken' ? <>Không mở được{row.broken_since ? ` từ ${formatDate(dayAt(row.broken_since))}` : ''}: <a href={row.href} rel="noopener noreferrer nofollow">{row.href}</a>{row.note ? ` (${row.note})` : ''}</> : <>Đã chuyển địa chỉ: {row.href} → <a href={row.note ?? row.href} rel="noopener noreferrer nofollow">{row.note}</a></>}</li>)}</ul></Card>;

/** Papers that the article cites and that hold no more, as the unit or somebody above has marked them. */
async function citedAndOver(visit: Visit, one: ArticleRow, version: VersionRow): Promise<string[]> {
  const cited = citationsIn(version.body), over = await supersededBy(visit.db, cited.map(({ key }) => key), { organisationId: one.organisation_id, today: visit.today });
  const binding = cited.some(({ key }) => key.endsWith('@')) ? (await marksBinding(visit.db, one.organisation_id, visit.today)).filter((mark) => mark.from_day <= visit.today) : [];
  return cited.flatMap(({ text, key }) => { const mark = over.get(key) ?? binding.find((known) => cites(key, known.key)); return mark ? [`${text}: hết hiệu lực từ ${formatDate(mark.from_day)}${mark.replaced_by_words ? `, thay bằng ${mark.replaced_by_words}` : ''}`] : []; });
}
