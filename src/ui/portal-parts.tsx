import type { Child, PropsWithChildren } from 'hono/jsx';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { fill, words, type Language } from '#locales/index.ts';

/** The way here: "Trang chủ › Tin, bài". The page itself is not named again; its heading follows. */
export const Crumbs = ({ language, trail }: { language: Language; trail: readonly { readonly href: string; readonly label: string }[] }) =>
  <nav class="crumbs" aria-label={words(language)['portal.crumbs']}><ol>{trail.map((one) => <li><a href={one.href}>{one.label}</a></li>)}</ol></nav>;

/** The home page: across the whole width, then the main column with what stands beside it. */
export const Home = ({ hero, main, side }: { hero?: Child; main: Child; side?: Child }) => <>
  {hero ? <div class="hero"><div class="wrap">{hero}</div></div> : null}
  {side ? <div class="beside"><div class="blocks">{main}</div><div class="side">{side}</div></div> : <div class="blocks">{main}</div>}
</>;

/** A search field of the width of its place. */
export const SearchForm = ({ language, action, id = 'tim', value, label }: { language: Language; action: string; id?: string; value?: string; label?: string }) =>
  <form class="search" role="search" aria-label={label} action={action}><label class={label ? '' : 'visually-hidden'} for={id}>{label ?? words(language)['portal.search-label']}</label>
    <div><input id={id} type="search" name="q" value={value} /><button type="submit" class="button primary">{words(language)['portal.search-go']}</button></div></form>;

/** Widths in which pictures of published items are served. */
export const PICTURE_WIDTHS = [360, 720, 1080, 1440] as const;
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];
export const pictureAddress = (sha256: string, width: PictureWidth, type: 'avif' | 'webp' | 'jpg'): string => `/anh/${sha256}-${width}.${type}`;

export interface PictureProps {
  readonly sha256: string;
  /** "" where the words beside it say the same. */
  readonly alt: string;
  /** Pixels of the picture as it was taken, so that its place is kept; a list of one shape gives the shape instead. */
  readonly width: number;
  readonly height: number;
  /** How wide it is shown, as CSS says it: "(min-width: 760px) 720px, 100vw". */
  readonly sizes: string;
  /** Seen at once: not put off until it is scrolled to. */
  readonly first?: boolean;
  /** Where the bytes are, for previews: one address without other widths. */
  readonly src?: string | undefined;
}

/** A picture in the form and width that the reader's browser takes; nothing jumps when it comes. */
export const Picture = ({ sha256, alt, width, height, sizes, first, src }: PictureProps) => {
  const loading = first ? { fetchpriority: 'high' } : { loading: 'lazy' as const, decoding: 'async' as const };
  if (src) return <img src={src} alt={alt} width={width} height={height} {...loading} />;
  const enough = PICTURE_WIDTHS.findIndex((one) => one >= width), widths = enough < 0 ? PICTURE_WIDTHS : PICTURE_WIDTHS.slice(0, enough + 1);
  const set = (type: 'avif' | 'webp' | 'jpg') => widths.map((one) => `${pictureAddress(sha256, one, type)} ${Math.min(one, width)}w`).join(', ');
  return <picture>
    <source type="image/avif" srcset={set('avif')} sizes={sizes} /><source type="image/webp" srcset={set('webp')} sizes={sizes} />
    <img src={pictureAddress(sha256, widths.includes(720) ? 720 : 360, 'jpg')} srcset={set('jpg')} sizes={sizes} alt={alt} width={width} height={height} {...loading} />
  </picture>;
};

/** One line of a list of published things. */
export interface ListedItem {
  readonly href: string;
  readonly title: string;
  readonly summary: string | null;
  readonly at: Date | null;
  readonly updated?: Date | null;
  /** What it belongs to: a column, a kind; with its own page where it has one. */
  readonly of?: { readonly label: string; readonly href?: string | null } | null;
  readonly picture?: { readonly sha256: string; readonly alt: string } | null;
  /** Where it differs from the page's. */
  readonly language?: Language;
}

const SHAPE = { width: 800, height: 500 } as const;

/** News as a list: day and column, title, summary, picture. `level`: of the titles, one below the heading above. `first`: its first picture is seen at once. */
export const ItemList = ({ items, language, level = 2, first, small }: { items: readonly ListedItem[]; language: Language; level?: 2 | 3; first?: boolean; small?: boolean }) => {
  const Title = level === 3 ? 'h3' : 'h2';
  return <ul class={small ? 'items small-items' : 'items'}>{items.map((item, index) => <li lang={item.language && item.language !== language ? item.language : undefined}>
    {item.picture && !small ? <div class="thumb"><Picture sha256={item.picture.sha256} alt="" {...SHAPE} sizes="(min-width: 760px) 200px, (min-width: 480px) 140px, 104px" first={Boolean(first) && index === 0} /></div> : null}
    <div class="item">
      {item.at || item.of ? <p class="when">{item.at ? <Day at={item.at} /> : null}{item.at && item.of ? ' · ' : null}{item.of ? item.of.href ? <a href={item.of.href}>{item.of.label}</a> : item.of.label : null}</p> : null}
      <Title><a href={item.href}>{item.title}</a></Title>
      {item.summary && !small ? <p>{item.summary}</p> : null}
      {item.updated && !small && item.at && dayAt(item.updated) !== dayAt(item.at) ? <p class="when">{fill(words(language)['portal.updated'], { day: formatDate(dayAt(item.updated)) })}</p> : null}
    </div>
  </li>)}</ul>;
};

export const Day = ({ at }: { at: Date }) => <time datetime={dayAt(at)}>{formatDate(dayAt(at))}</time>;

/** Older and newer pages of a list; `href` makes the address of a page, the first of which is the list itself. */
export const Pager = ({ language, page, pages, href }: { language: Language; page: number; pages: number; href: (page: number) => string }) => {
  if (pages <= 1) return null;
  const say = words(language), near = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages).sort((a, b) => a - b);
  return <nav class="pager" aria-label={say['portal.pages']}>
    {page > 1 ? <a class="button" href={href(page - 1)} rel="prev">‹ {say['portal.newer']}</a> : null}
    <ol>{near.map((one, index) => <li>{index > 0 && one - near[index - 1]! > 1 ? <span aria-hidden="true">… </span> : null}{one === page ? <b aria-current="page">{one}</b> : <a href={href(one)} aria-label={fill(say['portal.page'], { page: one })}>{one}</a>}</li>)}</ol>
    {page < pages ? <a class="button" href={href(page + 1)} rel="next">{say['portal.older']} ›</a> : null}
  </nav>;
};

export const Facts = ({ rows }: { rows: readonly (readonly [Child, Child])[] }) =>
  <dl class="facts">{rows.map(([term, value]) => <div><dt>{term}</dt><dd>{value}</dd></div>)}</dl>;

/** A box with a heading. */
export const Box = ({ title, id, children }: PropsWithChildren<{ title: Child; id: string }>) =>
  <section class="card" aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;

/** Promised and delivered: the words, and a bar of the same share. More than promised fills the bar. */
export const Bar = ({ language, label, done, promised, format = String }: { language: Language; label: Child; done: number; promised: number; format?: (value: number) => string }) => {
  const share = promised > 0 ? Math.min(100, (done / promised) * 100) : done > 0 ? 100 : 0;
  return <div class="promise"><span>{label}</span>
    <span><span aria-hidden="true"><b>{format(done)}</b> / {format(promised)}</span><span class="visually-hidden">{fill(words(language)['portal.count-of'], { done: format(done), promised: format(promised) })}</span></span>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-ground" width="100" height="6" /><rect class={share >= 100 ? 'bar-full' : 'bar-part'} width={share.toFixed(1)} height="6" /></svg></div>;
};
