import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Config } from '#platform/config.ts';

/** How the request really came: a proxy is believed only when the operator named it. */
export function connectionOf(c: Context, config: Config): { scheme: 'http' | 'https'; host: string; address: string } {
  const peer = peerAddress(c);
  const trusted = config.trustedProxies.includes(peer) || (config.trustedProxies.includes('loopback') && (peer === '127.0.0.1' || peer === '::1'));
  const forwarded = trusted ? c.req.header('x-forwarded-for')?.split(',').pop()?.trim() : undefined;
  const scheme = (trusted && c.req.header('x-forwarded-proto')) || (config.tls ? 'https' : new URL(c.req.url).protocol.slice(0, -1));
  return { scheme: scheme === 'https' ? 'https' : 'http', host: c.req.header('host') ?? '', address: forwarded ?? peer };
}

/** Origins a form of ours may come from. */
export function ownOrigins(c: Context, config: Config): readonly string[] {
  const { scheme, host } = connectionOf(c, config);
  return [`${scheme}://${host}`, ...(config.publicUrl ? [new URL(config.publicUrl).origin] : [])];
}

function peerAddress(c: Context): string {
  try { return (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/, ''); } catch { return ''; }
}
