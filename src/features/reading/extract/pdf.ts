/**
 * .pdf → printed lines with page and box. Tables (drawn or only aligned), the letterhead and the signature become cells; running lines
 * and page numbers stay, for the rules to recognise. Pictures are never decoded; a page without text is a scan.
 */
import { fold } from '#kernel/vietnamese.ts';
import type { Paragraph, SourceText } from '../rules/source-text.ts';
import { betterReading, fromTcvn3, fromVni } from './legacy-letters.ts';
import { paragraphList, superscript, type Draft } from './paragraphs.ts';
import { twoBoxes } from './pdf-boxes.ts';
import { alignedGrids } from './pdf-columns.ts';
import { drawingOf, type Ops, type PageDrawing, type Piece } from './pdf-glyphs.ts';
import { drawnGrids, type Grid } from './pdf-grid.ts';
import { linesOf, withoutDoubles, type Line } from './pdf-lines.ts';
import { refusals, warnings } from './refusals.ts';

const MAX_PAGES = 300;
/** Fewer letters than this on the average page: a scan, perhaps with a stamp of a signature on it. */
const SCAN_LETTERS = 40;

export async function extractPdf(bytes: Uint8Array): Promise<SourceText> {
  const { getDocument, OPS } = await import('unpdf/pdfjs');
  const task = getDocument({
    data: bytes, isEvalSupported: false, useSystemFonts: false, disableFontFace: true, fontExtraProperties: true, verbosity: 0,
    maxImageSize: 1, stopAtErrors: false, enableXfa: false, useWorkerFetch: false, isOffscreenCanvasSupported: false,
  } as Parameters<typeof getDocument>[0]);
  const document = await task.promise.catch((error: Error) => { throw error.name === 'PasswordException' ? refusals.encryptedPdf() : refusals.broken('PDF'); });
  const drawings: PageDrawing[] = [];
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
    const page = await document.getPage(number).catch(() => { throw refusals.broken('PDF'); });
    drawings.push(await drawingOf(page, OPS as unknown as Ops).catch(() => { throw refusals.broken('PDF'); }));
    page.cleanup();
  }
  const letters = drawings.map((drawing) => drawing.pieces.reduce((sum, piece) => sum + piece.text.length, 0));
  if (letters.reduce((sum, count) => sum + count, 0) < SCAN_LETTERS * Math.max(1, drawings.length)) throw refusals.scan();

  const legacy = new Set(drawings.flatMap((drawing) => [...drawing.oldFonts]));
  const drafts = layOut(drawings), unicode = wholeReading(drafts, legacy), out = paragraphList();
  for (const draft of drafts) out.add({ ...draft, text: unicode(draft.text) });
  const scanned = letters.flatMap((count, index) => (count === 0 ? [index + 1] : []));
  return {
    kind: 'pdf', paragraphs: out.all,
    warnings: [...[...legacy].map(warnings.legacyEncoding), ...(scanned.length > 0 ? [warnings.somePagesScanned(scanned)] : []), ...(document.numPages > MAX_PAGES ? [warnings.tooLong(MAX_PAGES)] : [])],
  };
}

/** Old fonts that do not tell by their name: found by the words they make, over the whole document. */
function wholeReading(drafts: readonly Draft[], legacy: Set<string>): (text: string) => string {
  const all = drafts.map((draft) => draft.text).join('\n'), found = betterReading([{ name: null, text: all }], all).legacy;
  if (found === null) return (text) => text;
  legacy.add(found);
  return found === 'VNI' ? fromVni : (text) => fromTcvn3(text);
}

interface Sheet { readonly lines: Line[]; readonly grids: { grid: Grid; boxes: boolean }[]; readonly height: number }
interface Look { readonly size: number; readonly centre: number; readonly left: number; readonly pitch: number }

function layOut(drawings: readonly PageDrawing[]): Draft[] {
  let splits: readonly number[] | null = null;
  const sheets = drawings.map((drawing): Sheet => {
    const pieces = withoutDoubles(drawing.pieces);
    const drawn = drawnGrids(drawing.horizontal, drawing.vertical, pieces).filter((grid) => restoreFrames(grid, pieces));
    const boxes = twoBoxes(pieces, drawing), aligned = alignedGrids(pieces, splits);
    const lines = linesOf(pieces), tables = [...drawn, ...aligned].sort((a, b) => a.top - b.top), last = tables[tables.length - 1];
    splits = last && !lines.some((line) => line.top > last.bottom && !isFurniture(line, drawing.height)) ? last.splits : null;
    return { lines, grids: [...boxes.map((grid) => ({ grid, boxes: true })), ...tables.map((grid) => ({ grid, boxes: false }))].sort((a, b) => a.grid.top - b.grid.top), height: drawing.height };
  });
  const look = lookOf(sheets), drafts: Draft[] = [];
  let table = -1, open: { splits: readonly number[]; rows: number; header: string } | null = null;
  sheets.forEach((sheet, index) => {
    const page = index + 1;
    let before: Line | null = null, inNotes = false, first = true;
    const queue = [...sheet.grids];
    const emitGrid = (): void => {
      const { grid, boxes } = queue.shift()!;
      const goesOn = !boxes && first && open !== null && sameColumns(open.splits, grid.splits);
      if (!goesOn) { table += 1; open = { splits: grid.splits, rows: 0, header: '' }; }
      open!.rows = emitCells(drafts, grid, { table, page, firstRow: open!.rows, look, state: open! });
      if (boxes) open = null;
      before = null; first = false;
    };
    for (const line of sheet.lines) {
      while (queue.length > 0 && queue[0]!.grid.top < line.top) emitGrid();
      const furniture = isFurniture(line, sheet.height);
      if (!furniture) { first = false; open = null; }
      inNotes = !furniture && (inNotes || startsNote(line, look, sheet.height)) && line.size <= look.size * 0.93;
      const note = inNotes ? noteText(line.text) : line.text;
      if (before && line.y - (before as Line).y > look.pitch * 1.3) drafts.push({ text: '', page });
      drafts.push({
        text: note, page, box: boxOf(line), bold: line.bold, style: inNotes ? 'footnote' : null,
        centred: Math.abs((line.x + line.right) / 2 - look.centre) < 8 && line.x > look.left + 24,
      });
      before = line;
    }
    while (queue.length > 0) emitGrid();
  });
  return drafts;
}

/** A drawn frame that holds one column of text is no table: its pieces go back to the page. */
function restoreFrames(grid: Grid, pieces: Piece[]): boolean {
  const used = grid.cells.filter((cell) => cell.pieces.length > 0);
  if (used.length >= 2 && new Set(used.map((cell) => cell.column)).size >= 2) return true;
  pieces.push(...used.flatMap((cell) => cell.pieces));
  return false;
}

/** A page number, or a line in the margin at the head or foot. */
const isFurniture = (line: Line, height: number): boolean => (line.bottom < height * 0.075 || line.top > height * 0.93) && (line.text.length < 120);

const sameColumns = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((split, index) => Math.abs(split - b[index]!) < 12);

/** The look of running text: the size, line distance and margins that most letters have. */
function lookOf(sheets: readonly Sheet[]): Look {
  const sizes = new Map<number, number>(), pitches = new Map<number, number>(), lefts = new Map<number, number>(), rights = new Map<number, number>();
  const count = (map: Map<number, number>, key: number, by = 1): void => { map.set(key, (map.get(key) ?? 0) + by); };
  for (const { lines } of sheets) {
    lines.forEach((line, i) => {
      count(sizes, Math.round(line.size * 2) / 2, line.text.length);
      count(lefts, Math.round(line.x / 4) * 4, line.text.length); count(rights, Math.round(line.right / 4) * 4, line.text.length);
      const next = lines[i + 1];
      if (next && next.y - line.y < line.size * 3) count(pitches, Math.round(next.y - line.y));
    });
  }
  const most = (map: Map<number, number>, otherwise: number): number => [...map].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [otherwise, 0])[0];
  const left = most(lefts, 85), size = most(sizes, 14);
  return { size, left, centre: (left + most(rights, 540)) / 2, pitch: most(pitches, size * 1.3) };
}

const boxOf = (line: Line): NonNullable<Paragraph['box']> => ({ x: round(line.x), y: round(line.top), w: round(line.right - line.x), h: round(line.bottom - line.top) });
const round = (value: number): number => Math.round(value * 10) / 10;

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A footnote: in the lower part of the page, smaller than the text, starting with its number. */
function startsNote(line: Line, look: Look, height: number): boolean {
  const first = line.text.trimStart()[0] ?? '';
  return line.top > height * 0.4 && line.size <= look.size * 0.93 && (SUPERSCRIPTS.includes(first) || (first >= '1' && first <= '9' && !fold(line.text).startsWith('so')));
}
function noteText(text: string): string {
  const line = text.trimStart();
  if (SUPERSCRIPTS.includes(line[0] ?? ' ')) return line;
  let digits = 0;
  while (digits < 3 && line[digits]! >= '0' && line[digits]! <= '9') digits += 1;
  return digits > 0 && line[digits] === ' ' ? superscript(line.slice(0, digits)) + line.slice(digits) : line;
}

interface Place { readonly table: number; readonly page: number; readonly firstRow: number; readonly look: Look; readonly state: { header: string } }

/** Writes the cells row by row and returns how many rows the table has so far. A table that goes on from the page before may repeat its heading, and its first row may be the rest of the last one. */
function emitCells(drafts: Draft[], grid: Grid, { table, page, firstRow, state }: Place): number {
  const textOf = (row: number): string => grid.cells.filter((cell) => cell.row === row).map((cell) => linesOf(cell.pieces).map((line) => line.text.trim()).join(' ')).join('|');
  let skipped = 0, shift = firstRow;
  if (firstRow === 0) state.header = textOf(0);
  else {
    if (textOf(0) === state.header) skipped = 1;
    shift -= skipped;
    const firstCell = grid.cells.find((cell) => cell.row === skipped && cell.column === 0);
    if (firstCell && firstCell.columns === 1 && firstCell.pieces.length === 0) shift -= 1;
  }
  for (const cell of [...grid.cells].sort((a, b) => a.row - b.row || a.column - b.column)) {
    if (cell.row < skipped) continue;
    const at = { table, row: cell.row + shift, column: cell.column, ...(cell.rows > 1 && { rows: cell.rows }), ...(cell.columns > 1 && { columns: cell.columns }) };
    const lines = linesOf(cell.pieces);
    if (lines.length === 0 && cell.row + shift >= firstRow) drafts.push({ text: '', page, cell: at, style: 'table-cell' });
    for (const line of lines) drafts.push({ text: line.text, page, cell: at, style: 'table-cell', bold: line.bold, box: boxOf(line) });
  }
  return Math.max(firstRow, grid.rows + shift);
}
