import { headRows } from './rich-text/write-html.ts';
import type { Block, Inlines, Item, RichText, Table } from './rich-text/tree.ts';
import { plain } from './rich-text/inlines.ts';

interface PrintedRun { readonly text: string; readonly break: boolean; readonly marks: readonly string[]; readonly href: string | null }
type PrintedSmall = { readonly kind: 'paragraph'; readonly runs: readonly PrintedRun[] } | { readonly kind: 'list'; readonly style: string; readonly start: number; readonly items: readonly (readonly PrintedSmall[])[] };
export type PrintedBlock = PrintedSmall
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly PrintedRun[] } | { readonly kind: 'quote'; readonly blocks: readonly PrintedSmall[] }
  | { readonly kind: 'figure'; readonly file: string; readonly alt: string; readonly caption: readonly PrintedRun[] }
  | { readonly kind: 'table'; readonly caption: readonly PrintedRun[]; readonly widths: readonly number[]; readonly heads: number; readonly rows: readonly (readonly { readonly header: boolean; readonly columns: number; readonly rows: number; readonly blocks: readonly PrintedSmall[] }[])[] };

/** A body as the typesetter takes it: every word passed through `text` (what the font can print), tables with the shares of their columns. */
export function printedBlocks(doc: RichText, text: (words: string) => string, picture: (file: string) => string | null): readonly PrintedBlock[] {
  const runs = (inlines: Inlines): PrintedRun[] => inlines.map((run) => (run.kind === 'break' ? { text: '', break: true, marks: [], href: null } : { text: text(run.text), break: false, marks: run.marks ?? [], href: run.href && /^(https?:|mailto:|tel:)/.test(run.href) ? run.href : null }));
  const small = (blocks: Item['blocks']): PrintedSmall[] => blocks.map((block) => (block.kind === 'paragraph' ? { kind: 'paragraph', runs: runs(block.inlines) } : { kind: 'list', style: block.style, start: block.start, items: block.items.map((item) => small(item.blocks)) }));
  return doc.blocks.flatMap((block: Block): PrintedBlock[] => {
    switch (block.kind) {
      case 'paragraph': case 'list': return small([block]);
      case 'heading': return [{ kind: 'heading', level: block.level, runs: runs(block.inlines) }];
      case 'quote': return [{ kind: 'quote', blocks: small(block.blocks) }];
      case 'figure': { const file = picture(block.file); return file ? [{ kind: 'figure', file, alt: text(block.alt), caption: runs(block.caption) }] : []; }
      case 'table': return block.rows.length ? [{ kind: 'table', caption: runs(block.caption), widths: columnShares(block), heads: headRows(block), rows: block.rows.map((row) => row.cells.map((cell) => ({ header: cell.header, columns: cell.columns, rows: cell.rows, blocks: small(cell.blocks) }))) }] : [];
    }
  });
}

/** How wide each column should be beside the others: by the longest word and the amount of text in it. Also says how many there are. */
export function columnShares(table: Table): number[] {
  const shares: number[] = [], taken: number[] = []; // rows for which a cell above still covers this column
  for (const row of table.rows) {
    let at = 0;
    for (const cell of row.cells) {
      while ((taken[at] ?? 0) > 0) at += 1;
      const words = cell.blocks.flatMap((block) => (block.kind === 'paragraph' ? [plain(block.inlines)] : block.items.flatMap((item) => item.blocks.flatMap((one) => (one.kind === 'paragraph' ? [plain(one.inlines)] : []))))).join(' ');
      const wish = Math.max(4, Math.max(0, ...words.split(/\s+/).map((word) => word.length)), Math.sqrt(words.length) * 2.4) / cell.columns;
      for (let covered = 0; covered < cell.columns; covered += 1) { shares[at] = Math.max(shares[at] ?? 4, wish); taken[at] = cell.rows; at += 1; }
    }
    for (let column = 0; column < shares.length; column += 1) taken[column] = Math.max(0, (taken[column] ?? 0) - 1);
  }
  return Array.from({ length: shares.length }, (_, index) => Math.round((shares[index] ?? 4) * 10) / 10);
}
