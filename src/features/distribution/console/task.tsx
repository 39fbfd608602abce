import { dayAt, formatDate, formatInstant, timeAt } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { proofWanted } from '../rules/proof.ts';
import { isOpen, may, WHAT_LABEL } from '../rules/states.ts';
import { countLetters, standsThere } from '../rules/words.ts';
import { postAt } from '../store/rows.ts';
import { triesOf } from '../store/tries.ts';
import { BASE, DueChip, ITEMS, preparedFor, StateChip, taskOf, TASKS, versionFor, type Refused, type Task } from './parts.tsx';

/** A photo that was sent before the rest of the form was right. */
export interface SentPhoto { readonly sha256: string; readonly name: string }

/** One task, made for the phone in one hand: what to copy, where to, and the proof. */
export async function taskPage(visit: Visit, refused?: Refused, sent: SentPhoto | null = null): Promise<Response> {
  const one = await taskOf(visit), { task, outlet, item, kind } = one, seen = versionFor(task, refused), mayPost = await visit.may('distribution.post', task.organisation_id);
  const { text, link } = await preparedFor(visit, item, kind), open = isOpen(task.status), there = task.what === 'post' ? null : await postAt(visit.db, outlet.id, item.id), tries = task.status === 'sending' ? await triesOf(visit.db, task.id) : undefined;
  const primary = open && task.status !== 'sending' && task.status !== 'planned';
  return consolePage(visit, {
    title: task.title, status: refused?.status ?? 200, crumb: <><a href={BASE}>Phát hành</a> · {WHAT_LABEL[task.what]}: {task.outlet}</>,
    acts: <><StateChip task={task} /><DueChip task={task} today={visit.today} /></>,
    message: <>
      {refused ? <ErrorSummary errors={refused.form.errors} /> : null}
      {task.status === 'failed' || task.status === 'skipped' ? <Message kind="warn" title={task.status === 'failed' ? 'Chưa làm được' : 'Đã bỏ qua'}>{task.reason}</Message> : null}
      {task.about && open ? <Message kind="warn" title={task.what === 'remove' ? 'Bài gốc đã gỡ khỏi cổng' : 'Bài gốc đã sửa'}>{task.about}</Message> : null}
      {task.status === 'planned' ? <Message title={`Hẹn đăng lúc ${formatInstant(task.at)}`}>Đến giờ, việc hiện ở mục “Cần đăng”.</Message> : null}
      {task.status === 'sending' ? <Message title="Hệ thống đang gửi tự động">{tries?.answer ? `Lần gần nhất: ${tries.answer}. Thử lại lúc ${formatInstant(tries.next_at)}.` : 'Thường xong trong một phút.'}</Message> : null}
    </>,
  }, <>
    {open ? <div class="columns">
      <div class="stack loose">
        {task.what !== 'remove' ? <Ready one={one} text={text} link={link} /> : null}
        {kind.steps ? <Card title="Cách làm" id="cach-lam"><ol class="steps">{kind.steps[task.what].map((step) => <li>{step}</li>)}</ol>
          {there?.link ? <p><a href={there.link} rel="noopener noreferrer nofollow" target="_blank">Mở bài đã đăng tại {outlet.name}</a></p> : outlet.address ? <p><a href={outlet.address} rel="noopener noreferrer nofollow" target="_blank">Mở {outlet.name}</a></p> : null}</Card> : null}
      </div>
      <div class="stack loose">
        {mayPost && may(task.status, 'prove') ? <Card title={DONE_TITLE[task.what]} id="da-dang"><ProofForm one={one} seen={seen} refused={refused} sent={sent} visit={visit} primary={primary} /></Card> : null}
        {mayPost ? <Card title="Việc khác" id="viec-khac">
          {may(task.status, 'retry') ? <Form action={`${TASKS}/${task.id}/thu-lai`} version={seen}><Submit kind="">Thử lại</Submit></Form> : null}
          {may(task.status, 'move') ? <Move one={one} seen={seen} refused={refused} /> : null}
          {may(task.status, 'fail') && task.status !== 'sending' ? <WithReason path="chua-dang" name="reason" title="Chưa làm được" label="Vì sao" button="Ghi là chưa làm được" one={one} seen={seen} refused={refused} /> : null}
          {may(task.status, 'skip') ? <WithReason path="bo-qua" name="why" title="Bỏ qua kênh này" label="Lý do bỏ qua" button="Bỏ qua" one={one} seen={seen} refused={refused} /> : null}
        </Card> : null}
      </div>
    </div> : null}
    {task.status === 'done' ? <Card title="Minh chứng" id="minh-chung"><Facts rows={[
      ['Ngày', formatDate(task.done_on!)], ['Người ghi', `${task.done_by_name}, ${formatInstant(task.done_at!)}`],
      ...(task.link ? [['Đường dẫn', <a href={task.link} rel="noopener noreferrer nofollow" target="_blank">{task.link}</a>] as const] : []),
      ...(task.proof_sha256 ? [['Ảnh', <a href={`${TASKS}/${task.id}/minh-chung`} data-turbo="false">{task.proof_name ?? 'Ảnh'}</a>] as const] : []),
      ['Được tính', task.deliverable_id ? <a href={`/lam-viec/ket-qua/${task.deliverable_id}`}>Kết quả đã ghi</a> : task.what === 'remove' ? 'Kết quả thôi không tính' : 'Không tính riêng'],
      ...(task.ended_at ? [['Đã gỡ', formatInstant(task.ended_at)] as const] : []),
    ]} />{mayPost ? <details open={refused?.of === 'da-dang'}><summary>Thay minh chứng</summary><ProofForm one={one} seen={seen} refused={refused} sent={sent} visit={visit} primary={false} /></details> : null}</Card> : null}
    <p><a href={`${ITEMS}/${item.id}`}>Tất cả kênh của bài này</a></p>
  </>);
}
const DONE_TITLE = { post: 'Đã đăng xong', update: 'Đã sửa xong', remove: 'Đã gỡ xong' } as const;
const DONE_BUTTON = { post: 'Đã đăng', update: 'Đã sửa', remove: 'Đã gỡ' } as const;

/** The text stands in a field: one tap copies it where there are scripts, and it can be chosen where there are none. */
const Ready = ({ one: { task, kind }, text, link }: { one: Task; text: string; link: string }) => <Card title="Nội dung đã soạn" id="noi-dung-dang">
  <div class="copy" data-controller="copy">
    <label class="visually-hidden" for="chu-dang">Nội dung để chép</label>
    <textarea id="chu-dang" readonly rows={Math.min(12, text.split('\n').length + 3)} data-copy-target="field" data-action="focus->copy#choose">{text}</textarea>
    <div class="row spread"><small>{formatNumber(countLetters(text))}/{formatNumber(kind.text?.most ?? 0)} ký tự</small><button type="button" class="button" hidden data-copy-target="button" data-action="copy#copy" data-copied="Đã chép">Chép nội dung</button></div>
  </div>
  <p><small>Đường dẫn ngắn</small><br /><a href={link} class="short-link">{link}</a></p>
  {kind.picture === 'none' ? null : <figure class="to-post"><img src={`${TASKS}/${task.id}/anh`} alt="Ảnh đăng kèm" loading="lazy" /><figcaption><LinkButton href={`${TASKS}/${task.id}/anh?tai=1`} download>Tải ảnh</LinkButton></figcaption></figure>}
</Card>;

const formFor = (refused: Refused | undefined, of: string, values: Parameters<typeof filledForm>[0] = {}): FormState => (refused?.of === of ? refused.form : filledForm(values));

const ProofForm = ({ one: { task, item, kind, outlet }, seen, refused, sent, visit, primary }: { one: Task; seen: number; refused: Refused | undefined; sent: SentPhoto | null; visit: Visit; primary: boolean }) => {
  const form = formFor(refused, 'da-dang', { day: visit.today }), wanted = proofWanted(kind, task.what);
  return <Form action={`${TASKS}/${task.id}/da-dang`} version={seen} multipart><input type="hidden" name="standing" value={refused?.of === 'da-dang' ? refused.form.values.text('standing') : (standsThere(kind, item) ?? '')} /><div class="fields">
    {wanted === 'photo' ? null : <TextField form={form} name="link" label={`Đường dẫn bài tại ${outlet.name}`} hint={wanted === 'either' ? 'Dán đường dẫn, hoặc tải ảnh chụp màn hình bên dưới' : 'Mở riêng bài vừa đăng rồi chép địa chỉ'} type="url" inputmode="url" maxlength={1000} required={wanted === 'link'} />}
    {wanted === 'link' ? null : <fieldset class="field" data-controller="photos" data-photos-url-value="/lam-viec/tep">
      <legend>{task.what === 'remove' ? 'Ảnh cho thấy bài không còn' : 'Ảnh chụp'}{wanted === 'photo' ? null : <small> (khi không có đường dẫn)</small>}</legend>
      <input type="file" name="proof" id="f-proof" accept="image/*" aria-label="Chọn ảnh" data-photos-target="input" data-controller="file" aria-invalid={form.errors.proof ? 'true' : undefined} />
      <ul class="uploads" data-photos-target="list" aria-live="polite">{sent ? <li>✓ {sent.name}<input type="hidden" name="uploaded[]" value={sent.sha256} /></li> : null}</ul>
      {form.errors.proof ? <span class="error">{form.errors.proof}</span> : null}
    </fieldset>}
    <TextField form={form} name="day" label={task.what === 'post' ? 'Ngày đăng' : 'Ngày làm'} type="date" max={visit.today} required />
    <Submit kind={primary ? 'primary' : ''} wide>{DONE_BUTTON[task.what]}</Submit>
  </div></Form>;
};

const WithReason = ({ path, name, title, label, button, one: { task }, seen, refused }: { path: string; /** of its field: two such forms stand on one page */ name: string; title: string; label: string; button: string; one: Task; seen: number; refused: Refused | undefined }) =>
  <details id={path} open={refused?.of === path}><summary>{title}</summary><Form action={`${TASKS}/${task.id}/${path}`} version={seen}><div class="fields"><TextArea form={formFor(refused, path)} name={name} label={label} required rows={2} maxlength={1000} /><Submit kind="">{button}</Submit></div></Form></details>;

const Move = ({ one: { task }, seen, refused }: { one: Task; seen: number; refused: Refused | undefined }) => {
  const form = formFor(refused, 'hen-lai', { moveDay: dayAt(task.at), moveHour: timeAt(task.at) });
  return <details id="hen-lai" open={refused?.of === 'hen-lai'}><summary>Đổi giờ đăng</summary><Form action={`${TASKS}/${task.id}/hen-lai`} version={seen}><div class="fields two"><TextField form={form} name="moveDay" label="Ngày đăng" type="date" required /><TextField form={form} name="moveHour" label="Giờ" hint="Ví dụ 07:30" narrow required /></div><Submit kind="">Đổi giờ</Submit></Form></details>;
};
