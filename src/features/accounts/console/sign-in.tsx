import type { Id } from '#kernel/id.ts';
import { act } from '#features/audit/act.ts';
import { get, post, PUBLIC, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Message } from '#ui/parts.tsx';
import { plainPage } from '#ui/shell.tsx';
import { followDemoLink } from '../actions/demo-link.ts';
import { secondStep } from '../actions/second-step.ts';
import { signIn } from '../actions/sign-in.ts';
import { ADDRESS_OF } from '../authenticate.ts';
import { ownerActor } from '../actor.ts';
import { hostName } from '../rules/cookies.ts';
import { accountById, accountOfSession, dropLocked, revokeSession } from '../store.ts';
import { asForm, Hint, Refusal } from './parts.tsx';
import { attempt, environmentOf, giveSession, ownPath, pendingOf, planOf, sourceOf, takeSession, type PageStatus } from './request.ts';

export const signInRoutes: readonly Route[] = [
  get('/dang-nhap', PUBLIC, show),
  post('/dang-nhap', PUBLIC, (visit) => attempt(visit.c, async (values) => {
    if (planOf(visit).kind === 'refused') return refusedPage(visit);
    const opened = await signIn(environmentOf(visit), { userName: values.text('userName'), password: values.text('password'), source: sourceOf(visit) });
    giveSession(visit, opened);
    const next = ownPath(values.text('den'));
    return visit.c.redirect(opened.step === 'password' ? `${ADDRESS_OF.secondStep}?den=${encodeURIComponent(next)}` : next, 303);
  }, (values, errors, status) => signInPage(visit, values.text('den'), asForm(values, errors), status))),

  get(ADDRESS_OF.secondStep, PUBLIC, async (visit) => (await pendingOf(visit, 'second-step') ? secondStepPage(visit, visit.c.req.query('den') ?? '', emptyForm) : visit.c.redirect('/dang-nhap', 303))),
  post(ADDRESS_OF.secondStep, PUBLIC, (visit) => attempt(visit.c, async (values) => {
    const pending = await pendingOf(visit, 'second-step');
    if (!pending) return visit.c.redirect('/dang-nhap', 303);
    giveSession(visit, await secondStep(environmentOf(visit), pending, values.text('code'), sourceOf(visit)));
    return visit.c.redirect(ownPath(values.text('den')), 303);
  }, (values, errors, status) => secondStepPage(visit, values.text('den'), asForm(values, errors), status))),

  get('/dang-nhap/demo/:token', PUBLIC, async (visit) => {
    if (visit.c.req.raw.method === 'HEAD') return visit.c.body(null); // a look at the link does not use it up
    giveSession(visit, await followDemoLink(environmentOf(visit), visit.deps.mode, visit.c.req.param('token') ?? '', sourceOf(visit)));
    return visit.c.redirect('/lam-viec', 303);
  }),
  post('/dang-xuat', PUBLIC, signOut),
];

function show(visit: Visit): Response {
  if (planOf(visit).kind === 'refused') return refusedPage(visit);
  const next = visit.c.req.query('den') ?? '';
  if (visit.session) return visit.c.redirect(ownPath(next), 303);
  if (visit.pending) return visit.c.redirect(`${visit.pending.state === 'locked' ? ADDRESS_OF.unlock : ADDRESS_OF.secondStep}?den=${encodeURIComponent(next)}`, 303);
  return signInPage(visit, next, emptyForm);
}

function signInPage(visit: Visit, next: string, form: FormState, status: PageStatus = 200): Response {
  return plainPage(visit, { title: 'Đăng nhập', status }, <>
    <Refusal errors={form.errors} />
    {visit.c.req.query('ra') ? <Message kind="ok">Đã đăng xuất.</Message> : null}
    <Form action="/dang-nhap">
      <input type="hidden" name="den" value={next} />
      <TextField form={form} name="userName" label="Thư điện tử hoặc tên đăng nhập" required autocomplete="username" inputmode="email" autofocus={!form.errors.password} />
      <TextField form={form} name="password" type="password" label="Mật khẩu" required autocomplete="current-password" autofocus={Boolean(form.errors.password)} />
      <Submit wide>Đăng nhập</Submit>
    </Form>
    <Hint>Quên mật khẩu hoặc chưa có tài khoản: đề nghị quản trị viên của đơn vị tạo đường dẫn cho bạn.</Hint>
    {visit.deps.mode === 'demo' ? <Message>Đây là hệ thống trình diễn: dùng các đường dẫn <code>demo-sign-in</code> in trên máy chủ.</Message> : null}
  </>);
}

function secondStepPage(visit: Visit, next: string, form: FormState, status: PageStatus = 200): Response {
  return plainPage(visit, { title: 'Xác thực hai bước', status }, <>
    <Refusal errors={form.errors} />
    <Form action={ADDRESS_OF.secondStep}>
      <input type="hidden" name="den" value={next} />
      <TextField form={form} name="code" label="Mã xác thực" hint="6 chữ số trong ứng dụng xác thực trên điện thoại, hoặc một mã khôi phục" required autocomplete="one-time-code" autofocus maxlength={24} />
      <Submit wide>Xác nhận</Submit>
    </Form>
    <Hint>Mất điện thoại và hết mã khôi phục: đề nghị quản trị viên cấp trên đặt lại tài khoản.</Hint>
    <form method="post" action="/dang-xuat"><button class="button quiet wide" type="submit">Đăng nhập bằng tài khoản khác</button></form>
  </>);
}

/** Plain http from another machine: why, and how the operator switches https on. */
export function refusedPage(visit: Visit): Response {
  const host = hostName(visit.connection.host);
  return plainPage(visit, { title: 'Chưa đăng nhập được ở địa chỉ này', status: 403, broad: true }, <>
    <p>Trang đang mở bằng <b>http không mã hóa</b> tại <b>{host}</b>. Mật khẩu gửi qua đây có thể bị người khác trong mạng đọc được, nên hệ thống không nhận đăng nhập.</p>
    <p>Người vận hành chọn một trong các cách sau rồi khởi động lại:</p>
    <ol class="stack">
      <li><b>Bật https ngay trong Loa:</b> <code>bin/loa serve --host 0.0.0.0 --tls-cert chứng-thư.pem --tls-key khóa.pem</code></li>
      <li><b>Đặt sau máy chủ proxy có https:</b> khai báo <code>LOA_PUBLIC_URL=https://…</code> và <code>LOA_TRUSTED_PROXIES=địa-chỉ-proxy</code></li>
      <li><b>Chỉ trong mạng kín, chấp nhận rủi ro:</b> thêm <code>--insecure-lan</code>; quản trị viên sẽ luôn thấy cảnh báo</li>
    </ol>
    <Hint>Ngay trên máy chủ, có thể đăng nhập bằng địa chỉ http://127.0.0.1 với cùng cổng.</Hint>
  </>);
}

/** Also from a locked screen, and from between the two steps. */
async function signOut(visit: Visit): Promise<Response> {
  const sessionId: Id | null = visit.session?.sessionId ?? visit.pending?.sessionId ?? null;
  const accountId = sessionId && await accountOfSession(visit.db, sessionId);
  const account = accountId ? await accountById(visit.db, accountId) : null;
  if (sessionId && account) await act(environmentOf(visit), ownerActor(account), async (acting) => {
    await revokeSession(acting.tx, sessionId, acting.now);
    await dropLocked(acting.tx, sessionId);
    if (visit.session) acting.record({ verb: 'accounts.signed-out', table: 'accounts', id: account.id, organisationId: visit.session.organisationId });
  });
  takeSession(visit);
  return visit.c.redirect('/dang-nhap?ra=1', 303);
}

