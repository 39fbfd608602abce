import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { pageAt } from '#kernel/pages.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { addressOf, sitePlaces } from '#features/sites/store.ts';
import type { Child } from 'hono/jsx';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Form, Submit } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Message, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { ENTRY_KINDS, entryName, KINDS_OF_ENTRY, type ContactDetails, type EntryKind, type HotlineDetails, type OfficeDetails, type OneStopDetails } from '../rules/details.ts';
import { CHECK_MONTHS, overdueCheck } from '../rules/freshness.ts';
import { hoursLine } from '../rules/hours.ts';
import { formatPhone } from '../rules/phone.ts';
import { openEntries, type AnyEntry } from '../store.ts';

export const BASE = '/lam-viec/danh-ba';
export const unitHref = (id: Id): string => `${BASE}/${id}`;
export const entryHref = (id: Id): string => `${BASE}/muc/${id}`;
/** An agency of its own, not a part of one. */
const PAGE = 50;

/** Second line of a row. */
export function entryAbout(one: AnyEntry): string {
  const hours = (own: Parameters<typeof hoursLine>[0]) => (own.length ? hoursLine(own) : '');
  const text = (parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' · ');
  switch (one.kind) {
    case 'office': { const it = one.details as OfficeDetails; return text([it.phone && formatPhone(it.phone), it.email, hours(it.hours)]); }
    case 'one-stop': { const it = one.details as OneStopDetails; return text([it.address, it.phone && formatPhone(it.phone), hours(it.hours)]); }
    case 'hotline': { const it = one.details as HotlineDetails; return text([it.answeredBy, hours(it.hours), it.after && `Ngoài giờ: ${it.after}`]); }
    default: { const it = one.details as ContactDetails; return text([it.phone && formatPhone(it.phone), it.email, it.topics.join(', ')]); }
  }
}

/** The directory of one unit as its people keep it, and how far the units below are. */
export async function directoryPage(visit: Visit): Promise<Response> {
  const id = (visit.c.req.param('organisation') as Id | undefined) ?? signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), unit = tree.latest(id)!, keeps = await visit.may('directory.keep', id), mayDesign = await visit.may('prints.draft', signedIn(visit).organisationId);
  const entries = (await openEntries(visit.db, [id], visit.today)).sort((a, b) => a.ordinal - b.ordinal || (a.valid_from < b.valid_from ? -1 : 1)), overdue = overdueCheck(entries, visit.today), place = (await sitePlaces(visit.db, [id], visit.today)).get(id);
  const missing = (['office', 'hotline'] as const).filter((kind) => !entries.some((one) => one.kind === kind)), next = missing[0];
  return consolePage(visit, {
    title: 'Danh bạ', crumb: unit.name,
    acts: <>{place ? <LinkButton href={addressOf(place, '/lien-he')}>Xem trang Liên hệ</LinkButton> : null}{keeps ? <LinkButton href={`${unitHref(id)}/nhap`}>Nhập từ bảng</LinkButton> : null}
      {keeps && entries.length ? <Form action={`${unitHref(id)}/kiem-tra`} inline><Submit kind={overdue && !next ? 'primary' : ''}>Đã xem lại, vẫn đúng</Submit></Form> : null}</>,
    message: <>{visit.c.req.query('da-xem') ? <Message kind="ok">Đã ghi: mọi mục được xem lại hôm nay.</Message> : null}
      {overdue ? <Message kind="warn" title={`Có mục chưa xem lại từ ngày ${formatDate(overdue)}`}>Quá {CHECK_MONTHS} tháng thì nên xem lại: số còn gọi được không, người còn phụ trách không.</Message> : null}</>,
  }, <>
    {KINDS_OF_ENTRY.map((kind) => <KindCard kind={kind} unit={id} entries={entries.filter((one) => one.kind === kind)} keeps={keeps} mayDesign={mayDesign} primary={kind === next} visit={visit} />)}
    {await Below(visit, id)}
  </>);
}

const KindCard = ({ kind, unit, entries, keeps, mayDesign, primary, visit }: { kind: EntryKind; unit: Id; entries: readonly AnyEntry[]; keeps: boolean; mayDesign: boolean; primary: boolean; visit: Visit }): Child => {
  const { label, one, single } = ENTRY_KINDS[kind], add = keeps && !(single && entries.length) ? <LinkButton href={`${unitHref(unit)}/them/${kind}`} kind={entries.length ? 'small' : primary ? 'primary' : ''}>{entries.length ? 'Thêm' : `Ghi ${one.charAt(0).toLowerCase()}${one.slice(1)}`}</LinkButton> : null;
  return <Card title={label} id={kind} pad={false} tools={entries.length ? add : null}>
    <Table caption={label} top rows={entries} empty={<Empty title="Chưa ghi" action={add}>{kind === 'contact' ? 'Nghị định 42/2022/NĐ-CP yêu cầu công khai họ tên, chức vụ, điện thoại, thư điện tử của người phát ngôn, người liên hệ.' : kind === 'one-stop' ? 'Nơi nộp hồ sơ, giờ nhận, kể cả sáng thứ Bảy; người dân thấy ở trang Liên hệ.' : 'Người dân thấy mục này ở trang Liên hệ và ở chân mọi trang.'}</Empty>} columns={[
      { head: label, cell: (row) => <><a href={entryHref(row.id)}>{entryName(row.kind, row.details as never)}</a>{entryAbout(row) ? <><br /><small>{entryAbout(row)}</small></> : null}</> },
      { head: 'Từ ngày', nowrap: true, cell: (row) => <>{formatDate(row.valid_from)}{row.valid_to ? <><br /><small>đến {formatDate(row.valid_to)}</small></> : null}{row.valid_from > visit.today ? <> <Chip tone="info">sắp tới</Chip></> : null}</> },
      { head: 'Xem lại', nowrap: true, cell: (row) => (overdueCheck([row], visit.today) ? <Chip tone="soon">{formatDate(row.checked_on)}</Chip> : formatDate(row.checked_on)) },
      ...(kind === 'hotline' && mayDesign ? [{ head: 'Ấn phẩm', nowrap: true, cell: (row: AnyEntry) => <a href={`/lam-viec/an-pham/moi?tu=directory&id=${row.id}`}>Làm áp phích</a> }] : []),
      ...(kind === 'contact' ? [{ head: 'Công khai', nowrap: true, cell: (row: AnyEntry) => ((row.details as ContactDetails).consent ? <Chip tone="good">công khai</Chip> : <Chip tone="none">nội bộ</Chip>) }] : []),
    ]} />
  </Card>;
};

/** Which of the units below say nothing, or nothing new: fifty a page. */
async function Below(visit: Visit, id: Id): Promise<Child> {
  const tree = await organisationTree(visit.db, visit.today), units = tree.subtree(id).filter((one) => one.id !== id && !one.external && KINDS[one.kind].family !== 'unit');
  if (!units.length) return null;
  const all = await openEntries(visit.db, units.map((one) => one.id), visit.today), of = Map.groupBy(all, ({ organisation_id }) => organisation_id);
  const rows = units.map((unit) => { const own = of.get(unit.id) ?? []; return { unit, office: own.some(({ kind }) => kind === 'office'), hotline: own.some(({ kind }) => kind === 'hotline'), overdue: overdueCheck(own, visit.today) }; });
  const state = (row: (typeof rows)[number]): number => (!row.office ? 0 : !row.hotline ? 1 : row.overdue ? 2 : 3), sorted = rows.sort((a, b) => state(a) - state(b)), { page, pages } = pageAt(rows.length, PAGE, visit.c.req.query('trang'));
  const wanting = rows.filter((row) => state(row) < 3).length;
  return <Card title="Đơn vị trực thuộc" id="truc-thuoc" pad={false} tools={wanting ? <Chip tone="soon">{formatNumber(wanting)} đơn vị cần bổ sung</Chip> : <Chip tone="good">đều đủ</Chip>}>
    <Table caption="Danh bạ của đơn vị trực thuộc" rows={sorted.slice((page - 1) * PAGE, page * PAGE)} columns={[
      { head: 'Đơn vị', cell: (row) => <a href={unitHref(row.unit.id)}>{row.unit.name}</a> },
      { head: 'Trụ sở', cell: (row) => (row.office ? 'đã ghi' : <Chip tone="late">chưa ghi</Chip>) },
      { head: 'Đường dây nóng', cell: (row) => (row.hotline ? 'đã ghi' : <Chip tone="late">chưa ghi</Chip>) },
      { head: 'Xem lại', nowrap: true, cell: (row) => (row.overdue ? <Chip tone="soon">từ {formatDate(row.overdue)}</Chip> : row.office || row.hotline ? 'gần đây' : '–') },
    ]} />
    {pages > 1 ? <Pager page={page} pages={pages} total={rows.length} noun="đơn vị" href={(to) => `${unitHref(id)}?trang=${to}`} /> : null}
  </Card>;
}
