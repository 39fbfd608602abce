import type { Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber, sentenceCase } from '#kernel/vietnamese.ts';
import { progressOf } from '#features/articles/rules/progress.ts';
import { columnRow } from '#features/articles/store.ts';
import { workList } from '#features/obligations/store.ts';
import { addressOf, publicItemsById, sitePlaces } from '#features/sites/store.ts';
import { tagOf, type Piece, type Reading } from '#features/sites/portal-part.ts';
import { Bar } from '#ui/portal.tsx';
import { doneTag } from './promise.ts';

/** Periods that run, shortest first. */
const MOST = 3;

/** At the head of a column: what public plans promise of it for the time that runs, and what is done and confirmed ("tin, bài tháng 11/2026: 3 / 5"). Without a public plan it says nothing. */
export async function columnQuota(reading: Reading, columnId: Id): Promise<Piece | null> {
  const { db, site, today } = reading, column = reading.language === 'vi' ? await columnRow(db, columnId) : undefined;
  if (!column) return null;
  const cards = Object.values(await workList(db, site.organisation_id, today)).flat().filter((card) => card.amount !== null && !card.optional).map((card) => ({ ...card, credited: card.confirmed }));
  const plans = new Map((await publicItemsById(db, [...new Set(cards.map((card) => card.sourceId))])).map((item) => [item.id, item])), sources = new Map(cards.map((card) => [card.id, card.sourceId]));
  const quotas = progressOf(column, cards.filter((card) => plans.has(card.sourceId)), today).quotas.slice(0, MOST), cited = [...new Set(quotas.map(({ id }) => plans.get(sources.get(id)!)!))];
  const places = await sitePlaces(db, cited.map((item) => item.organisation_id), today);
  return {
    tags: [tagOf.day, doneTag(site.organisation_id), ...new Set(cards.map((card) => tagOf.item(card.sourceId)))],
    content: quotas.length ? <section class="card" aria-labelledby="chi-tieu"><h2 id="chi-tieu">Đã hứa – đã làm của chuyên mục</h2>
      {quotas.map((quota) => <Bar language="vi" label={sentenceCase(`${quota.unit} ${quota.period}`)} done={quota.done} promised={quota.amount!} format={formatNumber} />)}
      <p class="small">Tính đến {formatDate(today)}, đã xác nhận. {cited.map((item, index) => { const place = places.get(item.organisation_id); return <>{index ? '; ' : 'Theo '}{place ? <a href={addressOf(place, item.path)}>{item.title}</a> : item.title}</>; })}</p></section> : null,
  };
}
