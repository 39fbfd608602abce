import { AppError } from '#kernel/app-error.ts';
import { get, OWN_ACCOUNT, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { emptyForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { requirePassword } from '../actions/change-password.ts';
import { renewRecoveryCodes, switchOnSecondFactor } from '../actions/switch-on-second-factor.ts';
import { ADDRESS_OF } from '../authenticate.ts';
import { vault } from '../secrets.ts';
import { recoveryCodesLeft } from '../store.ts';
import { newTotpSecret, totpAddress } from '../totp.ts';
import { ownAccount } from './my-account.tsx';
import { asForm, Qr, Refusal } from './parts.tsx';
import { attempt, flash, takeFlash, type PageStatus } from './request.ts';

export const secondFactorRoutes: readonly Route[] = [
  get(ADDRESS_OF.secondFactor, OWN_ACCOUNT, (visit) => page(visit, emptyForm)),
  post(ADDRESS_OF.secondFactor, OWN_ACCOUNT, (visit) => attempt(visit.c, async (values) => {
    const secret = vault().open(values.text('draft'), draftContext(visit));
    if (!secret) throw new AppError('invalid', 'Trang này đã cũ. Hãy quét lại mã QR rồi nhập mã mới.', { field: 'code' });
    const codes = await visit.act((acting) => switchOnSecondFactor(acting, secret, values.text('code')));
    flash(visit, { codes });
    return visit.c.redirect(ADDRESS_OF.secondFactor, 303);
  }, (values, errors, status) => page(visit, asForm(values, errors), status))),
  post('/lam-viec/tai-khoan/ma-khoi-phuc', OWN_ACCOUNT, (visit) => attempt(visit.c, async (values) => {
    await requirePassword(await ownAccount(visit), values.text('current'));
    const codes = await visit.act(renewRecoveryCodes);
    flash(visit, { codes });
    return visit.c.redirect(ADDRESS_OF.secondFactor, 303);
  }, (values, errors, status) => page(visit, asForm(values, errors), status))),
];

/** The secret that is being set up travels sealed in the form: nothing is stored until the first right code. */
const draftContext = (visit: Visit): string => `totp draft ${signedIn(visit).sessionId}`;

async function page(visit: Visit, form: FormState, status: PageStatus = 200): Promise<Response> {
  const account = await ownAccount(visit), shown = takeFlash<{ codes: string[] }>(visit);
  return consolePage(visit, { title: 'Xác thực hai bước', crumb: account.userName, status: status === 401 ? 403 : status }, <>
    {shown ? <Codes codes={shown.codes} userName={account.userName} /> : null}
    {account.totpSecret ? <SwitchedOn form={form} left={await recoveryCodesLeft(visit.db, account.id)} /> : <SwitchOn visit={visit} form={form} userName={account.userName} />}
  </>);
}

const Codes = ({ codes, userName }: { codes: readonly string[]; userName: string }) => <Card title="Mười mã khôi phục" id="ma">
  <Message kind="warn">Chỉ hiện một lần. Hãy in hoặc chép ra giấy và cất nơi an toàn: mỗi mã thay cho điện thoại được đúng một lần.</Message>
  <p>Tài khoản: <b>{userName}</b></p>
  <ol class="columns">{codes.map((code) => <li><code>{code}</code></li>)}</ol>
  <div class="no-print"><LinkButton href="/lam-viec" kind="primary">Tôi đã cất mã, vào làm việc</LinkButton></div>
</Card>;

const SwitchedOn = ({ form, left }: { form: FormState; left: number }) => <Card title="Đang bật" id="ma-khoi-phuc" tools={<Chip tone={left < 3 ? 'soon' : 'good'}>còn {left} mã khôi phục</Chip>}>
  <p>Mỗi lần đăng nhập cần mật khẩu và mã 6 chữ số trên điện thoại. Đổi điện thoại: đề nghị quản trị viên cấp trên đặt lại, rồi bật lại trên điện thoại mới.</p>
  <details class="no-print" open={Object.keys(form.errors).length > 0}><summary>Tạo bộ mã khôi phục mới</summary>
    <Refusal errors={form.errors} />
    <div class="fields"><Form action="/lam-viec/tai-khoan/ma-khoi-phuc">
      <TextField form={form} name="current" type="password" label="Mật khẩu hiện nay" required autocomplete="current-password" hint="Bộ mã cũ hết giá trị ngay khi tạo bộ mới" />
      <div><Submit kind="">Tạo mười mã mới</Submit></div>
    </Form></div>
  </details>
</Card>;

function SwitchOn({ visit, form, userName }: { visit: Visit; form: FormState; userName: string }) {
  const kept = vault().open(form.values.text('draft'), draftContext(visit)), secret = kept ?? newTotpSecret();
  const draft = kept ? form.values.text('draft') : vault().seal(secret, draftContext(visit));
  const required = signedIn(visit).mustVisit === ADDRESS_OF.secondFactor;
  return <Card title="Bật xác thực hai bước" id="bat">
    {required ? <Message kind="warn">Tài khoản quản trị phải bật xác thực hai bước trước khi làm việc.</Message> : null}
    <ol class="stack">
      <li>Cài một ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator, Aegis…).</li>
      <li>Trong ứng dụng, chọn thêm tài khoản rồi quét mã này:<div><Qr text={totpAddress(secret, userName)} label="Mã QR để thêm tài khoản vào ứng dụng xác thực" /></div>
        <small>Không quét được thì nhập khóa: <code>{groups(secret)}</code></small></li>
      <li>Nhập 6 chữ số đang hiện trong ứng dụng:</li>
    </ol>
    <Refusal errors={form.errors} />
    <div class="fields"><Form action={ADDRESS_OF.secondFactor}>
      <input type="hidden" name="draft" value={draft} />
      <TextField form={form} name="code" label="Mã 6 chữ số" required autocomplete="one-time-code" inputmode="numeric" narrow maxlength={10} />
      <div><Submit>Bật xác thực hai bước</Submit></div>
    </Form></div>
  </Card>;
}

const groups = (secret: string): string => Array.from({ length: Math.ceil(secret.length / 4) }, (_, at) => secret.slice(at * 4, at * 4 + 4)).join(' ');
