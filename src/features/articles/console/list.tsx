import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate, formatInstant, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { standsFor } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, Facts, LinkButton, Message, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { progressOf, quotaInWords, type Progress } from '../rules/progress.ts';
import { isLive, TABS } from '../rules/states.ts';
import { articleCounts, articleList, columnsOf, type ArticleListRow } from '../store/reading.ts';
import type { ColumnRow } from '../store/rows.ts';
import { cardsFor } from './columns.tsx';
import { BASE, COLUMNS, StateChip } from './parts.tsx';

/** Lists that are reached from what is said above them. */
const CARE = [{ key: 'ra-soat', label: 'Bài đến hạn rà soát' }, { key: 'lien-ket', label: 'Bài có liên kết không mở được' }] as const;
const careFilter = (key: (typeof CARE)[number]['key'], today: PlainDate) => (key === 'ra-soat' ? { reviewBy: today } : { brokenLinks: true });
/** What is out, also while its next version is being written. */
const OUT = 'da-dang';

const when = (row: ArticleListRow): string => row.publish_at ? `hẹn ${formatInstant(row.publish_at)}` : row.published_at && isLive(row) ? `đăng ${formatDate(dayAt(row.published_at))}` : `sửa ${formatDate(dayAt(row.changed_at))}`;

/** The unit's articles by what is to be done with them. */
export async function listPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), muc = visit.c.req.query('muc') ?? '';
  const [mayDraft, mayApprove] = [await visit.may('articles.draft', unit), await visit.may('articles.approve', unit)], columns = await columnsOf(visit.db, units), column = columns.find((one) => one.id === muc), counts = await articleCounts(visit.db, units, column?.id);
  const inStates = (states: readonly string[]) => [...counts.byState].filter(([state]) => states.includes(state)).reduce((sum, [, one]) => sum + one, 0);
  const count = (tab: (typeof TABS)[number]) => (tab.key === OUT ? counts.live : inStates(tab.states));
  const asked = visit.c.req.query('loc'), tab = TABS.find((one) => one.key === asked) ?? (mayApprove && count(TABS[1]) ? TABS[1] : count(TABS[0]) ? TABS[0] : TABS[3]), care = CARE.find((one) => one.key === asked);
  const page = Number(visit.c.req.query('trang')), open = columns.filter((one) => one.closed_on === null), cards = open.length ? await cardsFor(visit, unit) : [], stand = (one: ColumnRow) => progressOf(one, cards, visit.today);
  const list = await articleList(visit.db, { organisationIds: units, ...(care ? careFilter(care.key, visit.today) : tab.key === OUT ? { live: true } : { states: tab.states }), ...(column ? { columnId: column.id } : {}) }, page);
  const [review, broken] = [await articleList(visit.db, { organisationIds: units, ...careFilter('ra-soat', visit.today) }, 1, 3), await articleList(visit.db, { organisationIds: units, ...careFilter('lien-ket', visit.today) }, 1, 3)];
  const here = (key: string, of: Id | null = column?.id ?? null): string => `${BASE}?loc=${key}${of ? `&muc=${of}` : ''}`, shown = care ?? tab;
  return consolePage(visit, { title: 'Tin, bài', acts: mayDraft && open.length ? <LinkButton href={`${BASE}/moi${column && !column.closed_on ? `?muc=${column.id}` : ''}`} kind="primary">Viết bài</LinkButton> : undefined }, <>
    <Tabs label="Tình trạng" tabs={TABS.map((one) => ({ href: here(one.key), label: `${one.label}${count(one) ? ` (${formatNumber(count(one))})` : ''}`, current: !care && one === tab }))} />
    {column ? <Message title={`Chuyên mục “${column.name}”`}>{standing(stand(column))} <a href={here(shown.key, null)}>Xem mọi chuyên mục</a></Message> : null}
    {review.total && care?.key !== 'ra-soat' ? <Message kind="warn" title={`${formatNumber(review.total)} bài đến hạn rà soát`}><Named list={review} all={here('ra-soat', null)} /> Xem nội dung còn đúng không, sửa hoặc gỡ, rồi đặt ngày rà soát mới.</Message> : null}
    {broken.total && care?.key !== 'lien-ket' ? <Message kind="warn" title={`${formatNumber(broken.total)} bài có liên kết không mở được`}><Named list={broken} all={here('lien-ket', null)} place="#lien-ket" /> Sửa hoặc bỏ liên kết trong phiên bản mới.</Message> : null}
    <Card title={shown.label} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="bài" href={(to) => `${here(shown.key)}&trang=${to}`} /> : undefined}>
      <Table caption={shown.label} rows={list.rows} empty={<Nothing tab={shown.key} mayDraft={mayDraft} open={open.length > 0} />} columns={[
        { head: 'Bài', cell: (row) => <><a href={`${BASE}/${row.id}`}>{row.title}</a>{column ? null : <><br /><small>{row.column}</small></>}</> },
        { head: 'Tình trạng', cell: (row) => <><StateChip one={row} />{row.bypassed ? <> <Chip tone="late">đăng khẩn</Chip></> : null}</> },
        { head: 'Người viết', cell: (row) => row.author },
        { head: 'Thời điểm', nowrap: true, cell: (row) => (care?.key === 'ra-soat' && row.review_by ? `rà soát trước ${formatDate(row.review_by)}` : when(row)) },
      ]} />
    </Card>
    {open.length && !column ? <Card title="Định mức chuyên mục" id="dinh-muc"><Facts rows={open.map((one) => [<a href={here(OUT, one.id)}>{one.name}</a>, standing(stand(one))] as const)} /></Card> : null}
  </>);
}

/** "3/5 tin, bài tháng 11/2026, còn nợ 2 bài từ các kỳ trước." */
const standing = ({ quotas, debt }: Progress): string => `${quotas.length ? quotas.slice(0, 3).map(quotaInWords).join('; ') : 'Không có định mức đang chạy'}${debt ? `; còn nợ ${formatNumber(debt)} từ các kỳ trước` : ''}.`;

const Named = ({ list, all, place = '' }: { list: { readonly rows: readonly ArticleListRow[]; readonly total: number }; all: string; place?: string }) =>
  <>{list.rows.map((row, index) => <>{index ? '; ' : ''}<a href={`${BASE}/${row.id}${place}`}>{row.title}</a></>)}{list.total > list.rows.length ? <>; <a href={all}>xem cả {formatNumber(list.total)} bài</a></> : null}.</>;

const Nothing = ({ tab, mayDraft, open }: { tab: string; mayDraft: boolean; open: boolean }) => !open
  ? <Empty title="Đơn vị chưa có chuyên mục" action={<LinkButton href={COLUMNS}>Mở chuyên mục</LinkButton>}>Mỗi bài thuộc một chuyên mục; chuyên mục nói bài được tính cho nhiệm vụ nào.</Empty>
  : tab === 'cho-duyet' ? <Empty title="Không có bài chờ duyệt">Bài được trình sẽ hiện tại đây.</Empty>
    : <Empty title="Chưa có bài nào ở đây" action={mayDraft ? <LinkButton href={`${BASE}/moi`}>Viết bài</LinkButton> : undefined}>Bài đi từ viết, trình, duyệt đến đăng; đăng xong được tính ngay vào việc phải làm.</Empty>;
