import { formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Empty, Message, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { MOST_TRIES } from '../rules/backoff.ts';
import { kindOf, OUTLET_KINDS, type OutletKind } from '../rules/kinds/index.ts';
import { WHAT_LABEL } from '../rules/states.ts';
import { drivenTroubles, type DrivenView } from '../store/reading.ts';
import { BASE, StateChip, TASKS } from './parts.tsx';

const DRIVEN = OUTLET_KINDS.filter((one: OutletKind) => one.way === 'driver').map((one) => one.key);

/** For who runs the installation: what the drivers have not brought about at the acting unit and below, how often they tried, and what the other side said. */
export async function drivenPage(visit: Visit): Promise<Response> {
  const tree = await organisationTree(visit.db, visit.today), rows = await drivenTroubles(visit.db, tree.subtree(signedIn(visit).organisationId).map((one) => one.id), DRIVEN), late = rows.filter((row) => row.answer !== null), failed = rows.filter((row) => row.status === 'failed');
  return consolePage(visit, { title: 'Kênh tự gửi', crumb: <a href={BASE}>Phát hành</a> }, <>
    {visit.deps.mode === 'demo' ? <Message title="Kênh mô phỏng">Bản minh họa có một mạng xã hội mô phỏng chạy ngay trong máy; tắt máy thì các bài trong đó mất.</Message> : <Message kind="warn" title="Chưa nối kênh nào">Bản này chưa có kết nối tự động tới Zalo, Facebook; mọi kênh ngoài cổng được đăng tay kèm minh chứng.</Message>}
    <div class="tiles"><Tile label="Đang gửi" value={formatNumber(rows.length - failed.length)} /><Tile label="Bị hoãn, sẽ thử lại" value={formatNumber(late.length)} /><Tile label="Không gửi được" value={formatNumber(failed.length)} /></div>
    <Card title="Đang gửi và không gửi được" id="truc-trac" pad={false}><Table<DrivenView> top caption="Việc của kênh tự gửi" rows={rows} empty={<Empty title="Không có việc nào đang chờ">Việc bị kênh từ chối hoặc hoãn hiện tại đây cùng câu trả lời của kênh.</Empty>} columns={[
      { head: 'Bài', cell: (row) => <><a href={`${TASKS}/${row.id}`}>{row.title}</a><br /><small>{WHAT_LABEL[row.what]} · {row.outlet} ({kindOf(row).short}) · {tree.latest(row.organisation_id)?.name ?? ''}</small></> },
      { head: 'Tình trạng', cell: (row) => <><StateChip task={row} />{row.reason ?? row.answer ? <><br /><small>{row.reason ?? row.answer}</small></> : null}</> },
      { head: 'Lần thử', number: true, cell: (row) => (row.tries === null ? '–' : `${formatNumber(row.tries)}/${MOST_TRIES}`) },
      { head: 'Thử lại', nowrap: true, cell: (row) => (row.next_at ? formatInstant(row.next_at) : '–') },
    ]} /></Card>
  </>);
}
