import type { Id } from '#kernel/id.ts';
import { dateOf, formatDate, quarterOf, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { periodsOf } from '#features/calendar/rules/periods.ts';
import { productOf } from '#features/channels/rules/products.ts';
import { standingsByPeriod } from '#features/obligations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Columns } from '#ui/charts.tsx';
import { Card, Empty, LinkButton, Table, type Column } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { workbookFile } from './board.tsx';
import { BOARD, BoardTabs, framed, FrameField, UnitName, unitText, type Framed } from './framed.tsx';
import { levelOf, type Level } from './levels.tsx';
import { levelWorkbook } from './level-workbook.ts';
import { Levels } from './roll-up.tsx';
import { frameQuery, frameWords } from './rules/frame-choice.ts';
import { addSeries, MEASURES, valueOf, wordsOf, type Measure, type Series } from './rules/measures.ts';
import { productFigures, yearsOf } from './store.ts';

const HERE = `${BOARD}/so-lieu`;
const ROWS = 40;
type Step = 'year' | 'quarter';

interface View {
  readonly step: Step; readonly periods: readonly { readonly key: string; readonly label: string; readonly from: PlainDate; readonly to: PlainDate }[];
  readonly measures: readonly Measure[]; readonly measure: Measure; readonly seen: Framed; readonly level: Level<Series>; readonly query: (change?: Record<string, string>) => string;
}

async function view(visit: Visit): Promise<View> {
  const { today } = visit, step: Step = visit.c.req.query('theo') === 'quy' ? 'quarter' : 'year', seen = await framed(visit, today), years = await yearsOf(visit.db, seen.units, today);
  const window: DateRange = { from: dateOf(years.at(-1)!, 1, 1), to: dateOf(yearOf(today), 12, 31) };
  const periods = periodsOf(step, window).filter((one) => one.from <= today).map((one) => ({ key: one.from, label: step === 'year' ? `${yearOf(one.from)}` : `Q${quarterOf(one.from)}/${yearOf(one.from)}`, from: one.from, to: one.to }));
  const products = await productFigures(visit.db, { organisationIds: seen.units, window, by: step }), columns = new Map<string, Set<string>>();
  for (const one of products) { const { reportColumn } = productOf(one.product); columns.set(reportColumn, (columns.get(reportColumn) ?? new Set()).add(one.unit ?? productOf(one.product).unit)); }
  const measures: Measure[] = [...MEASURES, ...[...columns].map(([column, units]): Measure => ({ key: `sp:${column}`, label: column, group: 'Sản phẩm đã xác nhận', unit: units.size === 1 ? [...units][0]! : 'sản phẩm' }))];
  const measure = measures.find((one) => one.key === visit.c.req.query('chi-tieu')) ?? measures[0]!;
  const figures: { unitId: Id; figure: Series }[] = [];
  if (measure.key.startsWith('sp:')) for (const one of products) { if (`sp:${productOf(one.product).reportColumn}` === measure.key) figures.push({ unitId: one.organisationId, figure: { [one.from]: { count: one.amount, of: 0 } } }); }
  if (!measure.key.startsWith('sp:')) for (const { organisationId, from, ...one } of await standingsByPeriod(visit.db, { organisationIds: seen.units, window: { from: window.from, to: periods.at(-1)!.to }, today, heldThen: seen.choice === 'then', by: step }))
    figures.push({ unitId: organisationId, figure: { [from]: valueOf(measure, one) } });
  const level = levelOf(visit, seen, figures, {}, addSeries);
  const query = (change: Record<string, string> = {}) => `?${new URLSearchParams({ 'chi-tieu': measure.key, theo: step === 'quarter' ? 'quy' : 'nam', ...frameQuery(seen.choice), ...(level.at && level.above.length ? { 'don-vi': level.at } : {}), ...change })}`;
  return { step, periods, measures, measure, seen, level, query };
}

export async function figuresPage(visit: Visit): Promise<Response> {
  const { step, periods, measures, measure, seen, level, query } = await view(visit), groups = [...new Set(measures.map((one) => one.group))];
  const changes = seen.reorganisations.filter((day) => day >= periods[0]!.from).sort(), begins = (period: { from: PlainDate }) => changes.find((day) => day === period.from);
  const rows: Row[] = [...level.below.map((one): Row => ({ id: one.id, total: one.total, own: false })), ...(level.at && level.own && level.below.length && Object.keys(level.own).length ? [{ id: level.at, total: level.own, own: true }] : [])];
  const shown: Row[] = rows.length ? rows : level.at && Object.keys(level.total).length ? [{ id: level.at, total: level.total, own: true }] : [];
  const all = visit.c.req.query('tat-ca') === '1', listed = all ? shown : shown.slice(0, ROWS);
  const running = periods.findIndex((one) => one.to >= visit.today);
  return consolePage(visit, { title: 'Số liệu nhiều năm' }, <>
    <BoardTabs at="/so-lieu" choice={seen.choice} />
    <form method="get" class="chooser" data-turbo-action="replace">
      {level.at && level.above.length ? <input type="hidden" name="don-vi" value={level.at} /> : null}
      <div class="field broad"><label for="b-measure">Số liệu</label><select id="b-measure" name="chi-tieu">{groups.map((group) => <optgroup label={group}>{measures.filter((one) => one.group === group).map((one) => <option value={one.key} selected={one.key === measure.key}>{one.label}</option>)}</optgroup>)}</select></div>
      <div class="field"><label for="b-step">Chia theo</label><select id="b-step" name="theo"><option value="nam" selected={step === 'year'}>Năm</option><option value="quy" selected={step === 'quarter'}>Quý</option></select></div>
      <FrameField seen={seen} /><button class="button" type="submit">Xem</button>
    </form>
    <Levels level={level} seen={seen} href={(id) => `${HERE}${query({ 'don-vi': id })}`} />
    <Card id="bieu-do" title={`${measure.label} – ${level.name}`} footer={<small>{measure.group === 'Sản phẩm đã xác nhận' ? 'Tính kết quả đã xác nhận, theo ngày thực hiện' : 'Tính theo hạn của nghĩa vụ'} · {frameWords(seen.choice)}{running >= 0 ? ` · ${periods[running]!.label} tính đến ${formatDate(visit.today)}` : ''}{step === 'year' && changes.length ? ` · đơn vị được sắp xếp lại ngày ${changes.map(formatDate).join(', ')}` : ''}</small>}>
      <Columns label={`${measure.label} của ${level.name}`} max={measure.unit === '%' ? 1 : undefined} bars={periods.map((period, index) => ({ label: period.label, value: wordsOf(measure, level.total[period.key]).value, text: wordsOf(measure, level.total[period.key]).text, mark: begins(period) ? `từ ${formatDate(begins(period)!)}: đơn vị được sắp xếp lại` : null, open: index === running, tone: measure.tone ?? 'info' }))} />
    </Card>
    <Card id="so-lieu" title={`Theo đơn vị (${measure.unit})`} pad={false} footer={<><small>Hiện {formatNumber(listed.length)} / {formatNumber(shown.length)} dòng. Tổng bằng nhau dù xem theo đơn vị của thời nào.</small><span class="row"><a class="button quiet" href={`${HERE}.xlsx${query()}`} data-turbo="false">Xuất Excel</a>{listed.length < shown.length ? <LinkButton href={query({ 'tat-ca': '1' })}>Xem tất cả</LinkButton> : null}</span></>}>
      <div class="years">
      <Table caption={`${measure.label} theo đơn vị`} rows={shown.length ? [...listed, { id: level.at, total: level.total, own: false, sum: true }] : []} empty={<Empty title="Chưa có số liệu">Chọn số liệu khác để xem.</Empty>} columns={[
        { head: 'Đơn vị', cell: (row: Row) => (row.sum ? <b>Cộng {level.name}</b> : row.own ? `${level.below.length ? 'Của chính ' : ''}${seen.frame.unit(row.id!)?.name}` : <UnitName frame={seen.frame} id={row.id!} href={level.below.find((one) => one.id === row.id)!.deeper ? `${HERE}${query({ 'don-vi': row.id! })}` : `${BOARD}/don-vi/${row.id}?${new URLSearchParams(frameQuery(seen.choice))}`} />) },
        ...periods.map((period): Column<Row> => ({ head: period.label, number: true, cell: (row) => { const text = wordsOf(measure, row.total[period.key]).text; return row.sum ? <b>{text}</b> : text; } })),
        ...(measure.unit === '%' || periods.length < 2 ? [] : [{ head: 'Cộng', number: true, cell: (row: Row) => <b>{formatNumber(periods.reduce((sum, period) => sum + (row.total[period.key]?.count ?? 0), 0))}</b> }]),
      ]} />
      </div>
    </Card>
  </>);
}
interface Row { readonly id: Id | null; readonly total: Series; readonly own: boolean; readonly sum?: boolean }

export async function figuresFile(visit: Visit): Promise<Response> {
  const { periods, measure, seen, level } = await view(visit), lines: { name: string; depth: number; values: (number | null)[] }[] = [];
  const number = (total: Series, key: string): number | null => { const { value } = wordsOf(measure, total[key]); return value === null ? null : measure.unit === '%' ? Math.round(value * 1000) / 10 : value; };
  const walk = (id: Id, depth: number): void => { const row = level.all.rows.get(id)!; lines.push({ name: unitText(seen.frame, id), depth, values: periods.map((period) => number(row.total, period.key)) }); for (const below of row.below) walk(below, depth + 1); };
  for (const id of level.at ? [level.at] : level.tops) walk(id, 0);
  return workbookFile(visit, await levelWorkbook({ sheet: 'Số liệu', title: `${measure.label} (${measure.unit}) – ${level.name} – ${frameWords(seen.choice)} – đến ngày ${formatDate(visit.today)}`, heads: periods.map((one) => one.label), rows: lines }), 'so-lieu-nhieu-nam');
}
