/** Parameters that only say how somebody came to the page. */
const TRACKING = ['fbclid', 'gclid', 'zarsrc', 'igshid', 'mc_cid', 'mc_eid', 'ref', 'ref_src', 'si'];

/**
 * The form by which the same link is recognised again: no tracking parameters, no fragment, no "www." or "m.", host in
 * lower case, parameters in order. Null when the text is no http(s) address.
 */
export function canonicalLink(text: string): string | null {
  let url: URL;
  try { url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`); } catch { return null; }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (!url.hostname.includes('.') || url.username || url.password) return null;
  const host = url.hostname.toLowerCase().replace(/^(www|m|mobile)\./, '');
  const parameters = [...url.searchParams].filter(([name]) => !name.startsWith('utm_') && !TRACKING.includes(name)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = new URLSearchParams(parameters).toString();
  const path = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname;
  return `${host}${url.port ? `:${url.port}` : ''}${path}${query ? `?${query}` : ''}`;
}

/** The address as it is opened: with the protocol the person left out. */
export const openableLink = (text: string): string => (/^https?:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
