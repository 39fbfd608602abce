import type { Child } from 'hono/jsx';
import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { fold, formatNumber } from '#kernel/vietnamese.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Bar, Card, Chip, Empty, LinkButton, Pager, Table, Tabs, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { COVERS, coverText, differenceText, type Cover } from '../rules/coverage.ts';
import { issuedTaskNames, planChecks, planCoverage, planReview, planRow, type Coverage, type UnitCoverage } from '../store.ts';
import { planText } from './coverage-words.ts';
import { coverageWorkbook } from './coverage-workbook.ts';
import { hrefOf, planId } from './load.ts';
import { taskHref as taskPageHref } from './task-page.tsx';
import { rateText, timingText } from './words.ts';

const SIZE = 60;
const FILTERS = {
  'tat-ca': { label: 'Tất cả', keeps: () => true }, 'chua-ban-hanh': { label: 'Chưa ban hành', keeps: (row: UnitCoverage) => !row.issued },
  'thap-hon': { label: 'Có chỗ thấp hơn', keeps: (row: UnitCoverage) => row.counts.weaker > 0 }, 'chua-co': { label: 'Có nhiệm vụ chưa có', keeps: (row: UnitCoverage) => row.counts.missing > 0 },
} as const satisfies Record<string, { label: string; keeps: (row: UnitCoverage) => boolean }>;
type Filter = keyof typeof FILTERS;

async function coverageFor(visit: Visit, only?: Id): Promise<Coverage> {
  const found = await planCoverage(visit.db, planId(visit), visit.today, only);
  if (!found || found.above.plan.issued_version === null) throw notFound('kế hoạch đã ban hành này');
  return found;
}
const chosen = (visit: Visit, { rows }: Coverage): { filter: Filter; words: string; rows: readonly UnitCoverage[] } => {
  const asked = visit.c.req.query('loc') ?? '', filter = Object.hasOwn(FILTERS, asked) ? asked as Filter : 'tat-ca', words = (visit.c.req.query('tim') ?? '').trim();
  return { filter, words, rows: rows.filter((row) => FILTERS[filter].keeps(row) && fold(row.name).includes(fold(words))) };
};

/** How the plans of those below carry this one out: a row for each unit, and how each task fares. */
export async function coveragePage(visit: Visit): Promise<Response> {
  const all = await coverageFor(visit), { plan, citation } = all.above, { filter, words, rows } = chosen(visit, all), issued = all.rows.filter((row) => row.issued).length;
  const { page, pages } = pageAt(rows.length, SIZE, visit.c.req.query('trang'));
  const href = (to: Filter, at = 1) => `${hrefOf(plan.id, '/bao-phu')}?${new URLSearchParams({ ...(to === 'tat-ca' ? {} : { loc: to }), ...(words ? { tim: words } : {}), ...(at > 1 ? { trang: String(at) } : {}) })}`;
  const byTask = new Map<Id, Partial<Record<Cover, number>>>();
  for (const { cells } of all.rows) for (const { parentItemId, cover } of cells) { const covers = byTask.get(parentItemId) ?? {}; byTask.set(parentItemId, { ...covers, [cover]: (covers[cover] ?? 0) + 1 }); }
  const count = (cover: Cover) => all.rows.filter((row) => row.counts[cover] > 0).length;
  return consolePage(visit, {
    title: `Kế hoạch cấp dưới theo ${citation}`, crumb: <a href={hrefOf(plan.id)}>{plan.title}</a>,
    acts: all.rows.length ? <LinkButton href={`${hrefOf(plan.id, '/bao-phu.xlsx')}${visit.c.req.url.includes('?') ? `?${visit.c.req.url.split('?')[1]}` : ''}`} download>Tải Excel</LinkButton> : null,
  }, all.rows.length === 0 ? <Empty title="Kế hoạch này không giao việc cho đơn vị nào ở dưới">Nhiệm vụ giao cho đơn vị cấp dưới sẽ hiện ở đây cùng kế hoạch của từng đơn vị.</Empty> : <>
    <div class="tiles">
      <Tile label="Đã ban hành kế hoạch" value={`${formatNumber(issued)}/${formatNumber(all.rows.length)}`}><Bar value={issued} max={all.rows.length} label={`${issued} trên ${all.rows.length} đơn vị`} /><small>đơn vị được giao việc</small></Tile>
      <Tile label="Có chỗ thấp hơn" value={formatNumber(count('weaker'))}><small>đơn vị</small></Tile>
      <Tile label="Có nhiệm vụ chưa có" value={formatNumber(count('missing'))}><small>đơn vị đã ban hành</small></Tile>
      <Tile label="Không làm, có lý do" value={formatNumber(count('dropped'))}><small>đơn vị</small></Tile>
    </div>
    <Card id="don-vi" title="Theo đơn vị" pad={false} footer={pages > 1 ? <Pager page={page} pages={pages} total={rows.length} noun="đơn vị" href={(at) => href(filter, at)} /> : undefined}>
      <div class="pad stack"><Tabs label="Lọc đơn vị" tabs={(Object.keys(FILTERS) as Filter[]).map((one) => ({ href: href(one), label: `${FILTERS[one].label} (${formatNumber(all.rows.filter((row) => FILTERS[one].keeps(row)).length)})`, current: one === filter }))} />
        <form method="get" class="row" role="search">{filter === 'tat-ca' ? null : <input type="hidden" name="loc" value={filter} />}<label class="visually-hidden" for="tim">Tìm đơn vị</label><input id="tim" class="filter grow" name="tim" type="search" value={words} placeholder="Tìm đơn vị" /><button class="button" type="submit">Tìm</button></form></div>
      <Table caption="Kế hoạch của từng đơn vị" top rows={rows.slice((page - 1) * SIZE, page * SIZE)} empty={<Empty title="Không có đơn vị nào khớp">Bỏ bớt điều kiện lọc.</Empty>} columns={[
        { head: 'Đơn vị', cell: (row) => <><a href={hrefOf(plan.id, `/bao-phu/${row.unitId}`)}>{row.name}</a><br /><small>{planText(row)}</small></> },
        { head: 'Được giao', number: true, cell: (row) => formatNumber(row.cells.length) },
        ...(['same', 'stricter', 'weaker', 'missing', 'dropped'] as const).map((cover) => ({ head: HEADS[cover], number: true, cell: (row: UnitCoverage) => figure(row, cover) })),
      ]} />
    </Card>
    <Card id="nhiem-vu" title="Theo nhiệm vụ" pad={false}><Table caption="Từng nhiệm vụ ở các đơn vị" top rows={all.tasks.flatMap((task) => { const covers = byTask.get(task.itemId); return covers ? [{ task, covers }] : []; })} columns={[
      { head: 'Nhiệm vụ', cell: ({ task }) => <a href={taskPageHref(plan.id, task.itemId)}>{task.content.printedIndex} {task.content.title}</a> },
      { head: 'Đơn vị', number: true, cell: ({ covers }) => formatNumber(Object.values(covers).reduce((sum, n) => sum + n, 0)) },
      ...(['same', 'stricter', 'weaker', 'missing', 'dropped', 'not-issued'] as const).map((cover) => ({ head: HEADS[cover], number: true, cell: ({ covers }: { covers: Partial<Record<Cover, number>> }) => (covers[cover] ? formatNumber(covers[cover]) : '–') })),
    ]} /></Card>
  </>);
}

const HEADS: Readonly<Record<Cover, string>> = { same: 'Đúng', stricter: 'Cao hơn, sớm hơn', weaker: 'Thấp hơn, muộn hơn', missing: 'Chưa có', dropped: 'Có lý do', 'not-issued': 'Chưa ban hành' };
const figure = (row: UnitCoverage, cover: Cover): Child => { const n = row.counts[cover]; return !row.issued ? <small>–</small> : n === 0 ? '–' : cover === 'weaker' || cover === 'missing' ? <Chip tone={COVERS[cover].tone}>{formatNumber(n)}</Chip> : formatNumber(n); };

/** Why a plan in force differs from the one above, by task of that one: every reason that still stands, each once. */
async function reasonsOf(visit: Visit, id: Id): Promise<ReadonlyMap<string, string>> {
  const version = (await planRow(visit.db, id))?.issued_version ?? undefined, { findings } = await planChecks(visit.db, await planReview(visit.db, id, visit.today, version), visit.today);
  const given = Map.groupBy(findings.flatMap(({ there, answer }) => (there?.itemId && answer ? [{ item: there.itemId as string, reason: answer.reason }] : [])), ({ item }) => item);
  return new Map([...given].map(([item, all]) => [item, [...new Set(all.map(({ reason }) => reason))].join('; ')]));
}

/** Both plans side by side, task by task, for one unit. */
export async function unitCoveragePage(visit: Visit): Promise<Response> {
  const unitId = visit.c.req.param('unit') as Id, { above, tasks, rows } = await coverageFor(visit, unitId), row = rows.find((one) => one.unitId === unitId);
  if (!row) throw notFound('đơn vị này trong kế hoạch');
  const names = await issuedTaskNames(visit.db, [...new Set(row.cells.flatMap((cell) => cell.tasks.map((one) => one.planId)))]), at = [...names.keys()];
  const own = row.plans.find((plan) => plan.issuedOn !== null), reasons = new Map<string, string>();
  for (const plan of row.plans.filter((one) => one.issuedOn !== null)) for (const [item, reason] of await reasonsOf(visit, plan.id)) reasons.set(item, [reasons.get(item), reason].filter(Boolean).join('; '));
  return consolePage(visit, {
    title: row.name, crumb: <a href={hrefOf(above.plan.id, '/bao-phu')}>Kế hoạch cấp dưới theo {above.citation}</a>,
    acts: own ? <LinkButton href={hrefOf(own.id)}>Mở kế hoạch của đơn vị</LinkButton> : null,
  }, <Card id="so-sanh" title={`${above.citation} và kế hoạch của đơn vị`} pad={false} tools={<small>{planText(row)}</small>}>
    <Table caption={`Từng nhiệm vụ của ${above.citation} và mục thực hiện`} top rows={row.cells.map((cell) => ({ cell, task: tasks.find((one) => one.itemId === cell.parentItemId)! }))} columns={[
      { head: 'Cấp trên giao', cell: ({ task }) => <><a href={taskPageHref(above.plan.id, task.itemId)}>{task.content.printedIndex} {task.content.title}</a><br /><small>{task.content.rates.length ? task.content.rates.map(rateText).join('; ') : timingText(task.content.timing, task.content.period)}</small></> },
      { head: 'Kế hoạch của đơn vị', cell: ({ cell }) => (cell.tasks.length ? cell.tasks.toSorted((a, b) => at.indexOf(a.itemId) - at.indexOf(b.itemId)).map((one) => <p><a href={taskPageHref(one.planId, one.itemId)}>{names.get(one.itemId)?.printed_index} {names.get(one.itemId)?.title}</a></p>) : <small>{cell.reason ? `Không thực hiện, lý do: ${cell.reason}` : row.issued ? 'chưa có mục nào' : 'chưa ban hành'}</small>) },
      { head: 'So với cấp trên', cell: ({ cell }) => <><Chip tone={COVERS[cell.cover].tone}>{coverText(cell.cover, cell.differences)}</Chip>{cell.differences.map((one) => <p><small>{differenceText(one)}</small></p>)}{cell.cover === 'weaker' && reasons.has(cell.parentItemId) ? <p><small>Lý do của đơn vị: {reasons.get(cell.parentItemId)}</small></p> : null}</> },
    ]} />
  </Card>);
}

export async function coverageFile(visit: Visit): Promise<Response> {
  const all = await coverageFor(visit), { rows } = chosen(visit, all);
  return visit.c.body(new Uint8Array(await coverageWorkbook(all, rows, visit.today)), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': `attachment; filename="ke-hoach-cap-duoi-${visit.today}.xlsx"`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff',
  });
}
