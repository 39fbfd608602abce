import { allBold, onOneLine, small, withoutStrong } from './blocks.ts';
import type { LeftOut } from './left-out.ts';
import type { Element, Node } from './parse.ts';
import { MOST_CELLS, MOST_COLUMNS, type Block, type Cell, type Figure, type SmallBlock } from './tree.ts';

interface Placed { readonly header: boolean; columns: number; rows: number; readonly blocks: readonly SmallBlock[] }

/** A table, or its contents one after another where it only lays out a page: one column, other tables inside, or too large to be read. */
export function readTable(table: Element, read: (nodes: readonly Node[]) => Block[], left: LeftOut): readonly Block[] {
  const rows = rowsOf(table).map((row) => ({ row, cells: cellsOf(row) })).filter(({ cells }) => cells.length > 0);
  const caption = table.childNodes.find((child): child is Element => child.nodeName === 'caption');
  const flat = () => read([...(caption ? [caption] : []), ...rows.flatMap(({ cells }) => cells)]);
  if (rows.length === 0 || rows.every(({ cells }) => cells.length === 1) || holdsTable(table)) return flat();

  const pictures: Figure[] = [];
  const grid = placed(rows.map(({ cells }) => cells.map((cell) => ({
    header: cell.nodeName === 'th' || (cell.parentNode as Element | null)?.parentNode?.nodeName === 'thead', columns: span(cell, 'colspan'), rows: span(cell, 'rowspan'), cell,
  }))), (cell) => small(read(cell.childNodes), pictures));
  if (!grid) { left.note('tables'); return flat(); }
  const headless = grid.length > 1 && grid.every((row) => row.every((cell) => !cell.header)) && grid[0]!.every((cell) => allBold(cell.blocks));
  const said = caption ? onOneLine(read(caption.childNodes)) : { inlines: [], rest: [] };
  return [{
    kind: 'table', caption: said.inlines,
    rows: grid.map((row, at) => ({ cells: row.map((cell): Cell => { const header = cell.header || headless && at === 0; return { ...cell, header, blocks: header ? withoutStrong(cell.blocks) : cell.blocks }; }) })),
  }, ...said.rest, ...pictures];
}

type Wanted = { readonly header: boolean; readonly columns: number; readonly rows: number; readonly cell: Element };
/** Cells where HTML puts them, spans cut to the room there is, short rows filled up; null when it is too large. */
function placed(rows: readonly (readonly Wanted[])[], read: (cell: Element) => SmallBlock[]): Placed[][] | null {
  const busyUntil: number[] = [], shapes: { at: Wanted | null; columns: number; rows: number }[][] = [];
  let width = 0;
  for (const [index, wanted] of rows.entries()) {
    const row: (typeof shapes)[number] = [];
    let column = 0;
    for (const at of wanted) {
      while ((busyUntil[column] ?? 0) > index) column += 1;
      const height = Math.min(at.rows, rows.length - index);
      let columns = 0;
      while (columns < at.columns && (busyUntil[column + columns] ?? 0) <= index) columns += 1;
      for (let i = column; i < column + columns; i += 1) busyUntil[i] = index + height;
      row.push({ at, columns, rows: height });
      column += columns;
      if (column > MOST_COLUMNS) return null;
    }
    width = Math.max(width, column);
    shapes.push(row);
  }
  if (width * rows.length > MOST_CELLS) return null;
  const free: number[] = [];
  return shapes.map((row, index) => {
    let column = 0;
    const step = () => { while ((free[column] ?? 0) > index) column += 1; };
    const out = row.map(({ at, columns, rows: height }): Placed => {
      step();
      for (let i = column; i < column + columns; i += 1) free[i] = index + height;
      return { header: at!.header, columns, rows: height, blocks: read(at!.cell) };
    });
    for (step(); column < width; step()) { free[column] = index + 1; out.push({ header: false, columns: 1, rows: 1, blocks: [] }); }
    return out;
  });
}

function rowsOf(table: Element): Element[] {
  const parts = table.childNodes.flatMap((child) => (['thead', 'tbody', 'tfoot'].includes(child.nodeName) ? (child as Element).childNodes : [child]));
  return parts.filter((node): node is Element => node.nodeName === 'tr');
}
const cellsOf = (row: Element): Element[] => row.childNodes.filter((cell): cell is Element => cell.nodeName === 'td' || cell.nodeName === 'th');
const span = (cell: Element, name: string): number => Math.max(1, Math.min(1_000, Number.parseInt(cell.attrs.find((one) => one.name === name)?.value ?? '1', 10) || 1));

function holdsTable(root: Element): boolean {
  const stack: Node[] = [...root.childNodes];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node.nodeName === 'table') return true;
    if ('childNodes' in node) for (const child of node.childNodes) stack.push(child);
  }
  return false;
}
