import { lookup } from 'node:dns/promises';
import { request as askPlain, type IncomingMessage } from 'node:http';
import { request as askSecure } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What a host name stands for. */
export type Resolve = (host: string) => Promise<readonly string[]>;
export interface Asking {
  readonly resolve: Resolve;
  /** May this IP address be asked? Tests say yes to their own. */
  readonly allowed: (address: string) => boolean;
  /** For one address with all its redirects. */
  readonly timeoutMs: number;
}
export const ASKING: Asking = { resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address), allowed: isPublicAddress, timeoutMs: 10_000 };

/** `answered`: a server spoke. `silent`: nobody did. `barred`: we do not go there: another scheme, or an address inside. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; /** Where it permanently stands now. */ readonly moved: string | null }
  | { readonly kind: 'silent'; readonly why: 'no-name' | 'no-connection' | 'timeout' }
  | { readonly kind: 'barred' };

const MOST_REDIRECTS = 5;
const AGENT = 'Loa (kiem tra lien ket)';

/**
 * Whether something stands at an address that somebody wrote. Every host is looked up by us, each address it has must be one that may be asked, and the connection goes to
 * exactly the address that was looked at, so that a name cannot mean one thing to the check and another to the connection; each redirect is looked at anew. Nothing of
 * the page is read.
 */
export async function ask(href: string, asking: Asking): Promise<Answer> {
  const signal = AbortSignal.timeout(asking.timeoutMs);
  let address = href, permanent = true, moved: string | null = null;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const one = await once(address, asking, signal);
    if (one.kind !== 'answered' || one.location === null) return one.kind === 'answered' ? { kind: 'answered', status: one.status, moved } : one;
    const next = URL.parse(one.location, address);
    if (!next) return { kind: 'answered', status: 502, moved: null };
    permanent &&= one.status === 301 || one.status === 308;
    address = next.href;
    if (permanent) moved = address;
  }
  return { kind: 'answered', status: 508, moved: null };
}

type Once = { readonly kind: 'answered'; readonly status: number; readonly location: string | null } | Exclude<Answer, { kind: 'answered' }>;

async function once(href: string, { resolve, allowed }: Asking, signal: AbortSignal): Promise<Once> {
  const url = URL.parse(href);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username || url.password) return { kind: 'barred' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let addresses: readonly string[];
  try { addresses = isIP(host) ? [host] : await resolve(host); } catch { return { kind: 'silent', why: 'no-name' }; }
  if (!addresses.length) return { kind: 'silent', why: 'no-name' };
  if (!addresses.every(allowed)) return { kind: 'barred' };
  try {
    const head = await send(url, addresses[0]!, 'HEAD', signal);
    // many servers do not know HEAD, or answer it wrongly
    return head.status < 400 || head.status === 410 ? head : await send(url, addresses[0]!, 'GET', signal);
  } catch (error) {
    return { kind: 'silent', why: signal.aborted || (error as Error).name === 'TimeoutError' ? 'timeout' : 'no-connection' };
  }
}

const send = (url: URL, address: string, method: 'HEAD' | 'GET', signal: AbortSignal) => new Promise<Extract<Once, { kind: 'answered' }>>((resolve, reject) => {
  const take = (answer: IncomingMessage): void => {
    answer.destroy();
    const status = answer.statusCode ?? 0;
    resolve({ kind: 'answered', status, location: status >= 300 && status < 400 ? answer.headers.location ?? null : null });
  };
  const family = isIP(address) as 4 | 6;
  (url.protocol === 'https:' ? askSecure : askPlain)(url, {
    method, signal, agent: false, headers: { 'user-agent': AGENT, accept: '*/*' },
    lookup: (_host, options, found) => { if (options.all) (found as unknown as (error: null, all: { address: string; family: number }[]) => void)(null, [{ address, family }]); else found(null, address, family); },
  }, take).on('error', reject).end();
});
