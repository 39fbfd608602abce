import { createHash } from 'node:crypto';
import { AppError, notFound } from '#kernel/app-error.ts';
import { rateLimiter } from '#platform/http/security.ts';
import { originOf, type Visit, type WebDeps } from '#platform/http/visit.ts';
import { tokenHash } from '#features/accounts/secrets.ts';
import { feedContent } from './feed.ts';
import { CALENDAR_TYPE, calendarText } from '#platform/icalendar.ts';
import { feedByToken, noteUse } from './store/feeds.ts';

/** A calendar asks a few times an hour; an office behind one address has many. */
const PER_MINUTE = 60;
const limiters = new WeakMap<WebDeps, ReturnType<typeof rateLimiter>>();
function allowed({ deps, connection }: Visit): boolean {
  const limiter = limiters.get(deps) ?? rateLimiter(() => deps.clock.now().getTime(), { signedIn: PER_MINUTE, address: PER_MINUTE });
  limiters.set(deps, limiter);
  return limiter({ account: null, address: connection.address });
}

/** /calendar/{token}.ics: no signing in, the token is the key. Unknown, revoked and no longer allowed look the same. */
export async function calendarFeed(visit: Visit): Promise<Response> {
  const { c } = visit, [, token] = /^([\w-]{43})\.ics$/.exec(c.req.param('file') ?? '') ?? [];
  if (!allowed(visit)) throw new AppError('rate-limited', 'Lịch được hỏi quá nhiều lần trong một phút. Hãy chờ một lát rồi thử lại.');
  const feed = token ? await feedByToken(visit.db, tokenHash(token)) : null, content = feed && await feedContent(visit.db, feed, visit.today);
  if (!feed || !content) throw notFound('lịch này');
  await noteUse(visit.db, feed.id, visit.now);
  const text = calendarText(content.name, content.events, visit.today, (path) => originOf(visit) + path), etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' };
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'content-type': CALENDAR_TYPE, 'content-disposition': 'inline; filename="loa.ics"' });
}
