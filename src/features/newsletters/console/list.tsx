import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { workList } from '#features/obligations/store.ts';
import { standsFor } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Empty, LinkButton, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { TABS } from '../rules/states.ts';
import { issueCounts, issueList, newslettersOf, yearOf } from '../store/reading.ts';
import { subscriptionCounts } from '../store/subscriptions.ts';
import { BASE, ISSUES, ProgressView, SERIES, StateChip } from './parts.tsx';

/** The unit's newsletters with what they owe, and their issues by what is to be done with them. */
export async function listPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), newsletters = await newslettersOf(visit.db, units), open = newsletters.filter((one) => one.closed_on === null), counts = await issueCounts(visit.db, units);
  const [mayCompose, mayKeep, mayApprove] = [await visit.may('newsletters.compose', unit), await visit.may('newsletters.keep', unit), await visit.may('newsletters.approve', unit)];
  const count = (tab: (typeof TABS)[number]): number => tab.states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const asked = visit.c.req.query('loc'), tab = TABS.find((one) => one.key === asked) ?? (mayApprove && count(TABS[1]) ? TABS[1] : count(TABS[0]) ? TABS[0] : TABS[2]);
  const list = await issueList(visit.db, { organisationIds: units, states: tab.states }, Number(visit.c.req.query('trang'))), cards = open.length ? Object.values(await workList(visit.db, unit, visit.today)).flat() : [], readers = await subscriptionCounts(visit.db, open.map((one) => one.id)), year = Number(visit.today.slice(0, 4));
  const years = new Map(await Promise.all(open.map(async (one) => [one.id, await yearOf(visit.db, one, year)] as const)));
  const begin = open.length === 1 ? `${SERIES}/${open[0]!.id}/so-moi` : null;
  return consolePage(visit, { title: 'Bản tin', acts: mayCompose && begin ? <LinkButton href={begin} kind="primary">Soạn số mới</LinkButton> : mayKeep && !newsletters.length ? <LinkButton href={`${SERIES}/moi`} kind="primary">Lập bản tin</LinkButton> : undefined }, <>
    {open.length ? <div class="work-grid">{open.map((one) => <section class="card work-card">
      <h2><a href={`${SERIES}/${one.id}`}>{one.name}</a></h2>
      <ProgressView newsletter={one} cards={cards} year={years.get(one.id)!} today={visit.today} />
      <small>{formatNumber(readers.get(one.id)?.active ?? 0)} người nhận qua thư</small>
      {mayCompose && !begin ? <div class="row"><LinkButton href={`${SERIES}/${one.id}/so-moi`} kind="small">Soạn số mới</LinkButton></div> : null}
    </section>)}</div> : <Empty title="Đơn vị chưa có bản tin">{mayKeep ? 'Lập bản tin: đặt tên, ghi măng sét và chọn chuyên mục lấy bài. Sau đó mỗi số được soạn từ các bài đã đăng.' : 'Ban biên tập hoặc đầu mối của đơn vị lập bản tin tại đây.'}</Empty>}
    {newsletters.length ? <>
      <Tabs label="Tình trạng" tabs={TABS.map((one) => ({ href: `${BASE}?loc=${one.key}`, label: `${one.label}${count(one) ? ` (${formatNumber(count(one))})` : ''}`, current: one === tab }))} />
      <Card title={tab.label} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="số" href={(to) => `${BASE}?loc=${tab.key}&trang=${to}`} /> : undefined}>
        <Table caption={tab.label} rows={list.rows} empty={<Empty title="Chưa có số nào ở đây">Một số đi từ soạn, trình, duyệt đến phát hành; phát hành xong được tính ngay vào việc phải làm.</Empty>} columns={[
          { head: 'Số', cell: (row) => <><a href={`${ISSUES}/${row.id}`}>Số {row.number}/{row.year}: {row.title}</a><br /><small>{newsletters.length > 1 ? `${row.newsletter} · ` : ''}tổng số {row.overall} · {row.articles} bài</small></> },
          { head: 'Tình trạng', cell: (row) => <StateChip status={row.status} /> },
          { head: 'Người soạn', cell: (row) => row.author_name },
          { head: 'Thời điểm', nowrap: true, cell: (row) => (row.published_at ? `ra ngày ${formatDate(dayAt(row.published_at))}` : `sửa ${formatDate(dayAt(row.changed_at))}`) },
        ]} />
      </Card></> : null}
    {await visit.may('newsletters.see-subscribers', unit) ? <p><a href={`${BASE}/nguoi-nhan`}>Người nhận bản tin và tin mới qua thư</a></p> : null}
    {mayKeep && newsletters.length ? <p><a href={`${SERIES}/moi`}>Lập bản tin khác</a>{newsletters.length > open.length ? <> · Đã đóng: {newsletters.filter((one) => one.closed_on !== null).map((one, index) => <>{index ? ', ' : ''}<a href={`${SERIES}/${one.id}`}>{one.name}</a></>)}</> : null}</p> : null}
  </>);
}
