import { formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { standsFor } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Empty, LinkButton, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { contributionList, receivedCount, type ContributionListRow } from '../store/contributions.ts';
import { columnsOf } from '../store/reading.ts';
import { columnsTakingFrom, ContributionChip, namesFor } from './contribution-parts.tsx';
import { COLUMNS, RECEIVED, SENT } from './parts.tsx';

/** What the unit has sent to others, and what others have sent to its columns. */
export async function contributionsPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), [maySend, mayReceive, mayKeep] = [await visit.may('articles.contribute', unit), await visit.may('articles.receive', unit), await visit.may('articles.keep-columns', unit)];
  const waiting = await receivedCount(visit.db, units), takes = (await columnsOf(visit.db, units)).some((one) => one.contributors !== null), asked = visit.c.req.query('loc');
  const box = asked === 'hop-nhan' || (asked !== 'da-gui' && mayReceive && waiting > 0), open = maySend ? await columnsTakingFrom(visit, unit) : [];
  const list = await contributionList(visit.db, box ? { to: units, states: ['sent', 'returned', 'taken-over', 'declined'] } : { from: units }, Number(visit.c.req.query('trang'))), names = await namesFor(visit);
  const href = (row: ContributionListRow) => `${box ? RECEIVED : SENT}/${row.id}`, title = box ? 'Hộp nhận' : 'Bài đã gửi';
  return consolePage(visit, { title: 'Cộng tác', acts: open.length ? <LinkButton href={`${SENT}/moi`} kind="primary">Gửi bài</LinkButton> : undefined }, <>
    <Tabs label="Gửi và nhận" tabs={[{ href: `${SENT}?loc=da-gui`, label: 'Bài đã gửi', current: !box }, { href: `${SENT}?loc=hop-nhan`, label: `Hộp nhận${waiting ? ` (${formatNumber(waiting)})` : ''}`, current: box }]} />
    <Card title={title} id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="bài" href={(to) => `${SENT}?loc=${box ? 'hop-nhan' : 'da-gui'}&trang=${to}`} /> : undefined}>
      <Table caption={title} rows={list.rows} empty={box ? <NothingReceived takes={takes} mayKeep={mayKeep} /> : <NothingSent open={open.length > 0} />} columns={[
        { head: 'Bài', cell: (row) => <><a href={href(row)}>{row.title}</a><br /><small>{row.column}</small></> },
        { head: box ? 'Đơn vị gửi' : 'Gửi đến', cell: (row) => names(box ? row.from_organisation_id : row.organisation_id) },
        { head: 'Tình trạng', cell: (row) => <ContributionChip one={row} /> },
        { head: 'Gửi lúc', nowrap: true, cell: (row) => formatInstant(row.sent_at) },
      ]} />
    </Card>
  </>);
}

const NothingSent = ({ open }: { open: boolean }) => open
  ? <Empty title="Đơn vị chưa gửi bài nào" action={<LinkButton href={`${SENT}/moi`}>Gửi bài</LinkButton>}>Bài được ban biên tập nhận thì tính ngay vào việc cung cấp thông tin của đơn vị.</Empty>
  : <Empty title="Chưa có chuyên mục nào nhận bài của đơn vị">Cơ quan giữ chuyên mục mở nhận bài cộng tác tại trang Chuyên mục, chọn nhận từ những đơn vị nào.</Empty>;
const NothingReceived = ({ takes, mayKeep }: { takes: boolean; mayKeep: boolean }) => takes
  ? <Empty title="Hộp nhận trống">Bài các đơn vị gửi đến chuyên mục của cơ quan sẽ hiện tại đây.</Empty>
  : <Empty title="Chuyên mục chưa nhận bài cộng tác" action={mayKeep ? <LinkButton href={COLUMNS}>Đến Chuyên mục</LinkButton> : undefined}>Mở một chuyên mục, chọn “Nhận bài cộng tác của”.</Empty>;
