/**
 * Plain text that keeps the page's layout by blanks ("pdftotext -layout") shows the letterhead and the signature as two columns:
 *
 *     UBND TỈNH QUẢNG NGÃI        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 *        Số: 07/KH-UBND               Độc lập - Tự do - Hạnh phúc
 *
 * Such a block becomes a table of one row with two cells, as the same letterhead is in a Word file; a table of tasks becomes a table
 * (text-tables.ts). Everything else stays lines.
 */
import { fold } from '#kernel/vietnamese.ts';
import type { Paragraph } from '../rules/source-text.ts';
import { paragraphList } from './paragraphs.ts';
import { tableAt } from './text-tables.ts';

const GAP = 3;

export function splitColumns(lines: readonly string[]): Paragraph[] {
  const out = paragraphList();
  let table = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const grid = tableAt(lines, index);
    if (grid) {
      grid.rows.forEach((cells, row) => cells.forEach((texts, column) => texts.forEach((text) => out.add({ text, style: 'table-cell', cell: { table, row, column } }))));
      table += 1;
      index = grid.end - 1;
      continue;
    }
    const end = blockEnd(lines, index);
    if (end === null) { out.add({ text: lines[index]! }); continue; }
    const split = splitAt(lines.slice(index, end));
    const sides: [string[], string[]] = [[], []];
    for (const line of lines.slice(index, end)) {
      const [left, right] = cut(line, split);
      if (left !== '') sides[0].push(left);
      if (right !== '') sides[1].push(right);
    }
    sides.forEach((side, column) => side.forEach((text) => out.add({ text, style: 'table-cell', cell: { table, row: 0, column } })));
    table += 1;
    index = end - 1;
  }
  return out.all;
}

/** Where the two-column block that starts here ends (exclusive); null when none starts here. */
function blockEnd(lines: readonly string[], start: number): number | null {
  if (gapOf(lines[start]!) === null) return null;
  const opening = fold(lines[start]!);
  const letterhead = opening.includes('cong hoa xa hoi') || (opening.includes('doc lap') && opening.includes('hanh phuc'));
  const signature = opening.startsWith('noi nhan');
  if (!letterhead && !signature) return null;
  let end = start + 1, blanks = 0;
  const longest = Math.min(lines.length, start + (letterhead ? 10 : 40));
  for (let i = start + 1; i < longest; i += 1) {
    const line = lines[i]!;
    if (line.trim() === '') { blanks += 1; if (blanks > (letterhead ? 2 : 6)) break; continue; }
    const indented = line.length - line.trimStart().length;
    if (letterhead && gapOf(line) === null && indented < 30 && !isOfLetterhead(line)) break;
    if (signature && gapOf(line) === null && indented < 20 && !line.trimStart().startsWith('-')) break;
    if (isTypeLine(line) || isAnnexLine(line)) break;
    blanks = 0; end = i + 1;
  }
  return end;
}

const isOfLetterhead = (line: string): boolean => { const text = fold(line); return text.startsWith('so:') || text.startsWith('so ') || text.startsWith('v/v'); };
const isAnnexLine = (line: string): boolean => /^phu luc(?: [ivx\d]+)?$/.test(fold(line).trim());
const isTypeLine = (line: string): boolean => ['ke hoach', 'quyet dinh', 'chi thi', 'bao cao', 'thong bao', 'to trinh', 'chuong trinh'].includes(fold(line));

/** The widest row of blanks inside a line: [where it starts, where it ends]. */
function gapOf(line: string): [number, number] | null {
  let best: [number, number] | null = null, from = -1;
  const first = line.length - line.trimStart().length, last = line.trimEnd().length;
  for (let i = first; i < last; i += 1) {
    if (line[i] === ' ' || line[i] === '\t') { if (from < 0) from = i; continue; }
    if (from >= 0 && (i - from >= GAP || line.slice(from, i).includes('\t')) && (!best || i - from > best[1] - best[0])) best = [from, i];
    from = -1;
  }
  return best;
}

/** The column of text where the right side starts: the smallest end of a gap in the block. */
function splitAt(block: readonly string[]): number {
  let split = Number.POSITIVE_INFINITY;
  for (const line of block) { const gap = gapOf(line); if (gap && gap[1] >= 12) split = Math.min(split, gap[1]); }
  return split;
}

function cut(line: string, split: number): [string, string] {
  const gap = gapOf(line);
  if (gap) return [line.slice(0, gap[0]).trim(), line.slice(gap[1]).trim()];
  const text = line.trim(), middle = line.length - line.trimStart().length + text.length / 2;
  return middle >= split ? ['', text] : [text, ''];
}
