import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { printable } from '#features/documents/rules/printable.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { ganttChart, sentenceOf, yearsOf, type GanttChart } from '../rules/gantt.ts';
import { slotState, type SlotState } from '../rules/schedule.ts';
import { hrefOf } from './load.ts';
import { PlanViews, planInTime, type PlanInTime } from './time.tsx';
import { rateText, timingText } from './words.ts';

/** Written into the drawing itself, so that it looks the same in the page, in print and as a file of its own. */
const FILL: Readonly<Record<SlotState, { readonly fill: string; readonly edge: string; readonly ink: string; readonly sign: string }>> = {
  met: { fill: '#cfe8da', edge: '#1b6e45', ink: '#0f5532', sign: '✓' }, running: { fill: '#fdf1d8', edge: '#8a5a00', ink: '#6b4500', sign: '◷' }, missed: { fill: '#fbe0dc', edge: '#a92318', ink: '#8a1a11', sign: '!' },
  coming: { fill: '#ffffff', edge: '#9aa5af', ink: '#66737f', sign: '' }, followed: { fill: '#e8f0f5', edge: '#7fa1b8', ink: '#1d5f86', sign: '·' },
};
const LEGEND: readonly (readonly [SlotState, string])[] = [['met', 'mọi đơn vị đã đủ'], ['running', 'đang trong kỳ'], ['missed', 'quá hạn, còn đơn vị chưa đủ'], ['coming', 'chưa đến kỳ'], ['followed', 'theo dõi']];
const FONT = "'Be Vietnam Pro', 'Segoe UI', sans-serif";

const chartOf = ({ tasks, slots, window }: PlanInTime, visit: Visit): GanttChart =>
  ganttChart(tasks.map((task) => ({ itemId: task.item_id, index: task.printed_index, title: task.title })), slots, window, visit.today);

/** Tasks down, months across: what runs when, and how far it is. */
export async function ganttPage(visit: Visit): Promise<Response> {
  const view = await planInTime(visit), { plan, tasks, slots, window } = view;
  const chart = chartOf(view, visit);
  return consolePage(visit, { title: 'Biểu đồ thời gian', crumb: <a href={hrefOf(plan.id)}>{plan.title}</a>, acts: <LinkButton href={hrefOf(plan.id, '/bieu-do.svg')} download>Tải hình .svg</LinkButton> }, <>
    <PlanViews plan={plan} current="chart" />
    <Card id="bieu-do" title={`Kế hoạch ${yearsOf(window)}`} pad={false} tools={<>{LEGEND.map(([state, label]) => <span class="row tight"><svg width="18" height="14" aria-hidden="true"><Box state={state} x={0.5} y={0.5} width={17} height={13} /></svg>{label}</span>)}</>}
      footer={<small>{view.issued ? 'Mỗi ô là một kỳ; phần xanh và số phần trăm là tỷ lệ đơn vị đã đủ, tính đến hôm nay.' : 'Bản đang soạn: các kỳ sẽ giao khi ban hành.'}</small>}>
      {tasks.length ? <div class="scroll wide-chart" tabindex={0} role="region" aria-label="Biểu đồ thời gian"><Drawing chart={chart} title={plan.title} /></div> : <Empty title="Kế hoạch chưa có nhiệm vụ nào" />}
    </Card>
    <Card id="so-lieu" title="Số liệu của biểu đồ" pad={false}><Table caption="Nhiệm vụ, thời gian và kỳ gần nhất" top rows={tasks} columns={[
      { head: 'Nhiệm vụ', cell: (task) => <>{task.printed_index} {task.title}<br /><small>{task.rates.length ? task.rates.map(rateText).join('; ') : timingText(task.timing, task.period)}</small></> },
      { head: 'Số kỳ', number: true, cell: (task) => formatNumber(slots.filter((slot) => slot.itemId === task.item_id).length) },
      { head: 'Quá hạn', number: true, cell: (task) => { const late = slots.filter((slot) => slot.itemId === task.item_id && slotState(slot, visit.today) === 'missed').length; return late ? <Chip tone="late">{late} kỳ</Chip> : '–'; } },
      { head: 'Hạn tới', cell: (task) => { const next = slots.find((slot) => slot.itemId === task.item_id && slot.due >= visit.today); return next ? <span title={sentenceOf(next, visit.today)}>{formatDate(next.due)}</span> : '–'; } },
    ]} /></Card>
  </>);
}

export async function ganttFile(visit: Visit): Promise<Response> {
  const view = await planInTime(visit), drawing = <Drawing chart={chartOf(view, visit)} title={view.plan.title} />;
  return visit.c.body(printable(`<?xml version="1.0" encoding="UTF-8"?>\n${drawing}`), 200, { 'content-type': 'image/svg+xml; charset=utf-8', 'content-disposition': `attachment; filename="bieu-do-thoi-gian${view.plan.number ? `-${view.plan.number}` : ''}.svg"` });
}

/** A period: its colour and sign say how it stands, the green part how many units have done it. */
const Box = ({ state, x, y, width, height, done, says }: { state: SlotState; x: number; y: number; width: number; height: number; done?: number; says?: string }) => {
  const { fill, edge, ink, sign } = FILL[state], share = done !== undefined && (state === 'missed' || state === 'running') ? done : null;
  const text = share !== null && width >= 38 ? `${sign} ${Math.floor(share * 100)} %` : width >= 12 ? sign : '';
  return <g>{says ? <title>{says}</title> : null}
    <rect x={x} y={y} width={width} height={height} rx="3" fill={fill} />
    {share ? <rect x={x} y={y} width={Math.round(width * share * 10) / 10} height={height} rx="3" fill={FILL.met.fill} /> : null}
    <rect x={x} y={y} width={width} height={height} rx="3" fill="none" stroke={edge} stroke-width="1" {...(state === 'coming' ? { 'stroke-dasharray': '3 2' } : {})} />
    {text ? <text x={x + width / 2} y={y + height / 2 + 4} text-anchor="middle" font-size="11" font-weight="600" fill={ink}>{text}</text> : null}
  </g>;
};

/** The picture by itself: a title for screen readers, the table beneath has the figures. */
const Drawing = ({ chart, title }: { chart: GanttChart; title: string }) =>
  <svg xmlns="http://www.w3.org/2000/svg" class="gantt" viewBox={`0 0 ${chart.width} ${chart.height}`} width={chart.width} height={chart.height} role="img" aria-label={`Biểu đồ thời gian: ${title}`} font-family={FONT}>
    <rect x="0" y="0" width={chart.width} height={chart.height} fill="#ffffff" />
    {chart.rows.map((row, at) => (at % 2 ? <rect x="0" y={row.y} width={chart.width} height={chart.rowHeight} fill="#f7f8f7" /> : null))}
    {chart.months.map((month) => <g><line x1={month.x} y1={month.year ? 6 : 22} x2={month.x} y2={chart.height - 8} stroke="#dfe3e6" /><text x={month.x + month.width / 2} y="29" text-anchor="middle" font-size="12" fill="#4a5866">{month.label}</text></g>)}
    <line x1="0" y1={chart.headHeight} x2={chart.width} y2={chart.headHeight} stroke="#b9c2c9" />
    {chart.rows.map((row) => <g>
      <text x="12" y={row.y + 21} font-size="12" font-weight="600" fill="#17212b">{row.index}</text>
      <text x="66" y={row.lines.length > 1 ? row.y + 14 : row.y + 21} font-size="12" fill="#17212b">{row.lines.map((line, at) => <tspan x="66" dy={at ? 15 : 0}>{line}</tspan>)}</text>
      {row.span ? <line x1={row.span.x} y1={row.y + 17} x2={row.span.x + row.span.width} y2={row.y + 17} stroke="#c9d1d7" stroke-width="2" /> : null}
      {row.parts.map((part) => <Box state={part.state} x={part.x + 1.5} y={row.y + 8} width={Math.max(part.width - 3, 4)} height={18} done={part.done} says={part.says} />)}
    </g>)}
    {chart.today === null ? null : <g><line x1={chart.today} y1="12" x2={chart.today} y2={chart.height - 8} stroke="#123f5a" stroke-width="1.5" stroke-dasharray="5 3" /><text x={chart.today} y="11" text-anchor="middle" font-size="11" font-weight="600" fill="#123f5a">hôm nay</text></g>}
  </svg>;
