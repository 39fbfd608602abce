import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addMonths, dayAt, formatDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import { pageAt } from '#kernel/pages.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisation, organisationTree, versionsOf } from '#features/organisations/store.ts';
import { readTable } from '#features/organisations/read-table.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { readForm } from '#platform/http/forms.ts';
import { originOf, type Visit } from '#platform/http/visit.ts';
import type { Role } from '#platform/policy.ts';
import { CheckField, Choices, emptyForm, FileField, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Message, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { importPeople, type ImportedPeople } from '../actions/import-people.ts';
import { invite } from '../actions/invite.ts';
import { reviewRoles } from '../actions/secure.ts';
import { PEOPLE_COLUMNS } from '../rules/import-people.ts';
import { holdsOn } from '../rules/may.ts';
import { isRole, ROLE_IDS, ROLE_LABELS } from '../rules/roles.ts';
import { isDormant } from '../rules/session-state.ts';
import { lastReview, peopleOf, securitySettings, type Account, type Colleague } from '../store.ts';
import { asForm, Hint, Refusal } from './parts.tsx';
import { attempt, type PageStatus } from './request.ts';
import { flashLink } from './shown-link.tsx';

const UNIT = '/lam-viec/don-vi/:organisation/nguoi-dung';
export const peoplePath = (organisationId: Id): string => `/lam-viec/don-vi/${organisationId}/nguoi-dung`;
const PAGE = 50;

/** Any organisation that ever was: closed ones keep their people's history. */
export const theOrganisation: OrganisationOf = async (reader, id) => ((await versionsOf(reader, id)).length ? id : null);
const reading = at('accounts.read', 'organisations', 'organisation', theOrganisation);
const managing = at('accounts.manage', 'organisations', 'organisation', theOrganisation);

export const peopleRoutes: readonly Route[] = [
  get('/lam-viec/nguoi-dung', acting('accounts.read'), (visit) => listPage(visit)),
  get(UNIT, reading, (visit) => listPage(visit)),
  get(`${UNIT}/moi`, managing, async (visit) => invitePage(visit, filledForm({ 'roles[]': ['officer'], subtree: await ownDivisions(visit) ? '1' : '' }))),
  post(`${UNIT}/moi`, managing, (visit) => attempt(visit.c, async (values) => {
    const organisationId = visit.organisationId!, roles = values.texts('roles[]').filter(isRole), subtree = values.text('subtree') === '1';
    const input = { organisationId, roles: roles.map((role: Role) => ({ role, subtree })), userName: values.text('userName'), person: { name: values.text('name'), title: values.text('title'), phone: values.text('phone') } };
    const { accountId, token, expiresAt } = await visit.act((by) => invite(by, input));
    if (token && expiresAt) flashLink(visit, { kind: 'invitation', token, name: input.person.name, userName: input.userName, unit: (await organisation(visit.db, organisationId, visit.today)).name, expiresAt });
    return visit.c.redirect(`${peoplePath(organisationId)}/${accountId}`, 303);
  }, (values, errors, status) => invitePage(visit, asForm(values, errors), status))),
  post(`${UNIT}/ra-soat`, managing, async (visit) => {
    await visit.act((by) => reviewRoles(by, visit.organisationId!));
    return visit.c.redirect(`${peoplePath(visit.organisationId!)}?xong=ra-soat`, 303);
  }),
  get(`${UNIT}/nhap`, managing, (visit) => importPage(visit, emptyForm, null)),
  post(`${UNIT}/nhap`, managing, takeTable, 6 * 1024 * 1024),
];

async function unitOf(visit: Visit) {
  const found = (await organisationTree(visit.db, visit.today)).latest(visit.organisationId!);
  if (!found) throw new AppError('not-found', 'Không tìm thấy đơn vị này.');
  return found;
}

export const StateChip = ({ account, dormant }: { account: Account; dormant: boolean }) => account.status === 'closed' ? <Chip tone="none">Đã đóng</Chip>
  : account.status === 'invited' ? <Chip tone="info">Chờ nhận</Chip> : dormant ? <Chip tone="soon">Tạm khóa do lâu không dùng</Chip> : <Chip tone="good">Hoạt động</Chip>;

async function listPage(visit: Visit): Promise<Response> {
  const unit = await unitOf(visit), tree = await organisationTree(visit.db, visit.today), settings = await securitySettings(visit.db);
  const below = tree.subtree(unit.id).slice(1), mayBelow = below[0] ? await visit.may('accounts.read', below[0].id) : false;
  const everyone = mayBelow && visit.c.req.query('pham-vi') === 'tat-ca', words = fold(visit.c.req.query('tim') ?? '').split(' ').filter(Boolean);
  const manages = await visit.may('accounts.manage', unit.id), review = await lastReview(visit.db, unit.id);
  const people = (await peopleOf(visit.db, everyone ? [unit.id, ...below.map((one) => one.id)] : [unit.id], visit.today)).filter(({ account }) => {
    const text = fold(`${account.person.name} ${account.userName} ${account.person.title}`);
    return words.every((word) => text.includes(word));
  });
  const { page, pages } = pageAt(people.length, PAGE, visit.c.req.query('trang'));
  const since = review ?? people.flatMap((one) => one.roles.map((role) => role.validFrom)).sort()[0];
  const reviewDue = since !== undefined && addMonths(since, settings.reviewMonths) <= visit.today;
  const query = (more: Record<string, string>) => `?${new URLSearchParams({ ...(everyone ? { 'pham-vi': 'tat-ca' } : {}), ...(words.length ? { tim: visit.c.req.query('tim')! } : {}), ...more })}`;
  const home = (one: Colleague): Id => one.roles.find((role) => role.organisationId === unit.id)?.organisationId ?? one.roles[0]!.organisationId;
  return consolePage(visit, {
    title: 'Người dùng', crumb: unit.name,
    acts: manages ? <><LinkButton href={`${peoplePath(unit.id)}/nhap`}>Nhập từ bảng</LinkButton><LinkButton href={`${peoplePath(unit.id)}/moi`} kind="primary">Mời người dùng</LinkButton></> : null,
  }, <>
    {visit.c.req.query('xong') === 'ra-soat' ? <Message kind="ok">Đã ghi nhận việc rà soát quyền hôm nay.</Message> : null}
    {manages && reviewDue ? <Message kind="warn" title="Đến hạn rà soát quyền">
      {review ? `Lần rà soát trước: ${formatDate(review)}. ` : ''}Xem lại danh sách, thu hồi vai trò không còn cần rồi bấm nút dưới đây. Chu kỳ {settings.reviewMonths} tháng.
      <form method="post" action={`${peoplePath(unit.id)}/ra-soat`}><button class="button small" type="submit">Đã rà soát xong</button></form>
    </Message> : null}
    <Card pad={false} footer={<Pager page={page} pages={pages} total={people.length} noun="người" href={(to) => query({ trang: String(to) })} />}>
      <form method="get" class="row pad" role="search">
        {everyone ? <input type="hidden" name="pham-vi" value="tat-ca" /> : null}
        <label for="tim" class="visually-hidden">Tìm theo tên, chức vụ</label><input id="tim" class="narrow" name="tim" type="search" value={visit.c.req.query('tim') ?? ''} placeholder="Tìm theo tên, chức vụ" />
        <button class="button" type="submit">Tìm</button>
        {mayBelow ? (everyone ? <LinkButton href={visit.c.req.path} kind="quiet">Chỉ đơn vị này</LinkButton> : <LinkButton href="?pham-vi=tat-ca" kind="quiet">Cả các đơn vị cấp dưới</LinkButton>) : null}
      </form>
      <Table caption="Người dùng" rows={people.slice((page - 1) * PAGE, page * PAGE)} empty={<Empty title={words.length ? 'Không thấy ai khớp' : 'Đơn vị chưa có người dùng'} action={manages ? <LinkButton href={`${peoplePath(unit.id)}/moi`} kind="primary">Mời người dùng</LinkButton> : null}>{words.length ? 'Thử bớt từ hoặc bỏ dấu.' : 'Mời đồng nghiệp bằng một đường dẫn dùng một lần.'}</Empty>} columns={[
        { head: 'Họ và tên', cell: (one) => <><a href={`${peoplePath(home(one))}/${one.account.id}`}>{one.account.person.name}</a><br /><small>{one.account.person.title || one.account.userName}</small></> },
        ...(everyone ? [{ head: 'Đơn vị', cell: (one: Colleague) => tree.latest(home(one))?.shortName }] : []),
        { head: 'Vai trò', cell: (one) => [...new Set(one.roles.map((role) => `${ROLE_LABELS[role.role].label}${role.subtree ? ' (cả cấp dưới)' : ''}${holdsOn(role, visit.today) ? '' : ` từ ${formatDate(role.validFrom)}`}`))].join(', ') },
        { head: 'Trạng thái', cell: (one) => <StateChip account={one.account} dormant={one.account.status === 'active' && isDormant(one.account.lastSeenAt, one.account.passwordChangedAt ?? one.account.createdAt, visit.now, settings)} /> },
        { head: 'Hai bước', cell: (one) => one.account.totpSecret ? <Chip tone="good">Bật</Chip> : <Chip tone="none">Chưa</Chip> },
        { head: 'Dùng gần nhất', cell: (one) => (one.account.lastSeenAt ? formatDate(dayAt(one.account.lastSeenAt)) : 'chưa') },
      ]} />
    </Card>
  </>);
}

/** Who works for a commune or a department also works for the divisions inside it; who works for a province not for its communes. */
async function ownDivisions(visit: Visit): Promise<boolean> {
  const below = (await organisationTree(visit.db, visit.today)).childrenOf(visit.organisationId!);
  return below.length > 0 && below.every(({ kind }) => KINDS[kind].family === 'unit');
}

async function invitePage(visit: Visit, form: FormState, status: PageStatus = 200): Promise<Response> {
  const unit = await unitOf(visit), below = (await organisationTree(visit.db, visit.today)).childrenOf(unit.id).length;
  return consolePage(visit, { title: 'Mời người dùng', crumb: unit.name, status: status === 401 ? 403 : status }, <Card><div class="fields">
    <Refusal errors={form.errors} />
    <Form action={`${peoplePath(unit.id)}/moi`} keep="moi">
      <TextField form={form} name="name" label="Họ và tên" required />
      <TextField form={form} name="title" label="Chức vụ" />
      <TextField form={form} name="userName" label="Thư điện tử hoặc tên đăng nhập" required inputmode="email" hint="Người đã có tài khoản ở đơn vị khác: ghi đúng tên đăng nhập, vai trò sẽ thêm vào tài khoản đó" />
      <TextField form={form} name="phone" label="Điện thoại" type="tel" />
      <Choices form={form} name="roles" label="Vai trò" many required choices={ROLE_IDS.map((role) => ({ value: role, label: ROLE_LABELS[role].label, hint: ROLE_LABELS[role].hint }))} />
      {below ? <CheckField form={form} name="subtree" label={`Có hiệu lực cả ở các đơn vị thuộc ${unit.shortName}`} /> : null}
      <div class="row"><Submit>Tạo đường dẫn mời</Submit><LinkButton href={peoplePath(unit.id)} kind="quiet">Quay lại</LinkButton></div>
    </Form>
    <Hint>Hệ thống hiện đường dẫn và mã QR một lần để bạn in hoặc gửi riêng cho người được mời.</Hint>
  </div></Card>);
}

async function takeTable(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), dryRun = values.text('write') !== '1';
  try {
    const [file] = values.files('file');
    if (!file) throw new AppError('invalid', 'Hãy chọn tệp .xlsx hoặc .csv.', { field: 'file' });
    const table = await readTable(file.name, new Uint8Array(await file.arrayBuffer()));
    return importPage(visit, emptyForm, await visit.act((by) => importPeople(by, { table, rootId: visit.organisationId!, dryRun })));
  } catch (error) {
    if (!(error instanceof AppError) || ![409, 413, 422].includes(error.status)) throw error;
    return importPage(visit, asForm(values, { [error.details.field ?? '_']: error.message }), null, error.status as PageStatus);
  }
}

/** Links of a whole table cannot travel in a cookie: the answer to the POST is the page itself, without Turbo. */
/** One person may stand in several rows, with a role in each unit. */
const heads = ({ people }: ImportedPeople): number => new Set(people.map(({ userName }) => userName)).size;

async function importPage(visit: Visit, form: FormState, result: ImportedPeople | null, status: PageStatus = 200): Promise<Response> {
  const unit = await unitOf(visit), origin = originOf(visit);
  return consolePage(visit, { title: 'Nhập người dùng từ bảng', crumb: unit.name, status: result?.faults.length ? 422 : status === 401 ? 403 : status }, <>
    {result ? <Result result={result} origin={origin} /> : null}
    {result?.written ? null : <Card><div class="fields">
      <Refusal errors={form.errors} />
      <p>Bảng .xlsx hoặc .csv, dòng đầu là tên cột: {Object.values(PEOPLE_COLUMNS).map(({ label }) => label).join(', ')}. Vai trò ghi: {ROLE_IDS.map((role) => ROLE_LABELS[role].label).join('; ')}.</p>
      <form method="post" action={`${peoplePath(unit.id)}/nhap`} enctype="multipart/form-data" class="stack loose" data-turbo="false">
        <FileField form={form} name="file" label="Tệp" required accept=".xlsx,.csv" />
        <div class="row"><Submit name="write" value="0" kind="">Kiểm tra thử</Submit><Submit name="write" value="1">Nhập và tạo đường dẫn mời</Submit></div>
      </form>
    </div></Card>}
  </>);
}

const Result = ({ result, origin }: { result: ImportedPeople; origin: string }) => <>
  {result.faults.length ? <Card title={`${result.faults.length} lỗi; chưa nhập dòng nào`} pad={false}>
    <Table caption="Các lỗi trong bảng" rows={result.faults} columns={[{ head: 'Dòng', number: true, cell: (one) => one.line }, { head: 'Cột', cell: (one) => one.column }, { head: 'Lý do', cell: (one) => one.reason }]} />
  </Card> : <Card title={result.written ? `Đã mời ${heads(result)} người` : `Bảng hợp lệ: sẽ mời ${heads(result)} người`} pad={false}>
    {result.written ? <div class="pad"><Message kind="warn">Các đường dẫn chỉ hiện ở trang này. Hãy in hoặc chép lại trước khi rời đi.</Message></div> : null}
    <Table caption="Người dùng trong bảng" rows={result.people} columns={[
      { head: 'Họ và tên', cell: (one) => <>{one.name}<br /><small>{one.userName}</small></> }, { head: 'Đơn vị', cell: (one) => one.organisationName },
      { head: 'Vai trò', cell: (one) => one.roles.map((role) => ROLE_LABELS[role.role].label).join(', ') },
      ...(result.written ? [{ head: 'Đường dẫn mời', cell: (one: ImportedPeople['people'][number]) => one.token ? <code>{`${origin}/moi/${one.token}`}</code> : 'đã có tài khoản' }] : []),
    ]} />
  </Card>}
</>;
