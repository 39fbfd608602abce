import { dropLocked } from '../store.ts';
import { get, post, PUBLIC, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { plainPage } from '#ui/shell.tsx';
import { unlock } from '../actions/unlock.ts';
import { ADDRESS_OF } from '../authenticate.ts';
import { lockedFormWaits, takeLockedForm, type KeptFields } from '../locked-form.ts';
import { asForm, Hint, Refusal } from './parts.tsx';
import { attempt, environmentOf, ownPath, pendingOf, sourceOf, type PageStatus } from './request.ts';

export const unlockRoutes: readonly Route[] = [
  get(ADDRESS_OF.unlock, PUBLIC, async (visit) => {
    const next = visit.c.req.query('den') ?? '';
    if (visit.session) return resume(visit, next);
    return await pendingOf(visit, 'locked') ? unlockPage(visit, next, emptyForm) : visit.c.redirect('/dang-nhap', 303);
  }),
  post(ADDRESS_OF.unlock, PUBLIC, (visit) => attempt(visit.c, async (values) => {
    const pending = await pendingOf(visit, 'locked');
    if (!pending) return visit.c.redirect('/dang-nhap', 303);
    await unlock(environmentOf(visit), pending, values.text('password'), sourceOf(visit));
    // The next GET is signed in again: it shows what was kept, or goes where the person wanted to go.
    return visit.c.redirect(`${ADDRESS_OF.unlock}?den=${encodeURIComponent(values.text('den'))}`, 303);
  }, (values, errors, status) => unlockPage(visit, values.text('den'), asForm(values, errors), status))),
  post('/mo-khoa/bo', PUBLIC, async (visit) => {
    if (visit.session) await dropLocked(visit.db, visit.session.sessionId);
    return visit.c.redirect('/lam-viec', 303);
  }),
];

async function unlockPage(visit: Visit, next: string, form: FormState, status: PageStatus = 200): Promise<Response> {
  const pending = (await pendingOf(visit, 'locked'))!;
  const kept = await lockedFormWaits(visit.db, pending.sessionId);
  return plainPage(visit, { title: 'Màn hình đang khóa', status }, <>
    <p>Bạn không thao tác một lúc nên màn hình đã tự khóa. {kept ? 'Nội dung bạn vừa gửi được giữ lại và sẽ hiện ra sau khi mở khóa.' : 'Việc đang làm vẫn còn nguyên.'}</p>
    <Refusal errors={form.errors} />
    <Form action={ADDRESS_OF.unlock}>
      <input type="hidden" name="den" value={next} />
      <input type="hidden" name="userName" value={pending.account.userName} autocomplete="username" />
      <TextField form={form} name="password" type="password" label={`Mật khẩu của ${pending.account.person.name}`} required autocomplete="current-password" autofocus />
      <Submit wide>Mở khóa</Submit>
    </Form>
    <form method="post" action="/dang-xuat"><button class="button quiet wide" type="submit">Không phải bạn? Đăng nhập tài khoản khác</button></form>
  </>);
}

/** What was sent while locked, to be sent by the person; without such a thing, onward. */
async function resume(visit: Visit, next: string): Promise<Response> {
  const kept = await takeLockedForm(visit.db, visit.session!.sessionId);
  if (!kept) return visit.c.redirect(ownPath(next), 303);
  return plainPage(visit, { title: 'Nội dung đang gửi dở', broad: true }, <>
    <p>Bạn đã gửi nội dung dưới đây đúng lúc màn hình khóa. Bấm <b>Gửi tiếp</b> để hoàn tất. Tệp đính kèm (nếu có) không giữ lại được; hãy đính kèm lại sau khi gửi.</p>
    <Typed fields={kept.fields} />
    <form method="post" action={ownPath(kept.path)} class="stack" data-controller="form">
      {kept.fields.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <Submit wide>Gửi tiếp</Submit>
    </form>
    <form method="post" action="/mo-khoa/bo"><button class="button quiet wide" type="submit">Bỏ nội dung này</button></form>
    <Hint>Nếu đóng trang này mà không gửi, nội dung sẽ mất.</Hint>
  </>);
}

/** Only what a person typed: no hidden keys. */
const Typed = ({ fields }: { fields: KeptFields }) => {
  const typed = fields.filter(([name, value]) => !name.startsWith('_') && value.trim() !== '');
  return typed.length ? <ul class="stack">{typed.map(([, value]) => <li>{value.length > 500 ? `${value.slice(0, 500)}…` : value}</li>)}</ul> : null;
};
