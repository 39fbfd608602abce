import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A made-up social network that speaks JSON over HTTP as such networks do: short-lived tokens, a limit of requests, keys against doubles. For the demonstration and for tests. */
export interface SimulatedPost { readonly id: string; readonly message: string; readonly link: string; readonly picture: number; readonly removed: boolean; readonly edits: number }
/** What goes wrong with the next request that is not about tokens. `-after`: it is done, but the answer does not arrive. */
export type Fault = 'error-before' | 'error-after' | 'silence-before' | 'silence-after' | 'too-many' | 'repair' | 'token-expired' | 'refuse' | 'nonsense';
export interface Simulator {
  readonly origin: string; readonly appId: string; readonly secret: string;
  posts(): readonly SimulatedPost[];
  /** Requests so far, without those for tokens. */
  requests(): number;
  fail(...faults: readonly Fault[]): void;
  close(): Promise<void>;
}
export interface SimulatorOptions { /** requests in a minute; beyond that 429 */ readonly perMinute?: number; /** how long a token is good */ readonly tokenSeconds?: number }

const LONGEST = 500, MOST_BODY = 12 * 1024 * 1024;

export async function startSimulator({ perMinute = 600, tokenSeconds = 600 }: SimulatorOptions = {}): Promise<Simulator> {
  const appId = 'loa-mo-phong', secret = randomUUID(), posts = new Map<string, SimulatedPost>(), keys = new Map<string, { readonly id: string; readonly body: string }>(), tokens = new Map<string, number>(), faults: Fault[] = [];
  let requests = 0, minute = { began: 0, count: 0 }, number = 0;

  const server = createServer((request, response) => { answer(request, response).catch(() => response.destroy()); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // never keeps the program from ending
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`, permalink = (id: string): string => `${origin}/bai/${id}`;
  const shown = (post: SimulatedPost) => ({ post_id: post.id, permalink: permalink(post.id), state: post.removed ? 'removed' : 'live' });
  const send = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => { response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)); };
  const refuse = (response: ServerResponse, status: number, code: string, message: string, headers?: Record<string, string>): void => send(response, status, { error: { code, message } }, headers);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin), body = await read(request), page = /^\/bai\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (page) return look(response, posts.get(page));
    if (request.method === 'POST' && url.pathname === '/oauth/token') {
      if (body?.app_id !== appId || body?.app_secret !== secret) return refuse(response, 401, 'bad_credentials', 'app_id or app_secret is wrong');
      const token = randomUUID();
      tokens.set(token, Date.now() + tokenSeconds * 1000);
      return send(response, 200, { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds });
    }
    requests++;
    const fault = faults.shift();
    if (fault === 'silence-before') return;
    if (fault === 'error-before') return refuse(response, 500, 'internal', 'something went wrong');
    if (fault === 'repair') return refuse(response, 503, 'maintenance', 'back soon');
    if (fault === 'too-many' || overLimit()) return refuse(response, 429, 'rate_limited', 'too many requests', { 'retry-after': '90' });
    if (fault === 'refuse') return refuse(response, 422, 'content_refused', 'nội dung không được nhận');
    if (fault === 'nonsense') { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login'); return; }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1], until = token ? tokens.get(token) : undefined;
    if (fault === 'token-expired' || until === undefined || until <= Date.now()) return refuse(response, 401, 'token_expired', 'the token is no longer valid');
    const done = work(request, url, body);
    if (fault === 'silence-after') return;
    if (fault === 'error-after') return refuse(response, 502, 'bad_gateway', 'upstream closed the connection');
    send(response, done.status, done.body);
  }

  function work(request: IncomingMessage, url: URL, body: Record<string, unknown> | null): { readonly status: number; readonly body: object } {
    const error = (status: number, code: string, message: string) => ({ status, body: { error: { code, message } } }), one = /^\/v2\/posts\/([\w-]+)$/.exec(url.pathname)?.[1], key = request.headers['idempotency-key'];
    if (url.pathname === '/v2/posts' && request.method === 'GET') {
      const known = keys.get(url.searchParams.get('key') ?? '');
      return known ? { status: 200, body: { posts: [shown(posts.get(known.id)!)] } } : { status: 200, body: { posts: [] } };
    }
    if (url.pathname === '/v2/posts' && request.method === 'POST') {
      const message = String(body?.message ?? ''), text = JSON.stringify([message, body?.link]);
      if (typeof key !== 'string' || !key) return error(400, 'key_missing', 'Idempotency-Key is required');
      const known = keys.get(key);
      if (known) return known.body === text ? { status: 200, body: shown(posts.get(known.id)!) } : error(409, 'key_reused', 'this key was used with other content');
      if (!message || message.length > LONGEST) return error(422, 'message_length', `message must have 1 to ${LONGEST} characters`);
      const post: SimulatedPost = { id: `p${++number}`, message, link: String(body?.link ?? ''), picture: typeof body?.picture === 'string' ? Buffer.from(body.picture, 'base64').length : 0, removed: false, edits: 0 };
      posts.set(post.id, post);
      keys.set(key, { id: post.id, body: text });
      return { status: 201, body: shown(post) };
    }
    const post = one ? posts.get(one) : undefined;
    if (!post) return error(404, 'not_found', 'no such post');
    if (request.method === 'DELETE') { posts.set(post.id, { ...post, removed: true }); return { status: 200, body: { post_id: post.id, state: 'removed' } }; }
    if (post.removed) return error(410, 'gone', 'the post was removed');
    if (request.method === 'PATCH') { posts.set(post.id, { ...post, message: String(body?.message ?? post.message), edits: post.edits + 1 }); return { status: 200, body: shown(posts.get(post.id)!) }; }
    return { status: 200, body: shown(post) };
  }

  function overLimit(): boolean {
    const now = Date.now();
    if (now - minute.began >= 60_000) minute = { began: now, count: 0 };
    return ++minute.count > perMinute;
  }

  return {
    origin, appId, secret, posts: () => [...posts.values()], requests: () => requests, fail: (...more) => { faults.push(...more); },
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

async function read(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) { size += chunk.length; if (size > MOST_BODY) throw new Error('too much'); chunks.push(chunk); }
  try { return chunks.length ? JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown> : null; } catch { return null; }
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** A page to look at what was posted. */
function look(response: ServerResponse, post: SimulatedPost | undefined): void {
  const body = !post ? '<p>Không có bài này.</p>' : post.removed ? '<p>Bài đã gỡ.</p>' : `<p style="white-space:pre-wrap">${escape(post.message)}</p>`;
  response.writeHead(!post ? 404 : post.removed ? 410 : 200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" })
    .end(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Mạng xã hội mô phỏng</title></head><body><h1>Mạng xã hội mô phỏng</h1>${body}</body></html>`);
}
