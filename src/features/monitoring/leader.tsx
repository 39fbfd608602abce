import { addDays, formatDate, plainDate, weekdayOf } from '#kernel/plain-date.ts';
import { formatNumber, sentenceCase } from '#kernel/vietnamese.ts';
import { DUE_SOON_DAYS } from '#features/obligations/rules/views.ts';
import { debtsOf, unitStandings, type ObligationCard } from '#features/obligations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { BOARD, framed, UnitName, type Framed } from './framed.tsx';
import { behind, comparison, monthsShown, quartersOf, RATE_WORDS, totalOf, type Behind, type Month } from './rules/leader.ts';
import { onTime, rateTone, type Standing } from './rules/standings.ts';
import { headline } from './rules/words.ts';
import { waitingFor, type Waiting } from './waiting.ts';

const WORST = 5;
/** Before anything was ever owed. */
const EVER = plainDate('2000-01-01');
const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'];

/** "Hôm nay": what waits for me, where we stand, who is behind, on one screen. */
export async function leaderPage(visit: Visit): Promise<Response> {
  const { today, db } = visit, { organisationId, organisationName } = signedIn(visit), seen = await framed(visit, today), asked = { today, organisationIds: seen.units };
  const [waiting, months, soon, over] = await Promise.all([
    waitingFor(visit), Promise.all(monthsShown(today).map(async (month) => ({ ...month, standing: totalOf(await unitStandings(db, { ...asked, window: month.window })) }))),
    unitStandings(db, { ...asked, window: { from: today, to: addDays(today, DUE_SOON_DAYS) } }), unitStandings(db, { ...asked, window: { from: EVER, to: addDays(today, -1) } }),
  ]);
  const rows = behind(over, (id) => seen.frame.place(id).rowId), alone = new Set(seen.units.map((id) => seen.frame.place(id).rowId)).size === 1;
  const debts = alone && rows.length ? await debtsOf(db, [organisationId], { today }, { limit: WORST, offset: 0 }) : [];
  return consolePage(visit, { title: 'Hôm nay', crumb: `${WEEKDAYS[weekdayOf(today) - 1]}, ${formatDate(today)} · ${organisationName}` }, <div class="leader">
    <WaitingCard waiting={waiting} />
    <WhereCard months={months} quarters={quartersOf(months, today)} dueSoon={totalOf(soon).dueSoon} debt={rows.reduce((sum, row) => sum + row.debt, 0)} units={rows.length} alone={alone} />
    {alone ? <OwnDebtsCard debts={debts} visit={visit} /> : <BehindCard seen={seen} rows={rows} mayUrge={await visit.may('urging.write', organisationId)} primary={!waiting.length} />}
  </div>);
}

const WaitingCard = ({ waiting }: { waiting: readonly Waiting[] }) => <Card title="Chờ tôi" id="cho-toi" pad={false} tools={waiting.length ? <Chip tone="soon">{formatNumber(waiting.reduce((sum, one) => sum + one.count, 0))}</Chip> : null}>
  {waiting.length ? <ul class="waiting">{waiting.map((one) => <li>
    <a class="waiting-head" href={one.href}><span>{one.label}</span><b>{formatNumber(one.count)}</b></a>
    {one.first?.map((item) => <a class="waiting-item" href={item.href}>{item.title}</a>)}
  </li>)}</ul> : <p class="pad">Không có việc nào chờ bạn quyết định.</p>}
</Card>;

const percent = (rate: number | null): string => (rate === null ? '–' : `${formatNumber(rate * 100, 1)} %`);

const WhereCard = ({ months, quarters: { now, before }, dueSoon, debt, units, alone }: { months: readonly (Month & { standing: Standing })[]; quarters: ReturnType<typeof quartersOf>; dueSoon: number; debt: number; units: number; alone: boolean }) => {
  const rate = onTime(now.standing), tone = rateTone(rate), change = comparison(now.standing, before.standing);
  return <Card title="Chúng ta đang ở đâu" id="dang-o-dau">
    <div class="facts-row">
      <div><small>Đúng hạn {now.label}</small><strong>{percent(rate)}</strong><Chip tone={tone}>{RATE_WORDS[tone]}</Chip></div>
      <div><small>Đến hạn {DUE_SOON_DAYS} ngày tới</small><strong>{formatNumber(dueSoon)}</strong>{dueSoon ? <Chip tone="soon">chưa đủ</Chip> : <Chip tone="good">không có</Chip>}</div>
      <div><small>Còn nợ</small><strong>{formatNumber(debt)}</strong>{debt ? <Chip tone="late">{alone ? 'quá hạn' : `${formatNumber(units)} đơn vị`}</Chip> : <Chip tone="good">không nợ</Chip>}</div>
    </div>
    <p class="small">{sentenceCase(before.label)}: {percent(onTime(before.standing))} đúng hạn{change ? `; ${now.label} ${change}` : ''}.</p>
    <Spark months={months} />
  </Card>;
};

/** On time by month as small bars; the table beneath has the same numbers. */
const Spark = ({ months }: { months: readonly (Month & { standing: Standing })[] }) => <figure class="spark">
  <ul aria-hidden="true">{months.map((month) => {
    const rate = onTime(month.standing), height = (rate ?? 0) * 40;
    return <li><span>{rate === null ? '–' : formatNumber(rate * 100)}</span><svg viewBox="0 0 10 40" preserveAspectRatio="none" height="40"><rect class="bar-ground" width="10" height="40" /><rect class={`fill-${rateTone(rate)}`} y={(40 - height).toFixed(1)} width="10" height={height.toFixed(1)} /></svg><span>T{month.label.split('/')[0]}</span></li>;
  })}</ul>
  <figcaption><details><summary>Đúng hạn theo tháng (%)</summary><Table caption="Đúng hạn theo tháng" rows={months} columns={[
    { head: 'Tháng', cell: (month) => month.label }, { head: 'Đến hạn', number: true, cell: (month) => formatNumber(month.standing.due) }, { head: 'Đúng hạn', number: true, cell: (month) => formatNumber(month.standing.metInTime) },
    { head: 'Trễ', number: true, cell: (month) => formatNumber(month.standing.metLate) }, { head: 'Chưa đủ', number: true, cell: (month) => formatNumber(month.standing.missed) }, { head: 'Tỷ lệ đúng hạn', number: true, cell: (month) => percent(onTime(month.standing)) },
  ]} /></details></figcaption>
</figure>;

const BehindCard = ({ seen, rows, mayUrge, primary }: { seen: Framed; rows: readonly Behind[]; mayUrge: boolean; primary: boolean }) => <Card title="Ai đang chậm" id="ai-cham" pad={false} tools={rows.length > WORST ? <a href={BOARD}>Xem cả {formatNumber(rows.length)} đơn vị</a> : null}
  footer={rows.length && mayUrge ? <LinkButton href="/lam-viec/don-doc/soan" kind={primary ? 'primary' : ''}>Soạn công văn đôn đốc</LinkButton> : null}>
  {rows.length ? <ol class="worst">{rows.slice(0, WORST).map((row) => <li><UnitName frame={seen.frame} id={row.rowId} href={`${BOARD}/don-vi/${row.rowId}`} /><span class="row"><small>{formatNumber(row.missed)} việc quá hạn</small><Chip tone="late">nợ {formatNumber(row.debt)}</Chip></span></li>)}</ol>
    : <Empty title="Không đơn vị nào chậm">Mọi việc đến hạn đều đã đủ hoặc được miễn.</Empty>}
</Card>;

/** A unit with nobody below: what it owes itself, oldest first. */
const OwnDebtsCard = ({ debts, visit }: { debts: readonly ObligationCard[]; visit: Visit }) => <Card title="Việc đang chậm" id="ai-cham" pad={false} tools={debts.length ? <a href="/lam-viec/viec">Việc phải làm</a> : null}>
  {debts.length ? <ol class="worst">{debts.map((card) => <li><a href={`/lam-viec/viec/${card.id}`}>{card.title}</a><span class="row"><small>{card.periodLabel}</small><Chip tone="late">{headline(card, visit.today)}</Chip></span></li>)}</ol>
    : <Empty title="Đơn vị không còn nợ việc nào">Việc sắp đến hạn ở “Việc phải làm”.</Empty>}
</Card>;
