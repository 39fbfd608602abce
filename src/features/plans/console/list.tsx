import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { joinNumber } from '../rules/content.ts';
import { PLAN_STATUS_LABEL, type PlanStatus } from '../rules/state.ts';
import { planList, type PlanListRow } from '../store.ts';
import { houseAbove } from './access.ts';
import { underAbove } from './cascade-parts.tsx';
import { BASE, hrefOf } from './load.ts';
import { STATUS_TONE } from './words.ts';

const IN_FORCE: readonly PlanStatus[] = ['issued', 'amended', 'closed'];

/** What a plan waits for, as the next act of somebody. */
const todo = (row: PlanListRow): string => {
  if (row.draftOfNextVersion) return 'Bản sửa đổi đang soạn';
  switch (row.status) {
    case 'draft': return row.tasks === 0 ? 'Thêm nhiệm vụ' : row.unresolved ? `Chọn cơ quan cho ${formatNumber(row.unresolved)} chỗ` : row.origin === 'authored' ? 'Trình duyệt' : 'Ban hành';
    case 'in-review': return 'Chờ duyệt';
    case 'approved': return 'Ban hành';
    case 'issued': case 'amended': return row.number === null || row.signed_on === null ? 'Bổ sung số, ngày' : '';
    case 'closed': case 'recalled': return '';
  }
};
const target = (row: PlanListRow): string => hrefOf(row.id, row.status === 'draft' || row.draftOfNextVersion ? '/kiem-tra' : '');

const PlanTable = ({ caption, rows, own, under }: { caption: string; rows: readonly PlanListRow[]; own: boolean; /** The unit's own plan under each. */ under?: ReadonlyMap<string, { readonly id: PlanListRow['id']; readonly status: PlanStatus }> }) => <Table caption={caption} rows={rows} top columns={[
  { head: 'Kế hoạch', cell: (row) => <><a href={own ? target(row) : hrefOf(row.id)}>{row.title || 'Kế hoạch chưa có trích yếu'}</a><br /><small>{[joinNumber(row.number, row.notation), row.signed_on ? formatDate(row.signed_on) : '', row.issuer_name].filter(Boolean).join(' · ')}</small></> },
  { head: 'Năm', number: true, cell: (row) => row.year ?? '–' },
  { head: 'Nhiệm vụ', number: true, cell: (row) => formatNumber(row.tasks) },
  { head: 'Tình trạng', cell: (row) => <Chip tone={STATUS_TONE[row.status]}>{PLAN_STATUS_LABEL[row.status]}</Chip> },
  ...(under ? [{ head: 'Kế hoạch của đơn vị', cell: (row: PlanListRow) => { const mine = under.get(row.id); return mine ? <a href={hrefOf(mine.id)}>{PLAN_STATUS_LABEL[mine.status]}</a> : <small>chưa lập</small>; } }] : []),
  ...(own ? [{ head: 'Còn phải làm', cell: (row: PlanListRow) => { const next = todo(row); return next ? <a href={target(row)}>{next}</a> : <small>–</small>; } }] : []),
]} />;

/** Plans that the unit keeps, and those from above that bind it. */
export async function listPage(visit: Visit): Promise<Response> {
  const { organisationId } = signedIn(visit), year = Number(visit.c.req.query('nam')) || undefined, words = visit.c.req.query('tim') ?? '';
  const waiting = visit.c.req.query('loc') === 'cho-duyet', filter = { words, ...(year ? { year } : {}) }, at = Number(visit.c.req.query('trang'));
  const own = await planList(visit.db, { ownerIds: [organisationId], ...filter, ...(waiting ? { statuses: ['in-review'] } : {}) }, at, 30);
  const above = [...(await houseAbove(visit))].filter((id) => id !== organisationId), given = above.length && !waiting ? await planList(visit.db, { ownerIds: above, statuses: IN_FORCE, ...filter }, 1, 30) : null;
  const below = given?.rows.length ? await underAbove(visit, given.rows) : null;
  const mayWrite = await visit.may('plans.write', organisationId), start = <LinkButton href={`${BASE}/nhap`} kind="primary">Nhập kế hoạch</LinkButton>;
  return consolePage(visit, { title: 'Kế hoạch', acts: mayWrite ? <><LinkButton href="/lam-viec/van-ban" kind="quiet">Văn bản căn cứ</LinkButton><LinkButton href={`${BASE}/soan-cong-van`}>Soạn công văn</LinkButton><LinkButton href={`${BASE}/soan`}>Soạn kế hoạch mới</LinkButton>{start}</> : null, message: words || year || at > 1 ? null : below?.notice }, <>
    {waiting ? <p>Chỉ hiện kế hoạch đang chờ duyệt. <a href={BASE}>Xem tất cả</a></p> : null}
    <form method="get" class="row" role="search">{waiting ? <input type="hidden" name="loc" value="cho-duyet" /> : null}
      <label class="visually-hidden" for="tim">Tìm theo trích yếu</label><input id="tim" class="filter grow" name="tim" type="search" value={words} placeholder="Tìm theo trích yếu" />
      <label class="visually-hidden" for="nam">Năm</label><input id="nam" class="narrow" name="nam" inputmode="numeric" maxlength={4} value={year?.toString() ?? ''} placeholder="Năm" /><button class="button" type="submit">Tìm</button>
    </form>
    <Card id="cua-don-vi" title="Của đơn vị" pad={false} footer={own.pages > 1 ? <Pager page={own.page} pages={own.pages} total={own.total} noun="kế hoạch" href={(page) => `${BASE}?${new URLSearchParams({ ...(waiting ? { loc: 'cho-duyet' } : {}), ...(words ? { tim: words } : {}), ...(year ? { nam: String(year) } : {}), trang: String(page) })}`} /> : undefined}>
      {own.rows.length ? <PlanTable caption="Kế hoạch của đơn vị" rows={own.rows} own /> : <Empty title={waiting ? 'Không có kế hoạch nào chờ duyệt' : words || year ? 'Không có kế hoạch nào khớp' : 'Đơn vị chưa có kế hoạch nào'} action={mayWrite ? start : undefined}>{waiting || words || year ? 'Bỏ bớt điều kiện tìm.' : 'Chọn tệp kế hoạch đã ký; Loa đọc và chia thành việc của từng đơn vị.'}</Empty>}
    </Card>
    {given?.rows.length ? <Card id="cap-tren" title="Của cấp trên, giao cho đơn vị" pad={false}><PlanTable caption="Kế hoạch của cấp trên" rows={given.rows} own={false} {...(below ? { under: below.own } : {})} /></Card> : null}
  </>);
}
