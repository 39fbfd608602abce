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
import { furnitureOf } from './pdf-furniture.ts';
import { beginsByLook, beginsByMark, isCentred, joinText, showsParagraphs, type Look } from './pdf-paragraphs.ts';
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
  const { drafts, blocks } = layOut(drawings), unicode = wholeReading(drafts, legacy), out = paragraphList();
  for (const draft of drafts) out.add({ ...draft, text: unicode(draft.text) });
  const scanned = letters.flatMap((count, index) => (count === 0 ? [index + 1] : []));
  return {
    kind: 'pdf', paragraphs: out.all, blocks,
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

export interface Sheet { readonly lines: Line[]; readonly grids: { grid: Grid; boxes: boolean }[]; readonly height: number }
/** A step in reading order: a printed line, or a table (letterhead and signature count as tables of their own). */
type Step = { readonly page: number; readonly height: number } & ({ readonly line: Line; readonly grid: null } | { readonly line: null; readonly grid: Grid; readonly boxes: boolean });

function layOut(drawings: readonly PageDrawing[]): { drafts: Draft[]; blocks: boolean } {
  let splits: readonly number[] | null = null;
  const sheets = drawings.map((drawing): Sheet => {
    const pieces = withoutDoubles(drawing.pieces);
    const drawn = drawnGrids(drawing.horizontal, drawing.vertical, pieces).filter((grid) => restoreFrames(grid, pieces));
    const boxes = twoBoxes(pieces, drawing), aligned = alignedGrids(pieces, splits);
    const lines = linesOf(pieces), tables = [...drawn, ...aligned].sort((a, b) => a.top - b.top), last = tables[tables.length - 1];
    splits = last && !lines.some((line) => line.top > last.bottom && line.top < drawing.height * 0.93) ? last.splits : null;
    return { lines, grids: [...boxes.map((grid) => ({ grid, boxes: true })), ...tables.map((grid) => ({ grid, boxes: false }))].sort((a, b) => a.grid.top - b.grid.top), height: drawing.height };
  });
  const look = lookOf(sheets);
  return write(sheets.flatMap(stepsOf), look, furnitureOf(sheets, look));
}

function stepsOf({ lines, grids, height }: Sheet, index: number): Step[] {
  const steps: Step[] = [], queue = [...grids], page = index + 1;
  const next = (): void => { const { grid, boxes } = queue.shift()!; steps.push({ page, height, line: null, grid, boxes }); };
  for (const line of lines) {
    while (queue.length > 0 && queue[0]!.grid.top < line.top) next();
    steps.push({ page, height, line, grid: null });
  }
  while (queue.length > 0) next();
  return steps;
}

type Kind = 'text' | 'note' | 'furniture';

function write(steps: readonly Step[], look: Look, furniture: ReadonlySet<Line>): { drafts: Draft[]; blocks: boolean } {
  // First what each line is and which line it may go on from; then, knowing whether the pages show their paragraphs, the paragraphs.
  const kinds = new Map<Line, Kind>(), before = new Map<Line, { line: Line | null; apart: boolean }>();
  let inNotes = 0, last: { line: Line; page: number } | null = null, lastNote: { line: Line; page: number } | null = null;
  for (const step of steps) {
    if (step.grid !== null) { last = null; continue; }
    const { line, page } = step;
    if (furniture.has(line)) { kinds.set(line, 'furniture'); continue; }
    const note = (inNotes === page || startsNote(line, look, step.height)) && line.size <= look.size * 0.93;
    inNotes = note ? page : 0;
    kinds.set(line, note ? 'note' : 'text');
    const from = note ? lastNote : last;
    before.set(line, { line: from?.line ?? null, apart: from !== null && from.page !== page });
    if (note) lastNote = { line, page }; else last = { line, page };
  }
  const running = [...before].filter(([line]) => kinds.get(line) === 'text').map(([line, { line: from, apart }]) => ({ line, before: from, apart }));
  const blocks = showsParagraphs(running, look);

  const drafts: Draft[] = [], open: Record<'text' | 'note', { draft: Draft & { text: string }; last: Line } | null> = { text: null, note: null };
  let table = -1, tableOpen: TableState | null = null, first = 0;
  for (const step of steps) {
    const { page } = step;
    if (step.grid !== null) {
      const goesOn = !step.boxes && first !== page && tableOpen !== null && sameColumns(tableOpen.splits, step.grid.splits);
      if (!goesOn) { table += 1; tableOpen = { splits: step.grid.splits, rows: 0, header: '' }; }
      emitCells(drafts, step.grid, table, page, tableOpen!);
      if (step.boxes) tableOpen = null;
      open.text = null; first = page;
      continue;
    }
    const { line } = step, kind = kinds.get(line)!;
    if (kind !== 'furniture') { first = page; if (kind === 'text') tableOpen = null; }
    const from = before.get(line), isNote = kind === 'note';
    const begins = kind === 'furniture' || !blocks || !from?.line || (isNote && SUPERSCRIPTS.includes(noteText(line.text)[0] ?? ' ')) || beginsByLook(from.line, line, look, from.apart) || (!isNote && beginsByMark(from.line, line));
    const slot = kind === 'furniture' ? null : open[kind];
    if (!begins && slot) {
      slot.draft.text = joinText(slot.draft.text, line.text);
      if (slot.draft.page === page && slot.draft.box) (slot.draft as { box: Paragraph['box'] }).box = union(slot.draft.box, boxOf(line));
      if (!line.bold) (slot.draft as { bold: boolean }).bold = false;
      slot.last = line;
      continue;
    }
    if (!blocks && from?.line && !from.apart && line.y - from.line.y > look.pitch * 1.3) drafts.push({ text: '', page });
    const draft = {
      text: isNote ? noteText(line.text) : line.text, page, box: boxOf(line), bold: line.bold, centred: isCentred(line, look),
      style: isNote ? 'footnote' as const : kind === 'furniture' && isSmall(line, look) ? (line.top < step.height / 2 ? 'header' as const : 'footer' as const) : null,
    };
    drafts.push(draft);
    if (kind !== 'furniture') open[kind] = { draft, last: line };
  }
  return { drafts, blocks };
}
const isSmall = (line: Line, look: Look): boolean => line.size < look.size * 0.9;
const union = (a: NonNullable<Paragraph['box']>, b: NonNullable<Paragraph['box']>): NonNullable<Paragraph['box']> => {
  const x = Math.min(a.x, b.x), y = Math.min(a.y, b.y);
  return { x, y, w: round(Math.max(a.x + a.w, b.x + b.w) - x), h: round(Math.max(a.y + a.h, b.y + b.h) - y) };
};

/** A drawn frame that holds one column of text is no table: its pieces go back to the page. */
function restoreFrames(grid: Grid, pieces: Piece[]): boolean {
  const used = grid.cells.filter((cell) => cell.pieces.length > 0);
  if (used.length >= 2 && new Set(used.map((cell) => cell.column)).size >= 2) return true;
  pieces.push(...used.flatMap((cell) => cell.pieces));
  return false;
}

const sameColumns = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((split, index) => Math.abs(split - b[index]!) < 12);

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
  const right = most(rights, 540);
  return { size, left, right, centre: (left + right) / 2, pitch: most(pitches, size * 1.3) };
}

const boxOf = (line: Line): NonNullable<Paragraph['box']> => ({ x: round(line.x), y: round(line.top), w: round(line.right - line.x), h: round(line.bottom - line.top) });
const round = (value: number): number => Math.round(value * 10) / 10;

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** A footnote: in the lower part of the page, smaller than the text, starting with its number. */
const startsNote = (line: Line, look: Look, height: number): boolean =>
  line.top > height * 0.4 && line.size <= look.size * 0.93 && SUPERSCRIPTS.includes(noteText(line.text)[0] ?? ' ');
function noteText(text: string): string {
  const line = text.trimStart();
  if (SUPERSCRIPTS.includes(line[0] ?? ' ')) return line;
  let digits = 0;
  while (digits < 3 && line[digits]! >= '0' && line[digits]! <= '9') digits += 1;
  return digits > 0 && line[digits] === ' ' ? superscript(line.slice(0, digits)) + line.slice(digits) : line;
}

interface TableState { readonly splits: readonly number[]; rows: number; header: string }

/** Writes the cells row by row. A table that goes on from the page before may repeat its heading, and its first row may be the rest of the last one. */
function emitCells(drafts: Draft[], grid: Grid, table: number, page: number, state: TableState): void {
  const textOf = (row: number): string => grid.cells.filter((cell) => cell.row === row).map((cell) => linesOf(cell.pieces).map((line) => line.text.trim()).join(' ')).join('|');
  const firstRow = state.rows;
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
  state.rows = Math.max(firstRow, grid.rows + shift);
}
