import { AppError } from '#kernel/app-error.ts';
import { formatDate, parseDate } from '#kernel/plain-date.ts';
import { act } from '#features/audit/act.ts';
import { isKind, KINDS, type KindId } from '#features/organisations/rules/kinds.ts';
import { get, post, PUBLIC, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Form, filledForm, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Message } from '#ui/parts.tsx';
import { plainPage } from '#ui/shell.tsx';
import { answerLink, readLink } from '../actions/answer-link.ts';
import { openSession } from '../actions/open-session.ts';
import { setUp } from '../actions/set-up.ts';
import { ownerActor } from '../actor.ts';
import { ADDRESS_OF } from '../authenticate.ts';
import { STANDARD_SETTINGS } from '../rules/settings.ts';
import { tokenHash } from '../secrets.ts';
import { accountById, openLink, securitySettings } from '../store.ts';
import { asForm, Hint, NewPassword, Refusal } from './parts.tsx';
import { attempt, environmentOf, giveSession, planOf, sourceOf, type PageStatus } from './request.ts';
import { refusedPage } from './sign-in.tsx';

export const setUpRoutes: readonly Route[] = [
  get('/thiet-lap', PUBLIC, (visit) => plainPage(visit, { title: 'Thiết lập lần đầu' }, <p>Mở đường dẫn thiết lập được in ra trong cửa sổ lệnh khi khởi động hệ thống lần đầu. Mất đường dẫn thì khởi động lại để có đường dẫn mới.</p>)),
  get('/thiet-lap/:token', PUBLIC, async (visit) => { if (planOf(visit).kind === 'refused') return refusedPage(visit); await requireSetupLink(visit); return setUpPage(visit, filledForm({ kind: 'province', since: '01/07/2025' })); }),
  post('/thiet-lap/:token', PUBLIC, (visit) => attempt(visit.c, async (values) => {
    if (planOf(visit).kind === 'refused') return refusedPage(visit);
    const kind = values.text('kind'), since = parseDate(values.text('since'));
    if (!isKind(kind) || !ROOT_KINDS.includes(kind)) throw new AppError('invalid', 'Hãy chọn loại đơn vị.', { field: 'kind' });
    if (!since) throw new AppError('invalid', 'Ngày chưa đúng, ví dụ đúng: 01/07/2025.', { field: 'since' });
    if (since > visit.today) throw new AppError('invalid', `Ngày không được sau hôm nay (${formatDate(visit.today)}).`, { field: 'since' });
    const env = environmentOf(visit);
    const accountId = await setUp(env, token(visit), {
      organisation: { name: values.text('organisation'), shortName: values.text('shortName'), kind, code: values.text('code'), since }, person: { name: values.text('name'), title: values.text('title') },
      userName: values.text('userName'), password: values.text('password'), repeated: values.text('repeated'),
    });
    const account = (await accountById(visit.db, accountId))!;
    giveSession(visit, await act(env, ownerActor(account), (acting) => openSession(acting, account, 'full', sourceOf(visit))));
    return visit.c.redirect(ADDRESS_OF.secondFactor, 303);
  }, (values, errors, status) => setUpPage(visit, asForm(values, errors), status))),

  ...(['/moi/:token', '/dat-lai/:token'] as const).flatMap((path) => [
    get(path, PUBLIC, (visit) => (planOf(visit).kind === 'refused' ? refusedPage(visit) : linkPage(visit, filledForm({})))),
    post(path, PUBLIC, (visit) => attempt(visit.c, async (values) => {
      if (planOf(visit).kind === 'refused') return refusedPage(visit);
      const opened = await answerLink(environmentOf(visit), token(visit), values.text('password'), values.text('repeated'), sourceOf(visit));
      giveSession(visit, opened);
      return visit.c.redirect(opened.step === 'password' ? ADDRESS_OF.secondStep : '/lam-viec', 303);
    }, (values, errors, status) => linkPage(visit, asForm(values, errors), status))),
  ]),
];

const token = (visit: Visit): string => visit.c.req.param('token') ?? '';
const ROOT_KINDS: readonly KindId[] = ['province', 'city', 'department', 'commune', 'ward', 'special-zone'];

async function requireSetupLink(visit: Visit): Promise<void> {
  if (!(await openLink(visit.db, tokenHash(token(visit)), ['setup'], visit.now))) throw new AppError('not-found', 'Đường dẫn thiết lập không đúng, đã dùng hoặc đã hết hạn. Nếu hệ thống chưa có ai dùng, hãy khởi động lại để có đường dẫn mới.');
}

function setUpPage(visit: Visit, form: FormState, status: PageStatus = 200): Response {
  return plainPage(visit, { title: 'Thiết lập lần đầu', status, broad: true }, <>
    <p>Khai báo đơn vị cao nhất trong hệ thống này và người quản trị đầu tiên. Mọi thông tin khác thêm sau.</p>
    <Refusal errors={form.errors} />
    <Form action={`/thiet-lap/${token(visit)}`} keep="thiet-lap">
      <fieldset class="stack"><legend><h2>Đơn vị</h2></legend>
        <SelectField form={form} name="kind" label="Loại đơn vị" required choices={ROOT_KINDS.map((kind) => ({ value: kind, label: KINDS[kind].label }))} />
        <TextField form={form} name="organisation" label="Tên đầy đủ" required maxlength={200} hint="Ví dụ: Ủy ban nhân dân tỉnh Quảng Ngãi" />
        <TextField form={form} name="shortName" label="Tên ngắn" maxlength={200} hint="Dùng trong bảng, ví dụ: Tỉnh Quảng Ngãi" />
        <div class="fields two"><TextField form={form} name="code" label="Mã" maxlength={35} hint="Mã tự đặt, dùng khi nhập từ bảng" /><TextField form={form} name="since" label="Có từ ngày" required hint="Ngày/tháng/năm" /></div>
      </fieldset>
      <fieldset class="stack"><legend><h2>Người quản trị</h2></legend>
        <div class="fields two"><TextField form={form} name="name" label="Họ và tên" required autocomplete="name" /><TextField form={form} name="title" label="Chức vụ" autocomplete="organization-title" /></div>
        <TextField form={form} name="userName" label="Thư điện tử hoặc tên đăng nhập" required autocomplete="username" inputmode="email" />
        <NewPassword form={form} secondFactor settings={STANDARD_SETTINGS} />
      </fieldset>
      <Submit wide>Thiết lập và đăng nhập</Submit>
    </Form>
    <Hint>Bước tiếp theo: bật xác thực hai bước bằng điện thoại, bắt buộc với quản trị viên.</Hint>
  </>);
}

async function linkPage(visit: Visit, form: FormState, status: PageStatus = 200): Promise<Response> {
  const { link, account, administrator } = await readLink(visit.db, token(visit), visit.now, visit.today);
  const invited = link.purpose === 'invitation', keepsFactor = Boolean(account.totpSecret) && !link.dropsTotp;
  return plainPage(visit, { title: invited ? 'Nhận tài khoản' : 'Đặt lại mật khẩu', status }, <>
    <p>{invited ? 'Chào ' : 'Tài khoản của '}<b>{account.person.name}</b>{account.person.title ? `, ${account.person.title.toLocaleLowerCase('vi')}` : ''}. Tên đăng nhập: <b>{account.userName}</b></p>
    {link.dropsTotp ? <Message kind="warn">Xác thực hai bước sẽ được gỡ; hãy bật lại trên điện thoại mới sau khi đăng nhập.</Message> : null}
    <Refusal errors={form.errors} />
    <Form action={visit.c.req.path}>
      <input type="hidden" name="userName" value={account.userName} autocomplete="username" />
      <NewPassword form={form} secondFactor={administrator || keepsFactor} settings={await securitySettings(visit.db)} />
      <Submit wide>{invited ? 'Đặt mật khẩu và vào làm việc' : 'Đặt mật khẩu mới'}</Submit>
    </Form>
    {administrator && !keepsFactor ? <Hint>Bước tiếp theo: bật xác thực hai bước bằng điện thoại, bắt buộc với quản trị viên.</Hint> : null}
  </>);
}
