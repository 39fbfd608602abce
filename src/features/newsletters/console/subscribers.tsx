import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { dayAt, formatDate, formatInstant } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { columnsOf } from '#features/articles/store.ts';
import { standsFor } from '#features/organisations/store.ts';
import { ErrorSummary, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Message, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { removeSubscriber, resumeSubscriber } from '../actions/subscribe.ts';
import { boxName } from '../read-returns.ts';
import { reasonInWords, RULE_IN_WORDS } from '../rules/bounce.ts';
import { addressFrom, maskAddress } from '../rules/subscription.ts';
import { newslettersOf } from '../store/reading.ts';
import { returnBox } from '../store/returns.ts';
import { subscriberList, subscriptionCounts, subscriptionRow, subscriptionsOfAddress, type SubscriptionRow } from '../store/subscriptions.ts';
import { BASE, type Refusal } from './parts.tsx';

const STATE: Readonly<Record<Exclude<SubscriptionRow['state'], 'ended'>, readonly [string, 'good' | 'soon' | 'late']>> = { pending: ['chờ xác nhận', 'soon'], active: ['đang nhận', 'good'], refused: ['thư bị trả lại', 'late'] };

/** Who is written to, as far as an office needs to see it: masked addresses, since when, and what came back; for each newsletter and column of the unit one acts for. */
export async function subscribersPage(visit: Visit, told?: { readonly form: FormState; readonly status: Refusal }): Promise<Response> {
  const units = await standsFor(visit.db, signedIn(visit).organisationId, visit.today), targets = [...await newslettersOf(visit.db, units), ...await columnsOf(visit.db, units)].map(({ id, name }) => ({ id, name })), here = `${BASE}/nguoi-nhan`;
  if (targets.length === 0) return consolePage(visit, { title: 'Người nhận qua thư', crumb: <a href={BASE}>Bản tin</a> }, <Empty title="Đơn vị chưa có bản tin hay chuyên mục">Khi có, người đọc đăng ký được ở trang công khai của đơn vị.</Empty>);
  const target = targets.find(({ id }) => id === visit.c.req.query('muc')) ?? targets[0]!, list = await subscriberList(visit.db, target.id, Number(visit.c.req.query('trang'))), counts = await subscriptionCounts(visit.db, targets.map(({ id }) => id));
  return consolePage(visit, { title: 'Người nhận qua thư', status: told?.status ?? 200, crumb: <a href={BASE}>Bản tin</a>, message: told ? <ErrorSummary errors={told.form.errors} /> : undefined }, <>
    {targets.length > 1 ? <Tabs label="Nội dung" tabs={targets.map(({ id, name }) => ({ href: `${here}?muc=${id}`, label: `${name} (${counts.get(id)!.active})`, current: id === target.id }))} /> : null}
    <Card title={target.name} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="người" href={(to) => `${here}?muc=${target.id}&trang=${to}`} /> : undefined}>
      <Table caption="Người nhận" rows={list.rows} empty={<Empty title="Chưa có ai đăng ký">Người đọc đăng ký ở trang Bản tin của đơn vị, rồi xác nhận trong thư.</Empty>} columns={[
        { head: 'Địa chỉ (đã che)', cell: (row) => maskAddress(row.address ?? '') },
        { head: 'Tình trạng', cell: (row) => { const [label, tone] = STATE[row.state as 'active']; return <Chip tone={tone}>{label}</Chip>; } },
        { head: 'Đồng ý ngày', nowrap: true, cell: (row) => formatDate(dayAt(row.confirmed_at ?? row.asked_at)) },
        ...(list.rows.some((row) => row.state === 'refused') ? [{ head: 'Vì sao', cell: (row: SubscriptionRow) => (row.state === 'refused' && row.refused_at ? <>{reasonInWords(row.refused_answer ?? '')}<br /><small>từ {formatDate(dayAt(row.refused_at))}</small></> : '') }] : []),
        { head: '', cell: (row) => <div class="row">{row.state === 'refused' ? <Form action={`${BASE}/nguoi-nhan/${row.id}/gui-lai`} inline><Submit kind="quiet">Gửi lại</Submit></Form> : null}<Form action={`${BASE}/nguoi-nhan/${row.id}/xoa`} inline confirm={`Xóa ${maskAddress(row.address ?? '')} khỏi danh sách nhận?`}><Submit kind="quiet">Xóa theo yêu cầu</Submit></Form></div> },
      ]} />
    </Card>
    <Card title="Thư bị trả lại" id="tra-lai"><ul>{RULE_IN_WORDS.map((one) => <li>{one}</li>)}</ul><ReturnsNote {...await returnsOf(visit)} /></Card>
    <Card title="Xóa theo yêu cầu của người nhận" id="xoa"><Form action={`${BASE}/nguoi-nhan/xoa`} confirm="Xóa mọi đăng ký của địa chỉ này ở đơn vị?"><div class="fields"><TextField form={told?.form ?? filledForm({})} name="address" label="Địa chỉ thư của người đề nghị" type="email" autocomplete="off" required maxlength={254} /><Submit kind="danger">Xóa địa chỉ này</Submit></div></Form></Card>
    <p><small>Địa chỉ chỉ dùng để gửi những gì người nhận đã chọn (Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15). Người nhận tự hủy bằng đường dẫn trong thư; khi họ gọi điện hoặc gửi đơn, xóa giúp ở đây. Xóa xong, địa chỉ không còn trong hệ thống.</small></p>
  </>);
}

interface Returns { readonly box: string | null; readonly lookedAt: Date | null; readonly trouble: string | null }
async function returnsOf({ db, deps: { config } }: Visit): Promise<Returns> {
  const box = config.returns.box && boxName(config.returns.box), row = box ? await returnBox(db, box) : undefined;
  return { box, lookedAt: row?.looked_at ?? null, trouble: row?.trouble ?? null };
}
/** Whether reports that come later are read at all: an office should not take silence for arrival. */
const ReturnsNote = ({ box, lookedAt, trouble }: Returns) => (box === null
  ? <p><small>Máy chủ này chỉ biết thư bị từ chối ngay lúc giao. Thông báo trả lại đến sau nằm ở hộp thư của người gửi; muốn Loa tự đọc, người quản trị đặt LOA_IMAP_URL.</small></p>
  : trouble ? <Message kind="warn" title="Chưa đọc được hộp thư nhận thư trả lại">{trouble}{lookedAt ? ` Lần thử gần nhất: ${formatInstant(lookedAt)}.` : ''}</Message>
    : <p><small>Thông báo trả lại được đọc từ hộp thư {box}, 10 phút một lần{lookedAt ? `; lần gần nhất ${formatInstant(lookedAt)}` : '; chưa đọc lần nào'}.</small></p>);

const onOne = (verb: (a: Acting, id: Id) => Promise<void>) => async (visit: Visit): Promise<Response> => {
  const id = visit.c.req.param('subscription') ?? '', row = isId(id) ? await subscriptionRow(visit.db, id) : undefined;
  if (!row) throw notFound('người nhận này');
  await visit.act((a) => verb(a, row.id));
  return visit.c.redirect(`${BASE}/nguoi-nhan?muc=${row.target_id}`, 303);
};
export const removePost = onOne(removeSubscriber);
/** The address works again, somebody said. */
export const resumePost = onOne(resumeSubscriber);

/** Somebody called and said their address: nobody has to find it among the masked ones. */
export const removeByAddressPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ address: z.string().default('') }), {
  run: async (input, values) => {
    const address = addressFrom(input.address), units = await standsFor(visit.db, signedIn(visit).organisationId, visit.today), targets = new Set([...await newslettersOf(visit.db, units), ...await columnsOf(visit.db, units)].map(({ id }) => id));
    const own = (await subscriptionsOfAddress(visit.db, address)).filter((one) => targets.has(one.target_id));
    if (own.length === 0) return subscribersPage(visit, { form: { values, errors: { address: 'Địa chỉ này không nhận gì của đơn vị. Hãy kiểm tra lại với người đề nghị.' } }, status: 422 });
    for (const one of own) await visit.act((a) => removeSubscriber(a, one.id));
    return visit.c.redirect(`${BASE}/nguoi-nhan`, 303);
  },
  refuse: (values, errors, status) => subscribersPage(visit, { form: { values, errors }, status }),
});
