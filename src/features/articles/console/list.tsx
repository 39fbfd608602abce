import { isId } from '#kernel/id.ts';
import { dayAt, formatDate, formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { standsFor } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Message, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { isLive, TABS } from '../rules/states.ts';
import { articleCounts, articleList, columnsOf, type ArticleListRow } from '../store/reading.ts';
import { articlesWithBrokenLinks } from '../store/links.ts';
import { BASE, COLUMNS, StateChip } from './parts.tsx';

/** What is out, also while its next version is being written. */
const OUT = 'da-dang';

const when = (row: ArticleListRow): string => row.publish_at ? `hẹn ${formatInstant(row.publish_at)}` : row.published_at && isLive(row) ? `đăng ${formatDate(dayAt(row.published_at))}` : `sửa ${formatDate(dayAt(row.changed_at))}`;

/** The unit's articles by what is to be done with them. */
export async function listPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), counts = await articleCounts(visit.db, units);
  const [mayDraft, mayApprove] = [await visit.may('articles.draft', unit), await visit.may('articles.approve', unit)], columns = await columnsOf(visit.db, units);
  const inStates = (states: readonly string[]) => [...counts.byState].filter(([state]) => states.includes(state)).reduce((sum, [, one]) => sum + one, 0);
  const count = (tab: (typeof TABS)[number]) => (tab.key === OUT ? counts.live : inStates(tab.states));
  const asked = visit.c.req.query('loc'), tab = TABS.find((one) => one.key === asked) ?? (mayApprove && count(TABS[1]) ? TABS[1] : count(TABS[0]) ? TABS[0] : TABS[3]), columnId = visit.c.req.query('muc') ?? '';
  const review = (await articleList(visit.db, { organisationIds: units, reviewBy: visit.today }, 1, 3)), page = Number(visit.c.req.query('trang')) || 1;
  const list = await articleList(visit.db, { organisationIds: units, ...(tab.key === OUT ? { live: true } : { states: tab.states }), ...(isId(columnId) ? { columnId } : {}) }, page);
  const broken = await articlesWithBrokenLinks(visit.db, units), open = columns.some((one) => one.closed_on === null);
  return consolePage(visit, { title: 'Tin, bài', acts: mayDraft && open ? <LinkButton href={`${BASE}/moi`} kind="primary">Viết bài</LinkButton> : undefined }, <>
    <Tabs label="Tình trạng" tabs={TABS.map((one) => ({ href: `${BASE}?loc=${one.key}`, label: `${one.label}${count(one) ? ` (${formatNumber(count(one))})` : ''}`, current: one === tab }))} />
    {review.total ? <Message kind="warn" title={`${formatNumber(review.total)} bài đến hạn rà soát`}>{review.rows.map((row, index) => <>{index ? '; ' : ''}<a href={`${BASE}/${row.id}`}>{row.title}</a></>)}. Xem nội dung còn đúng không, sửa hoặc gỡ, rồi đặt ngày rà soát mới.</Message> : null}
    {broken.total ? <Message kind="warn" title={`${formatNumber(broken.total)} bài có liên kết không mở được`}>{broken.rows.map((row, index) => <>{index ? '; ' : ''}<a href={`${BASE}/${row.id}#lien-ket`}>{row.title}</a></>)}. Sửa hoặc bỏ liên kết trong phiên bản mới.</Message> : null}
    <Card title={tab.label} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="bài" href={(to) => `${BASE}?loc=${tab.key}${isId(columnId) ? `&muc=${columnId}` : ''}&trang=${to}`} /> : undefined}>
      <Table caption={tab.label} rows={list.rows} empty={<Nothing tab={tab.key} mayDraft={mayDraft} open={open} />} columns={[
        { head: 'Bài', cell: (row) => <><a href={`${BASE}/${row.id}`}>{row.title}</a><br /><small>{row.column}</small></> },
        { head: 'Tình trạng', cell: (row) => <><StateChip one={row} />{row.bypassed ? <> <Chip tone="late">đăng khẩn</Chip></> : null}</> },
        { head: 'Người viết', cell: (row) => row.author },
        { head: 'Thời điểm', nowrap: true, cell: (row) => when(row) },
      ]} />
    </Card>
  </>);
}

const Nothing = ({ tab, mayDraft, open }: { tab: string; mayDraft: boolean; open: boolean }) => !open
  ? <Empty title="Đơn vị chưa có chuyên mục" action={<LinkButton href={COLUMNS}>Mở chuyên mục</LinkButton>}>Mỗi bài thuộc một chuyên mục; chuyên mục nói bài được tính cho nhiệm vụ nào.</Empty>
  : tab === 'cho-duyet' ? <Empty title="Không có bài chờ duyệt">Bài được trình sẽ hiện tại đây.</Empty>
    : <Empty title="Chưa có bài nào ở đây" action={mayDraft ? <LinkButton href={`${BASE}/moi`}>Viết bài</LinkButton> : undefined}>Bài đi từ viết, trình, duyệt đến đăng; đăng xong được tính ngay vào việc phải làm.</Empty>;
