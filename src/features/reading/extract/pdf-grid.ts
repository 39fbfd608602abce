/**
 * Tables with drawn lines: the lines that touch each other make a grid; slots of the grid without a line between them are one cell.
 */
import type { Piece, Rule } from './pdf-glyphs.ts';

export interface GridCell { readonly row: number; readonly column: number; rows: number; columns: number; readonly pieces: Piece[] }
export interface Grid {
  readonly top: number; readonly bottom: number; readonly rows: number; readonly cells: GridCell[];
  /** Where one column ends and the next starts, left to right: drawn lines, or the middles of gutters. */
  readonly splits: readonly number[];
}

const NEAR = 3;

/** Takes the pieces that lie in a grid out of `pieces`. Grids of one column or one cell are frames, not tables. */
export function drawnGrids(horizontal: readonly Rule[], vertical: readonly Rule[], pieces: Piece[]): Grid[] {
  if (horizontal.length < 1 || vertical.length < 2) return [];
  const h = merged(horizontal), v = merged(vertical);
  const grids: Grid[] = [];
  for (const { hs: drawn, vs } of components(h, v)) {
    const hs = closed(drawn, vs);
    const xs = distinct(vs.map((rule) => rule.at)), ys = distinct(hs.map((rule) => rule.at));
    if (xs.length < 3 || ys.length < 2 || xs.length > 60 || ys.length > 400) continue;
    const inside = pieces.filter((piece) => { const y = piece.y - piece.size * 0.3, x = (piece.x + piece.right) / 2; return y > ys[0]! && y < ys[ys.length - 1]! && x > xs[0]! && x < xs[xs.length - 1]!; });
    if (inside.length === 0) continue;
    const cells = cellsOf(xs, ys, hs, vs);
    const at = (list: readonly number[], value: number): number => { let i = 0; while (i + 2 < list.length && list[i + 1]! <= value) i += 1; return i; };
    const taken = new Set<Piece>();
    for (const piece of inside) {
      // By the start, not the middle: a long word may overhang a narrow cell.
      cells[at(ys, piece.y - piece.size * 0.3)]![at(xs, Math.min(piece.x + 1, (piece.x + piece.right) / 2))]!.pieces.push(piece);
      taken.add(piece);
    }
    pieces.splice(0, pieces.length, ...pieces.filter((piece) => !taken.has(piece)));
    grids.push({ top: ys[0]!, bottom: ys[ys.length - 1]!, splits: xs.slice(1, -1), rows: ys.length - 1, cells: [...new Set(cells.flat())] });
  }
  return grids.sort((a, b) => a.top - b.top);
}

/** Lines at (nearly) one place that touch become one: borders are drawn cell by cell, and on both sides of an edge. */
function merged(rules: readonly Rule[]): Rule[] {
  const result: Rule[] = [];
  let near: Rule[] = [];
  const flush = (): void => {
    near.sort((a, b) => a.from - b.from);
    let open: { at: number; from: number; to: number } | null = null;
    for (const rule of near) {
      if (open && rule.from <= open.to + NEAR) open.to = Math.max(open.to, rule.to);
      else { open = { at: near[0]!.at, from: rule.from, to: rule.to }; result.push(open); }
    }
    near = [];
  };
  for (const rule of [...rules].sort((a, b) => a.at - b.at)) { if (near.length > 0 && rule.at - near[0]!.at > NEAR) flush(); near.push(rule); }
  flush();
  return result;
}

/** A row cut by the page's end has no line there; its upright lines end in the open. A line is put across their ends. */
function closed(hs: Rule[], vs: readonly Rule[]): Rule[] {
  const ys = hs.map((rule) => rule.at), ends: Rule[] = [];
  const span = { from: Math.min(...vs.map((rule) => rule.at)), to: Math.max(...vs.map((rule) => rule.at)) };
  const top = Math.min(...vs.map((rule) => rule.from)), bottom = Math.max(...vs.map((rule) => rule.to));
  if (top < Math.min(...ys) - 2 * NEAR) ends.push({ at: top, ...span });
  if (bottom > Math.max(...ys) + 2 * NEAR) ends.push({ at: bottom, ...span });
  return [...hs, ...ends];
}

/** Groups of lines that cross or touch, by union of each pair; the number of merged lines of a page is small and capped. */
function components(h: Rule[], v: Rule[]): { hs: Rule[]; vs: Rule[] }[] {
  const hs = h.slice(0, 400), vs = v.slice(0, 400), parent = [...hs, ...vs].map((_, index) => index);
  const find = (i: number): number => { while (parent[i] !== i) { parent[i] = parent[parent[i]!]!; i = parent[i]!; } return i; };
  hs.forEach((a, i) => vs.forEach((b, j) => {
    if (b.at >= a.from - NEAR && b.at <= a.to + NEAR && a.at >= b.from - NEAR && a.at <= b.to + NEAR) parent[find(i)] = find(hs.length + j);
  }));
  const groups = new Map<number, { hs: Rule[]; vs: Rule[] }>();
  const group = (i: number): { hs: Rule[]; vs: Rule[] } => { const root = find(i), had = groups.get(root) ?? { hs: [], vs: [] }; groups.set(root, had); return had; };
  hs.forEach((rule, i) => group(i).hs.push(rule));
  vs.forEach((rule, j) => group(hs.length + j).vs.push(rule));
  return [...groups.values()].filter((g) => g.hs.length >= 1 && g.vs.length >= 2);
}

function distinct(values: number[]): number[] {
  const result: number[] = [];
  for (const value of values.sort((a, b) => a - b)) if (result.length === 0 || value - result[result.length - 1]! > NEAR) result.push(value);
  return result;
}

function cellsOf(xs: readonly number[], ys: readonly number[], hs: readonly Rule[], vs: readonly Rule[]): GridCell[][] {
  const rows = ys.length - 1, columns = xs.length - 1;
  const covers = (rules: readonly Rule[], at: number, middle: number): boolean => rules.some((rule) => Math.abs(rule.at - at) <= NEAR && rule.from <= middle && rule.to >= middle);
  const cells: GridCell[][] = Array.from({ length: rows }, () => []);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (cells[row]![column]) continue;
      const middleY = (ys[row]! + ys[row + 1]!) / 2, middleX = (xs[column]! + xs[column + 1]!) / 2;
      const cell: GridCell = { row, column, rows: 1, columns: 1, pieces: [] };
      while (column + cell.columns < columns && !cells[row]![column + cell.columns] && !covers(vs, xs[column + cell.columns]!, middleY)) cell.columns += 1;
      while (row + cell.rows < rows && !covers(hs, ys[row + cell.rows]!, middleX)) cell.rows += 1;
      for (let r = row; r < row + cell.rows; r += 1) for (let c = column; c < column + cell.columns; c += 1) cells[r]![c] ??= cell;
    }
  }
  return cells;
}
