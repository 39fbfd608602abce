import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FinishedPages, KeptPage, Packing } from './finished.ts';

/** Serving finished pages: the same headers whether a page comes from its file at the door or was just made. */

/** No script, no frame, nothing from strangers; what is saved instead of shown runs nowhere. `connect-src`: a browser that looks for robots.txt from within a page asks under its policy. */
const POLICY = "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
/** Pictures carry their hash in their address and never change; everything else is asked for again each time and sent again only when it changed. */
const NEVER_CHANGES = /^\/anh\//;

export function headersOf(key: string, page: KeptPage, packing: Packing, https: boolean): Record<string, string> {
  return {
    'content-type': page.mediaType, etag: `W/"${page.sha256.slice(0, 27)}"`, 'cache-control': NEVER_CHANGES.test(key) ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    ...(page.modified ? { 'last-modified': page.modified } : {}), ...(page.packed ? { vary: 'accept-encoding' } : {}), ...(packing ? { 'content-encoding': packing } : {}),
    'content-security-policy': page.mediaType.startsWith('text/html') ? POLICY : FILE_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin', 'x-frame-options': 'DENY',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    ...(page.download ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(page.download.toWellFormed())}` } : {}),
  };
}

export const packingFor = (page: KeptPage, accepted: string | undefined): Packing => (!page.packed || !accepted ? null : /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null);

/** Does the reader have it already (RFC 9110 §13.1.2, §13.1.3: the entity tag goes before the date)? */
export function unchanged(page: KeptPage, noneMatch: string | undefined, since: string | undefined): boolean {
  if (page.status !== 200) return false;
  if (noneMatch) return noneMatch.trim() === '*' || noneMatch.includes(page.sha256.slice(0, 27));
  return Boolean(since && page.modified && Date.parse(page.modified) <= Date.parse(since));
}

/** From its file, straight to the socket; false when there is no such file after all. */
export function sendKept(pages: FinishedPages, key: string, page: KeptPage, req: IncomingMessage, res: ServerResponse, https: boolean): boolean {
  const packing = packingFor(page, req.headers['accept-encoding'] as string | undefined), headers = headersOf(key, page, packing, https);
  if (unchanged(page, req.headers['if-none-match'], req.headers['if-modified-since'])) { delete headers['content-encoding']; res.writeHead(304, headers).end(); return true; }
  const body = pages.body(page, packing);
  if (!body) return false;
  res.writeHead(page.status, { ...headers, 'content-length': body.length });
  res.end(req.method === 'HEAD' ? undefined : body);
  return true;
}

/** The same as an answer of the web application. */
export function keptResponse(pages: FinishedPages, key: string, page: KeptPage, request: Request, https: boolean): Response | null {
  const packing = packingFor(page, request.headers.get('accept-encoding') ?? undefined), headers = headersOf(key, page, packing, https);
  if (unchanged(page, request.headers.get('if-none-match') ?? undefined, request.headers.get('if-modified-since') ?? undefined)) { delete headers['content-encoding']; return new Response(null, { status: 304, headers }); }
  const body = pages.body(page, packing);
  return body && new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { status: page.status, headers: { ...headers, 'content-length': String(body.length) } });
}
