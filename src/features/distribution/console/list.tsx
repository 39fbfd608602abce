import { formatDate, formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { itemsOf } from '#features/sites/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { kindOf } from '../rules/kinds/index.ts';
import { WHAT_LABEL, type PostingState } from '../rules/states.ts';
import { outletsOf, postingCounts, postingList, spreadOf, type PostingView } from '../store/reading.ts';
import { BASE, DueChip, ITEMS, nounLabel, OUTLETS, StateChip, TASKS } from './parts.tsx';

const TABS: readonly { readonly key: string; readonly label: string; readonly states: readonly PostingState[] }[] = [
  { key: 'can-dang', label: 'Cần đăng', states: ['waiting', 'failed'] }, { key: 'hen-gio', label: 'Hẹn giờ, tự gửi', states: ['planned', 'sending'] },
  { key: 'da-dang', label: 'Đã đăng', states: ['done'] }, { key: 'bo-qua', label: 'Bỏ qua', states: ['skipped'] },
];

/** What the unit has to post today, the most pressing first; and what it posted. */
export async function listPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, units = await standsFor(visit.db, unit, visit.today), counts = await postingCounts(visit.db, units), mayPost = await visit.may('distribution.post', unit), mayKeep = await visit.may('distribution.keep-outlets', unit);
  const tab = TABS.find((one) => one.key === visit.c.req.query('loc')) ?? TABS[0]!, count = (states: readonly PostingState[]) => states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const list = await postingList(visit.db, { organisationIds: units, states: tab.states, newestFirst: tab.key === 'da-dang' || tab.key === 'bo-qua' }, Number(visit.c.req.query('trang'))), toDo = tab === TABS[0], outlets = list.total ? 1 : (await outletsOf(visit.db, units)).length;
  const pager = <Pager page={list.page} pages={list.pages} total={list.total} noun="việc" href={(to) => `${BASE}?loc=${tab.key}&trang=${to}`} />;
  return consolePage(visit, { title: 'Phát hành', acts: <>{mayPost ? <LinkButton href={ITEMS} kind={toDo && list.total ? '' : 'primary'}>Chọn bài để phát hành</LinkButton> : null}<LinkButton href={OUTLETS}>Kênh</LinkButton></> }, <>
    <Tabs label="Tình trạng" tabs={TABS.map((one) => ({ href: `${BASE}?loc=${one.key}`, label: `${one.label}${count(one.states) ? ` (${formatNumber(count(one.states))})` : ''}`, current: one === tab }))} />
    {!list.total ? <Card><Nothing outlets={outlets > 0} toDo={toDo} mayKeep={mayKeep} label={tab.label} /></Card>
      : toDo ? <><div class="work-grid">{list.rows.map((task, index) => <TaskCard task={task} visit={visit} mayPost={mayPost} primary={index === 0} />)}</div>{list.pages > 1 ? <Card>{pager}</Card> : null}</>
        : <Card title={tab.label} id="danh-sach" pad={false} footer={pager}><Table caption={tab.label} rows={list.rows} columns={[
          { head: 'Bài', cell: (task) => <><a href={`${TASKS}/${task.id}`}>{task.title}</a><br /><small>{WHAT_LABEL[task.what]}</small></> },
          { head: 'Kênh', cell: (task) => task.outlet },
          { head: 'Tình trạng', cell: (task) => <><StateChip task={task} />{task.reason ? <><br /><small>{task.reason}</small></> : null}</> },
          { head: 'Thời điểm', nowrap: true, cell: (task) => (task.status === 'done' ? formatDate(task.done_on!) : task.status === 'skipped' ? formatDate(task.due_on) : formatInstant(task.at)) },
        ]} /></Card>}
  </>);
}

const TaskCard = ({ task, visit, mayPost, primary }: { task: PostingView; visit: Visit; mayPost: boolean; primary: boolean }) => <article class="card work-card" aria-labelledby={`v-${task.id}`}>
  <div class="row spread"><DueChip task={task} today={visit.today} /><small>{task.outlet}</small></div>
  <h2 id={`v-${task.id}`} class="as-h3"><a href={`${TASKS}/${task.id}`}>{task.title}</a></h2>
  <small>{task.what === 'post' ? `${kindOf(task).short} · hạn ${formatDate(task.due_on)}` : <><b>{WHAT_LABEL[task.what]}</b> · hạn {formatDate(task.due_on)}</>}</small>
  {task.status === 'failed' ? <small><Chip tone="late">chưa được</Chip> {task.reason}</small> : null}
  {mayPost ? <a class={`button wide ${primary ? 'primary' : ''}`} href={`${TASKS}/${task.id}`}>{task.what === 'post' ? 'Mở để đăng' : task.what === 'update' ? 'Mở để sửa' : 'Mở để gỡ'}</a> : null}
</article>;

const Nothing = ({ outlets, toDo, mayKeep, label }: { outlets: boolean; toDo: boolean; mayKeep: boolean; label: string }) => !outlets
  ? <Empty title="Đơn vị chưa có kênh nào" action={mayKeep ? <LinkButton href={OUTLETS}>Mở kênh</LinkButton> : undefined}>Kênh là nơi đăng lại bài ngoài cổng: Zalo OA, trang Facebook, màn hình LED, bảng tin thôn.</Empty>
  : toDo ? <Empty title="Không có bài nào chờ đăng">Bài mới của chuyên mục có kênh thường đăng sẽ tự hiện tại đây. Muốn đăng bài khác, bấm “Chọn bài để phát hành”.</Empty> : <Empty title={`Chưa có việc nào ở mục “${label}”`} />;

/** Public items of the unit, or of the units above it, to be sent to one's own outlets. */
export async function itemsPage(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), units = await standsFor(visit.db, unit, visit.today), own = visit.c.req.query('cua') !== 'cap-tren';
  const above = tree.ancestorsOf(unit).map((one) => one.id).filter((id) => !units.includes(id)), page = Number(visit.c.req.query('trang'));
  const list = await itemsOf(visit.db, { organisationIds: own ? units : above, page }), spread = await spreadOf(visit.db, list.rows.map((one) => one.id), units);
  return consolePage(visit, { title: 'Chọn bài để phát hành', crumb: <a href={BASE}>Phát hành</a> }, <>
    {above.length ? <Tabs label="Của ai" tabs={[{ href: ITEMS, label: 'Của đơn vị', current: own }, { href: `${ITEMS}?cua=cap-tren`, label: 'Của cấp trên', current: !own }]} /> : null}
    <Card id="danh-sach" pad={false} footer={list.total ? <Pager page={list.page} pages={list.pages} total={list.total} noun="bài" href={(to) => `${ITEMS}?${own ? '' : 'cua=cap-tren&'}trang=${to}`} /> : undefined}>
      <Table caption="Bài đã đăng trên cổng" rows={list.rows} empty={<Empty title="Chưa có bài nào trên cổng">{own ? 'Đăng bài ở mục Tin, bài trước; bài lên cổng rồi mới phát hành ra các kênh.' : 'Cấp trên chưa đăng bài nào.'}</Empty>} columns={[
        { head: 'Bài', cell: (item) => <><a href={`${ITEMS}/${item.id}`}>{item.title}</a><br /><small>{nounLabel(item.noun)}{own ? '' : ` · ${tree.latest(item.organisation_id)?.name ?? ''}`}</small></> },
        { head: 'Lên cổng', nowrap: true, cell: (item) => formatInstant(item.published_at) },
        { head: 'Các kênh', cell: (item) => { const { out, open } = spread.get(item.id) ?? { out: 0, open: 0 }; return <>{out ? <Chip tone="good">{out} kênh đã đăng</Chip> : null} {open ? <Chip tone="soon">{open} việc chưa xong</Chip> : null}{!out && !open ? 'chưa phát hành' : null}</>; } },
      ]} />
    </Card>
  </>);
}
