import { escapeHtml } from '#kernel/escape-html.ts';
import { isOutside, safeHref } from './links.ts';
import { citationRuns } from './citations.ts';
import { plain } from './inlines.ts';
import type { Block, Cell, Figure, Inlines, Item, List, ListStyle, RichText, SmallBlock, Table, Text } from './tree.ts';

export interface HtmlOptions {
  /** Where the bytes of a kept picture are served: one of our own paths, or https. */
  readonly imageUrl: (file: string) => string;
  /** The page of a cited document by its legal key, or null when we have none. Leave it out for HTML that will be read again. */
  readonly linkCitations?: (key: string) => string | null;
  /** A picture in a form of the page's own, e.g. with several widths; null for the plain one. Its HTML goes out as it is. */
  readonly picture?: (figure: Pick<Figure, 'file' | 'alt'>) => string | null;
  /** What a table without a caption is called for who moves in it with the keyboard. Leave it out for HTML that will be read again. */
  readonly tableLabel?: string;
}

/** HTML 5 of the tree, made of nothing but our own tags, escaped letters and addresses checked again. */
export function richTextHtml(doc: RichText, options: HtmlOptions): string {
  return doc.blocks.map((block) => blockHtml(block, options)).join('\n');
}

function blockHtml(block: Block, options: HtmlOptions): string {
  switch (block.kind) {
    case 'heading': return `<h${level(block.level)}>${inlinesHtml(block.inlines, options)}</h${level(block.level)}>`;
    case 'paragraph': return `<p>${inlinesHtml(block.inlines, options)}</p>`;
    case 'list': return listHtml(block, options);
    case 'quote': return `<blockquote>${block.blocks.map((one) => blockHtml(one, options)).join('')}</blockquote>`;
    case 'table': return tableHtml(block, options);
    case 'figure': return figureHtml(block, options);
  }
}
const level = (written: number): number => (written === 3 || written === 4 ? written : 2);

const TYPE: Readonly<Record<ListStyle, string>> = { bullet: '', number: '', letter: ' type="a"', roman: ' type="i"' };
function listHtml(list: List, options: HtmlOptions): string {
  const tag = list.style === 'bullet' ? 'ul' : 'ol', start = tag === 'ol' && list.start !== 1 ? ` start="${Math.trunc(Number(list.start)) || 1}"` : '';
  return `<${tag}${TYPE[list.style] ?? ''}${start}>${list.items.map((item) => `<li>${smallBlocks(item.blocks, options)}</li>`).join('')}</${tag}>`;
}
/** A paragraph alone among lists stands without its tag. */
function smallBlocks(blocks: Item['blocks'], options: HtmlOptions): string {
  const bare = blocks.filter((one) => one.kind === 'paragraph').length === 1 && blocks[0]?.kind === 'paragraph';
  return blocks.map((one: SmallBlock) => (bare && one.kind === 'paragraph' ? inlinesHtml(one.inlines, options) : blockHtml(one, options))).join('');
}

function tableHtml(table: Table, options: HtmlOptions): string {
  const caption = table.caption.length > 0 ? `<caption>${inlinesHtml(table.caption, options)}</caption>` : '';
  const heads = headRows(table), row = (cells: readonly Cell[], head: boolean) => `<tr>${cells.map((cell) => cellHtml(cell, head, options)).join('')}</tr>`;
  const head = heads > 0 ? `<thead>${table.rows.slice(0, heads).map((one) => row(one.cells, true)).join('')}</thead>` : '';
  const whole = `<table>${caption}${head}<tbody>${table.rows.slice(heads).map((one) => row(one.cells, false)).join('')}</tbody></table>`;
  // a wide one scrolls in a place of its own that the keyboard reaches; the table itself stays a table for who listens to it
  return options.tableLabel === undefined ? whole : `<section class="scroll" aria-label="${escape(plain(table.caption).trim() || options.tableLabel)}" tabindex="0">${whole}</section>`;
}
/** Rows of header cells alone at the top; a cell that reaches down takes the rows it covers with it, or none. */
export function headRows(table: Table): number {
  let rows = 0;
  while (rows < table.rows.length - 1 && table.rows[rows]!.cells.length > 0 && table.rows[rows]!.cells.every((cell) => cell.header)) rows += 1;
  const reaches = table.rows.slice(0, rows).some((row, at) => row.cells.some((cell) => at + cell.rows > rows));
  return reaches ? 0 : rows;
}
function cellHtml(cell: Cell, head: boolean, options: HtmlOptions): string {
  const tag = cell.header ? 'th' : 'td', span = (name: string, count: number) => (count > 1 ? ` ${name}="${Math.trunc(Number(count)) || 1}"` : '');
  const scope = cell.header ? ` scope="${head ? 'col' : 'row'}${cell.columns > 1 && head || cell.rows > 1 && !head ? 'group' : ''}"` : '';
  return `<${tag}${scope}${span('colspan', cell.columns)}${span('rowspan', cell.rows)}>${smallBlocks(cell.blocks, options)}</${tag}>`;
}

function figureHtml(figure: Figure, options: HtmlOptions): string {
  if (!/^[0-9a-f]{64}$/.test(figure.file)) return '';
  const own = options.picture?.(figure) ?? null;
  const src = safeHref(options.imageUrl(figure.file));
  const caption = figure.caption.length > 0 ? `<figcaption>${inlinesHtml(figure.caption, options)}</figcaption>` : '';
  if (own !== null) return `<figure>${own}${caption}</figure>`;
  return src && (src.startsWith('/') || isOutside(src)) ? `<figure><img src="${escape(src)}" alt="${escape(figure.alt)}" data-file="${figure.file}">${caption}</figure>` : '';
}

const TAGS: ReadonlySet<string> = new Set(['strong', 'em', 'sub', 'sup']);
function inlinesHtml(inlines: Inlines, { linkCitations }: HtmlOptions): string {
  let html = '', href: string | null = null, open: string[] = [], cited: string | undefined;
  const closeTo = (count: number) => { while (open.length > count) html += `</${open.pop()!}>`; };
  for (const run of linkCitations ? citationRuns(inlines, linkCitations) : inlines) {
    const wanted: Pick<Text, 'marks' | 'href'> & { readonly cited?: string | undefined } = run.kind === 'break' ? { marks: [], href: undefined } : run;
    const to = wanted.href === undefined ? null : safeHref(wanted.href), marks = (wanted.marks ?? []).filter((mark) => TAGS.has(mark));
    if (to !== href || wanted.cited !== cited) {
      closeTo(0);
      if (href !== null) html += '</a>';
      if (wanted.cited !== cited) html += `${cited === undefined ? '' : '</cite>'}${wanted.cited === undefined ? '' : '<cite>'}`;
      cited = wanted.cited;
      if (to !== null) html += `<a href="${escape(to)}"${isOutside(to) ? ' rel="external noopener noreferrer"' : ''}>`;
      href = to;
    }
    let same = 0;
    while (same < open.length && open[same] === marks[same]) same += 1;
    closeTo(same);
    for (const mark of marks.slice(same)) { html += `<${mark}>`; open.push(mark); }
    html += run.kind === 'break' ? '<br>' : escape(run.text);
  }
  closeTo(0);
  return `${html}${href === null ? '' : '</a>'}${cited === undefined ? '' : '</cite>'}`;
}

/** What came out of the database is not trusted to be a string. */
const escape = (text: string): string => escapeHtml(String(text));
