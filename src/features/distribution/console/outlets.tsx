import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { columnRow, columnsOf } from '#features/articles/store.ts';
import { standsFor } from '#features/organisations/store.ts';
import { channelLabel } from '#features/channels/rules/channels.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { readForm, submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, filledForm, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { keepDefaults } from '../actions/keep-defaults.ts';
import { closeOutlet, editOutlet, openOutlet } from '../actions/keep-outlet.ts';
import { DUE_LABEL, DUE_RULES, isDueRule, type DueRule } from '../rules/due.ts';
import { kindOf, openableKinds, type OutletKind } from '../rules/kinds/index.ts';
import { outletsOf } from '../store/reading.ts';
import { defaultsOfOrganisation } from '../store/rows.ts';
import { BASE, outletOf, OUTLETS, USUAL, versionFor, type Refused } from './parts.tsx';

/** Of what it is said where it usually goes: each open column, and each noun for what is in no column that says otherwise. */
const NOUNS = [['articles', 'Tin, bài của chuyên mục khác'], ['newsletters', 'Bản tin'], ['prints', 'Ấn phẩm'], ['procedures', 'Thủ tục hành chính']] as const;
interface Of { readonly key: string; readonly noun: string; readonly collectionId: Id | null; readonly label: string }
async function subjects(visit: Visit, units: readonly Id[]): Promise<Of[]> {
  const columns = (await columnsOf(visit.db, units)).filter((one) => one.closed_on === null);
  return [...columns.map((one) => ({ key: one.id, noun: 'articles', collectionId: one.id, label: `Chuyên mục “${one.name}”` })), ...NOUNS.map(([noun, label]) => ({ key: noun, noun, collectionId: null, label: noun === 'articles' && !columns.length ? 'Tin, bài' : label }))];
}

export async function outletsPage(visit: Visit, refused?: Refused): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), outlets = await outletsOf(visit.db, units), mayKeep = await visit.may('distribution.keep-outlets', unit), open = outlets.filter((one) => !one.closed_on), closed = outlets.filter((one) => one.closed_on);
  const defaults = await defaultsOfOrganisation(visit.db, units), names = new Map(outlets.map((one) => [one.id, one.name])), of = await subjects(visit, units);
  const usual = (one: Of) => defaults.filter((row) => row.noun === one.noun && row.collection_id === one.collectionId).map((row) => `${names.get(row.outlet_id) ?? ''} (${DUE_LABEL[row.due]})`);
  return consolePage(visit, { title: 'Kênh phát hành', status: refused?.status ?? 200, crumb: <a href={BASE}>Phát hành</a>, acts: await visit.may('distribution.see-drivers', unit) ? <LinkButton href={`${BASE}/tu-gui`}>Kênh tự gửi</LinkButton> : undefined, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <>
    <Card title="Kênh đang mở" id="kenh" pad={false}><Table caption="Kênh đang mở" rows={open} empty={<Empty title="Đơn vị chưa có kênh nào">{mayKeep ? 'Mở kênh bên dưới, ví dụ Zalo OA, trang Facebook, màn hình LED, bảng tin thôn.' : 'Ban biên tập hoặc đầu mối của đơn vị mở kênh tại đây.'}</Empty>} columns={[
      { head: 'Kênh', cell: (one) => (mayKeep ? <a href={`${OUTLETS}/${one.id}`}>{one.name}</a> : one.name) }, { head: 'Loại', cell: (one) => kindOf(one).label },
      { head: 'Địa chỉ, nơi đặt', cell: (one) => (one.address ? <a href={one.address} rel="noopener noreferrer nofollow" target="_blank">{one.address.replace(/^https?:\/\//, '')}</a> : one.place ?? '–') },
    ]} /></Card>
    {open.length ? <Card title="Thường đăng ở" id="thuong-dang" pad={false}><Table caption="Thường đăng ở" rows={of} columns={[
      { head: 'Bài', cell: (one) => (mayKeep ? <a href={`${USUAL}/${one.key}`}>{one.label}</a> : one.label) }, { head: 'Tự xếp việc đăng ở', cell: (one) => usual(one).join('; ') || 'chưa chọn' },
    ]} /></Card> : null}
    {mayKeep ? <Card title="Mở kênh" id="mo"><OutletFields form={refused?.of === 'mo' ? refused.form : emptyForm} action={`${OUTLETS}/moi`} version={null} kinds={openableKinds(visit.deps.mode === 'demo')} primary={!open.length} label="Mở kênh" /></Card> : null}
    {closed.length ? <Card title="Đã đóng" id="da-dong"><ul>{closed.map((one) => <li>{mayKeep ? <a href={`${OUTLETS}/${one.id}`}>{one.name}</a> : one.name} <small>đóng ngày {formatDate(one.closed_on!)}</small></li>)}</ul></Card> : null}
  </>);
}

const OutletFields = ({ form, action, version, kinds, primary, label }: { form: FormState; action: string; version: number | null; /** One: it is chosen already. */ kinds: readonly OutletKind[]; primary: boolean; label: string }) => {
  const only = kinds.length === 1 ? kinds[0]! : null, address = only ? only.address : { label: 'Địa chỉ trang', hint: 'Với Zalo OA, Facebook, trang khác: ví dụ https://zalo.me/…', required: false };
  return <Form action={action} version={version}><div class="fields">
    {only ? null : <SelectField form={form} name="kind" label="Loại kênh" required choices={kinds.map((one) => ({ value: one.key, label: one.label }))} />}
    <TextField form={form} name="name" label="Tên kênh" hint={`Ví dụ “${(only ?? kinds[0]!).example}”`} required maxlength={160} />
    {address ? <TextField form={form} name="address" label={address.label} hint={address.hint} type="url" inputmode="url" maxlength={400} required={address.required} /> : null}
    <TextField form={form} name="place" label="Nơi đặt, người giữ" hint="Ví dụ “Cổng UBND xã”" maxlength={250} />
    <Submit kind={primary ? 'primary' : ''}>{label}</Submit>
  </div></Form>;
};

const fields = { name: z.string().default(''), address: z.string().default(''), place: z.string().default('') }, seen = { _version: z.coerce.number().int() };
export const openPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ ...fields, kind: z.string().default('') }), {
  run: async ({ kind, ...form }) => { await visit.act((a) => openOutlet(a, { organisationId: signedIn(visit).organisationId, kind, form, demo: visit.deps.mode === 'demo' })); return visit.c.redirect(OUTLETS, 303); },
  refuse: (values, errors, status) => outletsPage(visit, { form: { values, errors }, status, of: 'mo' }),
});

export async function outletPage(visit: Visit, refused?: Refused): Promise<Response> {
  const outlet = await outletOf(visit), kind = kindOf(outlet), version = versionFor(outlet, refused), counts = kind.counts;
  return consolePage(visit, { title: outlet.name, status: refused?.status ?? 200, crumb: <><a href={BASE}>Phát hành</a> · <a href={OUTLETS}>Kênh</a></>, message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{outlet.closed_on ? <Message kind="warn" title={`Kênh đã đóng ngày ${formatDate(outlet.closed_on)}`}>Bài đã đăng vẫn giữ; không nhận bài mới.</Message> : null}</> }, <>
    <Card title="Kênh này" id="kenh"><Facts rows={[
      ['Loại', kind.label], ['Cách đăng', kind.way === 'driver' ? 'Hệ thống tự gửi' : 'Người đăng tay, ghi minh chứng'], ['Độ dài', kind.text ? `tối đa ${kind.text.most.toLocaleString('vi-VN')} ký tự` : '–'],
      ['Minh chứng', { link: 'đường dẫn', photo: 'ảnh chụp', either: 'đường dẫn hoặc ảnh chụp', none: '–' }[kind.proof]],
      ['Được tính là', counts === null ? 'không tính' : counts === 'item' ? 'minh chứng thêm của bài trên cổng, không tính lần nữa' : `${productLabel(counts.product)}, ${channelLabel(counts.channel)}; mỗi bài tính một lần cho mỗi kênh`],
    ]} /></Card>
    <Card title="Sửa kênh" id="sua"><OutletFields form={refused?.of === 'sua' ? refused.form : filledForm({ name: outlet.name, address: outlet.address, place: outlet.place })} action={`${OUTLETS}/${outlet.id}`} version={version} kinds={[kind]} primary label="Lưu" /></Card>
    <Card title={outlet.closed_on ? 'Mở lại' : 'Đóng kênh'} id="dong"><Form action={`${OUTLETS}/${outlet.id}/dong`} version={version} {...(outlet.closed_on ? {} : { confirm: `Đóng kênh “${outlet.name}”?` })}><input type="hidden" name="open" value={outlet.closed_on ? '1' : ''} /><Submit kind={outlet.closed_on ? '' : 'danger'}>{outlet.closed_on ? 'Mở lại kênh' : 'Đóng kênh'}</Submit></Form></Card>
  </>);
}
export async function editPost(visit: Visit): Promise<Response> {
  const outlet = await outletOf(visit);
  return submit(visit.c, z.object({ ...fields, ...seen }), {
    run: async ({ _version, ...form }) => { await visit.act((a) => editOutlet(a, { outletId: outlet.id, rowVersion: _version, form })); return visit.c.redirect(OUTLETS, 303); },
    refuse: (values, errors, status) => outletPage(visit, { form: { values, errors }, status, of: 'sua' }),
  });
}
export async function closePost(visit: Visit): Promise<Response> {
  const outlet = await outletOf(visit);
  return submit(visit.c, z.object({ ...seen, open: z.string().default('') }), {
    run: async (input) => { await visit.act((a) => closeOutlet(a, { outletId: outlet.id, rowVersion: input._version, open: input.open === '1' })); return visit.c.redirect(OUTLETS, 303); },
    refuse: (values, errors, status) => outletPage(visit, { form: { values, errors }, status, of: 'dong' }),
  });
}

/** What a column's items, or a noun's, are planned for by themselves. */
async function subjectOf(visit: Visit): Promise<Of> {
  const key = visit.c.req.param('of') ?? '', units = await standsFor(visit.db, signedIn(visit).organisationId, visit.today), found = (await subjects(visit, units)).find((one) => one.key === key);
  if (found) return found;
  const column = isId(key) ? await columnRow(visit.db, key) : undefined;
  throw notFound(column ? 'chuyên mục này trong đơn vị của bạn; chuyên mục có thể đã đóng' : 'chuyên mục này');
}
export async function usualPage(visit: Visit, refused?: Refused): Promise<Response> {
  const of = await subjectOf(visit), unit = signedIn(visit).organisationId, outlets = (await outletsOf(visit.db, [unit])).filter((one) => !one.closed_on), kept = (await defaultsOfOrganisation(visit.db, [unit])).filter((row) => row.noun === of.noun && row.collection_id === of.collectionId);
  const form = refused?.form ?? filledForm(Object.fromEntries(kept.map((row) => [`kenh-${row.outlet_id}`, row.due])));
  return consolePage(visit, { title: of.label, status: refused?.status ?? 200, crumb: <><a href={BASE}>Phát hành</a> · <a href={OUTLETS}>Thường đăng ở</a></>, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <Card title="Bài thường đăng ở" id="thuong-dang">
    <p>Bài mới lên cổng tự thành việc đăng ở các kênh được chọn, có hạn theo lịch làm việc. Bài đã đăng trước đây không đổi.</p>
    {outlets.length ? <Form action={`${USUAL}/${of.key}`}><div class="fields">{outlets.map((one) => <SelectField form={form} name={`kenh-${one.id}`} label={one.name} hint={kindOf(one).label} spare choices={DUE_RULES.map((value) => ({ value, label: `Đăng ${DUE_LABEL[value]}` }))} empty="Không tự đăng" />)}<Submit>Lưu</Submit></div></Form>
      : <Empty title="Đơn vị chưa có kênh nào" action={<LinkButton href={OUTLETS}>Mở kênh</LinkButton>} />}
  </Card>);
}
export async function usualPost(visit: Visit): Promise<Response> {
  const of = await subjectOf(visit), unit = signedIn(visit).organisationId, values = await readForm(visit.c);
  return submit(visit.c, z.object({}), {
    values,
    run: async () => {
      const usual = values.names().flatMap((name): { outletId: Id; due: DueRule }[] => { const id = name.slice(5), due = values.text(name); return name.startsWith('kenh-') && isId(id) && isDueRule(due) ? [{ outletId: id, due }] : []; });
      await visit.act((a) => keepDefaults(a, { organisationId: unit, noun: of.noun, collectionId: of.collectionId, usual, called: of.label }));
      return visit.c.redirect(OUTLETS, 303);
    },
    refuse: (typed, errors, status) => usualPage(visit, { form: { values: typed, errors }, status, of: 'thuong-dang' }),
  });
}
