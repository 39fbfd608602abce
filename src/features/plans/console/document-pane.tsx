import type { Child } from 'hono/jsx';
import type { ReadParagraph, Span } from '#features/reading/rules/result.ts';
import { belongs, markParagraphs, type MarkKind, type MarkedParagraph, type Piece } from './marks.ts';

const KIND_LABEL: Readonly<Record<Exclude<MarkKind, 'text'>, string>> = { role: 'cơ quan', time: 'thời gian', quota: 'định mức', law: 'văn bản viện dẫn' };

const Pieces = ({ pieces, lit }: { pieces: readonly Piece[]; lit: string | null }) => <>{pieces.map((piece) => (typeof piece === 'string' ? piece
  : <mark class={`m-${piece.kind}${lit !== null && belongs(piece.path, lit) && piece.kind !== 'text' ? ' on' : ''}`} data-span={piece.path}><Pieces pieces={piece.pieces} lit={lit} /></mark>))}</>;

/** A title that fills its paragraph is printed as a heading, also where the file said nothing about styles. */
const isHeading = ({ style, pieces }: MarkedParagraph): boolean => style === 'heading'
  || pieces.some((piece) => typeof piece !== 'string' && /\/(title|index)$/.test(piece.path) && piece.path.split('/').length <= 4);

/**
 * The normalised text with everything that was read marked by kind. `open` is the pointer of the fact being looked at: its marks are
 * lit on the server already, so the page needs no script. `page` makes the address of a page of the original (PDF only).
 */
export const DocumentPane = ({ paragraphs, spans, open = null, original, pageHref, title }: {
  paragraphs: readonly ReadParagraph[]; spans: readonly Span[]; open?: string | null; original?: Child; pageHref?: (page: number) => string; title: string;
}) => {
  let page: number | null = null;
  return <section class="card plan-paper" aria-label={title} tabindex={0}>
    <header class="paper-head">
      <ul class="legend" aria-label="Màu đánh dấu">{Object.entries(KIND_LABEL).map(([kind, label]) => <li><span class={`swatch m-${kind}`} />{label}</li>)}</ul>
      {original}
    </header>
    <div class="paper">{markParagraphs(paragraphs, spans).map((paragraph) => {
      const turned = paragraph.page !== null && paragraph.page !== page;
      page = paragraph.page;
      return <>
        {turned ? <p class="page-turn">{pageHref ? <a href={pageHref(paragraph.page!)} data-turbo="false" target="_blank" rel="noopener">Trang {paragraph.page}<span class="visually-hidden"> của bản gốc (mở thẻ mới)</span></a> : `Trang ${paragraph.page}`}</p> : null}
        {paragraph.pieces.length ? <p id={`vb-${paragraph.id}`} class={isHeading(paragraph) ? 'h' : paragraph.style === 'table-cell' ? 'in-table' : paragraph.style === 'footnote' ? 'foot' : undefined}><Pieces pieces={paragraph.pieces} lit={open} /></p> : null}
      </>;
    })}</div>
  </section>;
};
