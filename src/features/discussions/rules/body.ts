import { tidy } from '#kernel/vietnamese.ts';

/** Longest comment in characters. */
export const LONGEST = 4000;

/** Plain text with its line breaks: no control characters, none that turn the direction of reading, at most one empty line in a row. */
export const plainText = (typed: string): string =>
  tidy(typed).replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').replace(/ +\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim();

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string };

const LINK = /https?:\/\/[^\s<>"']+/giu;
/** What ends a sentence belongs to the sentence, not to the address before it. */
const TRAILING = /[.,;:!?…)\]}]+$/u;

/**
 * A comment cut into text, links and mentions, in order; put together again it is the same text. Only http and https become links, and only as the
 * URL parser reads them: what it refuses, or what names a user before the host, stays text.
 */
export function piecesOf(body: string, mentioned: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of body.matchAll(LINK)) {
    const text = withoutEnd(match[0]), href = safeHref(text);
    if (!href) continue;
    pieces.push(...withMentions(body.slice(from, match.index), mentioned), { kind: 'link', text, href });
    from = match.index + text.length;
  }
  return [...pieces, ...withMentions(body.slice(from), mentioned)];
}

/** "(xem https://a.vn/b)." → without ")."; "https://a.vn/b_(c)" keeps its own bracket. */
function withoutEnd(raw: string): string {
  const end = TRAILING.exec(raw)?.[0] ?? '', whole = raw.slice(0, raw.length - end.length);
  return end.startsWith(')') && whole.split('(').length > whole.split(')').length ? `${whole})` : whole;
}

function safeHref(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password && url.hostname.includes('.') ? url.href : null;
}

function withMentions(text: string, names: readonly string[]): Piece[] {
  const pieces: Piece[] = [], longest = names.toSorted((a, b) => b.length - a.length);
  let plain = '';
  for (let at = 0; at < text.length;) {
    const name = text[at] === '@' ? longest.find((one) => text.startsWith(one, at + 1)) : undefined;
    if (!name) { plain += text[at++]; continue; }
    if (plain) pieces.push({ kind: 'text', text: plain });
    plain = '';
    pieces.push({ kind: 'mention', text: `@${name}` });
    at += name.length + 1;
  }
  if (plain) pieces.push({ kind: 'text', text: plain });
  return pieces;
}
