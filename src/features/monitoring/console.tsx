import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { periodAt, type TilingKind } from '#features/calendar/rules/periods.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { boardCells, creditsOn, obligationCard, obligationList, standingSummary, workList } from '#features/obligations/store.ts';
import type { ObligationCard } from '#features/obligations/rules/views.ts';
import { organisationTree, versionsOf } from '#features/organisations/store.ts';
import { joinNumber } from '#features/plans/rules/content.ts';
import { acting, at, get, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Bar, Card, Chip, Empty, Facts, LinkButton, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { Matrix, rateText, type BoardRow } from './board-view.tsx';
import { boardWorkbook } from './board-workbook.ts';
import { boardUnits } from './rules/board-units.ts';
import { citationText, dueText, headline, progressText, STATE_TONE } from './rules/words.ts';
import { boardSources, boardTasks, boardUnitOfObligation, type BoardSource, type BoardTask } from './store.ts';
import { WorkLists } from './work-view.tsx';
import { excuseRoutes, ExcuseCard } from './excuses.tsx';

const ROWS = 30;

/** "Việc phải làm" of the acting unit, with what its divisions handle. */
async function workPage(visit: Visit): Promise<Response> {
  const { organisationId, organisationName } = signedIn(visit);
  const [list, tree] = [await workList(visit.db, organisationId, visit.today), await organisationTree(visit.db, visit.today)];
  const mayRecord = await visit.may('deliverables.record', organisationId), board = await visit.may('monitoring.board', organisationId);
  const calendar = await calendarAround(visit), recording = new Set<Id>();
  for (const id of new Set(Object.values(list).flat().map((card: ObligationCard) => card.organisationId))) if (await visit.may('deliverables.record', id)) recording.add(id);
  return consolePage(visit, {
    title: 'Việc phải làm', crumb: organisationName,
    acts: <>{list.owed.length ? <Chip tone="late">{list.owed.length} quá hạn</Chip> : null}{mayRecord ? <LinkButton href="/lam-viec/ket-qua/moi">Ghi kết quả khác</LinkButton> : null}</>,
  }, <WorkLists list={list} today={visit.today} calendar={calendar} mayRecord={(card) => recording.has(card.organisationId)} board={board} handledBy={(card) => (card.organisationId === organisationId ? undefined : tree.latest(card.organisationId)?.name)} />);
}

/** Due days of open work lie in these years; others say their days without a reason. */
const calendarAround = (visit: Visit) => loadCalendar(visit.db, yearOf(visit.today) - 1, yearOf(visit.today) + 1);

/** One obligation: what, by which paragraph, what was credited, and what may be done about it. */
async function cardPage(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('obligation') as Id, card = await obligationCard(visit.db, id, { today: visit.today });
  if (!card) throw notFound('nghĩa vụ này');
  const tree = await organisationTree(visit.db, visit.today), credits = await creditsOn(visit.db, id);
  const unit = tree.latest(card.boardOrganisationId)?.name ?? '', handler = card.organisationId === card.boardOrganisationId ? null : tree.latest(card.organisationId)?.name;
  const mayRecord = await visit.may('deliverables.record', card.organisationId), full = card.amount !== null && card.credited >= card.amount;
  return consolePage(visit, {
    title: card.title, crumb: <><a href="/lam-viec/viec">Việc phải làm</a> · {unit}</>,
    acts: <><Chip tone={card.silent ? 'soon' : STATE_TONE[card.state]}>{headline(card, visit.today)}</Chip>{mayRecord && card.product !== 'report' && card.state !== 'closed' ? <LinkButton href={`/lam-viec/ket-qua/moi?viec=${card.id}`} kind={full ? '' : 'primary'}>Ghi kết quả</LinkButton> : null}</>,
  }, <>
    <div class="columns">
      <Card title="Nghĩa vụ" id="nghia-vu">
        {card.amount !== null ? <Bar value={card.credited} max={card.amount} label={progressText(card)} tone={full ? 'good' : 'soon'} /> : null}
        <Facts rows={[
          ['Đơn vị', <>{unit}{handler ? <small> · {handler} thực hiện</small> : null}</>], ['Kỳ', card.periodLabel],
          ['Phải làm', card.amount === null ? 'Thường xuyên, theo dõi (không ấn định số lượng)' : `${formatNumber(card.amount)} ${card.unit}`],
          ['Đã ghi', `${formatNumber(card.credited)} ${card.unit}${card.credited > card.confirmed ? ` (${formatNumber(card.credited - card.confirmed)} chờ xác nhận)` : ''}`],
          ...(card.excused ? [['Được miễn', `${formatNumber(card.excused)} ${card.unit}`] as const] : []),
          ...(card.annualTotal ? [['Tổng cả năm ghi trong văn bản', `${card.annualTotal.approximate ? 'khoảng ' : ''}${formatNumber(card.annualTotal.count)} ${card.annualTotal.unit}`] as const] : []),
          ['Hạn', dueText(card, await calendarAround(visit)).replace(/^hạn /, '')], ['Loại sản phẩm', productLabel(card.product)],
          ['Căn cứ', <>{citationText(card.citation)}<br /><small>{card.citation.title}</small></>],
          ...(card.provenance === 'unit-set' ? [['Số lượng', 'do đơn vị ấn định, không ghi trong văn bản'] as const] : []),
        ]} />
      </Card>
      <Card title="Kết quả đã tính" id="ket-qua" pad={false}>
        <Table caption="Kết quả đã tính cho nghĩa vụ này" rows={credits} empty={<Empty title="Chưa có kết quả nào">{mayRecord ? 'Bấm "Ghi kết quả" khi đã làm xong một phần hay cả việc.' : null}</Empty>} columns={[
          { head: 'Kết quả', cell: (credit) => <a href={`/lam-viec/ket-qua/${credit.deliverableId}`}>{formatDate(credit.doneOn)}</a> },
          { head: 'Tính', number: true, cell: (credit) => formatNumber(credit.amount) },
          { head: 'Tình trạng', cell: (credit) => (credit.confirmedOn ? <Chip tone="good">đã xác nhận</Chip> : <Chip tone="soon">chờ xác nhận</Chip>) },
        ]} />
      </Card>
    </div>
    {await ExcuseCard(visit, card)}
  </>);
}

interface BoardView { readonly kind: TilingKind; readonly window: DateRange; readonly label: string; readonly sources: readonly BoardSource[]; readonly source: BoardSource | null; readonly tasks: readonly BoardTask[]; readonly rows: readonly BoardRow[]; readonly units: readonly Id[]; readonly query: (change?: Record<string, string>) => string }

const KINDS_OF_BOARD: readonly { readonly value: TilingKind; readonly label: string }[] = [{ value: 'month', label: 'Tháng này' }, { value: 'quarter', label: 'Quý này' }, { value: 'year', label: 'Cả năm' }];

async function boardView(visit: Visit): Promise<BoardView> {
  const tree = await organisationTree(visit.db, visit.today), units = boardUnits(tree, signedIn(visit).organisationId);
  const asked = visit.c.req.query('ky') as TilingKind, kind = KINDS_OF_BOARD.some((one) => one.value === asked) ? asked : 'quarter';
  const period = periodAt(kind, visit.today), window = { from: period.from, to: period.to };
  const sources = await boardSources(visit.db, units, visit.today), source = sources.find((one) => one.id === visit.c.req.query('ke-hoach')) ?? sources[0] ?? null;
  const sourceIds = source ? [source.id] : [];
  const [tasks, cells] = [await boardTasks(visit.db, sourceIds, window), source ? await boardCells(visit.db, { organisationIds: units, sourceIds, window, today: visit.today }) : []];
  const byUnit = new Map<Id, Map<Id, (typeof cells)[number]>>();
  for (const cell of cells) byUnit.set(cell.organisationId, (byUnit.get(cell.organisationId) ?? new Map()).set(cell.itemId, cell));
  const rows = units.filter((id) => byUnit.has(id)).map((id): BoardRow => {
    const own = byUnit.get(id)!;
    return { id, name: tree.get(id)?.name ?? '', cells: own, debt: [...own.values()].reduce((sum, cell) => sum + cell.debt, 0), missed: [...own.values()].reduce((sum, cell) => sum + cell.missed, 0) };
  });
  const query = (change: Record<string, string> = {}) => `?${new URLSearchParams({ ky: kind, ...(source ? { 'ke-hoach': source.id } : {}), ...change })}`;
  return { kind, window, label: period.label, sources, source, tasks, rows: rows.toSorted((a, b) => b.debt - a.debt || b.missed - a.missed), units, query };
}

async function boardPage(visit: Visit): Promise<Response> {
  const view = await boardView(visit), all = visit.c.req.query('tat-ca') === '1';
  if (!view.source) return consolePage(visit, { title: 'Bảng theo dõi' }, <Card><Empty title="Chưa có kế hoạch nào được ban hành" action={<LinkButton href="/lam-viec/ke-hoach" kind="primary">Mở kế hoạch</LinkButton>}>Khi kế hoạch được ban hành, bảng đơn vị × nhiệm vụ hiện ở đây.</Empty></Card>);
  const sum = await standingSummary(visit.db, { organisationIds: view.units, sourceIds: [view.source.id], window: view.window, today: visit.today });
  const inTime = sum.due ? `${formatNumber((sum.metInTime / sum.due) * 100, 1)} %` : '–', shown = all ? view.rows : view.rows.slice(0, ROWS);
  return consolePage(visit, {
    title: 'Bảng theo dõi',
    acts: <><BoardFilter view={view} />{(await visit.may('urging.write', signedIn(visit).organisationId)) ? <LinkButton href={`/lam-viec/don-doc/soan?ke-hoach=${view.source.id}`} kind="primary">Soạn công văn đôn đốc</LinkButton> : null}</>,
  }, <>
    <div class="tiles">
      <Tile label={`Đúng hạn ${view.label}`} value={inTime}><Bar value={sum.metInTime} max={sum.due} label={`${sum.metInTime} trên ${sum.due}`} /><small>{formatNumber(sum.metInTime)} / {formatNumber(sum.due)} nghĩa vụ đến hạn</small></Tile>
      <Tile label="Sắp đến hạn trong 7 ngày" value={formatNumber(sum.dueSoon)}><span><Chip tone="soon">chưa đủ</Chip></span></Tile>
      <Tile label="Quá hạn" value={formatNumber(sum.missed)}><span><Chip tone={sum.unitsBehind ? 'late' : 'good'}>{formatNumber(sum.unitsBehind)} đơn vị</Chip></span></Tile>
      <Tile label="Còn nợ" value={formatNumber(sum.debt + sum.debtBefore)}><small>{formatNumber(sum.debt)} trong kỳ, {formatNumber(sum.debtBefore)} từ các kỳ trước</small></Tile>
    </div>
    <Card id="bang" title="Đơn vị × nhiệm vụ" pad={false} tools={<><Chip tone="good">đủ</Chip><Chip tone="soon">đang làm</Chip><Chip tone="late">quá hạn</Chip><Chip tone="none">không giao</Chip><span class="chip none hatched" data-sign="">có phần chờ xác nhận</span></>}
      footer={<><small>Hiện {shown.length} / {view.rows.length} đơn vị, chậm nhất trước{sum.silent ? ` · ${formatNumber(sum.silent)} việc thường xuyên cả kỳ chưa có kết quả` : ''}</small><span class="row"><a class="button quiet" href={`/lam-viec/theo-doi.xlsx${view.query()}`} data-turbo="false">Xuất Excel</a>{!all && view.rows.length > ROWS ? <LinkButton href={view.query({ 'tat-ca': '1' })}>Xem tất cả</LinkButton> : null}</span></>}>
      <Matrix rows={shown} tasks={broadFirst(view)} unitHref={(id) => `/lam-viec/theo-doi/don-vi/${id}`} cellHref={(unit, item) => `/lam-viec/theo-doi/don-vi/${unit}${view.query({ 'nhiem-vu': item })}`} />
    </Card>
  </>);
}

/** Tasks that many units have stand first, so that a screen without scrolling compares; the printed order within. */
function broadFirst({ rows, tasks }: BoardView): readonly BoardTask[] {
  const units = new Map(tasks.map((task) => [task.itemId, rows.filter((row) => (row.cells.get(task.itemId)?.obligations ?? 0) > 0).length]));
  const broad = (task: BoardTask) => (units.get(task.itemId)! * 4 > rows.length ? 0 : 1);
  return tasks.toSorted((a, b) => broad(a) - broad(b));
}

const BoardFilter = ({ view }: { view: BoardView }) => <form method="get" class="row" data-turbo-action="replace">
  <label class="visually-hidden" for="b-plan">Kế hoạch</label>
  <select id="b-plan" name="ke-hoach" class="filter">{view.sources.map((one) => <option value={one.id} selected={one.id === view.source?.id}>{one.number ? `${joinNumber(one.number, one.notation)} – ` : ''}{one.title}</option>)}</select>
  <label class="visually-hidden" for="b-period">Kỳ</label>
  <select id="b-period" name="ky" class="filter short">{KINDS_OF_BOARD.map((one) => <option value={one.value} selected={one.value === view.kind}>{one.label}</option>)}</select>
  <button class="button" type="submit">Xem</button>
</form>;

/** What stands behind a row or a square: the unit's obligations, all or of one task. */
async function unitPage(visit: Visit): Promise<Response> {
  const unit = visit.c.req.param('organisation') as Id, tree = await organisationTree(visit.db, visit.today), item = visit.c.req.query('nhiem-vu'), plan = visit.c.req.query('ke-hoach');
  const asked = visit.c.req.query('ky') as TilingKind, kind = KINDS_OF_BOARD.some((one) => one.value === asked) ? asked : null, window = kind ? periodAt(kind, visit.today) : null;
  const cards = await obligationList(visit.db, { organisationIds: [unit], ...(item && isId(item) ? { itemId: item } : {}), ...(plan && isId(plan) ? { sourceId: plan } : {}) }, { today: visit.today }, { limit: 400, offset: 0 });
  const begun = (from: PlainDate) => from <= visit.today;
  const shown = cards.filter((card) => begun(card.periodFrom) && (card.debt > 0 || !window || (card.periodFrom <= window.to && card.periodTo >= window.from) || (card.due >= window.from && card.due <= window.to)));
  return consolePage(visit, { title: tree.latest(unit)?.name ?? '', crumb: <a href="/lam-viec/theo-doi">Bảng theo dõi</a>, acts: <LinkButton href={`/lam-viec/don-vi/${unit}`}>Thông tin đơn vị</LinkButton> }, <Card title={`${formatNumber(shown.length)} nghĩa vụ${item && shown[0] ? `: ${shown[0].title}` : ''}`} id="nghia-vu" pad={false}>
    <Table caption="Nghĩa vụ của đơn vị" rows={shown} top empty={<Empty title="Không có nghĩa vụ nào trong kỳ đang xem" />} columns={[
      { head: 'Nghĩa vụ', cell: (card) => <><a href={`/lam-viec/viec/${card.id}`}>{card.title}</a><br /><small>{citationText(card.citation)}</small></> },
      { head: 'Kỳ', nowrap: true, cell: (card) => card.periodLabel },
      { head: 'Hạn', cell: (card) => formatDate(card.due) },
      { head: 'Đã làm', number: true, cell: (card) => `${formatNumber(card.credited)}${card.amount === null ? '' : `/${formatNumber(card.amount)}`}` },
      { head: 'Tình trạng', cell: (card) => <Chip tone={card.silent ? 'soon' : STATE_TONE[card.state]}>{headline(card, visit.today)}</Chip> },
    ]} />
  </Card>);
}

async function workbook(visit: Visit): Promise<Response> {
  const view = await boardView(visit);
  const bytes = await boardWorkbook({ title: `Bảng theo dõi ${view.label}`, plan: view.source?.title ?? '', asOf: visit.today, tasks: view.tasks.map((task) => ({ ...task, rate: rateText(task) })), rows: view.rows });
  return visit.c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': `attachment; filename="bang-theo-doi-${visit.today}.xlsx"` });
}

/** An id that is no unit is not found, whoever asks. */
const unitItself: OrganisationOf = async (reader, id) => ((await versionsOf(reader, id)).length ? id : null);

export const monitoringRoutes: readonly Route[] = [
  get('/lam-viec/viec', acting('monitoring.work'), workPage),
  get('/lam-viec/viec/:obligation', at('monitoring.work', 'obligations', 'obligation', boardUnitOfObligation), cardPage),
  get('/lam-viec/theo-doi', acting('monitoring.board'), boardPage),
  get('/lam-viec/theo-doi.xlsx', acting('monitoring.board'), workbook),
  get('/lam-viec/theo-doi/don-vi/:organisation', at('monitoring.work', 'organisations', 'organisation', unitItself), unitPage),
  ...excuseRoutes,
];
