import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { unitStandings } from '#features/obligations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { BarRows } from '#ui/charts.tsx';
import { Bar, Card, Chip, Empty, LinkButton, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { workbookFile } from './board.tsx';
import { BOARD, BoardTabs, framed, FrameField, PeriodField, UnitName, unitText, type Framed } from './framed.tsx';
import { inBlocks, levelOf, type Level } from './levels.tsx';
import { frameQuery, frameWords } from './rules/frame-choice.ts';
import { periodOf, type PeriodChoice } from './rules/period-choice.ts';
import { addStandings, NO_STANDING, onTime, rateTone, standingOf, type Standing } from './rules/standings.ts';
import { levelWorkbook } from './level-workbook.ts';
import { yearsOf } from './store.ts';
import { cardsOfRow } from './unit.tsx';

const HERE = `${BOARD}/tong-hop`, CHART_ROWS = 15, ROWS = 40;

interface View { readonly period: PeriodChoice; readonly seen: Framed; readonly level: Level<Standing>; readonly rows: readonly Row[]; readonly query: (change?: Record<string, string>) => string }
interface Row { readonly id: Id; readonly standing: Standing; readonly href: string; /** Work that stands with the unit above itself, not below it. */ readonly own: boolean }

async function view(visit: Visit): Promise<View> {
  const period = periodOf(visit.c.req.query('ky'), visit.today) ?? periodOf('year', visit.today)!, { window } = period, seen = await framed(visit, window.to);
  const standings = await unitStandings(visit.db, { organisationIds: seen.units, window, today: visit.today, heldThen: seen.choice === 'then' });
  const level = levelOf(visit, seen, standings.map(({ organisationId, ...figure }) => ({ unitId: organisationId, figure: figure as Standing })), NO_STANDING, addStandings);
  const query = (change: Record<string, string> = {}) => `?${new URLSearchParams({ ky: period.key, ...frameQuery(seen.choice), ...(level.at ? { 'don-vi': level.at } : {}), ...change })}`;
  const listed = (id: Id) => `${BOARD}/don-vi/${id}?${new URLSearchParams({ ky: period.key, ...frameQuery(seen.choice) })}`;
  const rows: Row[] = level.below.length
    ? [...level.below.map(({ id, total }): Row => ({ id, standing: total, href: `${HERE}${query({ 'don-vi': id })}`, own: false })), ...(level.at && level.own && counts(level.own) ? [{ id: level.at, standing: level.own, href: listed(level.at), own: true }] : [])]
    : level.at ? await byDivision(visit, seen, level.at, period, listed(level.at)) : [];
  // the slowest first: what a leader looks for
  return { period, seen, level, query, rows: rows.toSorted((a, b) => (onTime(a.standing) ?? 2) - (onTime(b.standing) ?? 2) || b.standing.missed - a.standing.missed || b.standing.debt - a.standing.debt) };
}

const counts = (one: Standing): boolean => one.due + one.open + one.excused + one.amount > 0;

/** The lowest level: what each division of a commune or department handles. */
async function byDivision(visit: Visit, seen: Framed, at: Id, { window }: PeriodChoice, href: string): Promise<Row[]> {
  const sums = new Map<Id, Standing>();
  for (const card of await cardsOfRow(visit, seen, at, {})) {
    const standing = card.due >= window.from && card.due <= window.to ? standingOf(card, visit.today) : null;
    if (standing) sums.set(card.organisationId, addStandings(sums.get(card.organisationId) ?? NO_STANDING, standing));
  }
  return [...sums].map(([id, standing]): Row => ({ id, standing, href, own: id === at }));
}

const percent = (rate: number | null): string => (rate === null ? '–' : `${formatNumber(rate * 100, 1)} %`);
export const Rate = ({ one }: { one: Standing }) => { const rate = onTime(one); return <span class="rate"><Bar value={one.metInTime} max={one.due} label={`${formatNumber(one.metInTime)} trên ${formatNumber(one.due)}`} tone={rateTone(rate)} /><b>{percent(rate)}</b></span>; };

export async function rollUpPage(visit: Visit): Promise<Response> {
  const shown = await view(visit), { level, seen, period, rows, query } = shown, { total } = level, years = await yearsOf(visit.db, seen.units, visit.today);
  const name = (row: Row) => (row.own && level.below.length ? `Của chính ${seen.frame.unit(row.id)?.name ?? ''}` : (seen.frame.unit(row.id)?.name ?? ''));
  const counted = rows.filter((row) => row.standing.due > 0), chart = counted.slice(0, CHART_ROWS), all = visit.c.req.query('tat-ca') === '1', listed = all ? rows : rows.slice(0, ROWS);
  const blocks = inBlocks(seen, level.below, addStandings).filter((one) => one.total.due > 0);
  return consolePage(visit, { title: 'Tổng hợp theo cấp' }, <>
    <BoardTabs at="/tong-hop" choice={seen.choice} period={period} />
    <form method="get" class="chooser" data-turbo-action="replace">
      {level.at && level.above.length ? <input type="hidden" name="don-vi" value={level.at} /> : null}
      <PeriodField period={period} today={visit.today} years={years} /><FrameField seen={seen} /><button class="button" type="submit">Xem</button>
    </form>
    <Levels level={level} seen={seen} href={(id) => `${HERE}${query({ 'don-vi': id })}`} />
    <div class="tiles">
      <Tile label={`Đúng hạn ${period.label}`} value={percent(onTime(total))}><Bar value={total.metInTime} max={total.due} label={`${total.metInTime} trên ${total.due}`} tone={rateTone(onTime(total))} /><small>{formatNumber(total.metInTime)} / {formatNumber(total.due)} nghĩa vụ đến hạn</small></Tile>
      <Tile label="Đủ nhưng trễ" value={formatNumber(total.metLate)}><small>trong {formatNumber(total.due)} đến hạn</small></Tile>
      <Tile label="Quá hạn, chưa đủ" value={formatNumber(total.missed)}><span><Chip tone={total.missed ? 'late' : 'good'}>{formatNumber(rows.filter((row) => row.standing.missed > 0).length)} / {formatNumber(rows.length)} đơn vị</Chip></span></Tile>
      <Tile label="Còn nợ" value={formatNumber(total.debt)}><small>sản phẩm còn thiếu của việc đã hết hạn</small></Tile>
    </div>
    {chart.length ? <div class={blocks.length > 1 ? 'columns wide-first' : 'stack'}>
      <Card id="bieu-do" title={counted.length > chart.length ? `${formatNumber(chart.length)} đơn vị chậm nhất` : 'Tỷ lệ đúng hạn'} footer={counted.length > chart.length ? <small>trong {formatNumber(counted.length)} đơn vị; bảng bên dưới có đủ · {frameWords(seen.choice)}</small> : undefined}>
        <Standings label={`Tỷ lệ đúng hạn ${period.label}`} rows={chart.map((row) => ({ label: name(row), standing: row.standing }))} />
      </Card>
      {blocks.length > 1 ? <Card id="theo-khoi" title="Theo khối"><Standings label={`Tỷ lệ đúng hạn theo khối ${period.label}`} tall rows={blocks.map((one) => ({ label: `${one.block} (${formatNumber(one.units)})`, standing: one.total }))} /></Card> : null}
    </div> : null}
    <Card id="so-lieu" title={level.name} pad={false} footer={<><small>Hiện {formatNumber(listed.length)} / {formatNumber(rows.length)} dòng, chậm nhất trước. Tổng bằng nhau dù xem theo đơn vị của thời nào.</small><span class="row"><a class="button quiet" href={`${HERE}.xlsx${query()}`} data-turbo="false">Xuất Excel</a>{listed.length < rows.length ? <LinkButton href={query({ 'tat-ca': '1' })}>Xem tất cả</LinkButton> : null}</span></>}>
      <Table caption={`Tổng hợp ${level.name} ${period.label}`} rows={listed} empty={<Empty title={`Không có nghĩa vụ nào đến hạn trong ${period.label}`}>Chọn kỳ khác để xem.</Empty>} columns={[
        { head: 'Đơn vị', cell: (row) => (row.own ? <a href={row.href}>{name(row)}</a> : <UnitName frame={seen.frame} id={row.id} href={row.href} />) },
        { head: 'Đúng hạn', cell: (row) => <Rate one={row.standing} /> },
        { head: 'Đến hạn', number: true, cell: (row) => formatNumber(row.standing.due) },
        { head: 'Trễ', number: true, cell: (row) => (row.standing.metLate ? formatNumber(row.standing.metLate) : '') },
        { head: 'Quá hạn', number: true, cell: (row) => (row.standing.missed ? formatNumber(row.standing.missed) : '') },
        { head: 'Đang làm', number: true, cell: (row) => (row.standing.open ? formatNumber(row.standing.open) : '') },
        { head: 'Còn nợ', number: true, cell: (row) => (row.standing.debt ? <b>{formatNumber(row.standing.debt)}</b> : '') },
      ]} />
    </Card>
  </>);
}

const LEGEND = [{ tone: 'good', label: 'đúng hạn' }, { tone: 'soon', label: 'đủ nhưng trễ' }, { tone: 'late', label: 'quá hạn' }] as const;
const Standings = ({ label, rows, tall }: { label: string; rows: readonly { readonly label: string; readonly standing: Standing }[]; tall?: boolean }) =>
  <BarRows label={label} legend={LEGEND} tall={tall} rows={rows.map(({ label: name, standing: one }) => ({ label: name, note: <>{percent(onTime(one))} <small>/ {formatNumber(one.due)}</small></>, parts: [{ value: one.metInTime, tone: 'good' }, { value: one.metLate, tone: 'soon' }, { value: one.missed, tone: 'late' }] }))} />;

/** Where one stands between the top and here; each level above opens again. */
export const Levels = ({ level, seen, href }: { level: Pick<Level<unknown>, 'above' | 'at'>; seen: Framed; href: (id: Id) => string }) => level.at && level.above.length
  ? <nav aria-label="Các cấp"><ol class="levels">{level.above.map((id) => <li><a href={href(id)}>{seen.frame.unit(id)?.name}</a></li>)}<li aria-current="page">{unitText(seen.frame, level.at)}</li></ol></nav> : null;

/** The level on the screen with everything below it, one row a unit, deeper ones set in. */
export async function rollUpFile(visit: Visit): Promise<Response> {
  const { level, seen, period } = await view(visit), { all } = level, lines: { name: string; depth: number; standing: Standing }[] = [];
  const walk = (id: Id, depth: number): void => { const row = all.rows.get(id)!; lines.push({ name: unitText(seen.frame, id), depth, standing: row.total }); for (const below of row.below) walk(below, depth + 1); };
  for (const id of level.at ? [level.at] : level.tops) walk(id, 0);
  const bytes = await levelWorkbook({
    sheet: 'Tổng hợp', title: `Tổng hợp ${period.label} – ${level.name} – ${frameWords(seen.choice)} – đến ngày ${formatDate(visit.today)}`,
    heads: ['Đến hạn', 'Đúng hạn', 'Tỷ lệ đúng hạn (%)', 'Đủ nhưng trễ', 'Quá hạn', 'Đang làm', 'Được miễn', 'Còn nợ'],
    rows: lines.map(({ name, depth, standing: one }) => ({ name, depth, values: [one.due, one.metInTime, onTime(one) === null ? null : Math.round(onTime(one)! * 1000) / 10, one.metLate, one.missed, one.open, one.excused, one.debt] })),
  });
  return workbookFile(visit, bytes, `tong-hop-${period.key}`);
}
