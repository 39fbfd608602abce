import { headingInlines, joined, onOneLine, paragraphs, settled, small, withItem, type RawBlock } from './blocks.ts';
import { oneLine, textOf } from './inlines.ts';
import { checkLength } from './limits.ts';
import { leftOut, type LeftOut } from './left-out.ts';
import { safeHref } from './links.ts';
import { lettersOf, parseBody, type Element, type Node } from './parse.ts';
import { readTable } from './read-table.ts';
import { linesToBlocks } from './read-text.ts';
import { BREAK, type Block, type Figure, type Inline, type Item, type List, type ListStyle, type Mark, type RichText } from './tree.ts';
import { isHidden, markerStyle, styleOf, wordLevel, type Style } from './word.ts';

interface Look { readonly marks: ReadonlySet<Mark>; readonly href: string | null; readonly pre: boolean }
const PLAIN: Look = { marks: new Set(), href: null, pre: false };

const BLOCKS = new Set(['p', 'div', 'section', 'article', 'header', 'footer', 'main', 'aside', 'nav', 'address', 'center', 'details', 'summary', 'fieldset', 'legend', 'form', 'dl', 'dd', 'dt', 'hgroup', 'search', 'dialog',
  'pre', 'listing', 'plaintext', 'hr', 'body', 'frameset', 'td', 'th', 'tr', 'tbody', 'thead', 'tfoot', 'caption', 'figcaption', 'li', 'dir', 'menu', 'marquee']);
const SILENT = new Set(['style', 'meta', 'link', 'base', 'title', 'noscript', 'template', 'xml', 'datalist', 'map', 'area', 'param', 'source', 'track', 'col', 'colgroup', 'noembed', 'noframes', 'frame', 'rp']);
const FRAMES = new Set(['iframe', 'object', 'embed', 'applet', 'video', 'audio', 'portal', 'bgsound']);
const FORMS = new Set(['input', 'button', 'select', 'textarea', 'option', 'optgroup', 'meter', 'progress', 'output', 'keygen', 'isindex']);
const DRAWINGS = new Set(['svg', 'math', 'canvas']);
const STRONG = new Set(['b', 'strong', 'dt']), SLANTED = new Set(['i', 'em', 'cite', 'dfn', 'var', 'address']);

export function readHtml(html: string): { doc: RichText; removed: readonly string[]; left: string } {
  const left = leftOut(), nodes = parseBody(html);
  if (!nodes) {
    const lines = lettersOf(html).split('\n').map((line) => line.trim()).filter(Boolean), words = lines.join('\n');
    checkLength(words.length, lines.length);
    left.note('form');
    return { doc: { blocks: linesToBlocks(words) }, removed: left.sentences(), left: left.code() };
  }
  const blocks = settled(readBlocks(nodes, PLAIN, left));
  return { doc: { blocks }, removed: left.sentences(), left: left.code() };
}

function readBlocks(nodes: readonly Node[], look: Look, left: LeftOut): Block[] {
  const flow = new Flow(left);
  for (const node of nodes) flow.take(node, look);
  return flow.end();
}

class Flow {
  private blocks: RawBlock[] = [];
  private runs: Inline[] = [];
  /** The number or bullet that Word printed before the paragraph being read. */
  private marker: string | null = null;
  constructor(private readonly left: LeftOut) {}

  end(): Block[] { this.flush(); return joined(this.blocks); }
  private flush(): void { if (this.runs.length > 0) { for (const block of paragraphs(this.runs)) this.blocks.push(block); this.runs = []; } }
  private add(blocks: readonly RawBlock[]): void { this.flush(); for (const block of blocks) this.blocks.push(block); }
  private all(nodes: readonly Node[], look: Look): void { for (const node of nodes) this.take(node, look); }

  take(node: Node, around: Look): void {
    if (node.nodeName === '#text') { this.text((node as { value: string }).value, around); return; }
    if (!('tagName' in node)) return;
    const tag = node.tagName, { left } = this;
    if (SILENT.has(tag)) return;
    if (tag === 'script') { left.note('code'); return; }
    if (FRAMES.has(tag)) { left.note('frames'); return; }
    if (FORMS.has(tag)) { if (attribute(node, 'type') !== 'hidden') left.note('forms'); return; }
    if (DRAWINGS.has(tag) || tag.startsWith('v:')) { left.note('drawings'); return; }
    if (tag === 'del' && attribute(node, 'datetime') !== undefined) { left.note('deleted'); return; }
    const style = styleOf(node);
    if (node.attrs.some(({ name }) => name.startsWith('on'))) left.note('code');
    if (isHidden(node, style)) { if (hasWords(node)) left.note('hidden'); return; }
    if (style.looks || tag === 'font' || tag === 'u') left.note('looks');
    const look = this.lookOf(node, tag, style, around);
    switch (tag) {
      case 'br': this.runs.push(BREAK); return;
      case 'img': case 'image': this.picture(node); return;
      case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': this.heading(node, Number(tag[1]), look); return;
      case 'ul': case 'ol': case 'menu': case 'dir': this.list(node, tag === 'ol', style, look); return;
      case 'table': this.add(readTable(node, (nodes) => readBlocks(nodes, look, left), left)); return;
      case 'blockquote': this.quote(node, look); return;
      case 'figure': this.figure(node, look); return;
      case 'li': this.add([{ kind: 'list', style: 'bullet', start: 1, items: this.items([node], look) }].filter((list) => list.items.length > 0) as List[]); return;
    }
    const level = tag === 'p' || tag === 'div' ? wordLevel(style) : null;
    if (level !== null) { this.wordItem(node, level, look); return; }
    if (style.ignored && this.marker !== null) { this.marker = oneLine(wordsIn(node)); return; }
    if (!BLOCKS.has(tag)) { this.all(node.childNodes, look); return; }
    this.flush();
    this.all(node.childNodes, look);
    this.flush();
  }

  private text(value: string, { marks, href, pre }: Look): void {
    if (!pre) { this.runs.push(textOf(value, marks, href)); return; }
    value.replace(/\r\n?/g, '\n').split('\n').forEach((line, at) => { if (at > 0) this.runs.push(BREAK); this.runs.push(textOf(line, marks, href)); });
  }

  private lookOf(node: Element, tag: string, style: Style, around: Look): Look {
    const marks = new Set(around.marks), set = (mark: Mark, on: boolean | null) => { if (on === true) marks.add(mark); else if (on === false) marks.delete(mark); };
    if (STRONG.has(tag)) marks.add('strong');
    if (SLANTED.has(tag)) marks.add('em');
    if (tag === 'sub' || style.vertical === 'sub') { marks.delete('sup'); marks.add('sub'); }
    if (tag === 'sup' || style.vertical === 'super') { marks.delete('sub'); marks.add('sup'); }
    set('strong', style.bold); set('em', style.italic);
    let href = around.href;
    const written = tag === 'a' ? attribute(node, 'href')?.trim() : undefined;
    if (written && !written.startsWith('#')) {
      href = safeHref(written);
      if (href === null) this.left.note('links', oneLine(written).slice(0, 60));
    }
    return { marks, href, pre: around.pre || tag === 'pre' || tag === 'listing' || tag === 'plaintext' || tag === 'xmp' || style.pre };
  }

  private picture(node: Element): void {
    const file = keptFile(node);
    if (file) this.add([{ kind: 'figure', file, alt: oneLine(attribute(node, 'alt') ?? ''), caption: [] }]); else this.left.note('pictures');
  }

  private heading(node: Element, level: number, look: Look): void {
    const { inlines, rest } = onOneLine(readBlocks(node.childNodes, look, this.left)), words = headingInlines(inlines);
    this.add([...(words.length > 0 ? [{ kind: 'heading' as const, level: level as 2, inlines: words }] : []), ...rest]);
  }

  private list(node: Element, ordered: boolean, style: Style, look: Look): void {
    const kind = ordered ? listStyle(attribute(node, 'type') ?? style.list) : 'bullet', start = ordered ? Number.parseInt(attribute(node, 'start') ?? firstValue(node) ?? '1', 10) : 1;
    const pictures: Figure[] = [], items = this.items(node.childNodes, look, pictures);
    this.add([...(items.length > 0 ? [{ kind: 'list' as const, style: kind, start: start >= 1 && start <= 9_999 ? start : 1, items }] : []), ...pictures]);
  }
  /** Items, and what wrongly stands between them: lists belong to the item before, anything else is an item. */
  private items(nodes: readonly Node[], look: Look, pictures: Figure[] = []): Item[] {
    const items: Item[] = [];
    let loose: Node[] = [];
    const take = (children: readonly Node[], of: Look) => {
      const blocks = small(readBlocks(children, of, this.left), pictures);
      if (blocks.length > 0) withItem(items, blocks);
    };
    const close = () => { if (loose.length > 0) take(loose, look); loose = []; };
    for (const node of nodes) {
      if (node.nodeName !== 'li') { loose.push(node); continue; }
      close();
      const style = styleOf(node as Element);
      if (isHidden(node as Element, style)) { this.left.note('hidden'); continue; }
      take((node as Element).childNodes, this.lookOf(node as Element, 'li', style, look));
    }
    close();
    return items;
  }

  private quote(node: Element, look: Look): void {
    const blocks = readBlocks(node.childNodes, look, this.left);
    // mail programs and old editors indent with it: what is more than words is no quotation
    if (blocks.some(({ kind }) => kind === 'table' || kind === 'figure' || kind === 'heading')) this.add(blocks);
    else if (blocks.length > 0) this.add([{ kind: 'quote', blocks: small(blocks, []) }]);
  }

  private figure(node: Element, look: Look): void {
    const isCaption = (child: Node): child is Element => child.nodeName === 'figcaption';
    const said = onOneLine(readBlocks(node.childNodes.filter(isCaption).flatMap((child) => child.childNodes), look, this.left));
    const blocks = readBlocks(node.childNodes.filter((child) => !isCaption(child)), look, this.left);
    const at = said.inlines.length > 0 ? blocks.findIndex((block) => (block.kind === 'figure' || block.kind === 'table') && block.caption.length === 0) : -1;
    if (at >= 0) blocks[at] = { ...blocks[at] as Figure, caption: said.inlines };
    this.add([...blocks, ...(at < 0 && said.inlines.length > 0 ? [{ kind: 'paragraph' as const, inlines: said.inlines }] : []), ...said.rest]);
  }

  private wordItem(node: Element, level: number, look: Look): void {
    const inner = new Flow(this.left);
    inner.marker = '';
    inner.all(node.childNodes, look);
    const pictures: Figure[] = [], blocks = small(inner.end(), pictures), { style, start } = markerStyle(inner.marker);
    if (blocks[0]?.kind === 'paragraph') this.add([{ kind: 'word-item', level, style, start, blocks }, ...pictures]); else this.add([...blocks, ...pictures]);
  }
}

const attribute = (element: Element, name: string): string | undefined => element.attrs.find((one) => one.name === name)?.value;
const listStyle = (type: string): ListStyle => (/^(?:a|lower-(?:alpha|latin)|upper-(?:alpha|latin))$/i.test(type) ? 'letter' : /^(?:i|lower-roman|upper-roman)$/i.test(type) ? 'roman' : 'number');
const firstValue = (list: Element): string | undefined => { const item = list.childNodes.find((child) => child.nodeName === 'li'); return item && attribute(item as Element, 'value'); };

/** The picture's own hash: said by our own HTML, or part of one of our own addresses. */
function keptFile(image: Element): string | null {
  const named = attribute(image, 'data-file');
  if (named && /^[0-9a-f]{64}$/.test(named)) return named;
  const src = safeHref(attribute(image, 'src') ?? '');
  return src?.startsWith('/') ? /[/=]([0-9a-f]{64})(?=[/.?#&]|$)/.exec(src)?.[1] ?? null : null;
}

function wordsIn(root: Element): string {
  let words = '';
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.nodeName === '#text') words += (node as { value: string }).value;
    else if ('childNodes' in node) for (let at = node.childNodes.length - 1; at >= 0; at -= 1) stack.push(node.childNodes[at]!);
  }
  return words;
}
const hasWords = (root: Element): boolean => oneLine(wordsIn(root)) !== '';
