import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { act } from '#features/audit/act.ts';
import { unreadCount } from '#features/notifications/store/notices.ts';
import { isAway } from '#platform/db/away.ts';
import type { Assets } from '#platform/http/assets.ts';
import { forEverybody, routeFaults, type Route } from '#platform/http/route.ts';
import { onceOnly } from '#platform/http/once.ts';
import { rateLimiter, sameOrigin, securityHeaders } from '#platform/http/security.ts';
import type { SignedIn, Visit, WebDeps } from '#platform/http/visit.ts';
import type { Permission } from '#platform/policy.ts';
import { useAssets } from '#ui/shell.tsx';
import { errorPage } from './error-page.tsx';
import { navigationFor } from './navigation.ts';
import { permissionsOf, routesOf } from './registry.ts';
import { connectionOf, ownOrigins } from './connection.ts';
import type { Authenticated } from '#features/accounts/authenticate.ts';
import { respond } from '#features/sites/portal/respond.tsx';
import type { Portal } from '#features/sites/portal/portal.ts';
import { nobody, sendToOpen, whoSends } from './who-sends.ts';

/** Addresses under which no page for readers ever stands. */
const NOT_FOR_READERS = /^\/(?:lam-viec|api|calendar|assets)(?:\/|$)/;
const BODY_LIMIT = 1024 * 1024;

/** The whole web application: every route climbs the same ladder (authenticate, authorise at its place, one handler). */
export function createWeb(deps: WebDeps & { assets: Assets; ready: () => Promise<boolean>; /** something was done that others may have to hear of */ wake?: () => void; /** what readers see; none where only some routes are tried */ portal?: Portal }, routes: readonly Route[] = routesOf()): Hono {
  const faults = routeFaults(routes, permissionsOf());
  if (faults.length) throw new Error(`routes that cannot be served:\n  ${faults.join('\n  ')}`);
  useAssets(deps.assets);
  const app = new Hono();
  const allowed = rateLimiter(() => deps.clock.now().getTime(), deps.config.rateLimits);
  const once = onceOnly(() => deps.clock.now().getTime());
  const https = deps.config.publicUrl?.startsWith('https:') || Boolean(deps.config.tls);

  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => (await deps.ready().catch(() => false) ? c.text('ready') : c.text('not ready', 503)));
  app.use(securityHeaders(https));
  app.use(compress());
  // no address of ours has such a sign, and no database takes it
  app.use((c, next) => { if (c.req.url.includes('%00')) throw notFound('trang này'); return next(); });
  app.get('/assets/*', deps.assets.serve);
  const anywhere = routes.filter((route) => route.fromAnywhere).map((route) => route.path.slice(0, route.path.lastIndexOf('/') + 1));
  app.use(sameOrigin((c) => ownOrigins(c, deps.config), (path) => anywhere.some((start) => path.startsWith(start) && !path.slice(start.length).includes('/'))));

  for (const route of routes) {
    const limit = bodyLimit({ maxSize: route.bodyLimit ?? BODY_LIMIT, onError: () => { throw new AppError('too-large', 'Dữ liệu gửi lên lớn hơn mức cho phép. Hãy bớt tệp hoặc thu nhỏ ảnh rồi gửi lại.'); } });
    app.on(route.method, [route.path], limit, async (c) => {
      const connection = connectionOf(c, deps.config), who = route.auth === 'reader' ? nobody('portal') : await whoSends(c, deps, route.auth, connection);
      if (!allowed({ account: who.session?.accountId ?? null, address: connection.address })) throw new AppError('rate-limited', 'Có quá nhiều yêu cầu trong một phút. Hãy chờ một lát rồi thử lại.');
      if (!forEverybody(route) && who.pending) return sendToOpen(c, deps, who.pending);
      if (!forEverybody(route) && !who.session) throw new AppError('sign-in-required', 'Hãy đăng nhập để xem trang này.');
      const organisationId = await place(route, c, deps, who.session);
      const visit = makeVisit(c, deps, who, organisationId, connection, c.req.method === 'GET' ? undefined : deps.wake);
      visits.set(c, visit);
      const must = who.session?.mustVisit;
      if (must && !c.req.path.startsWith(must) && route.scope.kind !== 'self') return c.redirect(must, 303);
      if (route.permission && !(await who.actor.may(route.permission, organisationId!))) throw new AppError('forbidden', 'Tài khoản của bạn không có quyền mở trang này hoặc làm việc này. Hãy hỏi quản trị viên của đơn vị.');
      const answer = who.session ? await once(who.session.accountId, c, () => route.handler(visit)) : await route.handler(visit);
      // Nobody between keeps a page of the console; the browser's own "back" still finds what was typed.
      if (!forEverybody(route) && !answer.headers.has('cache-control')) answer.headers.set('cache-control', 'private, no-cache');
      return answer;
    });
  }

  const { portal } = deps;
  if (portal) app.get('*', async (c, next) => {
    if (NOT_FOR_READERS.test(c.req.path)) return next();
    const { address, host } = connectionOf(c, deps.config);
    if (!allowed({ account: null, address })) throw new AppError('rate-limited', 'Có quá nhiều yêu cầu trong một phút. Hãy chờ một lát rồi thử lại.');
    return respond(portal, c, { host, address, https: Boolean(https) }, deps.log);
  });
  app.notFound((c) => failed(new AppError('not-found', 'Không có trang này. Có thể đường dẫn đã cũ hoặc gõ nhầm.'), c, deps));
  app.onError((error, c) => failed(error, c, deps));
  return app;
}

const visits = new WeakMap<Context, Visit>();

/** The organisation at which the route's permission is checked. A row that does not exist is 404 for everybody. */
async function place(route: Route, c: Context, deps: WebDeps, session: SignedIn | null) {
  switch (route.scope.kind) {
    case 'none': return null;
    case 'self': case 'acting': return session!.organisationId;
    case 'of': {
      const id = c.req.param(route.scope.param) ?? '';
      const organisation = isId(id) ? await route.scope.organisationOf(deps.db, id) : null;
      if (!organisation) throw notFound('nội dung này');
      return organisation;
    }
  }
}

function makeVisit(c: Context, deps: WebDeps, who: Authenticated, organisationId: Visit['organisationId'], connection: Visit['connection'], wake?: () => void): Visit {
  const env = { db: deps.db, clock: deps.clock, ids: deps.ids, shard: who.shard };
  let navigation: ReturnType<Visit['navigation']> | null = null;
  const visit: Visit = {
    c, deps, db: deps.db, now: deps.clock.now(), today: deps.clock.today(), session: who.session, pending: who.pending, connection, actor: who.actor, organisationId,
    act: async (verb) => {
      const result = await act(env, who.actor, verb);
      wake?.();
      return result;
    },
    may: (permission: Permission, at) => who.actor.may(permission, at),
    navigation: () => (navigation ??= navigationFor(visit)),
    unread: async () => (who.session ? unreadCount(deps.db, who.session.accountId) : 0),
  };
  return visit;
}

async function failed(error: unknown, c: Context, deps: WebDeps): Promise<Response> {
  if (error instanceof AppError && error.code === 'sign-in-required' && c.req.method === 'GET' && !wantsJson(c))
    return c.redirect(`/dang-nhap?den=${encodeURIComponent(c.req.path + new URL(c.req.url).search)}`, 303);
  const away = isAway(error);
  if (!away && !(error instanceof AppError)) deps.log.error('request failed', { path: loggedPath(c.req.path), method: c.req.method, error: error instanceof Error ? error : String(error) });
  if (away) c.header('retry-after', '30');
  const shown = away ? databaseAway(c.req.method) : error instanceof AppError ? error : new AppError('unavailable', 'Hệ thống gặp lỗi khi xử lý yêu cầu. Việc vừa làm chưa được lưu; hãy thử lại, nếu vẫn lỗi xin báo quản trị viên.');
  const status = away || error instanceof AppError ? shown.status : 500;
  if (wantsJson(c)) return c.json({ type: 'about:blank', title: shown.code, status, detail: shown.message, message: shown.message, ...(shown.details.field ? { field: shown.details.field } : {}) }, status as 422, { 'content-type': 'application/problem+json' });
  // The rest of what is too large is not read: this connection cannot be used again, and the browser should know.
  if (shown.code === 'too-large') c.header('connection', 'close');
  try {
    return await errorPage(c, away ? null : await visitOf(c, deps), shown, status);
  } catch { // what was wrong may be the database, and the console's menu asks it
    return errorPage(c, null, shown, status);
  }
}

const databaseAway = (method: string): AppError => new AppError('unavailable', method === 'GET' || method === 'HEAD'
  ? 'Phần này tạm thời chưa dùng được vì cơ sở dữ liệu đang gián đoạn; các trang đã đăng vẫn đọc được, xin thử lại sau ít phút.'
  : 'Cơ sở dữ liệu đang gián đoạn nên việc vừa làm có thể chưa được lưu; các trang đã đăng vẫn đọc được, xin thử lại sau ít phút.');

/** Ids say which row; anything else of that length may be the key of a calendar or a link to sign in. */
const loggedPath = (path: string): string => path.split('/').map((part) => (part.length > 30 && !isId(part) ? '…' : part)).join('/');

/** Whoever is signed in sees what went wrong inside the console, also at an address that is none or names no row. */
async function visitOf(c: Context, deps: WebDeps): Promise<Visit | null> {
  const known = visits.get(c);
  if (known || !c.req.path.startsWith('/lam-viec')) return known ?? null;
  const connection = connectionOf(c, deps.config), who = await whoSends(c, deps, 'signed-in', connection);
  return who.session ? makeVisit(c, deps, who, null, connection) : null;
}

const wantsJson = (c: Context) => c.req.path.startsWith('/api/') || (c.req.header('accept') ?? '').startsWith('application/json');
