import { z } from 'zod';
import type { DriverAnswer, OutletDriver } from '../driver.ts';

/** Where the simulated network is, and who we are to it. */
export interface SimulatorAccount { readonly origin: string; readonly appId: string; readonly secret: string }

/** Longer than this nobody waits for an answer: it may have been done all the same. */
const PATIENCE = 10_000;

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const postShape = z.object({ post_id: z.string().min(1), permalink: z.string().optional() });
const errorShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

type Said = { readonly status: number; readonly body: unknown; readonly retryAfter: number | null } | { readonly status: null; readonly why: string };

/** The driver of the simulated network: the pattern for real ones. */
export function simulatorDriver(account: SimulatorAccount, patience = PATIENCE): OutletDriver {
  let token: string | null = null;

  async function ask(method: string, path: string, body: object | null, headers: Record<string, string> = {}): Promise<Said> {
    try {
      const response = await fetch(account.origin + path, { method, headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, body: body ? JSON.stringify(body) : null, signal: AbortSignal.timeout(patience), redirect: 'error' });
      const text = await response.text(), seconds = Number(response.headers.get('retry-after'));
      let parsed: unknown = null;
      try { parsed = JSON.parse(text); } catch { /* a page instead of an answer: judged by its shape below */ }
      return { status: response.status, body: parsed, retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : null };
    } catch (error) {
      return { status: null, why: (error as Error).name === 'TimeoutError' ? 'không trả lời kịp' : 'không nối được' };
    }
  }
  async function signIn(): Promise<Said | null> {
    const said = await ask('POST', '/oauth/token', { app_id: account.appId, app_secret: account.secret }), read = said.status === 200 ? tokenShape.safeParse(said.body) : null;
    if (!read?.success) return said;
    token = read.data.access_token;
    return null;
  }
  /** With a token, fetched when there is none and once more when it is no longer good. */
  async function call(method: string, path: string, body: object | null, headers: Record<string, string> = {}): Promise<Said> {
    for (let turn = 0; ; turn++) {
      if (!token) { const refused = await signIn(); if (refused) return refused; }
      const said = await ask(method, path, body, { ...headers, authorization: `Bearer ${token}` });
      if (said.status !== 401 || turn > 0) return said;
      token = null;
    }
  }

  return {
    post: async (order) => understood(await call('POST', '/v2/posts', content(order), { 'idempotency-key': order.key })),
    update: async (order) => understood(await call('PATCH', `/v2/posts/${encodeURIComponent(order.remoteId)}`, content(order), { 'idempotency-key': order.key })),
    async remove({ key, remoteId }) {
      const said = await call('DELETE', `/v2/posts/${encodeURIComponent(remoteId)}`, null, { 'idempotency-key': key });
      // what is not there any more is what was wanted
      return said.status === 404 || said.status === 410 ? { kind: 'done', remoteId, link: null } : understood(said);
    },
    async check(key) {
      const said = await call('GET', `/v2/posts?key=${encodeURIComponent(key)}`, null), read = said.status === 200 ? z.object({ posts: z.array(postShape) }).safeParse(said.body) : null;
      const [post] = read?.success ? read.data.posts : [];
      return post ? { remoteId: post.post_id, link: post.permalink ?? null } : null;
    },
  };
}

const content = ({ text, link, picture }: { readonly text: string; readonly link: string; readonly picture: Uint8Array | null }) => ({ message: text, link, picture: picture ? Buffer.from(picture).toString('base64') : null });

/** What an answer means: done, never, later, or nobody knows. */
function understood(said: Said): DriverAnswer {
  if (said.status === null) return { kind: 'unknown', words: said.why };
  const post = postShape.safeParse(said.body), words = errorShape.safeParse(said.body).data?.error.message ?? `mã ${said.status}`;
  if ((said.status === 200 || said.status === 201) && post.success) return { kind: 'done', remoteId: post.data.post_id, link: post.data.permalink ?? null };
  if (said.status === 429 || said.status === 503) return { kind: 'later', words, afterSeconds: said.retryAfter };
  // signed out, or keys changed: a person has to look, but not at the content
  if (said.status === 401 || said.status === 403) return { kind: 'later', words: `không đăng nhập được vào kênh (${words})`, afterSeconds: null };
  if (said.status >= 400 && said.status < 500) return { kind: 'refused', words };
  return { kind: 'unknown', words: said.status < 300 ? 'trả lời không hiểu được' : words };
}
