import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { AppError } from '#kernel/app-error.ts';

/**
 * Turbo inserts the style of its progress bar when it loads and asks nobody; this is the hash of that one style, so that
 * the policy can stay without 'unsafe-inline' and pages stay equal for everybody. It changes with Turbo's version: a journey
 * that fails on any console error notices, and the browser's message prints the new value.
 */
const TURBO_STYLE = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

/** No inline script, no foreign origin, no frame around us. */
export const securityHeaders = (https: boolean): MiddlewareHandler => secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'", TURBO_STYLE], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'"],
    connectSrc: ["'self'"], mediaSrc: ["'self'"], formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"], manifestSrc: ["'self'"], objectSrc: ["'none'"],
  },
  // "no-referrer" would make browsers without JavaScript post with "Origin: null"
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: ['self'], geolocation: [], microphone: [] },
  crossOriginOpenerPolicy: https ? 'same-origin' : false,
  originAgentCluster: https ? '?1' : false,
  strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
});

/**
 * Cross-site request forgery: a change is taken only from a page of our own. Browsers say where a request comes from
 * (Sec-Fetch-Site, or Origin where that header is missing); a program with a bearer token is no browser with a cookie.
 * `fromAnywhere`: paths whose own key is the right to them and where nobody looks at a cookie (a mail server's click, RFC 8058).
 */
export const sameOrigin = (ownOrigins: (c: Context) => readonly string[], fromAnywhere: (path: string) => boolean = () => false): MiddlewareHandler => async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.header('authorization')?.startsWith('Bearer ')) return next();
  if (isOwn(c, ownOrigins(c)) || fromAnywhere(c.req.path)) return next();
  throw new AppError('forbidden', 'Yêu cầu không đến từ trang của hệ thống nên không được nhận. Hãy mở lại trang rồi làm lại.');
};

/** Does the request come from a page of ours? */
export function isOwn(c: Context, origins: readonly string[]): boolean {
  const origin = c.req.header('origin');
  return c.req.header('sec-fetch-site') === 'same-origin' || (origin !== undefined && origins.includes(origin));
}

/** Buckets in memory: `perMinute` on average, a burst of as much again. Old buckets are swept as they are met. */
export function rateLimiter(now: () => number, limits: { signedIn: number; address: number }): (key: { account: string | null; address: string }) => boolean {
  const buckets = new Map<string, { left: number; at: number }>();
  let sweepAt = 0;
  return ({ account, address }) => {
    const [key, perMinute] = account ? [`a:${account}`, limits.signedIn] : [`h:${address}`, limits.address];
    const time = now();
    if (time > sweepAt) {
      for (const [name, bucket] of buckets) if (time - bucket.at > 120_000) buckets.delete(name);
      sweepAt = time + 60_000;
    }
    const bucket = buckets.get(key) ?? { left: perMinute * 2, at: time };
    bucket.left = Math.min(perMinute * 2, bucket.left + ((time - bucket.at) / 60_000) * perMinute);
    bucket.at = time;
    buckets.set(key, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  };
}
