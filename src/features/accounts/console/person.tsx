import { AppError } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, formatInstant, parseDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { at, get, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { CheckField, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { changePerson } from '../actions/change-person.ts';
import { closeAccount } from '../actions/close-account.ts';
import { grantRole, revokeRole } from '../actions/grant-role.ts';
import { resetAccount } from '../actions/reset-account.ts';
import { openWorkOf } from '../open-work.ts';
import { warningsOf } from '../person-warnings.ts';
import { holdsOn } from '../rules/may.ts';
import { isRole, ROLE_IDS, ROLE_LABELS } from '../rules/roles.ts';
import { isDormant } from '../rules/session-state.ts';
import { accountById, rolesOf, securitySettings, type Account, type AccountRole } from '../store.ts';
import { asForm, Refusal } from './parts.tsx';
import { peoplePath, StateChip, theOrganisation } from './people.tsx';
import { attempt, type PageStatus } from './request.ts';
import { flashLink, LinkSlip } from './shown-link.tsx';

const ONE = '/lam-viec/don-vi/:organisation/nguoi-dung/:account';
const reading = at('accounts.read', 'organisations', 'organisation', theOrganisation);
const managing = at('accounts.manage', 'organisations', 'organisation', theOrganisation);

export const personRoutes: readonly Route[] = [
  get(ONE, reading, (visit) => personPage(visit, null)),
  post(`${ONE}/ho-so`, managing, (visit) => attempt(visit.c, async (values) => {
    const { account } = await shown(visit);
    await visit.act((by) => changePerson(by, account.id, { name: values.text('name'), title: values.text('title'), phone: values.text('phone'), email: values.text('email') }));
    return back(visit);
  }, (values, errors, status) => personPage(visit, asForm(values, errors), status))),
  post(`${ONE}/vai-tro`, managing, (visit) => attempt(visit.c, async (values) => {
    const { account } = await shown(visit), role = values.text('role'), until = values.text('until'), validTo = until ? parseDate(until) : null;
    if (!isRole(role)) throw new AppError('invalid', 'Hãy chọn vai trò.', { field: 'role' });
    if (until && !validTo) throw new AppError('invalid', 'Ngày chưa đúng, ví dụ đúng: 31/12/2026.', { field: 'until' });
    await visit.act((by) => grantRole(by, { accountId: account.id, organisationId: visit.organisationId!, role, subtree: values.text('subtree') === '1', validTo }));
    return back(visit);
  }, (values, errors, status) => personPage(visit, asForm(values, errors), status))),
  post(`${ONE}/vai-tro/:role/thu-hoi`, managing, (visit) => attempt(visit.c, async () => {
    const { account, roles } = await shown(visit), id = visit.c.req.param('role') ?? '';
    const role = roles.find((one) => one.id === id && one.organisationId === visit.organisationId);
    if (!role) throw new AppError('not-found', 'Không tìm thấy vai trò này ở đơn vị.');
    await visit.act((by) => revokeRole(by, role.id));
    return (await rolesOf(visit.db, account.id, visit.today)).some((one) => one.organisationId === visit.organisationId) ? back(visit) : visit.c.redirect(peoplePath(visit.organisationId!), 303);
  }, (values, errors, status) => personPage(visit, asForm(values, errors), status))),
  post(`${ONE}/dat-lai`, managing, (visit) => attempt(visit.c, async (values) => {
    const { account } = await shown(visit);
    const { token, expiresAt } = await visit.act((by) => resetAccount(by, account.id, { dropsTotp: values.text('dropsTotp') === '1' }));
    const unit = (await organisationTree(visit.db, visit.today)).latest(visit.organisationId!)?.name ?? '';
    flashLink(visit, { kind: account.status === 'invited' ? 'invitation' : 'reset', token, name: account.person.name, userName: account.userName, unit, expiresAt });
    return back(visit);
  }, (values, errors, status) => personPage(visit, asForm(values, errors), status))),
  get(`${ONE}/dong`, managing, (visit) => closePage(visit, null)),
  post(`${ONE}/dong`, managing, (visit) => attempt(visit.c, async () => {
    const { account } = await shown(visit);
    await visit.act((by) => closeAccount(by, account.id));
    return visit.c.redirect(peoplePath(visit.organisationId!), 303);
  }, (values, errors, status) => closePage(visit, asForm(values, errors), status))),
];

const pathOf = (visit: Visit): string => `${peoplePath(visit.organisationId!)}/${visit.c.req.param('account')}`;
const back = (visit: Visit): Response => visit.c.redirect(pathOf(visit), 303);

/** Somebody who holds, or will hold, a role in the unit of the address; 404 for everybody else. */
async function shown(visit: Visit): Promise<{ account: Account; roles: AccountRole[] }> {
  const id = visit.c.req.param('account') ?? '', account = isId(id) ? await accountById(visit.db, id) : null;
  const roles = account ? await rolesOf(visit.db, account.id, visit.today) : [];
  if (!account || !roles.some((role) => role.organisationId === visit.organisationId)) throw new AppError('not-found', 'Không tìm thấy người này ở đơn vị. Có thể vai trò đã hết hoặc tài khoản đã đóng.');
  return { account, roles };
}

async function personPage(visit: Visit, typed: FormState | null, status: PageStatus = 200): Promise<Response> {
  const { account, roles } = await shown(visit), { person } = account, tree = await organisationTree(visit.db, visit.today), settings = await securitySettings(visit.db);
  const unit = tree.latest(visit.organisationId!)!, manages = await visit.may('accounts.manage', unit.id), self = account.id === signedIn(visit).accountId;
  const form = typed?.values.has('name') ? typed : filledForm({ name: person.name, title: person.title, phone: person.phone, email: person.email });
  const roleForm = typed?.values.has('role') ? typed : filledForm({ role: 'officer' }), path = pathOf(visit);
  const dormant = account.status === 'active' && isDormant(account.lastSeenAt, account.passwordChangedAt ?? account.createdAt, visit.now, settings);
  const name = (id: Id) => tree.latest(id)?.name ?? '', warnings = await warningsOf(visit.db, account);
  return consolePage(visit, { title: person.name, crumb: <a href={peoplePath(unit.id)}>{unit.name} · Người dùng</a>, status: status === 401 ? 403 : status }, <>
    <LinkSlip visit={visit} />
    {warnings.map((sentence) => <Message kind="warn">{sentence}</Message>)}
    {typed ? <Refusal errors={typed.errors} /> : null}
    <div class="columns">
      <Card title="Tài khoản" id="tai-khoan" tools={<StateChip account={account} dormant={dormant} />}>
        <Facts rows={[['Tên đăng nhập', account.userName], ['Tạo lúc', formatInstant(account.createdAt)], ['Dùng gần nhất', account.lastSeenAt ? formatInstant(account.lastSeenAt) : 'chưa đăng nhập'], ['Xác thực hai bước', account.totpSecret ? 'đang bật' : 'chưa bật']]} />
        {manages && !self ? <>
          <details><summary>{account.status === 'invited' ? 'Tạo lại đường dẫn mời' : 'Đặt lại mật khẩu'}</summary>
            <Form action={`${path}/dat-lai`}>
              <p>{account.status === 'invited' ? 'Đường dẫn cũ hết giá trị ngay.' : 'Tạo đường dẫn dùng một lần để người này tự đặt mật khẩu mới. Mọi thiết bị đang đăng nhập sẽ bị đăng xuất; việc này được ghi nhật ký và báo cho chủ tài khoản.'}</p>
              {account.totpSecret ? <CheckField form={filledForm({})} name="dropsTotp" label="Mất điện thoại: gỡ cả xác thực hai bước" /> : null}
              <div><Submit kind="">Tạo đường dẫn</Submit></div>
            </Form>
          </details>
          <div><LinkButton href={`${path}/dong`} kind="danger">Đóng tài khoản…</LinkButton></div>
        </> : null}
      </Card>
      <Card title="Hồ sơ" id="ho-so">{manages ? <Form action={`${path}/ho-so`}>
        <TextField form={form} name="name" label="Họ và tên" required /><TextField form={form} name="title" label="Chức vụ" />
        <TextField form={form} name="phone" label="Điện thoại" type="tel" /><TextField form={form} name="email" label="Thư điện tử" type="email" />
        <div><Submit kind="">Lưu hồ sơ</Submit></div>
      </Form> : <Facts rows={[['Chức vụ', person.title || '–'], ['Điện thoại', person.phone ?? '–'], ['Thư điện tử', person.email ?? '–']]} />}</Card>
    </div>
    <Card title="Vai trò" id="vai-tro">
      <Table caption="Vai trò" rows={roles} columns={[
        { head: 'Vai trò', cell: (role) => ROLE_LABELS[role.role].label },
        { head: 'Đơn vị', cell: (role) => name(role.organisationId) },
        { head: 'Phạm vi', cell: (role) => (role.subtree ? 'cả cấp dưới' : 'đơn vị') },
        { head: 'Hiệu lực', cell: (role) => `${holdsOn(role, visit.today) ? 'từ' : 'sẽ có từ'} ${formatDate(role.validFrom)}${role.validTo ? ` đến ${formatDate(role.validTo)}` : ''}` },
        ...(manages ? [{ head: <span class="visually-hidden">Thu hồi</span>, cell: (role: AccountRole) => role.organisationId === unit.id ? <form method="post" action={`${path}/vai-tro/${role.id}/thu-hoi`} data-turbo-confirm={`Thu hồi vai trò ${ROLE_LABELS[role.role].label} của ${person.name}?`}>
          <button class="button small" type="submit" aria-label={`Thu hồi vai trò ${ROLE_LABELS[role.role].label}`}>Thu hồi</button></form> : null }] : []),
      ]} />
      {manages && account.status !== 'closed' ? <details open={Boolean(typed?.values.has('role'))}><summary>Giao thêm vai trò tại {unit.shortName}</summary>
        <div class="fields"><Form action={`${path}/vai-tro`}>
          <SelectField form={roleForm} name="role" label="Vai trò" required choices={ROLE_IDS.map((role) => ({ value: role, label: ROLE_LABELS[role].label }))} />
          {tree.childrenOf(unit.id).length ? <CheckField form={roleForm} name="subtree" label="Có hiệu lực cả ở các đơn vị cấp dưới" /> : null}
          <TextField form={roleForm} name="until" label="Đến hết ngày" hint="Để trống nếu chưa định ngày hết" type="date" />
          <div><Submit kind="">Giao vai trò</Submit></div>
        </Form></div>
      </details> : null}
    </Card>
  </>);
}

async function closePage(visit: Visit, typed: FormState | null, status: PageStatus = 200): Promise<Response> {
  const { account } = await shown(visit), work = await openWorkOf(visit.db, account.id, visit.today);
  return consolePage(visit, { title: `Đóng tài khoản của ${account.person.name}?`, crumb: account.userName, status: status === 401 ? 403 : status }, <Card>
    {typed ? <Refusal errors={typed.errors} /> : null}
    {work.length ? <>
      <Message kind="warn">Người này còn việc đang mở. Hãy bàn giao trước khi đóng; việc chưa bàn giao vẫn đứng tên đơn vị.</Message>
      <Table caption="Việc đang mở" rows={work} columns={[{ head: 'Việc', cell: (one) => <a href={one.href}>{one.label}</a> }, { head: 'Số lượng', number: true, cell: (one) => one.count }]} />
    </> : <p>Không có việc đang mở đứng tên người này.</p>}
    <p>Tài khoản <b>{account.userName}</b> sẽ mất mọi vai trò, bị đăng xuất ở mọi nơi và không đăng nhập được nữa. Những gì người này đã làm vẫn giữ nguyên tên.</p>
    <Form action={`${pathOf(visit)}/dong`} inline><Submit kind="danger">Đóng tài khoản</Submit><LinkButton href={pathOf(visit)} kind="quiet">Quay lại</LinkButton></Form>
  </Card>);
}
