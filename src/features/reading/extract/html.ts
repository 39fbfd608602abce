/**
 * HTML → blocks. Hidden things are dropped; a table gives cells with coordinates (spans counted), an outer table that only lays out the
 * page (one cell, or other tables inside) counts as plain blocks; list numbers and bullets, which HTML does not contain, are written.
 */
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { SourceText } from '../rules/source-text.ts';
import { betterReading } from './legacy-letters.ts';
import { decodeText } from './decode-text.ts';
import { listNumber } from './list-number.ts';
import { isFootnoteMark, paragraphList, superscript } from './paragraphs.ts';
import { warnings } from './refusals.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const BLOCKS = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'ul', 'ol', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption', 'section',
  'article', 'header', 'footer', 'main', 'aside', 'nav', 'blockquote', 'pre', 'dl', 'dt', 'dd', 'form', 'fieldset', 'figure', 'figcaption', 'center', 'address', 'hr', 'body', 'html', 'details', 'summary']);
const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'head', 'iframe', 'object', 'svg', 'math', 'select', 'option', 'button', 'input', 'textarea', 'audio', 'video', 'canvas', 'title', 'nav']);
const BOLD = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

interface Cell { table: number; row: number; column: number; rows?: number; columns?: number; header?: boolean }
interface Around { bold: boolean; centred: boolean; pre: boolean; cell: Cell | null; heading: boolean; sup: boolean; footnote: boolean }
interface List { readonly ordered: boolean; readonly type: string; next: number }

export function extractHtml(bytes: Uint8Array): SourceText {
  const decoded = decodeHtml(bytes);
  const document = parse(decoded.text);
  const out = paragraphList();
  let text = '', boldLetters = 0, plainLetters = 0, marker = '', table = -1;
  let shape: Around = { bold: false, centred: false, pre: false, cell: null, heading: false, sup: false, footnote: false };

  const flush = (): void => {
    const line = text.replace(/[ \t\n\r\f]+/g, ' ').trim();
    if (line !== '' || marker !== '') {
      if (line !== '') {
        const list = marker !== '' || shape.footnote ? marker : '';
        out.add({
          text: `${list}${line}`, cell: shape.cell, centred: shape.centred, bold: boldLetters > 0 && plainLetters <= boldLetters * 0.1,
          style: shape.footnote ? 'footnote' : shape.cell ? 'table-cell' : shape.heading ? 'heading' : list !== '' ? 'list' : null,
        });
        marker = '';
      }
    }
    text = ''; boldLetters = 0; plainLetters = 0;
  };
  const write = (value: string, around: Around): void => {
    if (around.pre && value.includes('\n')) {
      value.split('\n').forEach((part, index) => { if (index > 0) flush(); write(part, { ...around, pre: false }); });
      return;
    }
    if (value.trim() !== '') { if (around.bold) boldLetters += value.length; else plainLetters += value.length; }
    text += around.sup && isFootnoteMark(value) ? superscript(value) : value;
  };

  // An explicit stack: a document nested ten thousand deep must not end the process.
  type Step = { node: Node; around: Around; list: List | null } | { leave: () => void };
  const stack: Step[] = [];
  const push = (nodes: readonly Node[], around: Around, list: List | null): void => {
    for (let i = nodes.length - 1; i >= 0; i -= 1) stack.push({ node: nodes[i]!, around, list });
  };
  push(document.childNodes, shape, null);
  while (stack.length > 0) {
    const step = stack.pop()!;
    if ('leave' in step) { step.leave(); continue; }
    const { node, around, list } = step;
    if (node.nodeName === '#text') { write((node as DefaultTreeAdapterTypes.TextNode).value, around); continue; }
    if (!('tagName' in node)) continue;
    const element = node as Element, tag = element.tagName;
    if (DROPPED.has(tag) || isHidden(element)) continue;
    if (tag === 'br') { flush(); continue; }
    const style = (attribute(element, 'style') ?? '').toLowerCase().replaceAll(' ', '');
    const inner: Around = {
      ...around, bold: (around.bold || BOLD.has(tag) || style.includes('font-weight:bold') || /font-weight:[6-9]00/.test(style)) && !style.includes('font-weight:normal'),
      centred: isCentred(tag, element, style) ?? around.centred, pre: around.pre || tag === 'pre' || style.includes('white-space:pre'),
      sup: around.sup || tag === 'sup', heading: around.heading || /^h[1-6]$/.test(tag),
      footnote: around.footnote || (attribute(element, 'class') ?? '').toLowerCase().includes('footnote') && (tag === 'li' || tag === 'p' || tag === 'div'),
    };
    if (!BLOCKS.has(tag)) { push(element.childNodes, inner, list); continue; }

    flush();
    const outer = shape;
    shape = inner;
    stack.push({ leave: () => { flush(); shape = outer; } });
    if (tag === 'table') {
      const rows = rowsOf(element);
      if (isPageLayout(element, rows)) { push(element.childNodes, inner, null); continue; }
      table += 1;
      const number = table;
      const cells = gridOf(rows, number);
      for (let i = cells.length - 1; i >= 0; i -= 1) {
        const { element: cell, at } = cells[i]!, around = { ...inner, cell: at, bold: inner.bold || cell.tagName === 'th', centred: isCentred(cell.tagName, cell, (attribute(cell, 'style') ?? '').replaceAll(' ', '')) ?? inner.centred };
        stack.push({ leave: () => { if (!hasText(cell)) out.add({ text: '', cell: at, style: 'table-cell' }); flush(); shape = inner; } });
        push(cell.childNodes, around, null);
        stack.push({ leave: () => { flush(); shape = around; } });
      }
      const caption = element.childNodes.find((child) => child.nodeName === 'caption');
      if (caption) push([caption], inner, null);
      continue;
    }
    if (tag === 'ol' || tag === 'ul') {
      push(element.childNodes, inner, { ordered: tag === 'ol', type: attribute(element, 'type') ?? styleType(style), next: Number(attribute(element, 'start') ?? 1) || 1 });
      continue;
    }
    if (tag === 'li' && list) {
      const value = Number(attribute(element, 'value'));
      if (value) list.next = value;
      marker = list.ordered ? listNumber(list.next, list.type) : style.includes('list-style-type:none') || list.type === 'none' ? '' : '- ';
      list.next += 1;
    }
    push(element.childNodes, inner, list);
  }
  flush();
  return { kind: 'html', paragraphs: out.all, warnings: decoded.legacy ? [warnings.legacyEncoding(decoded.legacy)] : [] };
}

/** The declared encoding is believed only when it is a known single-byte one; else the bytes decide. */
function decodeHtml(bytes: Uint8Array): { text: string; legacy: string | null } {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1').toLowerCase(), at = head.indexOf('charset=');
  const named = at < 0 ? '' : head.slice(at + 8, at + 30).replace(/^["']/, '');
  if (named.startsWith('windows-1258')) {
    const text = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
    return betterReading([{ name: null, text }], new TextDecoder('windows-1252').decode(bytes));
  }
  return decodeText(bytes);
}

const attribute = (element: Element, name: string): string | undefined => element.attrs.find((a) => a.name === name)?.value;
const isHidden = (element: Element): boolean => {
  const style = (attribute(element, 'style') ?? '').toLowerCase().replaceAll(' ', '');
  return attribute(element, 'hidden') !== undefined || style.includes('display:none') || style.includes('visibility:hidden') || style.includes('mso-hide:all');
};
function isCentred(tag: string, element: Element, style: string): boolean | null {
  const align = (attribute(element, 'align') ?? '').toLowerCase();
  if (tag === 'center' || align === 'center' || style.toLowerCase().includes('text-align:center')) return true;
  return align !== '' || style.toLowerCase().includes('text-align:') ? false : null;
}
const styleType = (style: string): string =>
  style.includes('list-style-type:none') || style.includes('list-style:none') ? 'none' : style.includes('lower-alpha') || style.includes('lower-latin') ? 'a'
    : style.includes('upper-alpha') || style.includes('upper-latin') ? 'A' : style.includes('lower-roman') ? 'i' : style.includes('upper-roman') ? 'I' : '1';

/** Rows of this table, without those of tables inside it. */
function rowsOf(table: Element): Element[] {
  const rows: Element[] = [];
  for (const child of table.childNodes) {
    if (child.nodeName === 'tr') rows.push(child as Element);
    else if (['thead', 'tbody', 'tfoot'].includes(child.nodeName)) for (const row of (child as Element).childNodes) if (row.nodeName === 'tr') rows.push(row as Element);
  }
  return rows.filter((row) => !isHidden(row));
}
const cellsOf = (row: Element): Element[] => row.childNodes.filter((cell) => cell.nodeName === 'td' || cell.nodeName === 'th') as Element[];

function isPageLayout(table: Element, rows: readonly Element[]): boolean {
  return rows.every((row) => cellsOf(row).length <= 1) || contains(table, 'table');
}
function contains(root: Element, tag: string): boolean {
  const stack: Node[] = [...root.childNodes];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.nodeName === tag) return true;
    if ('childNodes' in node) for (const child of node.childNodes) stack.push(child);
  }
  return false;
}
function hasText(root: Element): boolean {
  const stack: Node[] = [...root.childNodes];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.nodeName === '#text' && (node as DefaultTreeAdapterTypes.TextNode).value.trim() !== '') return true;
    if ('childNodes' in node) for (const child of node.childNodes) stack.push(child);
  }
  return false;
}

/** Coordinates of every cell, as HTML reckons them: a cell takes the first free column of its row. */
function gridOf(rows: readonly Element[], table: number): { element: Element; at: Cell }[] {
  const cells: { element: Element; at: Cell }[] = [];
  const busyUntil: number[] = []; // by column: first row that is free again
  rows.forEach((row, index) => {
    let column = 0;
    for (const element of cellsOf(row)) {
      while ((busyUntil[column] ?? 0) > index) column += 1;
      const columns = span(element, 'colspan', 100), height = span(element, 'rowspan', rows.length - index);
      for (let i = column; i < column + columns; i += 1) busyUntil[i] = index + height;
      const header = element.tagName === 'th' || row.parentNode?.nodeName === 'thead';
      if (!isHidden(element)) cells.push({ element, at: { table, row: index, column, ...(height > 1 && { rows: height }), ...(columns > 1 && { columns }), ...(header && { header }) } });
      column += columns;
    }
  });
  return cells;
}
const span = (element: Element, name: string, most: number): number => Math.max(1, Math.min(most, Number.parseInt(attribute(element, name) ?? '1', 10) || 1));
