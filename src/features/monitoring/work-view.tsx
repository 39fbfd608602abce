import type { PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { ObligationCard, WorkList } from '#features/obligations/rules/views.ts';
import { Bar, Card, Chip, Empty, LinkButton } from '#ui/parts.tsx';
import { citationText, dueText, headline, progressText, STATE_TONE } from './rules/words.ts';

const LISTS: readonly { readonly key: keyof WorkList; readonly title: string; readonly hint: string }[] = [
  { key: 'owed', title: 'Còn nợ, quá hạn', hint: 'Làm bù vẫn được tính, ghi là trễ' },
  { key: 'dueSoon', title: 'Đến hạn trong 7 ngày', hint: '' },
  { key: 'open', title: 'Đang trong kỳ', hint: '' },
  { key: 'followed', title: 'Thường xuyên, theo dõi', hint: 'Không có số lượng bắt buộc; mỗi kỳ báo cáo cần có kết quả' },
  { key: 'optional', title: 'Có điều kiện, khuyến khích', hint: 'Không làm thì không thành nợ' },
  { key: 'done', title: 'Đã đủ trong kỳ này', hint: '' },
];

/** One duty as a card: state, due day, what, how much, by which paragraph, and the next act. */
export const WorkCard = ({ card, today, calendar, mayRecord, primary, unitName }: { card: ObligationCard; today: PlainDate; calendar: WorkingCalendar; mayRecord: boolean; primary: boolean; unitName?: string | undefined }) => {
  const tone = STATE_TONE[card.state], report = card.product === 'report';
  return <article class="card work-card" aria-labelledby={`v-${card.id}`}>
    <div class="row spread"><Chip tone={card.silent ? 'soon' : tone}>{headline(card, today)}</Chip><small>{dueText(card, calendar)}</small></div>
    <h3 id={`v-${card.id}`}><a href={`/lam-viec/viec/${card.id}`}>{card.title}</a></h3>
    <div class="row spread"><small>{progressText(card)}{card.minutes ? ` · ${card.minutes.min}–${card.minutes.max} phút` : ''}</small>{card.amount ? <b>{formatNumber(Math.min(100, Math.round((card.credited / card.amount) * 100)))} %</b> : null}</div>
    {card.amount !== null && card.amount > 1 ? <Bar value={card.credited} max={card.amount} label={progressText(card)} tone={tone === 'good' ? 'good' : tone === 'late' ? 'late' : 'soon'} /> : null}
    <small>{citationText(card.citation)}{unitName ? ` · ${unitName} thực hiện` : ''}{card.provenance === 'unit-set' ? ' · số do đơn vị ấn định' : ''}</small>
    {mayRecord && card.state !== 'closed' && !(card.amount !== null && card.credited >= card.amount)
      ? <a class={`button wide ${primary ? 'primary' : ''}`} href={report ? '/lam-viec/bao-cao' : `/lam-viec/ket-qua/moi?viec=${card.id}`}>{report ? 'Mở báo cáo' : 'Ghi kết quả'}</a> : null}
  </article>;
};

/** The whole list; `handledBy` names the division where it is not the unit itself. */
export const WorkLists = ({ list, today, calendar, mayRecord, board, handledBy }: { list: WorkList; today: PlainDate; calendar: WorkingCalendar; /** A division's work may be another person's to record. */ mayRecord: (card: ObligationCard) => boolean; /** Whether the reader watches over others. */ board: boolean; handledBy: (card: ObligationCard) => string | undefined }) => {
  const shown = LISTS.filter(({ key }) => list[key].length);
  if (!shown.length) return <Card><Empty title="Đơn vị không có việc nào phải làm" action={board ? <LinkButton href="/lam-viec/theo-doi" kind="primary">Mở bảng theo dõi</LinkButton> : undefined}>{board ? 'Chưa kế hoạch nào giao việc cho chính đơn vị này. Việc của các đơn vị cấp dưới ở bảng theo dõi.' : 'Khi kế hoạch giao việc cho đơn vị được ban hành, việc hiện ở đây kèm hạn và căn cứ.'}</Empty></Card>;
  let first = true;
  return <>{shown.map(({ key, title, hint }) => <section class="stack" aria-labelledby={`ds-${key}`}>
    <div class="row spread"><h2 id={`ds-${key}`}>{title} <small>({formatNumber(list[key].length)})</small></h2>{hint ? <small>{hint}</small> : null}</div>
    <Cards cards={list[key]} fold={key === 'done' || key === 'optional' || key === 'followed' ? 4 : 12} render={(card) => {
      const primary = first && (key === 'owed' || key === 'dueSoon');
      if (primary) first = false;
      return <WorkCard card={card} today={today} calendar={calendar} mayRecord={mayRecord(card)} primary={primary} unitName={handledBy(card)} />;
    }} />
  </section>)}</>;
};

const Cards = ({ cards, fold, render }: { cards: readonly ObligationCard[]; fold: number; render: (card: ObligationCard) => unknown }) => <>
  <div class="work-grid">{cards.slice(0, fold).map(render) as never}</div>
  {cards.length > fold ? <details><summary>Xem thêm {cards.length - fold} việc</summary><div class="work-grid">{cards.slice(fold).map(render) as never}</div></details> : null}
</>;
