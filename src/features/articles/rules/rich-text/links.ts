import { MOST_HREF } from './tree.ts';

/** Control signs, blanks and marks that no reader sees: browsers skip some of them inside a scheme ("java\nscript:"). */
const UNSEEN = /[\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff\ufff0-\uffff]/g;
/** What browsers take away at either end of an address. */
const isEdge = (sign: string): boolean => sign <= ' ' || sign === '\u00a0' || sign === '\ufeff';
function trimmed(text: string): string {
  let from = 0, to = text.length;
  while (from < to && isEdge(text[from]!)) from += 1;
  while (to > from && isEdge(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

/**
 * The address in the one form in which it may stand in a page, or null: http, https, mailto, tel and our own paths. Checked when it is
 * read and once more when it is written. The answer given again gives itself.
 */
export function safeHref(written: string): string | null {
  let text = trimmed(written.toWellFormed());
  if (text === '' || text.length > MOST_HREF * 3) return null;
  for (let hops = 0; hops < 4; hops += 1) {
    const href = oneAddress(text);
    if (href === null || href.length > MOST_HREF) return null;
    const inside = wrapped(href);
    if (inside === null) return href;
    text = inside;
  }
  return null;
}

function oneAddress(text: string): string | null {
  if (/^[/\\]/.test(text)) return ownPath(text);
  const colon = text.indexOf(':');
  if (colon < 0) return /^www\.[a-z0-9-]/i.test(text) ? web(`https://${text}`) : null;
  const scheme = text.slice(0, colon);
  // Only the four plain words: whatever hides behind blanks, other alphabets or escapes is none of them.
  switch (scheme.toLowerCase()) {
    case 'http': case 'https': return web(text);
    case 'mailto': { const to = text.slice(7).replace(/\?.*$/s, '').replace(UNSEEN, ''); return /^[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,200}$/i.test(to) ? `mailto:${to}` : null; }
    case 'tel': { const number = text.slice(4).replace(/[\s().-]/g, ''); return /^\+?[0-9]{3,15}$/.test(number) ? `tel:${number}` : null; }
    default: return null;
  }
}

function web(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // "https://cong-dich-vu.gov.vn@xau.example": the part before @ is there to mislead
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.href;
}

/** A path of this server. Dots and back slashes are resolved first: "/..//la.example" would otherwise leave it. */
function ownPath(text: string): string | null {
  const home = 'https://home.invalid';
  if (!URL.canParse(text, home)) return null;
  const url = new URL(text, home), path = `${url.pathname}${url.search}${url.hash}`;
  return url.origin === home && !path.startsWith('//') && !path.includes('\\') && isStill(path, home) ? path : null;
}
const isStill = (path: string, home: string): boolean => URL.canParse(path, home) && new URL(path, home).origin === home;

/** Google Docs and Facebook send readers through themselves; the address meant is a parameter. */
function wrapped(href: string): string | null {
  if (!href.startsWith('http')) return null;
  const url = new URL(href);
  if (url.hostname === 'www.google.com' && url.pathname === '/url') return url.searchParams.get('q') ?? url.searchParams.get('url');
  if (/^lm?\.facebook\.com$/.test(url.hostname) && url.pathname === '/l.php') return url.searchParams.get('u');
  return null;
}

export const isOutside = (href: string): boolean => href.startsWith('http');
