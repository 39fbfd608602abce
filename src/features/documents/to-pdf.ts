/** The document as the reader and the archive get it: tagged PDF/A-2a, fonts inside. */
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { OFFICIAL_DOCUMENT_TEMPLATE } from './pdf-template.ts';
import { DECREE_30, textWidth, type LayoutProfile } from './rules/layout-profile.ts';
import { layOut, type SheetBlock, type SheetRow, type SheetTable } from './rules/lay-out.ts';
import type { OfficialDocument } from './rules/official-document.ts';
import { mapText } from './rules/printable.ts';

/** A word this long (the address of a web page) may have to break. */
const LONG_WORD = /\S{26}/;

/**
 * A word with a stroke in it stays whole, "2150/QĐ-UBND", "12 kỳ/năm", where a line might end behind the stroke; an
 * address of a web page, which is longer, does not. The words that stay whole are at the odd places.
 */
const WHOLE = /((?<![^\s])[^\s/]{1,20}(?:\/[^\s/]{1,20}){1,2}(?![^\s]))/u;

const pieces = (text: string): { text: string; whole: boolean }[] =>
  text.split(WHOLE).map((piece, index) => ({ text: piece, whole: index % 2 === 1 })).filter((piece) => piece.text !== '');

/** Millimetres inside a cell, left and right, above and below. */
const CELL = { side: 1.6, above: 1.1 };

/**
 * The height of a row whose cells all fit on one line, in points; null lets the typesetter find out, which takes twice
 * as long. Ascent and descent of Times New Roman are 1.107 of the size. One point is left for rounding.
 */
function heights(table: SheetTable, width: number, size: number): (number | null)[] {
  const regular = fontOf('Tinos', 'regular'), bold = fontOf('Tinos', 'bold'), points = 72 / 25.4;
  const fits = (row: SheetRow): boolean => {
    let column = 0;
    return row.cells.every((cell) => {
      const share = table.widths.slice(column, column += cell.columns).reduce((sum, one) => sum + one, 0);
      return !cell.text.includes('\n') && (cell.bold ? bold : regular).width(cell.text) * size + 1 < (share * width - 2 * CELL.side) * points;
    });
  };
  return table.rows.map((row) => (fits(row) ? size * 1.107 + 2 * CELL.above * points : null));
}

/** Adds to a block what only the typesetter needs. */
const prepared = (profile: LayoutProfile, landscape = false) => (block: SheetBlock): unknown => (block.type === 'table'
  ? { ...block, cell: CELL, heights: heights(block, textWidth(profile, landscape), profile.styles.table.size), rows: block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => (cell.text.includes('/') ? { ...cell, pieces: pieces(cell.text) } : cell)) })) }
  : { ...block, runs: block.runs.flatMap((run) => (run.text.includes('/') ? pieces(run.text).map((piece) => ({ ...run, ...piece })) : [run])) });

/** Throws AppError 'unavailable' when the page cannot be set. The same document gives the same bytes. */
export async function toPdf(document: OfficialDocument, profile: LayoutProfile = DECREE_30): Promise<Uint8Array> {
  const font = fontOf('Tinos', 'regular');
  let longWords = false;
  const sheet = mapText(layOut(document), (text) => {
    longWords ||= LONG_WORD.test(text);
    return printableIn(font, text);
  });
  const data = {
    profile, longWords,
    sheet: { ...sheet, body: sheet.body.map(prepared(profile)), annexes: sheet.annexes.map((annex) => ({ ...annex, blocks: annex.blocks.map(prepared(profile, annex.landscape)) })) },
  };
  return typesetPdf(OFFICIAL_DOCUMENT_TEMPLATE, { data }, 'a-2a');
}
