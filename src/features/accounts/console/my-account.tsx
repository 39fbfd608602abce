import { isId } from '#kernel/id.ts';
import { formatDate, formatInstant, dayAt } from '#kernel/plain-date.ts';
import { get, OWN_ACCOUNT, post, type Route } from '#platform/http/route.ts';
import { readForm } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Form, filledForm, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { changePassword, requirePassword } from '../actions/change-password.ts';
import { changePerson } from '../actions/change-person.ts';
import { createToken, revokeToken } from '../actions/create-token.ts';
import { preparePassword } from '../actions/password.ts';
import { acknowledge } from '../actions/secure.ts';
import { endOtherSessions, endSession } from '../actions/sign-out.ts';
import { switchOrganisation } from '../actions/switch-organisation.ts';
import { ADDRESS_OF } from '../authenticate.ts';
import { ROLE_LABELS } from '../rules/roles.ts';
import { accountById, recoveryCodesLeft, securitySettings, sessionsOf, tokensOf, unseenNotices, type Account } from '../store.ts';
import { asForm, NewPassword, Refusal } from './parts.tsx';
import { attempt, flash, ownPath, takeFlash, type PageStatus } from './request.ts';

const HOME = '/lam-viec/tai-khoan';

export const myAccountRoutes: readonly Route[] = [
  get(HOME, OWN_ACCOUNT, (visit) => accountPage(visit, null)),
  post(`${HOME}/ho-so`, OWN_ACCOUNT, (visit) => attempt(visit.c, async (values) => {
    await visit.act((acting) => changePerson(acting, signedIn(visit).accountId, { name: values.text('name'), title: values.text('title'), phone: values.text('phone'), email: values.text('email') }));
    return visit.c.redirect(HOME, 303);
  }, (values, errors, status) => accountPage(visit, asForm(values, errors), status))),
  post(`${HOME}/thong-bao`, OWN_ACCOUNT, async (visit) => { await visit.act(acknowledge); return visit.c.redirect(HOME, 303); }),

  get(ADDRESS_OF.password, OWN_ACCOUNT, (visit) => passwordPage(visit, filledForm({}))),
  post(ADDRESS_OF.password, OWN_ACCOUNT, (visit) => attempt(visit.c, async (values) => {
    const account = await ownAccount(visit);
    await requirePassword(account, values.text('current'));
    const hash = await preparePassword(visit.db, { secondFactor: needsFactor(visit, account), userName: account.userName, personName: account.person.name, account }, values.text('password'), values.text('repeated'));
    await visit.act((acting) => changePassword(acting, hash, signedIn(visit).sessionId));
    return visit.c.redirect(`${HOME}?xong=mat-khau`, 303);
  }, (values, errors, status) => passwordPage(visit, asForm(values, errors), status))),

  post(`${HOME}/phien/khac`, OWN_ACCOUNT, async (visit) => { await visit.act((acting) => endOtherSessions(acting, signedIn(visit).sessionId)); return visit.c.redirect(`${HOME}#phien`, 303); }),
  post(`${HOME}/phien/:session/ket-thuc`, OWN_ACCOUNT, async (visit) => {
    const id = visit.c.req.param('session') ?? '';
    if (isId(id)) await visit.act((acting) => endSession(acting, id));
    return visit.c.redirect(`${HOME}#phien`, 303);
  }),
  post(`${HOME}/ma-truy-cap`, OWN_ACCOUNT, (visit) => attempt(visit.c, async (values) => {
    const made = await visit.act((acting) => createToken(acting, { accountId: signedIn(visit).accountId, name: values.text('tokenName'), days: Number(values.text('days')) }));
    flash(visit, { token: made.token });
    return visit.c.redirect(`${HOME}#ma-truy-cap`, 303);
  }, (values, errors, status) => accountPage(visit, asForm(values, errors), status))),
  post(`${HOME}/ma-truy-cap/:token/thu-hoi`, OWN_ACCOUNT, async (visit) => {
    const id = visit.c.req.param('token') ?? '';
    if (isId(id)) await visit.act((acting) => revokeToken(acting, id));
    return visit.c.redirect(`${HOME}#ma-truy-cap`, 303);
  }),
  post('/lam-viec/don-vi-dang-lam', OWN_ACCOUNT, async (visit) => {
    const values = await readForm(visit.c), id = values.text('organisationId');
    if (isId(id)) await visit.act((acting) => switchOrganisation(acting, signedIn(visit).sessionId, id));
    return visit.c.redirect(ownPath(values.text('den')), 303);
  }),
];

export async function ownAccount(visit: Visit): Promise<Account> {
  return (await accountById(visit.db, signedIn(visit).accountId))!;
}
const needsFactor = (visit: Visit, account: Account): boolean => Boolean(account.totpSecret) || signedIn(visit).isAdministrator;

async function accountPage(visit: Visit, typed: FormState | null, status: PageStatus = 200): Promise<Response> {
  const session = signedIn(visit), account = await ownAccount(visit), { person } = account;
  const [sessions, tokens, notices, codes] = await Promise.all([sessionsOf(visit.db, account.id, visit.now), tokensOf(visit.db, account.id, visit.now), unseenNotices(visit.db, account.id), recoveryCodesLeft(visit.db, account.id)]);
  const form = typed?.values.has('name') ? typed : filledForm({ name: person.name, title: person.title, phone: person.phone, email: person.email });
  const tokenForm = typed && !typed.values.has('name') ? typed : filledForm({ days: '90' });
  const shown = takeFlash<{ token: string }>(visit);
  return consolePage(visit, { title: 'Tài khoản của tôi', crumb: account.userName, status: status === 401 ? 403 : status, acts: <LinkButton href={`${HOME}/thong-bao`}>Thông báo và lịch</LinkButton> }, <>
    {visit.c.req.query('xong') === 'mat-khau' ? <Message kind="ok">Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất.</Message> : null}
    {typed ? <Refusal errors={typed.errors} /> : null}
    {notices.length ? <Card title="Thông báo về tài khoản" id="thong-bao">
      <ul class="stack">{notices.map((notice) => <li>{notice.sentence} <small>{formatInstant(notice.createdAt)}</small></li>)}</ul>
      <form method="post" action={`${HOME}/thong-bao`}><button class="button" type="submit">Tôi đã đọc</button></form>
    </Card> : null}
    <div class="columns">
      <Card title="Hồ sơ" id="ho-so">
        <Form action={`${HOME}/ho-so`}>
          <TextField form={form} name="name" label="Họ và tên" required autocomplete="name" />
          <TextField form={form} name="title" label="Chức vụ" autocomplete="organization-title" />
          <TextField form={form} name="phone" label="Điện thoại" type="tel" autocomplete="tel" />
          <TextField form={form} name="email" label="Thư điện tử" type="email" autocomplete="email" />
          <div><Submit>Lưu hồ sơ</Submit></div>
        </Form>
      </Card>
      <div class="stack loose">
        <Card title="Bảo mật" id="bao-mat">
          <Facts rows={[
            ['Mật khẩu', <>{account.passwordChangedAt ? `đổi ngày ${formatDate(dayAt(account.passwordChangedAt))}` : 'chưa đặt'} <LinkButton href={ADDRESS_OF.password} kind="small">Đổi</LinkButton></>],
            ['Xác thực hai bước', account.totpSecret ? <Chip tone="good">Đang bật</Chip> : <><Chip tone="soon">Chưa bật</Chip> <LinkButton href={ADDRESS_OF.secondFactor} kind="small">Bật</LinkButton></>],
            ...(account.totpSecret ? [['Mã khôi phục', <>còn {codes} mã <LinkButton href={`${ADDRESS_OF.secondFactor}#ma-khoi-phuc`} kind="small">Tạo bộ mới</LinkButton></>] as const] : []),
          ]} />
        </Card>
        <Card title="Vai trò" id="vai-tro">
          <Facts rows={session.memberships.map((unit) => [unit.organisationName, unit.roles.map((role) => ROLE_LABELS[role].label).join(', ')] as const)} />
        </Card>
      </div>
    </div>
    <Card title="Các phiên đang đăng nhập" id="phien" pad={false} tools={sessions.length > 1 ? <form method="post" action={`${HOME}/phien/khac`}><button class="button small" type="submit">Đăng xuất mọi thiết bị khác</button></form> : null}>
      <Table caption="Các phiên đang đăng nhập" rows={sessions} columns={[
        { head: 'Thiết bị', cell: (one) => <>{deviceName(one.userAgent)} {one.id === session.sessionId ? <Chip tone="info">phiên này</Chip> : null}</> },
        { head: 'Mạng', cell: (one) => one.address || '–' },
        { head: 'Đăng nhập lúc', cell: (one) => formatInstant(one.createdAt) },
        { head: 'Dùng gần nhất', cell: (one) => formatInstant(one.lastActiveAt) },
        { head: <span class="visually-hidden">Kết thúc</span>, cell: (one) => one.id === session.sessionId ? null : <form method="post" action={`${HOME}/phien/${one.id}/ket-thuc`}><button class="button small" type="submit" aria-label={`Đăng xuất ${deviceName(one.userAgent)}`}>Đăng xuất</button></form> },
      ]} />
    </Card>
    <Card title="Kết nối phần mềm khác" id="ma-truy-cap">
      {shown ? <Message kind="ok" title="Mã vừa tạo, chỉ hiện một lần. Hãy chép ngay:"><code>{shown.token}</code></Message> : null}
      <Table caption="Mã kết nối đã tạo" rows={tokens} empty={<Empty title="Chưa có mã kết nối nào">Tạo mã khi cần cho phần mềm khác lấy số liệu bằng quyền của bạn.</Empty>} columns={[
        { head: 'Tên', cell: (one) => one.name }, { head: 'Tạo lúc', cell: (one) => formatInstant(one.createdAt) }, { head: 'Hết hạn', cell: (one) => formatInstant(one.expiresAt) },
        { head: <span class="visually-hidden">Thu hồi</span>, cell: (one) => <form method="post" action={`${HOME}/ma-truy-cap/${one.id}/thu-hoi`}><button class="button small" type="submit" aria-label={`Thu hồi ${one.name}`}>Thu hồi</button></form> },
      ]} />
      <details open={Boolean(typed && !typed.values.has('name'))}><summary>Tạo mã kết nối</summary>
        <Form action={`${HOME}/ma-truy-cap`}>
          <TextField form={tokenForm} name="tokenName" label="Tên để nhận ra" required hint="Ví dụ: Cổng thông tin điện tử" />
          <TextField form={tokenForm} name="days" label="Số ngày hiệu lực" type="number" min={1} max={365} required narrow />
          <div><Submit kind="">Tạo mã</Submit></div>
        </Form>
      </details>
    </Card>
  </>);
}

async function passwordPage(visit: Visit, form: FormState, status: PageStatus = 200): Promise<Response> {
  const account = await ownAccount(visit), due = signedIn(visit).mustVisit === ADDRESS_OF.password;
  return consolePage(visit, { title: 'Đổi mật khẩu', crumb: account.userName, status: status === 401 ? 403 : status }, <Card>
    {due ? <Message kind="warn">Mật khẩu quản trị đã đến hạn phải đổi. Đổi xong mới làm việc tiếp được.</Message> : null}
    <Refusal errors={form.errors} />
    <div class="fields"><Form action={ADDRESS_OF.password}>
      <input type="hidden" name="userName" value={account.userName} autocomplete="username" />
      <TextField form={form} name="current" type="password" label="Mật khẩu hiện nay" required autocomplete="current-password" />
      <NewPassword form={form} secondFactor={needsFactor(visit, account)} settings={await securitySettings(visit.db)} />
      <div class="row"><Submit>Đổi mật khẩu</Submit><LinkButton href={HOME} kind="quiet">Quay lại</LinkButton></div>
    </Form></div>
  </Card>);
}

/** "Chrome trên Windows": as much of the header as a person recognises. */
export function deviceName(userAgent: string): string {
  const find = (names: readonly (readonly [string, string])[]): string | undefined => names.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = find([['Edg/', 'Edge'], ['OPR/', 'Opera'], ['coc_coc', 'Cốc Cốc'], ['Firefox/', 'Firefox'], ['HeadlessChrome', 'Chrome'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']]);
  const system = find([['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']]);
  return browser ? `${browser}${system ? ` trên ${system}` : ''}` : (userAgent.slice(0, 40) || 'Thiết bị không rõ');
}
