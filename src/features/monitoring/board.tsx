import type { Id } from '#kernel/id.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { BoardCell } from '#features/obligations/rules/views.ts';
import { boardCells, standingSummary } from '#features/obligations/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Bar, Card, Chip, Empty, LinkButton, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { Matrix, rateText, type BoardRow } from './board-view.tsx';
import { boardWorkbook } from './board-workbook.ts';
import { BOARD, BoardTabs, framed, FrameField, PeriodField, unitText, type Framed } from './framed.tsx';
import { frameQuery, frameWords, unitMark } from './rules/frame-choice.ts';
import { periodOf, type PeriodChoice } from './rules/period-choice.ts';
import { addCells } from './rules/standings.ts';
import { boardSources, boardTasks, yearsOf, type BoardSource, type BoardTask } from './store.ts';

const ROWS = 30;

interface BoardView {
  readonly period: PeriodChoice; readonly seen: Framed; readonly sources: readonly BoardSource[]; readonly source: BoardSource | null;
  readonly tasks: readonly BoardTask[]; readonly rows: readonly BoardRow[]; readonly query: (change?: Record<string, string>) => string;
}

async function boardView(visit: Visit): Promise<BoardView> {
  const period = periodOf(visit.c.req.query('ky'), visit.today) ?? periodOf('quarter', visit.today)!, { window } = period, seen = await framed(visit, window.to);
  const sources = await boardSources(visit.db, seen.units, window), source = sources.find((one) => one.id === visit.c.req.query('ke-hoach')) ?? sources[0] ?? null;
  const sourceIds = source ? [source.id] : [];
  const [tasks, cells] = [await boardTasks(visit.db, sourceIds, window), source ? await boardCells(visit.db, { organisationIds: seen.units, sourceIds, window, today: visit.today, heldThen: seen.choice === 'then' }) : []];
  const query = (change: Record<string, string> = {}) => `?${new URLSearchParams({ ky: period.key, ...(source ? { 'ke-hoach': source.id } : {}), ...frameQuery(seen.choice), ...change })}`;
  return { period, seen, sources, source, tasks, rows: rowsOf(seen, cells), query };
}

/** One row for each unit of the frame that has something to show; the slowest first. */
function rowsOf({ frame }: Framed, cells: readonly BoardCell[]): BoardRow[] {
  const byRow = new Map<Id, Map<Id, BoardCell>>();
  for (const cell of cells) {
    const { rowId } = frame.place(cell.organisationId), own = byRow.get(rowId) ?? new Map<Id, BoardCell>();
    byRow.set(rowId, own.set(cell.itemId, addCells(own.get(cell.itemId), cell)));
  }
  const rank = new Map(frame.tree.all.map((one, index) => [one.id, index]));
  const sum = (own: ReadonlyMap<Id, BoardCell>, key: 'debt' | 'missed') => [...own.values()].reduce((total, cell) => total + cell[key], 0);
  return [...byRow].map(([id, own]): BoardRow => ({ id, name: frame.unit(id)?.name ?? '', mark: unitMark(frame, id), cells: own, debt: sum(own, 'debt'), missed: sum(own, 'missed') }))
    .sort((a, b) => b.debt - a.debt || b.missed - a.missed || (rank.get(a.id) ?? rank.size) - (rank.get(b.id) ?? rank.size));
}

export async function boardPage(visit: Visit): Promise<Response> {
  const view = await boardView(visit), { seen, period, source } = view, all = visit.c.req.query('tat-ca') === '1';
  const years = await yearsOf(visit.db, seen.units, visit.today), choose = <><BoardTabs at="" choice={seen.choice} period={period} /><BoardChooser view={view} years={years} visit={visit} /></>;
  if (!source) return consolePage(visit, { title: 'Bảng theo dõi' }, <>{years.length > 1 || seen.reorganisations.length ? choose : null}<Card><Empty title={years.length > 1 ? `Không có kế hoạch nào giao việc trong ${period.label}` : 'Chưa có kế hoạch nào được ban hành'} action={<LinkButton href="/lam-viec/ke-hoach" kind="primary">Mở kế hoạch</LinkButton>}>Khi kế hoạch được ban hành, bảng đơn vị × nhiệm vụ hiện ở đây.</Empty></Card></>);
  const sum = await standingSummary(visit.db, { organisationIds: seen.units, sourceIds: [source.id], window: period.window, today: visit.today });
  const inTime = sum.due ? `${formatNumber((sum.metInTime / sum.due) * 100, 1)} %` : '–', shown = all ? view.rows : view.rows.slice(0, ROWS), behind = view.rows.filter((row) => row.missed > 0).length;
  return consolePage(visit, {
    title: 'Bảng theo dõi',
    acts: (await visit.may('urging.write', signedIn(visit).organisationId)) ? <LinkButton href={`/lam-viec/don-doc/soan?ke-hoach=${source.id}`} kind="primary">Soạn công văn đôn đốc</LinkButton> : undefined,
  }, <>
    {choose}
    <div class="tiles">
      <Tile label={`Đúng hạn ${period.label}`} value={inTime}><Bar value={sum.metInTime} max={sum.due} label={`${sum.metInTime} trên ${sum.due}`} /><small>{formatNumber(sum.metInTime)} / {formatNumber(sum.due)} nghĩa vụ đến hạn</small></Tile>
      <Tile label="Sắp đến hạn trong 7 ngày" value={formatNumber(sum.dueSoon)}><span><Chip tone="soon">chưa đủ</Chip></span></Tile>
      <Tile label="Quá hạn" value={formatNumber(sum.missed)}><span><Chip tone={behind ? 'late' : 'good'}>{formatNumber(behind)} đơn vị</Chip></span></Tile>
      <Tile label="Còn nợ" value={formatNumber(sum.debt + sum.debtBefore)}><small>{formatNumber(sum.debt)} trong kỳ, {formatNumber(sum.debtBefore)} từ các kỳ trước</small></Tile>
    </div>
    <Card id="bang" title="Đơn vị × nhiệm vụ" pad={false} tools={<><Chip tone="good">đủ</Chip><Chip tone="soon">đang làm</Chip><Chip tone="late">quá hạn</Chip><Chip tone="none">không giao</Chip><span class="chip none hatched" data-sign="">có phần chờ xác nhận</span></>}
      footer={<><small>Hiện {shown.length} / {view.rows.length} đơn vị, chậm nhất trước{sum.silent ? ` · ${formatNumber(sum.silent)} việc thường xuyên cả kỳ chưa có kết quả` : ''}</small><span class="row"><a class="button quiet" href={`${BOARD}.xlsx${view.query()}`} data-turbo="false">Xuất Excel</a>{!all && view.rows.length > ROWS ? <LinkButton href={view.query({ 'tat-ca': '1' })}>Xem tất cả</LinkButton> : null}</span></>}>
      <Matrix rows={shown} tasks={broadFirst(view)} unitHref={(id) => `${BOARD}/don-vi/${id}${unitQuery(view)}`} cellHref={(unit, item) => `${BOARD}/don-vi/${unit}${view.query({ 'nhiem-vu': item })}`} />
    </Card>
  </>);
}

/** All that a unit owes, but in the same frame. */
const unitQuery = ({ seen, period }: BoardView): string => (seen.choice === 'today' ? '' : `?${new URLSearchParams({ ky: period.key, ...frameQuery(seen.choice) })}`);

/** Tasks that many units have stand first, so that a screen without scrolling compares; the printed order within. */
function broadFirst({ rows, tasks }: BoardView): readonly BoardTask[] {
  const units = new Map(tasks.map((task) => [task.itemId, rows.filter((row) => (row.cells.get(task.itemId)?.obligations ?? 0) > 0).length]));
  const broad = (task: BoardTask) => (units.get(task.itemId)! * 4 > rows.length ? 0 : 1);
  return tasks.toSorted((a, b) => broad(a) - broad(b));
}

const BoardChooser = ({ view, years, visit }: { view: BoardView; years: readonly number[]; visit: Visit }) => <form method="get" class="chooser" data-turbo-action="replace">
  {view.sources.length ? <div class="field broad"><label for="b-plan">Kế hoạch</label>
    <select id="b-plan" name="ke-hoach">{view.sources.map((one) => <option value={one.id} selected={one.id === view.source?.id}>{one.number ? `${joinNumber(one.number, one.notation)} – ` : ''}{one.title}</option>)}</select></div> : null}
  <PeriodField period={view.period} today={visit.today} years={years} />
  <FrameField seen={view.seen} />
  <button class="button" type="submit">Xem</button>
</form>;

export async function boardFile(visit: Visit): Promise<Response> {
  const view = await boardView(visit), { period, seen } = view;
  const bytes = await boardWorkbook({
    title: `Bảng theo dõi ${period.label}, ${frameWords(seen.choice)}`, plan: view.source?.title ?? '', asOf: visit.today, tasks: view.tasks.map((task) => ({ ...task, rate: rateText(task) })),
    rows: view.rows.map((row) => ({ ...row, name: unitText(seen.frame, row.id) })),
  });
  return workbookFile(visit, bytes, `bang-theo-doi-${visit.today}`);
}

export const workbookFile = (visit: Visit, bytes: Uint8Array, name: string): Response =>
  visit.c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': `attachment; filename="${name}.xlsx"` });
