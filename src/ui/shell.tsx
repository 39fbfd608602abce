import type { Child, PropsWithChildren } from 'hono/jsx';
import { raw } from 'hono/html';
import { formatDate } from '#kernel/plain-date.ts';
import type { Assets } from '#platform/http/assets.ts';
import type { NavItem, Visit } from '#platform/http/visit.ts';

/** Set once at start-up by the application: where the build's styles and scripts are. */
let assets: Assets | null = null;
export const useAssets = (value: Assets): void => { assets = value; };
export const asset = (name: string): string => {
  if (!assets) throw new Error('useAssets was not called');
  return assets.url(name);
};

export const Mark = ({ size = 28 }: { size?: number }) =>
  <svg width={size} height={size} viewBox="0 0 28 28" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
    <circle cx="14" cy="14" r="3" fill="currentColor" /><path d="M20 8a8.5 8.5 0 0 1 0 12M8 20a8.5 8.5 0 0 1 0-12" /><path d="M23.5 4.5a13.4 13.4 0 0 1 0 19M4.5 23.5a13.4 13.4 0 0 1 0-19" />
  </svg>;

const Html = ({ title, children, scripts = true, styles = ['console.css'] }: PropsWithChildren<{ title: string; scripts?: boolean; styles?: readonly string[] }>) =>
  <html lang="vi">
    <head>
      <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      {styles.map((style) => <link rel="stylesheet" href={asset(style)} />)}
      <link rel="icon" href={asset('loa.svg')} type="image/svg+xml" />
      {scripts ? <script type="module" src={asset('console.js')} /> : null}
    </head>
    {children}
  </html>;

const document_ = (tree: Child) => raw(`<!doctype html>${String(tree)}`);

/** Demo and transport warnings stand on every page. */
const Bands = ({ visit }: { visit: Visit }) => <aside aria-label="Thông báo chung">
  {visit.deps.mode === 'demo' ? <p class="band" role="note">Dữ liệu minh họa, tỉnh không có thật. Hôm nay là {formatDate(visit.today)}.</p> : null}
  {visit.deps.config.insecureLan && visit.session?.isAdministrator
    ? <p class="band" role="note">Trang đang chạy không mã hóa trong mạng nội bộ (--insecure-lan). Hãy bật https trước khi dùng thật.</p> : null}
  {visit.session?.notice ? <p class="band" role="status">{visit.session.notice}</p> : null}
</aside>;

/** Where an address belongs in the menu: the people of a unit live under the unit's address and belong to the people. */
const placeOf = (path: string): string => path.replace(/^\/lam-viec\/don-vi\/[^/]+\/nguoi-dung/, '/lam-viec/nguoi-dung');

const Rail = ({ visit, items }: { visit: Visit; items: readonly NavItem[] }) => {
  const session = visit.session!, path = placeOf(visit.c.req.path);
  const current = items.filter((item) => path === item.href || path.startsWith(`${item.href}/`)).sort((a, b) => b.href.length - a.href.length)[0];
  const groups = [...new Set(items.map((item) => item.group))];
  return <aside class="rail" id="menu">
    <a class="brand" href="/lam-viec"><Mark />Loa</a>
    <nav aria-label="Chính">{groups.map((group, index) => <>
      {index > 0 ? <hr /> : null}
      {items.filter((item) => item.group === group).map((item) => <a href={item.href} aria-current={item === current ? 'page' : undefined}><span>{item.label}</span>{item.count ? <b aria-label={`${item.count} việc`}>{item.count}</b> : null}</a>)}
    </>)}</nav>
    <div class="who">
      {session.memberships.length > 1
        ? <form method="post" action="/lam-viec/don-vi-dang-lam" class="stack" data-controller="form">
          <label for="acting-unit">Đang làm việc cho</label>
          <select id="acting-unit" name="organisationId">{session.memberships.map((one) => <option value={one.organisationId} selected={one.organisationId === session.organisationId}>{one.organisationName}</option>)}</select>
          <button type="submit">Chuyển đơn vị</button>
        </form> : <span>{session.organisationName}</span>}
      <a href="/lam-viec/tai-khoan">{session.personName}</a>
      <form method="post" action="/dang-xuat"><button type="submit">Đăng xuất</button></form>
    </div>
  </aside>;
};

/** The inbox, with the number of what is unread, at the head of every page. */
const Bell = ({ unread, here }: { unread: number; here: boolean }) =>
  <a class="bell no-print" href="/lam-viec/hop-thu" aria-current={here ? 'page' : undefined} aria-label={unread ? `Hộp thư, ${unread} thông báo chưa đọc` : 'Hộp thư, không có thông báo mới'}>
    <svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true"><path d="M6 9a6 6 0 0 1 12 0c0 6 2.5 7.5 2.5 7.5h-17S6 15 6 9Z" stroke-linejoin="round" /><path d="M10 20a2.2 2.2 0 0 0 4 0" stroke-linecap="round" /></svg>
    {unread ? <b aria-hidden="true">{unread > 99 ? '99+' : unread}</b> : null}
  </a>;

/** A page of the console: rail, title, the page's acts, content; a bottom bar on the phone. */
export async function consolePage(visit: Visit, page: { title: string; crumb?: Child; acts?: Child; status?: 200 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503 | 507; message?: Child }, children: Child): Promise<Response> {
  const items = await visit.navigation(), unread = await visit.unread();
  const phone = items.filter((item) => item.phone).slice(0, 3), path = visit.c.req.path;
  const tree = <Html title={`${page.title} – Loa`}>
    <body>
      <a class="skip" href="#noi-dung">Đến nội dung</a>
      <div class="shell">
        <Rail visit={visit} items={items} />
        <div>
          <Bands visit={visit} />
          <header class="page-head"><div class="grow"><small>{page.crumb ?? visit.session?.organisationName}</small><h1>{page.title}</h1></div>{page.acts ? <div class="row">{page.acts}</div> : null}{visit.session ? <Bell unread={unread} here={path.startsWith('/lam-viec/hop-thu')} /> : null}</header>
          <main class="main" id="noi-dung">{page.message}{children}</main>
        </div>
      </div>
      <nav class="phone-bar" aria-label="Nhanh">
        {phone.map((item) => <a href={item.href} aria-current={path === item.href || path.startsWith(`${item.href}/`) ? 'page' : undefined}>{item.label}</a>)}
        <a href="#menu">Thêm</a>
      </nav>
    </body>
  </Html>;
  return visit.c.html(document_(tree) as unknown as string, page.status ?? 200);
}

/** A page without navigation: sign in, set up, errors for strangers. */
export function plainPage(visit: Pick<Visit, 'c'> & Partial<Visit>, page: { title: string; status?: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503 | 507; broad?: boolean }, children: Child): Response {
  const tree = <Html title={`${page.title} – Loa`}>
    <body>
      <main class={page.broad ? 'plain broad' : 'plain'} id="noi-dung">
        <a class="brand" href="/"><Mark size={34} />Loa</a>
        <section class="card stack loose"><h1>{page.title}</h1>{children}</section>
      </main>
    </body>
  </Html>;
  return visit.c.html(document_(tree) as unknown as string, page.status ?? 200) as Response;
}
