/**
 * HTML as the editor shows it: built anew from the few elements that an article has. The server reads everything once more when it is saved;
 * this keeps what somebody typed or pasted from acting in the editor's own window.
 */
const KEPT: Readonly<Record<string, string>> = {
  H1: 'h2', H2: 'h2', H3: 'h3', H4: 'h4', H5: 'h4', H6: 'h4', P: 'p', UL: 'ul', OL: 'ol', LI: 'li', BLOCKQUOTE: 'blockquote', TABLE: 'table', CAPTION: 'caption', THEAD: 'thead', TBODY: 'tbody', TR: 'tr', TH: 'th', TD: 'td', FIGURE: 'figure', FIGCAPTION: 'figcaption', IMG: 'img',
  A: 'a', STRONG: 'strong', B: 'strong', EM: 'em', I: 'em', SUB: 'sub', SUP: 'sup', BR: 'br', DIV: 'p',
};
const GONE = new Set(['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'TEMPLATE', 'NOSCRIPT', 'TEXTAREA', 'SELECT', 'INPUT', 'BUTTON', 'VIDEO', 'AUDIO', 'CANVAS', 'LINK', 'META', 'TITLE', 'BASE', 'SVG', 'MATH']);
const SAFE = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\]))/i;
export const isSafeAddress = (href: string): boolean => SAFE.test(href.trim());

/** Nodes for the editor out of HTML; nothing in them runs or is loaded from elsewhere. */
export function cleaned(html: string): DocumentFragment {
  const out = document.createDocumentFragment();
  copy(new DOMParser().parseFromString(html, 'text/html').body, out, 0);
  return out;
}

function copy(from: Node, to: Node, depth: number): void {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) { to.appendChild(document.createTextNode(node.nodeValue ?? '')); continue; }
    if (!(node instanceof Element) || depth > 100) continue;
    const name = node.tagName.toUpperCase();
    if (GONE.has(name)) continue;
    // a box that holds other blocks is only a box
    const tag = name === 'DIV' && node.querySelector('p, div, ul, ol, table, h1, h2, h3, h4, blockquote, figure') ? undefined : KEPT[name];
    if (!tag) { copy(node, to, depth + 1); continue; }
    const made = document.createElement(tag);
    for (const [attribute, value] of attributesOf(tag, node)) made.setAttribute(attribute, value);
    if (tag === 'img' && !made.hasAttribute('data-file')) continue;
    copy(node, made, depth + 1);
    to.appendChild(made);
  }
}

function attributesOf(tag: string, node: Element): [string, string][] {
  const take = (name: string, test: RegExp): [string, string][] => { const value = node.getAttribute(name)?.trim(); return value && test.test(value) ? [[name, value]] : []; };
  switch (tag) {
    case 'a': return take('href', SAFE);
    case 'img': return [...take('data-file', /^[0-9a-f]{64}$/), ...take('src', /^(?:\/(?![/\\])|blob:)/), ['alt', node.getAttribute('alt') ?? '']];
    case 'td': case 'th': return [...take('colspan', /^\d{1,2}$/), ...take('rowspan', /^\d{1,3}$/)];
    case 'ol': return [...take('start', /^\d{1,4}$/), ...take('type', /^[1aiAI]$/)];
    default: return [];
  }
}

/** Plain text as the server would read it: a blank line ends a paragraph, "- " starts an item. */
export function fromPlainText(text: string): DocumentFragment {
  const out = document.createDocumentFragment();
  for (const part of text.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const lines = part.split('\n').map((line) => line.trim()).filter(Boolean);
    if (lines.length === 0) continue;
    if (lines.every((line) => /^[-•*] +\S/.test(line))) {
      const list = document.createElement('ul');
      for (const line of lines) list.appendChild(document.createElement('li')).textContent = line.replace(/^[-•*] +/, '');
      out.appendChild(list);
      continue;
    }
    const paragraph = document.createElement('p');
    lines.forEach((line, at) => { if (at > 0) paragraph.append(document.createElement('br')); paragraph.append(line); });
    out.appendChild(paragraph);
  }
  return out;
}

/** The same question that the server asks of a plain field. */
export const looksLikeHtml = (text: string): boolean => /<(?:p|h[1-6]|ul|ol|li|table|blockquote|figure|img|div|br|a|strong|b|em|i|span)(?:\s[^<]{0,400})?\/?>/i.test(text);
