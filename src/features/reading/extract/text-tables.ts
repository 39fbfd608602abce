/**
 * A task table that plain text keeps by blanks ("pdftotext -layout"):
 *
 *     TT   Nội dung                      Sản phẩm      Thời gian     Chủ trì
 *     1    Xây dựng chuyên mục CCHC      Chuyên mục    Quý I/2024    Báo A
 *          trên Báo A
 *
 * The headings say how many columns there are: between two neighbouring headings lies one boundary, where the fewest lines of the table
 * print anything. A row begins where the first column has a number. The table ends at a line that prints across its boundaries.
 */
import { fold } from '#kernel/vietnamese.ts';

export interface TextTable { /** first line behind the table */ readonly end: number; /** row → column → printed lines of the cell */ readonly rows: string[][][] }
interface Piece { readonly from: number; readonly to: number; readonly text: string }

const LONGEST = 600;

export function tableAt(lines: readonly string[], start: number): TextTable | null {
  const head = pieces(lines[start]!, 2);
  if (head.length < 4 || !isNumberHeading(head[0]!.text)) return null;
  const reach = extent(lines, start, head);
  const bounds = boundaries(lines, start, reach, head);
  const rows: string[][][] = [newRow(head.length)];
  let end = start, numbered = 0;
  for (let i = start; i < reach; i += 1) {
    const line = lines[i]!;
    if (line.trim() === '') continue;
    const across = i > start && isGroupRow(line) && pieces(line, 2).length <= 2 && line.trimEnd().length > bounds[1]! + 4;
    const cells = across ? null : cellsOf(line, bounds);
    if (cells === null) {
      if (!across && !isGroupRow(line)) break;
      const [label, title] = groupRow(line);
      rows.push(newRow(head.length));
      rows.at(-1)![0]!.push(label);
      rows.at(-1)![1]!.push(title);
      end = i + 1;
      continue;
    }
    if (i > start && isNumberHeading(cells[0]!)) rows.push(newRow(head.length));
    else if (i > start && isRowNumber(cells[0]!)) { rows.push(newRow(head.length)); numbered += 1; }
    else if (cells[0] !== '' && cells.slice(1).every((cell) => cell === '') && numbered > 0) continue; // a page number
    cells.forEach((cell, column) => { if (cell !== '') rows.at(-1)![column]!.push(cell); });
    end = i + 1;
  }
  return numbered > 0 ? { end, rows } : null;
}

const newRow = (columns: number): string[][] => Array.from({ length: columns }, () => []);
const isNumberHeading = (text: string): boolean => ['stt', 'tt', 'so tt', 'so thu tu'].includes(fold(text).trim());
const isRowNumber = (text: string): boolean => /^(?:\d{1,3}(?:\.\d{1,2}){0,2}[.)]?|[IVX]{1,5}\.?|[a-zđA-ZĐ][.)]?)$/u.test(text);
/** "II  Tuyên truyền trên báo chí, trên môi trường mạng": a heading across the table. */
const isGroupRow = (line: string): boolean => /^\s*(?:[IVX]{1,5}|[A-D]|\d{1,2})[.)]?\s+\p{L}/u.test(line) && line.trim().length < 160;
function groupRow(line: string): [string, string] {
  const text = line.trim(), at = text.search(/\s/);
  return [text.slice(0, at), text.slice(at).trim()];
}

/** What a line prints between runs of at least `gap` blanks. */
function pieces(line: string, gap: number): Piece[] {
  const found: Piece[] = [];
  let from = -1, blanks = 0;
  for (let i = 0; i <= line.length; i += 1) {
    const blank = i === line.length || line[i] === ' ' || line[i] === '\t';
    if (!blank) { if (from < 0) from = i; blanks = 0; continue; }
    blanks += line[i] === '\t' ? gap : 1;
    if (from >= 0 && (blanks >= gap || i === line.length)) { const to = i - Math.min(blanks, gap) + (i === line.length ? 0 : 1); const text = line.slice(from, to).trim(); if (text) found.push({ from, to: from + text.length, text }); from = -1; }
  }
  return found;
}

/** How far the table may go: to the next part of the paper, at most LONGEST lines. */
function extent(lines: readonly string[], start: number, head: readonly Piece[]): number {
  const width = head.at(-1)!.to;
  let i = start + 1;
  for (; i < Math.min(lines.length, start + LONGEST); i += 1) {
    const text = fold(lines[i]!).trim();
    if (/^(?:noi nhan|phu luc|uy ban nhan dan|ke hoach|quyet dinh$)/.test(text)) break;
    // A full line of running text without a gap is no row of a table with four columns, unless it is a group's heading.
    const shown = lines[i]!.trim();
    if (shown.length > Math.max(70, width * 0.8) && pieces(lines[i]!, 2).length === 1 && !isGroupRow(lines[i]!)) break;
  }
  return i;
}

/** One boundary between each two headings: the place where the fewest lines print, the widest such place first. */
function boundaries(lines: readonly string[], start: number, end: number, head: readonly Piece[]): number[] {
  const printed: number[] = [];
  for (let i = start; i < end; i += 1) {
    const line = lines[i]!;
    if (isGroupRow(line) && pieces(line, 2).length <= 2) continue;
    for (let at = 0; at < line.length; at += 1) if (line[at] !== ' ') printed[at] = (printed[at] ?? 0) + 1;
  }
  const bounds: number[] = [];
  for (let k = 1; k < head.length; k += 1) {
    const from = head[k - 1]!.to, to = head[k]!.from;
    let best = to - 1, least = Number.POSITIVE_INFINITY, widest = 0;
    for (let at = from; at < to; at += 1) {
      const count = printed[at] ?? 0;
      let stop = at;
      while (stop + 1 < to && (printed[stop + 1] ?? 0) === count) stop += 1;
      if (count < least || (count === least && stop - at + 1 >= widest)) { least = count; widest = stop - at + 1; best = stop; }
      at = stop;
    }
    bounds.push(best);
  }
  return bounds;
}

/** The cells of one line; null when it prints across two boundaries or more. */
function cellsOf(line: string, bounds: readonly number[]): string[] | null {
  let crossed = 0;
  const cuts = bounds.map((bound) => {
    if (line[bound] === undefined || line[bound] === ' ') return bound;
    // A word over the boundary goes to the side where it began, when that is at most a few letters away.
    let at = bound;
    while (at > 0 && bound - at < 4 && line[at] !== ' ') at -= 1;
    if (line[at] !== ' ') crossed += 1;
    return line[at] === ' ' ? at : bound;
  });
  if (crossed > 1 || (crossed === 1 && pieces(line, 2).length === 1)) return null;
  const cells: string[] = [];
  let from = 0;
  for (const cut of [...cuts, line.length]) { cells.push(line.slice(from, Math.max(from, cut)).trim()); from = Math.max(from, cut); }
  return cells;
}
