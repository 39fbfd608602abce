import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { fill, words, type Language } from '#locales/index.ts';
import { asset } from './shell.tsx';

export * from './portal-parts.tsx';

/** The colours a site chooses among: `body[data-tone]` in client/portal.css, each with AA contrast. */
export type PortalTone = 'indigo' | 'green' | 'red' | 'teal' | 'brown';

/** What stands around every page of one site. Addresses are finished ones ("/xa-binh-an/tin-bai"). */
export interface PortalFrame {
  /** Of the fixed words; content says its own language where it differs. */
  readonly language: Language;
  readonly tone: PortalTone;
  /** "Xã Bình An", and above it "Ủy ban nhân dân". */
  readonly site: string;
  readonly kicker: string | null;
  readonly home: string;
  readonly menu: readonly { readonly href: string; readonly label: string; readonly current: boolean }[];
  /** The page for searching; it takes `q`. */
  readonly search: string | null;
  /** The same page in the other language. */
  readonly other: { readonly language: Language; readonly href: string } | null;
  readonly links: { readonly accessibility: string; readonly siteMap: string; readonly feeds: string | null; /** the way in for officials */ readonly staff?: string };
  /** What the nouns put at the foot: addresses, hotlines. */
  readonly foot: Child;
  /** Above the page: this site is an archive, its unit is followed by another. */
  readonly notice: Child;
  /** The demonstration says so on every page; with a day where its clock stands. */
  readonly demo: boolean | PlainDate;
}

export interface PortalPage {
  readonly title: string;
  readonly description?: string | null;
  readonly content: Child;
  /** With scheme and host. */
  readonly canonical?: string | null;
  readonly unlisted?: boolean;
  /** The share card: a picture of about 1200 × 630 with scheme and host. */
  readonly card?: { readonly url: string; readonly width: number; readonly height: number; readonly alt: string } | null;
  readonly article?: { readonly published: Date | null; readonly modified: Date | null } | null;
  readonly alternates?: readonly { readonly language: Language; readonly href: string }[];
  readonly feeds?: readonly { readonly href: string; readonly title: string; readonly type: 'application/atom+xml' | 'application/feed+json' }[];
  /** JSON-LD: data for machines, not a script. */
  readonly data?: readonly object[];
}

/** A whole public page: no script, no cookie, one style sheet; the same input gives the same text. */
export function portalPage(frame: PortalFrame, page: PortalPage): string {
  const say = words(frame.language), title = page.title === frame.site ? frame.site : `${page.title} – ${frame.site}`;
  return `<!doctype html>\n${String(<html lang={frame.language}>
    <head>
      <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <link rel="stylesheet" href={asset('portal.css')} />
      {FONTS.map((name) => <link rel="preload" href={asset(name)} as="font" type="font/woff2" crossorigin="anonymous" />)}
      <link rel="icon" href={asset('loa.svg')} type="image/svg+xml" />
      <Meta frame={frame} page={page} />
    </head>
    <body data-tone={frame.tone}>
      <a class="skip" href="#noi-dung">{say['portal.skip']}</a>
      <Notices frame={frame} />
      <Masthead frame={frame} />
      <Menu frame={frame} />
      <main id="noi-dung">{page.content}</main>
      <Foot frame={frame} />
    </body>
  </html>)}\n`;
}

/** The two weights in which pages are set, as the build makes them. */
const FONTS = ['portal-400.woff2', 'portal-600.woff2'] as const;

const LOCALE: Readonly<Record<Language, string>> = { vi: 'vi_VN', en: 'en_GB' };

const Meta = ({ frame, page }: { frame: PortalFrame; page: PortalPage }) => <>
  {page.description ? <meta name="description" content={page.description} /> : null}
  {page.unlisted ? <meta name="robots" content="noindex" /> : null}
  {page.canonical ? <link rel="canonical" href={page.canonical} /> : null}
  {(page.alternates ?? []).map((one) => <link rel="alternate" hreflang={one.language} href={one.href} />)}
  {(page.feeds ?? []).map((one) => <link rel="alternate" type={one.type} href={one.href} title={one.title} />)}
  <meta property="og:title" content={page.title} /><meta property="og:site_name" content={frame.site} /><meta property="og:locale" content={LOCALE[frame.language]} />
  <meta property="og:type" content={page.article ? 'article' : 'website'} />
  {page.description ? <meta property="og:description" content={page.description} /> : null}
  {page.canonical ? <meta property="og:url" content={page.canonical} /> : null}
  {page.card ? <><meta property="og:image" content={page.card.url} /><meta property="og:image:width" content={String(page.card.width)} /><meta property="og:image:height" content={String(page.card.height)} /><meta property="og:image:alt" content={page.card.alt} /><meta name="twitter:card" content="summary_large_image" /></> : null}
  {page.article?.published ? <meta property="article:published_time" content={page.article.published.toISOString()} /> : null}
  {page.article?.modified ? <meta property="article:modified_time" content={page.article.modified.toISOString()} /> : null}
  {(page.data ?? []).map((one) => raw(`<script type="application/ld+json">${JSON.stringify(one).replaceAll('<', '\\u003c')}</script>`))}
</>;

const Notices = ({ frame }: { frame: PortalFrame }) => {
  const say = words(frame.language);
  return frame.demo || frame.notice ? <aside class="bands" aria-label={say['portal.notices']}>
    {frame.demo ? <p class="band">{frame.demo === true ? say['portal.demo'] : fill(say['portal.demo-day'], { day: formatDate(frame.demo) })}</p> : null}
    {frame.notice ? <div class="band">{frame.notice}</div> : null}
  </aside> : null;
};

const Masthead = ({ frame }: { frame: PortalFrame }) => {
  const say = words(frame.language), other = frame.other;
  return <header class="mast"><div class="wrap">
    <a class="brand" href={frame.home}>{frame.kicker ? <small>{frame.kicker}</small> : null}<b>{frame.site}</b></a>
    <div class="tools">
      {frame.search ? <><form class="find" role="search" aria-label={say['portal.search-label']} action={frame.search}><label class="visually-hidden" for="tim-nhanh">{say['portal.search-label']}</label><input id="tim-nhanh" type="search" name="q" placeholder={say['portal.search']} /><button type="submit">{say['portal.search-go']}</button></form><a class="to-find" href={frame.search}>{say['portal.search']}</a></> : null}
      {other ? <a href={other.href} hreflang={other.language} lang={other.language} rel="alternate">{say['portal.other-language']}</a> : null}
    </div>
  </div></header>;
};

const Menu = ({ frame }: { frame: PortalFrame }) => frame.menu.length ? <nav class="menu" aria-label={words(frame.language)['portal.menu']}><ul class="wrap">
  {frame.menu.map((entry) => <li><a href={entry.href} aria-current={entry.current ? 'page' : undefined}>{entry.label}</a></li>)}
</ul></nav> : null;

const Foot = ({ frame }: { frame: PortalFrame }) => {
  const say = words(frame.language);
  return <footer class="foot"><div class="wrap">
    {frame.foot ? <div class="foot-parts">{frame.foot}</div> : null}
    <div class="foot-line">
      <ul><li><a href={frame.links.accessibility}>{say['portal.accessibility']}</a></li><li><a href={frame.links.siteMap}>{say['portal.site-map']}</a></li>{frame.links.feeds ? <li><a href={frame.links.feeds}>{say['portal.feeds']}</a></li> : null}{frame.links.staff ? <li class="staff"><a href={frame.links.staff} rel="nofollow">{say['portal.staff']}</a></li> : null}</ul>
    </div>
  </div></footer>;
};
