import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { AppError } from '#kernel/app-error.ts';
import { fold } from '#kernel/vietnamese.ts';
import { words } from '#locales/index.ts';
import type { Log } from '#platform/log.ts';
import { keptResponse, PAGE_POLICY } from '#platform/pages/send.ts';
import type { Id } from '#kernel/id.ts';
import { portalPage, SearchForm } from '#ui/portal.tsx';
import { portalParts, type HtmlPage, type Reading } from '../portal-part.ts';
import { resolve } from '../rules/resolve.ts';
import { drawHtml } from './draw.tsx';
import { DatabaseAway, isUnreachable } from '#platform/db/away.ts';
import type { Portal } from './portal.ts';

/** What a reader asked for that was not finished yet, or never is: search. */
export async function respond(portal: Portal, c: Context, from: { readonly host: string; readonly address: string; readonly https: boolean }, log: Pick<Log, 'warn' | 'error'>): Promise<Response> {
  const url = new URL(c.req.url), path = url.pathname;
  let language: Reading['language'] = 'vi';
  try {
    const place = resolve(portal.sites, from.host, path), dynamic = place?.kind === 'page' ? portalParts().flatMap((part) => part.dynamic ?? []).find((page) => page.path === place.path) : undefined;
    if (place?.kind === 'page') language = place.language;
    if (dynamic && place?.kind === 'page') {
      const reading = portal.reading(place.site, place.language), page = await dynamic.answer(reading, url.searchParams, { address: from.address });
      return page.kind === 'file' ? new Response(new Uint8Array(page.bytes), { headers: { 'content-type': page.mediaType, 'cache-control': 'no-store' } }) : html(await drawn(portal, reading, page, place.path), page.status ?? 200);
    }
    const answer = await portal.answer(from.host, path);
    if (answer.kind === 'moved') { const to = place?.kind === 'page' && place.site.host ? portal.reading(place.site, place.language).absolute(answer.to) : answer.to; return c.redirect(to + (to.includes('?') ? '' : url.search), 301); }
    if (answer.kind === 'kept') {
      const response = keptResponse(portal.pages, path, answer.page, c.req.raw, from.https);
      if (response) { if (response.status === 200 && answer.page.counts) portal.views.count(answer.page.counts as Id, c.req.header('user-agent')); return response; }
    }
    const meant = answer.kind === 'none' ? meantBy(path) : null, there = meant === null ? null : await portal.answer(from.host, meant);
    if (there && there.kind !== 'none') return c.redirect((there.kind === 'moved' ? there.to : meant!) + url.search, 301);
    if (!portal.knows) throw new DatabaseAway();
    if (place === null && path === '/') return html(beforeAll(), 200);
    if (place?.kind !== 'page') return html(bare('portal.not-found', 'portal.not-found-about'), 404);
    const reading = portal.reading(place.site, place.language);
    return html(await drawn(portal, reading, notFoundPage(reading), place.path), 404);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const away = isUnreachable(error);
    if (!away) log.error('a public page could not be made', { path, error: error as Error }); // that it is away is told once, not for every reader
    const answer = html(awayPage(language), away ? 503 : 500);
    if (away) answer.headers.set('retry-after', '30');
    return answer;
  }
}

/** An address as it is typed from paper: in capitals, with Vietnamese marks in either form; null when it says nothing else than it did. */
function meantBy(path: string): string | null {
  try {
    const plain = fold(decodeURIComponent(path));
    return plain !== path && /^(?:\/[a-z0-9._~-]+)+$/.test(plain) ? plain : null;
  } catch { return null; } // no percent-encoding at all
}

const SEARCH = '/tim-kiem';
const notFoundPage = ({ language, at }: Reading): HtmlPage => {
  const say = words(language), searchable = portalParts().some((part) => part.dynamic?.some((page) => page.path === SEARCH));
  return { kind: 'html', title: say['portal.not-found'], status: 404, unlisted: true, tags: [], content: <><h1>{say['portal.not-found']}</h1><p>{say['portal.not-found-about']}</p>{searchable ? <SearchForm language={language} action={at(SEARCH)} /> : null}<p><a href={at('/')}>{say['portal.home']}</a></p></> };
};
/** A page that is not kept, in the frame of its site. */
export const drawn = async (portal: Portal, reading: Reading, page: HtmlPage, path: string): Promise<string> => drawHtml(page, reading, await portal.frame(reading), { path, feeds: null });

/** The front page of an installation that has no organisation yet. */
const beforeAll = (): string => alone('Loa', <><h1>Loa</h1><p>Hệ thống thực hiện kế hoạch tuyên truyền cải cách hành chính: từ kế hoạch đã ký đến báo cáo chờ ký.</p><p><a class="button primary" href="/lam-viec">Vào làm việc</a></p></>);

/** Search, forms and what was never finished are away. */
export const awayPage = (language: Reading['language'] = 'vi'): string => bare('portal.away', 'portal.away-about', language);

function bare(title: 'portal.not-found' | 'portal.away', about: 'portal.not-found-about' | 'portal.away-about', language: Reading['language'] = 'vi'): string {
  const say = words(language);
  return alone(say[title], <><h1>{say[title]}</h1><p>{say[about]}</p><p><a href="/">{say['portal.home']}</a></p></>, language);
}
/** Needs nothing but itself: the database may be what is away, or empty. */
const alone = (title: string, content: Child, language: Reading['language'] = 'vi'): string => portalPage(
  { language, tone: 'indigo', site: 'Loa', kicker: null, home: '/', menu: [], search: null, other: null, links: { accessibility: '/tro-nang', siteMap: '/so-do-trang', feeds: null }, foot: null, notice: null, demo: false },
  { title, unlisted: true, content });

export const html = (text: string, status: number): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': PAGE_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin' } });
