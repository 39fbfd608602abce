import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes, type TreeAdapter, type DefaultTreeAdapterMap } from 'parse5';
import { MOST_DEPTH, MOST_ELEMENTS } from './tree.ts';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

class TooMuch extends Error {}

/**
 * The nodes of a page or a part of one, as a browser would see them; null when they are nested too deep or are too many. The parser looks back along its stack of
 * open elements for many tags, so the limits are kept while it works: they are what makes the time linear in the length.
 */
export function parseBody(html: string): readonly Node[] | null {
  let elements = 0;
  let depth = 0;
  const more = () => { if ((elements += 1) > MOST_ELEMENTS) throw new TooMuch(); };
  const adapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attrs) { more(); return defaultTreeAdapter.createElement(tagName, namespace, attrs); },
    createCommentNode(data) { more(); return defaultTreeAdapter.createCommentNode(data.length > 0 ? '' : data); },
    onItemPush() { if ((depth += 1) > MOST_DEPTH) throw new TooMuch(); },
    onItemPop() { depth -= 1; },
    // what is moved out of a table stands close to the end
    insertBefore(parent, node, reference) { parent.childNodes.splice(parent.childNodes.lastIndexOf(reference), 0, node); node.parentNode = parent; },
    detachNode(node) { const parent = node.parentNode; if (parent) { parent.childNodes.splice(parent.childNodes.lastIndexOf(node), 1); node.parentNode = null; } },
    insertTextBefore(parent, text, reference) {
      const before = parent.childNodes[parent.childNodes.lastIndexOf(reference) - 1];
      if (before && defaultTreeAdapter.isTextNode(before)) before.value += text;
      else adapter.insertBefore(parent, defaultTreeAdapter.createTextNode(text), reference);
    },
  };
  try {
    const document = parse(html, { treeAdapter: adapter });
    const root = document.childNodes.find((node): node is Element => node.nodeName === 'html');
    return root?.childNodes ?? [];
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

const LINES = new Set(['p', 'div', 'br', 'li', 'tr', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'ul', 'ol', 'blockquote', 'section', 'article', 'pre', 'hr', 'dd', 'dt']);
const SILENT = ['script', 'style', 'noscript', 'template', 'textarea', 'title', 'iframe', 'xmp', 'noembed', 'noframes'];

/** The letters alone, one line a block, in one pass without a tree: for what is too deep to be one. */
export function lettersOf(html: string): string {
  const parts: string[] = [], missing = new Set<string>(), lower = asciiLower(html);
  /** Nothing is looked for again once it is known not to come. */
  const find = (what: string, from: number): number => { if (missing.has(what)) return -1; const at = lower.indexOf(what, from); if (at < 0) missing.add(what); return at; };
  let at = 0;
  while (at < html.length) {
    const open = find('<', at);
    if (open < 0) break;
    parts.push(html.slice(at, open));
    if (html.startsWith('<!--', open)) { const end = find('-->', open + 4); at = end < 0 ? html.length : end + 3; continue; }
    const next = lower.charCodeAt(open + 1), letter = next >= 97 && next <= 122;
    if (!letter && next !== 0x2f && next !== 0x21 && next !== 0x3f) { parts.push('<'); at = open + 1; continue; }
    const end = tagEnd(html, open + 1), name = /^\/?([a-z0-9]*)/.exec(lower.slice(open + 1, open + 20))![1]!;
    parts.push(LINES.has(name) ? '\n' : '');
    at = end;
    if (letter && SILENT.includes(name)) { const close = find(`</${name}`, end); at = close < 0 ? html.length : close; }
  }
  if (at < html.length) parts.push(html.slice(at));
  return entities(parts.join(''));
}
const asciiLower = (text: string): string => (/[A-Z]/.test(text) ? text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32)) : text);
/** Behind the ">" that ends the tag: one inside quotation marks does not. */
function tagEnd(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const sign = html[at]!;
    if (quote) { if (sign === quote) quote = ''; } else if (sign === '>') return at + 1; else if ((sign === '"' || sign === "'") && html[at - 1] === '=') quote = sign;
  }
  return html.length;
}
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const entities = (text: string): string => text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos|nbsp));?/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
  if (name) return NAMED[name.toLowerCase()]!;
  const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
});
