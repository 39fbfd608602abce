import { isId, type Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { ObligationCard } from '#features/obligations/rules/views.ts';
import { heldThen, obligationList } from '#features/obligations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { BOARD, framed, type Framed } from './framed.tsx';
import { frameQuery, frameWords, unitMark } from './rules/frame-choice.ts';
import { periodOf } from './rules/period-choice.ts';
import { citationText, headline, STATE_TONE } from './rules/words.ts';

/** What is behind the row of a unit in a frame: its own obligations and those of the units it stands for. */
export async function cardsOfRow(visit: Visit, seen: Framed, row: Id, filter: { readonly itemId?: Id; readonly sourceId?: Id }): Promise<ObligationCard[]> {
  const own = (unit: Id) => seen.frame.place(unit).rowId === row, units = [...new Set([row, ...seen.units.filter(own)])];
  const list = (organisationIds: readonly Id[]) => obligationList(visit.db, { organisationIds, ...filter }, { today: visit.today }, { limit: 2_000, offset: 0 });
  if (seen.choice !== 'then') return list(units);
  // as it was then: what a successor holds now comes back, what was taken over later stays away
  const moved = await heldThen(visit.db, [...new Set([...seen.units, row])]), back = new Set([...moved].filter(([, unit]) => own(unit)).map(([id]) => id));
  const cards = await list(back.size ? seen.units : units);
  return cards.filter((card) => back.has(card.id) || (!moved.has(card.id) && (units.includes(card.boardOrganisationId) || units.includes(card.organisationId))));
}

/** What stands behind a row or a square: the unit's obligations, all or of one task. */
export async function unitPage(visit: Visit): Promise<Response> {
  const unit = visit.c.req.param('organisation') as Id, item = visit.c.req.query('nhiem-vu'), plan = visit.c.req.query('ke-hoach');
  const period = periodOf(visit.c.req.query('ky'), visit.today), window = period?.window ?? null, seen = await framed(visit, window?.to ?? visit.today);
  const cards = await cardsOfRow(visit, seen, unit, { ...(item && isId(item) ? { itemId: item } : {}), ...(plan && isId(plan) ? { sourceId: plan } : {}) });
  const begun = (from: PlainDate) => from <= visit.today;
  const shown = cards.filter((card) => begun(card.periodFrom) && (card.debt > 0 || !window || (card.periodFrom <= window.to && card.periodTo >= window.from) || (card.due >= window.from && card.due <= window.to))).slice(0, 400);
  const back = new URLSearchParams({ ...(period ? { ky: period.key } : {}), ...(plan ? { 'ke-hoach': plan } : {}), ...frameQuery(seen.choice) }).toString(), mark = unitMark(seen.frame, unit);
  const handled = (card: ObligationCard): string | null => (card.organisationId === unit ? null : (seen.frame.tree.latest(card.organisationId)?.name ?? null));
  return consolePage(visit, {
    title: seen.frame.unit(unit)?.name ?? '', crumb: <><a href={`${BOARD}${back ? `?${back}` : ''}`}>Bảng theo dõi</a>{seen.choice === 'today' ? null : ` · ${frameWords(seen.choice)}`}{mark ? ` · ${mark.slice(1, -1)}` : null}</>,
    acts: <LinkButton href={`/lam-viec/don-vi/${unit}`}>Thông tin đơn vị</LinkButton>,
  }, <Card title={`${formatNumber(shown.length)} nghĩa vụ${item && shown[0] ? `: ${shown[0].title}` : ''}`} id="nghia-vu" pad={false}>
    <Table caption="Nghĩa vụ của đơn vị" rows={shown} top empty={<Empty title="Không có nghĩa vụ nào trong kỳ đang xem" />} columns={[
      { head: 'Nghĩa vụ', cell: (card) => <><a href={`/lam-viec/viec/${card.id}`}>{card.title}</a><br /><small>{citationText(card.citation)}{handled(card) ? ` · ${handled(card)}` : ''}</small></> },
      { head: 'Kỳ', nowrap: true, cell: (card) => card.periodLabel },
      { head: 'Hạn', cell: (card) => formatDate(card.due) },
      { head: 'Đã làm', number: true, cell: (card) => `${formatNumber(card.credited)}${card.amount === null ? '' : `/${formatNumber(card.amount)}`}` },
      { head: 'Tình trạng', cell: (card) => <Chip tone={card.silent ? 'soon' : STATE_TONE[card.state]}>{headline(card, visit.today)}</Chip> },
    ]} />
  </Card>);
}
