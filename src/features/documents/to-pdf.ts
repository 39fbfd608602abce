/** The document as the reader and the archive get it: tagged PDF/A-2a, fonts inside. */
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { OFFICIAL_DOCUMENT_TEMPLATE } from './pdf-template.ts';
import { DECREE_30, type LayoutProfile } from './rules/layout-profile.ts';
import { layOut, type SheetBlock } from './rules/lay-out.ts';
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

/** Adds to a block what only the typesetter needs. */
const prepared = (block: SheetBlock): unknown => (block.type === 'table'
  ? { ...block, rows: block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => (cell.text.includes('/') ? { ...cell, pieces: pieces(cell.text) } : cell)) })) }
  : { ...block, runs: block.runs.flatMap((run) => (run.text.includes('/') ? pieces(run.text).map((piece) => ({ ...run, ...piece })) : [run])) });

/** Throws AppError 'unavailable' when the page cannot be set. The same document gives the same bytes. */
export function toPdf(document: OfficialDocument, profile: LayoutProfile = DECREE_30): Uint8Array {
  const font = fontOf('Tinos', 'regular');
  let longWords = false;
  const sheet = mapText(layOut(document), (text) => {
    longWords ||= LONG_WORD.test(text);
    return printableIn(font, text);
  });
  const data = {
    profile, longWords,
    sheet: { ...sheet, body: sheet.body.map(prepared), annexes: sheet.annexes.map((annex) => ({ ...annex, blocks: annex.blocks.map(prepared) })) },
  };
  return typesetPdf(OFFICIAL_DOCUMENT_TEMPLATE, { data }, 'a-2a');
}
