/**
 * Tables without drawn lines, recognised by how the text stands: three or more columns whose gutters (strips of paper that no text
 * crosses) run through several lines. Rows are told apart by the paper between them: lines inside a cell follow each other closely.
 */
import type { Grid, GridCell } from './pdf-grid.ts';
import type { Piece } from './pdf-glyphs.ts';
import { bottomOf, topOf } from './pdf-lines.ts';

/** A strip of the page: pieces whose heights overlap. */
interface Band { top: number; bottom: number; readonly pieces: Piece[] }
interface Gutter { readonly from: number; readonly to: number }

const MIN_COLUMNS = 3, MIN_LINES = 4, MIN_GUTTER = 0.8;

/**
 * Takes the pieces of the tables out of `pieces`. `before`: the splits of a table that ended the page before; a table that starts this
 * page and respects them has the same columns, even where one of them is empty here.
 */
export function alignedGrids(pieces: Piece[], before: readonly number[] | null): Grid[] {
  const bands = bandsOf(pieces), grids: Grid[] = [];
  for (let start = 0; start < bands.length; start += 1) {
    const found = growFrom(bands, start);
    if (!found) continue;
    const first = upwards(bands, start, found.gutters, grids.length === 0 ? 0 : start);
    const inside = bands.slice(first, found.end), gone = new Set(inside.flatMap((band) => band.pieces));
    const gutters = before !== null && first <= 2 && respects(gone, before) ? before.map((split) => ({ from: split, to: split })) : found.gutters;
    grids.push(gridOf(inside, gutters));
    pieces.splice(0, pieces.length, ...pieces.filter((piece) => !gone.has(piece)));
    start = found.end - 1;
  }
  return grids;
}

const respects = (pieces: ReadonlySet<Piece>, splits: readonly number[]): boolean => {
  let crossing = 0;
  for (const piece of pieces) if (splits.some((split) => piece.x < split - 2 && piece.right > split + 2)) crossing += 1;
  return crossing * 8 <= pieces.size;
};

/** Bands just above that stand in the columns: the first lines of a row that began lower down, or of one cut by the page's end. */
function upwards(bands: readonly Band[], start: number, gutters: readonly Gutter[], floor: number): number {
  let first = start;
  while (first > floor) {
    const band = bands[first - 1]!, size = band.pieces[0]!.size;
    if (bands[first]!.top - band.bottom > size * 0.6 || band.pieces.some((piece) => crosses(piece, gutters))) break;
    first -= 1;
  }
  return first;
}
const crosses = (piece: Piece, gutters: readonly Gutter[]): boolean => gutters.some((gutter) => piece.x < gutter.from && piece.right > gutter.to);

function bandsOf(pieces: readonly Piece[]): Band[] {
  const sorted = [...pieces].sort((a, b) => topOf(a) - topOf(b)), bands: Band[] = [];
  for (const piece of sorted) {
    const last = bands[bands.length - 1], top = topOf(piece), bottom = bottomOf(piece);
    // A hair of overlap is a line below, not the same strip.
    if (last && top < last.bottom - piece.size * 0.15) { last.pieces.push(piece); last.bottom = Math.max(last.bottom, bottom); } else bands.push({ top, bottom, pieces: [piece] });
  }
  return bands;
}

/** The longest run of bands from `start` that keeps at least two gutters; null when that is no table. */
function growFrom(bands: readonly Band[], start: number): { end: number; gutters: Gutter[] } | null {
  let gutters = gapsWithin(bands[start]!.pieces);
  if (gutters.length < MIN_COLUMNS - 1) return null;
  let end = start + 1, confirmed = 1;
  while (end < bands.length && isClose(bands, end)) {
    const { pieces } = bands[end]!, narrowed = narrow(gutters, pieces), believed = confirmed >= 6;
    if (narrowed.length < gutters.length) {
      // A line across the columns is the heading of a group of rows when the same columns go on below it. Otherwise there was no gutter
      // (the first lines have left it free by chance), or, when many lines have kept it free, the table has ended.
      const across = believed || pieces.some((piece) => gutters.filter((gutter) => piece.x < gutter.from && piece.right > gutter.to).length >= 2);
      const resumed = across ? resumes(bands, end, gutters) : null;
      if (resumed !== null) { end = resumed + 1; continue; }
      if (believed) break;
    }
    if (narrowed.length < MIN_COLUMNS - 1) break;
    gutters = narrowed;
    end += 1; confirmed += 1;
  }
  const kept = end;
  const inside = bands.slice(start, kept), lines = new Set(inside.flatMap((band) => band.pieces.map((piece) => Math.round(piece.y))));
  const full = inside.filter((band) => columnsUsed(band.pieces, gutters) >= MIN_COLUMNS).length;
  return lines.size < MIN_LINES || (full < 2 && lines.size < 8) ? null : { end: kept, gutters };
}

/** A band that stands below the one before it as rows do. */
const isClose = (bands: readonly Band[], at: number): boolean => bands[at]!.top - bands[at - 1]!.bottom <= bands[at]!.pieces[0]!.size * 1.6;

/** The band after one to three lines across in which all columns are kept free again, and three of them used; null when there is none. */
function resumes(bands: readonly Band[], from: number, gutters: readonly Gutter[]): number | null {
  for (let at = from + 1; at <= from + 3 && at < bands.length && isClose(bands, at); at += 1) {
    if (narrow(gutters, bands[at]!.pieces).length >= gutters.length && columnsUsed(bands[at]!.pieces, gutters) >= MIN_COLUMNS) return at;
  }
  return null;
}

/** Gaps between the pieces of one band. */
function gapsWithin(pieces: readonly Piece[]): Gutter[] {
  const sorted = [...pieces].sort((a, b) => a.x - b.x), gaps: Gutter[] = [];
  let right = sorted[0]!.right;
  for (const piece of sorted.slice(1)) { if (piece.x - right >= 4) gaps.push({ from: right, to: piece.x }); right = Math.max(right, piece.right); }
  return gaps;
}

/** What is left of the gutters; a piece inside one splits it. */
function narrow(gutters: readonly Gutter[], pieces: readonly Piece[]): Gutter[] {
  let left = [...gutters];
  for (const piece of pieces) {
    left = left.flatMap((gutter) => (piece.right <= gutter.from || piece.x >= gutter.to ? [gutter]
      : [{ from: gutter.from, to: piece.x }, { from: piece.right, to: gutter.to }].filter((part) => part.to - part.from >= MIN_GUTTER)));
  }
  return left;
}

const columnOf = (piece: Piece, gutters: readonly Gutter[]): number => gutters.filter((gutter) => piece.x >= gutter.from + (gutter.to - gutter.from) / 2).length;
const columnsUsed = (pieces: readonly Piece[], gutters: readonly Gutter[]): number => new Set(pieces.map((piece) => columnOf(piece, gutters))).size;

function gridOf(bands: readonly Band[], gutters: readonly Gutter[]): Grid {
  const last = gutters.length, cells: GridCell[] = [];
  const rows = rowsOf(bands, gutters);
  rows.forEach(({ pieces, across }, row) => {
    if (across) { cells.push({ row, column: 0, rows: 1, columns: last + 1, pieces }); return; }
    for (let column = 0; column <= last; column += 1) cells.push({ row, column, rows: 1, columns: 1, pieces: pieces.filter((piece) => columnOf(piece, gutters) === column) });
  });
  return { top: bands[0]!.top, bottom: bands[bands.length - 1]!.bottom, splits: gutters.map((gutter) => (gutter.from + gutter.to) / 2), rows: rows.length, cells };
}

interface Row { readonly pieces: Piece[]; readonly across: boolean }

/** Bands whose distance is no more than that of two lines of one cell belong to one row. */
function rowsOf(bands: readonly Band[], gutters: readonly Gutter[]): Row[] {
  const close = closeness(bands.flatMap((band) => band.pieces), gutters);
  const rows: { pieces: Piece[]; across: boolean; bottom: number }[] = [];
  for (const band of bands) {
    const across = band.pieces.some((piece) => crosses(piece, gutters)), last = rows[rows.length - 1];
    if (last && !across && !last.across && band.top - last.bottom < close) { last.pieces.push(...band.pieces); last.bottom = Math.max(last.bottom, band.bottom); } else rows.push({ pieces: [...band.pieces], across, bottom: band.bottom });
  }
  return rows.flatMap((row) => (row.across ? [row] : splitByIndex(row.pieces, gutters)));
}

/** The smallest gap between rows: what lines of one cell leave between them (the most frequent distance), and a sixth of the letters' size. */
function closeness(pieces: readonly Piece[], gutters: readonly Gutter[]): number {
  const counts = new Map<number, number>(), sizes: number[] = [];
  for (let column = 0; column <= gutters.length; column += 1) {
    const ys = [...new Set(pieces.filter((piece) => columnOf(piece, gutters) === column).map((piece) => piece.y))].sort((a, b) => a - b);
    ys.slice(1).forEach((y, i) => { const step = Math.round((y - ys[i]!) * 2) / 2; counts.set(step, (counts.get(step) ?? 0) + 1); });
  }
  for (const piece of pieces) sizes.push(piece.size);
  const size = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 12;
  const steps = [...counts].filter(([step]) => step > size * 0.8 && step < size * 2.2).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return (steps[0]?.[0] ?? size * 1.15) - size * 1.15 + size / 6;
}

/**
 * Rows set without any paper between them: the numbers in the first column tell where they start, when they stand on first lines. They
 * do when nothing but a heading stands above the first of them, or when the text beside nearly every number begins with a capital.
 */
function splitByIndex(pieces: Piece[], gutters: readonly Gutter[]): Row[] {
  const first = pieces.filter((piece) => columnOf(piece, gutters) === 0).sort((a, b) => a.y - b.y), numbers = first.filter((piece) => isIndex(piece.text));
  if (numbers.length < 2) return [{ pieces, across: false }];
  const start = (number: Piece): number => number.y - number.size * 0.5, heading = first.filter((piece) => piece.y < start(numbers[0]!)).at(-1);
  const above = pieces.filter((piece) => piece.y < start(numbers[0]!)), isHeading = (piece: Piece): boolean => piece.bold || (heading !== undefined && piece.y <= heading.y + heading.size * 0.5);
  const beside = numbers.filter((number) => pieces.some((piece) => columnOf(piece, gutters) === 1 && Math.abs(piece.y - number.y) < number.size * 0.3 && /^[\p{Lu}“"-]/u.test(piece.text)));
  if (above.some((piece) => !isHeading(piece)) && beside.length < numbers.length * 0.75) return [{ pieces, across: false }];
  const rows: Row[] = [above.filter(isHeading), above.filter((piece) => !isHeading(piece))].filter((part) => part.length > 0).map((part) => ({ pieces: part, across: false }));
  numbers.forEach((number, i) => {
    const next = numbers[i + 1];
    rows.push({ pieces: pieces.filter((piece) => piece.y >= start(number) && (next === undefined || piece.y < start(next))), across: false });
  });
  return rows;
}

/** "1", "12.", "a)", "IV", "2.1" */
const isIndex = (text: string): boolean => { const bare = text.trim().replace(/[.)]$/, ''); return bare.length > 0 && bare.length <= 5 && /^(?:[0-9.]+|[a-zđ]|[IVX]+)$/u.test(bare); };
