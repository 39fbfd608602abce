import { organisationTree } from '#features/organisations/store.ts';
import { acting, get, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { changeSetting } from '../actions/secure.ts';
import { SETTING_KEYS, SETTINGS } from '../rules/settings.ts';
import { securitySettings } from '../store.ts';
import { asForm, Refusal } from './parts.tsx';
import { attempt, type PageStatus } from './request.ts';

const PATH = '/lam-viec/he-thong/an-toan';

export const securityRoutes: readonly Route[] = [
  get(PATH, acting('accounts.secure'), (visit) => page(visit, null)),
  post(PATH, acting('accounts.secure'), (visit) => attempt(visit.c, async (values) => {
    const root = (await organisationTree(visit.db, visit.today)).roots.find((one) => !one.external)!, settings = await securitySettings(visit.db);
    await visit.act(async (by) => { for (const key of SETTING_KEYS) if (values.has(key) && Number(values.text(key)) !== settings[key]) await changeSetting(by, root.id, key, Number(values.text(key))); });
    return visit.c.redirect(`${PATH}?xong=1`, 303);
  }, (values, errors, status) => page(visit, asForm(values, errors), status))),
];

async function page(visit: Visit, typed: FormState | null, status: PageStatus = 200): Promise<Response> {
  const settings = await securitySettings(visit.db);
  const form = typed ?? filledForm(Object.fromEntries(SETTING_KEYS.map((key) => [key, String(settings[key])])));
  return consolePage(visit, { title: 'An toàn tài khoản', status: status === 401 ? 403 : status }, <Card><div class="stack">
    {visit.c.req.query('xong') ? <Message kind="ok">Đã lưu; các số mới có hiệu lực ngay.</Message> : null}
    <p>Mặc định theo yêu cầu an toàn hệ thống thông tin cấp độ 3 (TCVN 14423:2026). Chỉ quản trị viên của đơn vị gốc thay đổi được; mọi thay đổi được ghi nhật ký.</p>
    <Refusal errors={form.errors} />
    <Form action={PATH}>
      <div class="settings">{SETTING_KEYS.map((key) => { const { label, unit, least, most, standard, ...more } = SETTINGS[key];
        return <TextField form={form} name={key} label={`${label} (${unit})`} hint={`Mặc định ${standard}; từ ${least} đến ${most}.${'hint' in more ? ` ${more.hint}.` : ''}`} type="number" min={least} max={most} required narrow />; })}</div>
      <div><Submit>Lưu thiết lập</Submit></div>
    </Form>
  </div></Card>);
}
