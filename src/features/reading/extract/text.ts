/**
 * Plain text and Markdown → lines. A text file may be Markdown without saying so (texts pulled out of PDFs often are): it is read
 * as Markdown when it has marks that plain text does not have. Grammar of the marks: `markdown-line.ts`.
 */
import type { Paragraph, SourceText } from '../rules/source-text.ts';
import { decodeText } from './decode-text.ts';
import { markdownInline, tableCells, isTableRule } from './markdown-line.ts';
import { paragraphList, superscript } from './paragraphs.ts';
import { warnings } from './refusals.ts';
import { splitColumns } from './text-columns.ts';

export function extractPlainText(bytes: Uint8Array, named: 'txt' | 'md'): SourceText {
  const { text, legacy } = decodeText(bytes);
  // Composed first: columns laid out with blanks are counted in letters.
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[\f\v\u0085\u2028\u2029]/g, '\n').split('\n');
  const kind = named === 'md' || hasMarks(lines) ? 'md' : 'txt';
  return { kind, paragraphs: kind === 'md' ? markdown(lines) : splitColumns(lines), warnings: legacy ? [warnings.legacyEncoding(legacy)] : [] };
}

/** Cells of one row; more is no table. */
const MAX_CELLS = 100;

/** The rule under the heading of a table, or two lines with marks; one may be chance. */
function hasMarks(lines: readonly string[]): boolean {
  let marked = 0;
  for (const line of lines) {
    const start = line.trimStart();
    if (isTableRule(start)) return true;
    if (headingDepth(start) > 0 || start.startsWith('**') || start.startsWith('[^') || start.startsWith('<sup>')) marked += 1;
    if (marked >= 2) return true;
  }
  return false;
}

function headingDepth(line: string): number {
  let depth = 0;
  while (line[depth] === '#') depth += 1;
  return depth >= 1 && depth <= 6 && line[depth] === ' ' ? depth : 0;
}

function markdown(lines: readonly string[]): Paragraph[] {
  const out = paragraphList();
  let table = -1, row = 0, inComment = false, fence = false, bold = false;
  for (let index = 0; index < lines.length; index += 1) {
    let line = lines[index]!.trim();
    if (inComment) { const end = line.indexOf('-->'); if (end < 0) continue; line = line.slice(end + 3).trim(); inComment = false; }
    if (line.startsWith('<!--')) { const end = line.indexOf('-->'); if (end < 0) { inComment = true; continue; } line = line.slice(end + 3).trim(); }
    if (line.startsWith('```')) { fence = !fence; continue; }
    while (line.startsWith('> ') || line === '>') line = line.slice(1).trimStart();

    const inTable: boolean = row > 0 && line.startsWith('|');
    if (inTable && isTableRule(line)) continue;
    if (inTable || (line.includes('|') && isTableRule(lines[index + 1]?.trim() ?? ''))) {
      if (!inTable) { table += 1; row = 0; }
      const header = row === 0 && !isLayoutHead(line);
      tableCells(line).slice(0, MAX_CELLS).forEach((cell, column) => {
        for (const part of cell.split('\n')) {
          const inline = markdownInline(part, false);
          out.add({ text: inline.text, style: 'table-cell', bold: inline.bold, cell: { table, row, column, ...(header && { header }) } });
        }
      });
      row += 1;
      continue;
    }
    row = 0;
    if (line === '' || isRule(line)) { out.add({ text: '' }); bold = false; continue; }

    const depth = headingDepth(line), note = footnoteMark(line);
    if (note) { out.add({ text: `${superscript(note.mark)} ${markdownInline(note.rest, false).text}`, style: 'footnote' }); continue; }
    const body = depth > 0 ? line.slice(depth + 1).replace(/ #+$/, '') : line;
    for (const part of lineParts(body)) {
      const inline = markdownInline(part, bold);
      bold = inline.open;
      const bullet = ['* ', '+ ', '- ', '• '].find((mark) => inline.text.startsWith(mark));
      const printed = bullet === '* ' || bullet === '• ' ? `- ${inline.text.slice(2)}` : inline.text;
      out.add({ text: printed, style: depth > 0 ? 'heading' : bullet ? 'list' : null, bold: inline.bold || depth > 0 });
    }
  }
  return out.all;
}

/** <br> inside a line. */
const lineParts = (line: string): string[] => line.split(/<br ?\/?>/i);

/** A letterhead set as a table: its first row is no heading of columns. */
const isLayoutHead = (line: string): boolean => line.toUpperCase().includes('CỘNG HÒA XÃ HỘI') || line.toUpperCase().includes('CỘNG HOÀ XÃ HỘI') || line.includes('Nơi nhận');

/** A line of three or more of the same -, * or _. */
function isRule(line: string): boolean {
  const bare = line.replaceAll(' ', '');
  return bare.length >= 3 && '-*_'.includes(bare[0]!) && [...bare].every((c) => c === bare[0]);
}

/** "[^1]: text" and "<sup>1</sup> text" at the start of a line. */
function footnoteMark(line: string): { mark: string; rest: string } | null {
  if (line.startsWith('[^')) {
    const end = line.indexOf(']:');
    return end > 2 && end < 12 ? { mark: line.slice(2, end), rest: line.slice(end + 2).trim() } : null;
  }
  if (!line.startsWith('<sup>')) return null;
  const end = line.indexOf('</sup>');
  const mark = line.slice(5, end).trim();
  return end > 5 && mark.length <= 3 && Number.isInteger(Number(mark)) ? { mark, rest: line.slice(end + 6).trim() } : null;
}
