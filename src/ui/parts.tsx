import type { Child, PropsWithChildren } from 'hono/jsx';

/** The sign that stands beside every colour: state is never told by colour alone. */
export type Tone = 'good' | 'soon' | 'late' | 'none' | 'info';
const SIGN: Record<Tone, string> = { good: '✓', soon: '◷', late: '!', none: '–', info: '·' };

export const Chip = ({ tone, sign, children }: PropsWithChildren<{ tone: Tone; sign?: string }>) =>
  <span class={`chip ${tone}`} data-sign={sign ?? SIGN[tone]}>{children}</span>;

export const toneSign = (tone: Tone): string => SIGN[tone];

export const LinkButton = ({ href, kind = '', children, download }: PropsWithChildren<{ href: string; kind?: 'primary' | 'quiet' | 'danger' | 'small' | ''; download?: boolean }>) =>
  <a class={`button ${kind}`} href={href} {...(download ? { download: '', 'data-turbo': 'false' } : {})}>{children}</a>;

export const Card = ({ title, tools, footer, children, id, pad = true, writing }: PropsWithChildren<{ title?: Child; tools?: Child; footer?: Child; id?: string; pad?: boolean; /** Long text is written here: broad fields. */ writing?: boolean }>) =>
  <section class={writing ? 'card writing' : 'card'} id={id} aria-labelledby={title && id ? `${id}-title` : undefined}>
    {title ? <header><h2 id={id ? `${id}-title` : undefined}>{title}</h2>{tools ? <div class="row small">{tools}</div> : null}</header> : null}
    <div class={pad ? 'pad stack' : ''}>{children}</div>
    {footer ? <footer>{footer}</footer> : null}
  </section>;

export const Tile = ({ label, value, children }: PropsWithChildren<{ label: string; value: Child }>) =>
  <div class="card tile"><small>{label}</small><strong>{value}</strong>{children}</div>;

/** A bar with its value in words for those who do not see it. `max` 0 shows an empty bar. */
export const Bar = ({ value, max, label, tone = 'good' }: { value: number; max: number; label: string; tone?: Tone }) =>
  <meter class={tone === 'good' ? '' : tone} min={0} max={Math.max(max, 1)} value={Math.min(value, Math.max(max, 1))} aria-label={label}>{label}</meter>;

export const Message = ({ kind = '', title, children }: PropsWithChildren<{ kind?: 'ok' | 'warn' | 'bad' | ''; title?: string }>) =>
  <div class={`message ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>{title ? <b>{title}</b> : null}{title ? <br /> : null}{children}</div>;

/** An empty list says what to do. */
export const Empty = ({ title, children, action }: PropsWithChildren<{ title: string; action?: Child }>) =>
  <div class="empty"><b>{title}</b>{children ? <span>{children}</span> : null}{action}</div>;

export interface Column<T> { readonly head: Child; readonly number?: boolean; /** Days, periods, chips: short words that stay on one line. */ readonly nowrap?: boolean; readonly cell: (row: T) => Child }

/**
 * A list. On a wide screen a table that scrolls inside its card; on a phone each row is a small card (see parts.css), which is why the roles are
 * written out: a table shown as blocks loses them otherwise. `caption` is read by screen readers. An act column has the head "".
 */
export function Table<T>({ caption, columns, rows, empty, top }: { caption: string; columns: readonly Column<T>[]; rows: readonly T[]; empty?: Child; top?: boolean }) {
  if (!rows.length && empty) return <>{empty}</>;
  return <div class="scroll" tabindex={0} role="group" aria-label={caption}>
    <table class={`rows${top ? ' top' : ''}`} role="table"><caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th scope="col" role="columnheader" class={column.number ? 'n' : ''}>{column.head === '' ? <span class="visually-hidden">Thao tác</span> : column.head}</th>)}</tr></thead>
      <tbody role="rowgroup">{rows.map((row) => <tr role="row">{columns.map((column, index) => index === 0 && !column.number
        ? <th scope="row" role="rowheader" class="row-head">{column.cell(row)}</th>
        : <td role="cell" class={column.number ? 'n' : column.nowrap ? 'nowrap' : ''} data-label={typeof column.head === 'string' && column.head ? column.head : undefined}>{column.cell(row)}</td>)}</tr>)}</tbody>
    </table></div>;
}

/** `page` counts from 1. `href` makes the address of a page. */
export const Pager = ({ page, pages, total, noun, href }: { page: number; pages: number; total: number; noun: string; href: (page: number) => string }) =>
  <nav class="pager" aria-label="Các trang">
    <small>{total.toLocaleString('vi-VN')} {noun}{pages > 1 ? `, trang ${page}/${pages}` : ''}</small>
    {pages > 1 ? <span class="row">
      {page > 1 ? <a class="button small" href={href(page - 1)} rel="prev">‹ Trước</a> : null}
      {page < pages ? <a class="button small" href={href(page + 1)} rel="next">Sau ›</a> : null}
    </span> : null}
  </nav>;

export const Tabs = ({ label, tabs }: { label: string; tabs: readonly { href: string; label: Child; current: boolean }[] }) =>
  <nav class="tabs" aria-label={label}>{tabs.map((tab) => <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>{tab.label}</a>)}</nav>;

export const Facts = ({ rows }: { rows: readonly (readonly [Child, Child])[] }) =>
  <dl class="facts">{rows.map(([term, value]) => <><dt>{term}</dt><dd>{value}</dd></>)}</dl>;
