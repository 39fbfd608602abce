import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FinishedPages, KeptPage, Packing } from './finished.ts';

/** Serving finished pages: the same headers whether a page comes from its file at the door or was just made. */

/** No script, no frame, nothing from strangers. `connect-src`: a browser that looks for robots.txt from within a page asks under its policy. */
export const PAGE_POLICY = "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
/** What is saved instead of shown runs nowhere. */
export const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
/** Pictures carry their hash in their address and never change; everything else is asked for again each time and sent again only when it changed. */
const NEVER_CHANGES = /^\/anh\//;

/** Of bytes that are kept in one form the tag is strong, so that a part of them can be asked for again (RFC 9110 §8.8.1); packed and unpacked ones share a weak one. */
const etagOf = (page: KeptPage): string => `${page.packed ? 'W/' : ''}"${page.sha256.slice(0, 27)}"`;

function headersOf(key: string, page: KeptPage, packing: Packing, https: boolean): Record<string, string> {
  return {
    'content-type': page.mediaType, etag: etagOf(page), 'last-modified': page.modified, 'cache-control': NEVER_CHANGES.test(key) ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    ...(page.packed ? { vary: 'accept-encoding' } : { 'accept-ranges': 'bytes' }), ...(packing ? { 'content-encoding': packing } : {}),
    'content-security-policy': page.mediaType.startsWith('text/html') ? PAGE_POLICY : FILE_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin', 'x-frame-options': 'DENY',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    ...(page.download ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(page.download.toWellFormed())}` } : {}),
  };
}

/** The form a reader takes; one it gives the weight 0 is one it does not take (RFC 9110 §12.5.3). */
export function packingFor(page: Pick<KeptPage, 'packed'>, accepted: string | undefined): Packing {
  if (!page.packed || !accepted) return null;
  const taken = new Map(accepted.toLowerCase().split(',').map((one) => { const [name = '', ...rest] = one.split(';').map((part) => part.trim()); return [name, !rest.some((part) => /^q=0(?:\.0*)?$/.test(part))] as const; }));
  const takes = (name: 'br' | 'gzip'): boolean => taken.get(name) ?? taken.get('*') ?? false;
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}

/** Does the reader have it already (RFC 9110 §13.1.2, §13.1.3: the entity tag goes before the date)? Only the date that we gave counts: a list from which something was taken down may become older. */
export function unchanged(page: Pick<KeptPage, 'status' | 'sha256' | 'modified'>, noneMatch: string | undefined, since: string | undefined): boolean {
  if (page.status !== 200) return false;
  if (noneMatch) return noneMatch.trim() === '*' || noneMatch.includes(page.sha256.slice(0, 27));
  return since !== undefined && Date.parse(page.modified) === Date.parse(since);
}

/** The one stretch of bytes that was asked for (RFC 9110 §14); null: all of them; 'none': there are no such bytes. Several at once get everything. */
export function rangeOf(asked: string | undefined, length: number): readonly [from: number, to: number] | null | 'none' {
  const found = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/.exec(asked?.trim() ?? '');
  if (!found) return null;
  const [, first, last, tail] = found, from = first === undefined ? Math.max(0, length - Number(tail)) : Number(first), to = first === undefined || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (first !== undefined && last !== '' && Number(last) < from) return null; // means nothing: as if it was not there
  return from < length && tail !== '0' ? [from, to] : 'none';
}

interface Answered { readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer | null }

/** What goes out; null when there is no such file after all. */
function answer(pages: FinishedPages, key: string, page: KeptPage, method: string, header: (name: string) => string | undefined, https: boolean): Answered | null {
  const wanted = packingFor(page, header('accept-encoding')), packed = wanted && pages.body(page, wanted), packing = packed ? wanted : null, headers = headersOf(key, page, packing, https);
  if (unchanged(page, header('if-none-match'), header('if-modified-since'))) { delete headers['content-encoding']; return { status: 304, headers, body: null }; }
  const body = packed ?? pages.body(page, null);
  if (!body) return null;
  const still = header('if-range'), part = page.packed || page.status !== 200 || method !== 'GET' || (still !== undefined && still !== etagOf(page) && still !== page.modified) ? null : rangeOf(header('range'), body.length);
  if (part === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${body.length}`, 'content-length': '0' }, body: null };
  if (part) return { status: 206, headers: { ...headers, 'content-range': `bytes ${part[0]}-${part[1]}/${body.length}`, 'content-length': String(part[1] - part[0] + 1) }, body: body.subarray(part[0], part[1] + 1) };
  return { status: page.status, headers: { ...headers, 'content-length': String(body.length) }, body: method === 'HEAD' ? null : body };
}

/** From its file, straight to the socket; false when there is no such file after all. */
export function sendKept(pages: FinishedPages, key: string, page: KeptPage, req: IncomingMessage, res: ServerResponse, https: boolean): boolean {
  const found = answer(pages, key, page, req.method ?? 'GET', (name) => req.headers[name] as string | undefined, https);
  if (!found) return false;
  res.writeHead(found.status, found.headers).end(found.body ?? undefined);
  return true;
}

/** The same as an answer of the web application. */
export function keptResponse(pages: FinishedPages, key: string, page: KeptPage, request: Request, https: boolean): Response | null {
  const found = answer(pages, key, page, request.method, (name) => request.headers.get(name) ?? undefined, https);
  return found && new Response(found.body && new Uint8Array(found.body), { status: found.status, headers: found.headers });
}
