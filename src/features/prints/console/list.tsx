import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { standsFor } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Empty, LinkButton, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { printKind } from '../rules/kinds/index.ts';
import { TABS } from '../rules/states.ts';
import { printCounts, printList, type PrintListRow } from '../store/reading.ts';
import { BASE, StateChip } from './parts.tsx';

const when = (row: PrintListRow): string => (row.published_at && row.status === 'published' ? `phát hành ${formatDate(dayAt(row.published_at))}` : `sửa ${formatDate(dayAt(row.changed_at))}`);

/** The unit's designs by what is to be done with them. */
export async function listPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), counts = await printCounts(visit.db, units);
  const [mayDraft, mayApprove] = [await visit.may('prints.draft', unit), await visit.may('prints.approve', unit)], count = (tab: (typeof TABS)[number]) => tab.states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const asked = visit.c.req.query('loc'), tab = TABS.find((one) => one.key === asked) ?? (mayApprove && count(TABS[1]) ? TABS[1] : count(TABS[0]) ? TABS[0] : TABS[3]);
  const list = await printList(visit.db, { organisationIds: units, states: tab.states }, Number(visit.c.req.query('trang')));
  return consolePage(visit, { title: 'Ấn phẩm', acts: mayDraft ? <LinkButton href={`${BASE}/moi`} kind="primary">Làm ấn phẩm</LinkButton> : undefined }, <>
    <Tabs label="Tình trạng" tabs={TABS.map((one) => ({ href: `${BASE}?loc=${one.key}`, label: `${one.label}${count(one) ? ` (${formatNumber(count(one))})` : ''}`, current: one === tab }))} />
    <Card title={tab.label} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="ấn phẩm" href={(to) => `${BASE}?loc=${tab.key}&trang=${to}`} /> : undefined}>
      <Table caption={tab.label} rows={list.rows} empty={tab.key === 'cho-duyet' ? <Empty title="Không có ấn phẩm chờ duyệt">Ấn phẩm được trình sẽ hiện tại đây.</Empty>
        : <Empty title="Chưa có ấn phẩm nào ở đây" action={mayDraft ? <LinkButton href={`${BASE}/moi`}>Làm ấn phẩm</LinkButton> : undefined}>Chọn mẫu, điền nội dung, xem thử, trình duyệt. Phát hành xong được tính ngay vào việc phải làm.</Empty>} columns={[
        { head: 'Ấn phẩm', cell: (row) => <a href={`${BASE}/${row.id}`}>{row.title}</a> },
        { head: 'Mẫu', cell: (row) => printKind(row.kind)?.label ?? row.kind },
        { head: 'Tình trạng', cell: (row) => <StateChip one={row} /> },
        { head: 'Người làm', cell: (row) => row.author_name },
        { head: 'Thời điểm', nowrap: true, cell: when },
      ]} />
    </Card>
  </>);
}
