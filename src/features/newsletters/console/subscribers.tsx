import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { columnsOf } from '#features/articles/store.ts';
import { standsFor } from '#features/organisations/store.ts';
import { Form, Submit } from '#ui/forms.tsx';
import { Card, Chip, Empty, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { removeSubscriber } from '../actions/subscribe.ts';
import { maskAddress } from '../rules/subscription.ts';
import { subscriberList, subscriptionCounts, subscriptionRow, type SubscriptionRow } from '../store/subscriptions.ts';
import { BASE, newsletterOf, SERIES } from './parts.tsx';

const STATE: Readonly<Record<Exclude<SubscriptionRow['state'], 'ended'>, readonly [string, 'good' | 'soon' | 'late']>> = { pending: ['chờ xác nhận', 'soon'], active: ['đang nhận', 'good'], refused: ['thư bị trả lại', 'late'] };

/** Who is written to, as far as an office needs to see it: masked addresses, since when, and what came back. The columns of the unit stand beside the newsletter. */
export async function subscribersPage(visit: Visit): Promise<Response> {
  const one = await newsletterOf(visit), columns = await columnsOf(visit.db, await standsFor(visit.db, one.organisation_id, visit.today)), targets = [{ id: one.id, name: one.name }, ...columns.map(({ id, name }) => ({ id, name }))];
  const target = targets.find(({ id }) => id === visit.c.req.query('muc')) ?? targets[0]!, list = await subscriberList(visit.db, target.id, Number(visit.c.req.query('trang')) || 1), counts = await subscriptionCounts(visit.db, targets.map(({ id }) => id)), here = `${SERIES}/${one.id}/nguoi-nhan`;
  return consolePage(visit, { title: 'Người nhận qua thư', crumb: <><a href={BASE}>Bản tin</a> · <a href={`${SERIES}/${one.id}`}>{one.name}</a></> }, <>
    {targets.length > 1 ? <Tabs label="Nội dung" tabs={targets.map(({ id, name }) => ({ href: `${here}?muc=${id}`, label: `${name} (${counts.get(id)!.active})`, current: id === target.id }))} /> : null}
    <Card title={target.name} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="người" href={(to) => `${here}?muc=${target.id}&trang=${to}`} /> : undefined}>
      <Table caption="Người nhận" rows={list.rows} empty={<Empty title="Chưa có ai đăng ký">Người đọc đăng ký ở trang Bản tin của đơn vị, rồi xác nhận trong thư.</Empty>} columns={[
        { head: 'Địa chỉ (đã che)', cell: (row) => maskAddress(row.address ?? '') },
        { head: 'Tình trạng', cell: (row) => { const [label, tone] = STATE[row.state as 'active']; return <Chip tone={tone}>{label}</Chip>; } },
        { head: 'Đồng ý ngày', nowrap: true, cell: (row) => formatDate(dayAt(row.confirmed_at ?? row.asked_at)) },
        { head: '', cell: (row) => <Form action={`${BASE}/nguoi-nhan/${row.id}/xoa`} inline confirm={`Xóa ${maskAddress(row.address ?? '')} khỏi danh sách nhận?`}><input type="hidden" name="ve" value={one.id} /><Submit kind="quiet">Xóa theo yêu cầu</Submit></Form> },
      ]} />
    </Card>
    <p><small>Địa chỉ chỉ dùng để gửi những gì người nhận đã chọn (Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15). Người nhận tự hủy bằng đường dẫn trong thư; khi họ gọi điện hoặc gửi đơn, xóa ở đây. Xóa xong, địa chỉ không còn trong hệ thống.</small></p>
  </>);
}

export async function removePost(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('subscription') ?? '', row = isId(id) ? await subscriptionRow(visit.db, id) : undefined;
  if (!row) throw notFound('người nhận này');
  return submit(visit.c, z.object({ ve: z.string().default('') }), {
    run: async (input) => {
      await visit.act((a) => removeSubscriber(a, row.id));
      return visit.c.redirect(isId(input.ve) ? `${SERIES}/${input.ve}/nguoi-nhan?muc=${row.target_id}` : BASE, 303);
    },
    refuse: () => { throw notFound('người nhận này'); },
  });
}
