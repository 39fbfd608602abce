/**
 * A small XML reader for the parts of an office file: elements, attributes, text, CDATA. Comments, processing instructions and document
 * types are stepped over, and only the five predefined entities and character numbers are known: nothing can expand or be fetched.
 * One pass, linear; a depth beyond 400 is refused, so that walking the tree may recurse.
 */
import { refusals } from './refusals.ts';

export interface XmlElement { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: (XmlElement | string)[] }

const MAX_DEPTH = 400;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element. Throws AppError (broken) when the text is no well-formed XML. */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [root];
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf('<', at);
    const top = open[open.length - 1]!;
    if (tag < 0) break;
    if (tag > at && open.length > 1) top.children.push(unescape(text.slice(at, tag)));
    if (text.startsWith('<!--', tag)) { at = after(text, '-->', tag + 4); continue; }
    if (text.startsWith('<![CDATA[', tag)) { at = after(text, ']]>', tag + 9); top.children.push(text.slice(tag + 9, at - 3)); continue; }
    if (text[tag + 1] === '?' || text[tag + 1] === '!') { at = after(text, '>', tag + 2); continue; }
    const end = tagEnd(text, tag + 1);
    if (text[tag + 1] === '/') {
      if (open.length === 1 || top.name !== text.slice(tag + 2, end).trimEnd()) throw refusals.broken('Word');
      open.pop();
    } else {
      const empty = text[end - 1] === '/';
      const element = startTag(text.slice(tag + 1, empty ? end - 1 : end));
      top.children.push(element);
      if (!empty) open.push(element);
      if (open.length > MAX_DEPTH) throw refusals.unsafeZip();
    }
    at = end + 1;
  }
  const first = root.children.find((child): child is XmlElement => typeof child !== 'string');
  if (open.length !== 1 || !first) throw refusals.broken('Word');
  return first;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw refusals.broken('Word');
  return at + mark.length;
}

/** The ">" that ends a tag: not one inside quotes. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let i = from; i < text.length; i += 1) {
    const c = text[i]!;
    if (quote !== '') { if (c === quote) quote = ''; } else if (c === '"' || c === "'") quote = c; else if (c === '>') return i;
  }
  throw refusals.broken('Word');
}

function startTag(inside: string): XmlElement {
  let at = 0;
  const blank = (c: string | undefined): boolean => c === ' ' || c === '\n' || c === '\t' || c === '\r';
  while (at < inside.length && !blank(inside[at])) at += 1;
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  const name = inside.slice(0, at);
  while (at < inside.length) {
    while (blank(inside[at])) at += 1;
    const equals = inside.indexOf('=', at);
    if (equals < 0) break;
    const key = inside.slice(at, equals).trim();
    at = equals + 1;
    while (blank(inside[at])) at += 1;
    const quote = inside[at];
    const end = quote === '"' || quote === "'" ? inside.indexOf(quote, at + 1) : -1;
    if (end < 0) throw refusals.broken('Word');
    attributes[key] = unescape(inside.slice(at + 1, end));
    at = end + 1;
  }
  return { name, attributes, children: [] };
}

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  let result = '', at = 0;
  while (at < text.length) {
    const mark = text.indexOf('&', at);
    if (mark < 0) break;
    result += text.slice(at, mark);
    let end = mark + 1;
    while (end < text.length && end - mark < 12 && text[end] !== ';') end += 1;
    const value = text[end] === ';' ? entity(text.slice(mark + 1, end)) : null;
    result += value ?? '&';
    at = value === null ? mark + 1 : end + 1;
  }
  return result + text.slice(at);
}
function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name] ?? null;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

// ---- walking ----
export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string';
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((node): node is XmlElement => isElement(node) && node.name === name);
export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  (element?.children.filter((node): node is XmlElement => isElement(node) && node.name === name) ?? []);
/** w:val of a child: <w:jc w:val="center"/> → "center"; undefined when there is no such child. */
export const valueOf = (element: XmlElement | undefined, name: string): string | undefined => {
  const found = child(element, name);
  return found === undefined ? undefined : found.attributes['w:val'] ?? '';
};
/** A switch like <w:b/>: undefined when not given. */
export const switchOf = (element: XmlElement | undefined, name: string): boolean | undefined => {
  const value = valueOf(element, name);
  return value === undefined ? undefined : !['0', 'false', 'off', 'none'].includes(value);
};
