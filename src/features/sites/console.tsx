import { z } from 'zod';
import { addDays } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { submit } from '#platform/http/forms.ts';
import { acting, get, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { CheckField, ErrorSummary, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { chooseHost, editSite } from './actions/edit-site.ts';
import { openSite } from './actions/open-site.ts';
import { homeBlocks } from './portal/own-pages.tsx';
import { ordered } from './rules/home.ts';
import { TONE_LABEL, TONES } from './rules/tones.ts';
import { addressOf, mostRead, siteOf, sitePlaces, type SiteRow } from './store.ts';

const BASE = '/lam-viec/trang-cong-khai';
interface Refused { readonly form: FormState; readonly status: 409 | 413 | 422 | 507; readonly of: 'site' | 'host' }
const READ_DAYS = 30;

/** How the unit's public site is called and looks, and what of it is read. */
async function sitePage(visit: Visit, refused?: Refused): Promise<Response> {
  const unit = signedIn(visit).organisationId, site = await siteOf(visit.db, unit), title = 'Trang công khai';
  if (!site) return consolePage(visit, { title }, <Empty title="Đơn vị chưa có trang công khai" action={<Form action={`${BASE}/mo`} version={null}><Submit>Mở trang</Submit></Form>}>Trang tự mở khi đăng bài đầu tiên. Mở trước để xem tên và địa chỉ, đặt màu và các khối của trang chủ.</Empty>);
  const place = (await sitePlaces(visit.db, [unit], visit.today)).get(unit)!, home = addressOf(place, '/'), mayHost = await visit.may('sites.choose-host', unit), read = await mostRead(visit.db, unit, addDays(visit.today, -READ_DAYS + 1), visit.today, 10);
  return consolePage(visit, {
    title, status: refused?.status ?? 200, acts: <LinkButton href={home}>Xem trang</LinkButton>,
    message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{site.archived_on ? <Message kind="warn" title="Trang lưu trữ">Đơn vị đã được sắp xếp lại; trang giữ nguyên nội dung và dẫn tới trang của đơn vị kế thừa.</Message> : null}</>,
  }, <>
    <Card title="Địa chỉ" id="dia-chi"><Facts rows={[['Trang chủ', <a href={home}>{home}</a>], ['Phần riêng của địa chỉ', <><b>{site.slug}</b> <small>chọn một lần, không đổi và không cấp cho đơn vị khác</small></>], ...(site.host ? [['Tên miền riêng', site.host] as const] : [])]} /></Card>
    <Card title="Đầu trang và trang chủ" id="trinh-bay"><SiteFields site={site} form={refused?.of === 'site' ? refused.form : filledForm(valuesOf(site))} version={refused?.of === 'site' ? versionOf(site, refused) : site.row_version} /></Card>
    <Card title={`Được đọc nhiều trong ${READ_DAYS} ngày`} id="luot-doc"><Table caption="Lượt đọc, không lưu gì về người đọc" rows={read} empty={<Empty title="Chưa có lượt đọc nào">Lượt đọc được cộng mỗi phút.</Empty>} columns={[
      { head: 'Trang', cell: (row) => (row.path ? <a href={addressOf(place, row.path)}>{row.title}</a> : 'Trang chủ và các danh sách') }, { head: 'Lượt đọc', number: true, cell: (row) => formatNumber(row.views) }]} /></Card>
    {mayHost ? <Card title="Tên miền riêng" id="ten-mien"><Form action={`${BASE}/ten-mien`} version={site.row_version}><div class="fields">
      <TextField form={refused?.of === 'host' ? refused.form : filledForm({ host: site.host ?? '' })} name="host" label="Tên miền" hint="Ví dụ xabinhan.lamgiang.gov.vn. Trỏ tên miền và chứng thư về máy chủ này trước; để trống là dùng địa chỉ chung." maxlength={253} />
      <Submit kind="">Lưu tên miền</Submit></div></Form></Card> : null}
  </>);
}
const versionOf = (site: SiteRow, refused: Refused): number => (refused.status === 409 ? site.row_version : Number(refused.form.values.text('_version')) || site.row_version);

const SiteFields = ({ site, form, version }: { site: SiteRow; form: FormState; version: number }) => <Form action={BASE} version={version}><div class="fields">
  <div class="fields two"><TextField form={form} name="kicker" label="Dòng trên" hint="Ví dụ Ủy ban nhân dân" maxlength={80} /><TextField form={form} name="name" label="Tên trang" required maxlength={80} /></div>
  <SelectField form={form} name="tone" label="Màu" required choices={TONES.map((tone) => ({ value: tone, label: TONE_LABEL[tone] }))} />
  {allBlocks(site).length ? <fieldset class="stack"><legend>Các khối của trang chủ</legend>
    {allBlocks(site).map((block, index) => <div class="row"><TextField form={form} name={`order-${block.name}`} label={`Thứ tự của “${block.label}”`} type="number" hint={String(index + 1)} /><CheckField form={form} name={`show-${block.name}`} label={`Hiện “${block.label}”`} /></div>)}
  </fieldset> : null}
  <Submit>Lưu</Submit></div></Form>;

/** Shown ones in their order, hidden ones behind. */
const allBlocks = (site: SiteRow) => [...ordered(homeBlocks(), site.home), ...homeBlocks().filter((block) => site.home.hidden.includes(block.name))];
const valuesOf = (site: SiteRow): Record<string, string | null> => ({
  kicker: site.kicker, name: site.name, tone: site.tone,
  ...Object.fromEntries(allBlocks(site).flatMap((block, index) => [[`order-${block.name}`, String(index + 1)], [`show-${block.name}`, site.home.hidden.includes(block.name) ? null : '1']])),
});

const schema = z.object({ _version: z.coerce.number().int(), kicker: z.string().default(''), name: z.string().default(''), tone: z.enum(TONES, 'Hãy chọn một màu trong danh sách.') });
const editPost = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input, values) => {
    const names = homeBlocks().map((block) => block.name), placeOf = (name: string): number => Number(values.text(`order-${name}`)) || 99;
    const form = { kicker: input.kicker, name: input.name, tone: input.tone, blocks: [...names].sort((a, b) => placeOf(a) - placeOf(b)), hidden: names.filter((name) => !values.has(`show-${name}`)) };
    await visit.act((a) => editSite(a, { organisationId: signedIn(visit).organisationId, rowVersion: input._version, form }));
    return visit.c.redirect(BASE, 303);
  },
  refuse: (values, errors, status) => sitePage(visit, { form: { values, errors }, status, of: 'site' }),
});
const hostPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ _version: z.coerce.number().int(), host: z.string().default('') }), {
  run: async (input) => { await visit.act((a) => chooseHost(a, { organisationId: signedIn(visit).organisationId, rowVersion: input._version, host: input.host })); return visit.c.redirect(BASE, 303); },
  refuse: (values, errors, status) => sitePage(visit, { form: { values, errors }, status, of: 'host' }),
});

export const sitesRoutes: readonly Route[] = [
  get(BASE, acting('sites.keep'), (visit) => sitePage(visit)),
  post(BASE, acting('sites.keep'), editPost),
  post(`${BASE}/mo`, acting('sites.keep'), async (visit) => { await visit.act((a) => openSite(a, { organisationId: signedIn(visit).organisationId })); return visit.c.redirect(BASE, 303); }),
  post(`${BASE}/ten-mien`, acting('sites.choose-host'), hostPost),
];
