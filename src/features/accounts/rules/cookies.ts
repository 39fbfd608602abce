/**
 * Which cookie carries a session, decided from how the request really came. `__Host-` cookies are Secure: browsers take
 * them over https, and on the machine itself (localhost) over http as well. Elsewhere on plain http nobody can sign in
 * unless the operator has said --insecure-lan; that has a cookie of its own, so that the two never mix.
 */
export interface Transport {
  /** As seen by the visitor: a proxy's word counts only when the operator trusts that proxy. */
  readonly scheme: 'http' | 'https';
  /** Host header, with port. */
  readonly host: string;
  /** LOA_PUBLIC_URL */
  readonly publicUrl: string | null;
  /** --insecure-lan */
  readonly insecureLan: boolean;
}

/** name: the session; device: "signed in here before"; flash: what the next page shows once. */
export type CookiePlan =
  | { readonly kind: 'secure'; readonly name: '__Host-loa'; readonly device: '__Host-loa-may'; readonly flash: '__Host-loa-hien' }
  | { readonly kind: 'lan'; readonly name: 'loa_lan'; readonly device: 'loa_lan_may'; readonly flash: 'loa_lan_hien' }
  | { readonly kind: 'refused' };

/** "[::1]:8080" → "[::1]"; "loa.tinh.gov.vn:443" → "loa.tinh.gov.vn" */
export function hostName(host: string): string {
  const lower = host.trim().toLowerCase();
  if (lower.startsWith('[')) return lower.slice(0, lower.indexOf(']') + 1);
  const colon = lower.indexOf(':');
  return colon < 0 ? lower : lower.slice(0, colon);
}
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

export function cookiePlan({ scheme, host, publicUrl, insecureLan }: Transport): CookiePlan {
  const name = hostName(host);
  if (scheme === 'https' || THIS_MACHINE.has(name) || behindHttps(name, publicUrl)) return { kind: 'secure', name: '__Host-loa', device: '__Host-loa-may', flash: '__Host-loa-hien' };
  return insecureLan ? { kind: 'lan', name: 'loa_lan', device: 'loa_lan_may', flash: 'loa_lan_hien' } : { kind: 'refused' };
}

/** The public address is https and this is its host: the visitor's browser speaks https to a proxy in front of us. */
function behindHttps(name: string, publicUrl: string | null): boolean {
  if (!publicUrl?.toLowerCase().startsWith('https://')) return false;
  return hostName(publicUrl.slice('https://'.length).split('/')[0]!) === name;
}

export type KeptPlan = Exclude<CookiePlan, { kind: 'refused' }>;

/** A Set-Cookie header. `maxAge` in seconds: 0 takes the cookie away; null ends it with the browser. */
export function setCookie(plan: KeptPlan, which: 'name' | 'device' | 'flash', value: string, maxAge: number | null): string {
  return [`${plan[which]}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', ...(plan.kind === 'secure' ? ['Secure'] : []), ...(maxAge === null ? [] : [`Max-Age=${maxAge}`])].join('; ');
}

/** The value of a cookie in a Cookie header; null when it is missing. Of two equal names the first counts, as browsers send the narrower path first. */
export function readCookie(header: string | undefined | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}
