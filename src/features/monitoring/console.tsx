import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, yearOf } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { creditsOn, obligationCard, workList } from '#features/obligations/store.ts';
import type { ObligationCard } from '#features/obligations/rules/views.ts';
import { heirOf } from '#features/organisations/rules/frame.ts';
import { historyLinks, organisationTree, versionsOf } from '#features/organisations/store.ts';
import { acting, at, get, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Bar, Card, Chip, Empty, Facts, LinkButton, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { boardFile, boardPage } from './board.tsx';
import { cardPieces } from './card-pieces.ts';
import { excuseRoutes, ExcuseCard } from './excuses.tsx';
import { figuresFile, figuresPage } from './figures.tsx';
import { leaderPage } from './leader.tsx';
import { rollUpFile, rollUpPage } from './roll-up.tsx';
import { citationText, dueText, headline, progressText, STATE_TONE } from './rules/words.ts';
import { boardUnitOfObligation } from './store.ts';
import { unitPage } from './unit.tsx';
import { WorkLists } from './work-view.tsx';

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
    {await cardPieces(visit, card)}
    {await ExcuseCard(visit, card)}
    {await Discussion(visit, { noun: 'obligations', id, organisationId: card.boardOrganisationId, title: `${card.title} (${card.periodLabel})`, href: `/lam-viec/viec/${id}`, readers: 'up' })}
  </>);
}

/** An id that is no unit is not found, whoever asks. The books of a unit that has ended are open to those who follow its successor. */
const livingUnit: OrganisationOf = async (reader, id) => ((await versionsOf(reader, id)).length ? heirOf(await historyLinks(reader), id) : null);

export const monitoringRoutes: readonly Route[] = [
  get('/lam-viec/hom-nay', acting('monitoring.today'), leaderPage),
  get('/lam-viec/viec', acting('monitoring.work'), workPage),
  get('/lam-viec/viec/:obligation', at('monitoring.work', 'obligations', 'obligation', boardUnitOfObligation), cardPage),
  get('/lam-viec/theo-doi', acting('monitoring.board'), boardPage),
  get('/lam-viec/theo-doi.xlsx', acting('monitoring.board'), boardFile),
  get('/lam-viec/theo-doi/tong-hop', acting('monitoring.board'), rollUpPage),
  get('/lam-viec/theo-doi/tong-hop.xlsx', acting('monitoring.board'), rollUpFile),
  get('/lam-viec/theo-doi/so-lieu', acting('monitoring.board'), figuresPage),
  get('/lam-viec/theo-doi/so-lieu.xlsx', acting('monitoring.board'), figuresFile),
  get('/lam-viec/theo-doi/don-vi/:organisation', at('monitoring.work', 'organisations', 'organisation', livingUnit), unitPage),
  ...excuseRoutes,
];
