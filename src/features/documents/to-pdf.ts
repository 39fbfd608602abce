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

/** The sign of a document never breaks: "2150/QĐ-UBND". What stands between two signs is at the even places. */
const SIGN = /(\d{1,6}\/(?:\d{4}\/)?\p{Lu}[\p{L}\d]{0,8}(?:-[\p{L}\d&]{1,12}){0,3})/u;

const unbroken = (block: SheetBlock): unknown => (block.type === 'table' ? block : {
  ...block, runs: block.runs.flatMap((run) => (run.text.includes('/')
    ? run.text.split(SIGN).map((text, index) => ({ ...run, text, whole: index % 2 === 1 })).filter((part) => part.text !== '') : [run])),
});

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
    sheet: { ...sheet, body: sheet.body.map(unbroken), annexes: sheet.annexes.map((annex) => ({ ...annex, blocks: annex.blocks.map(unbroken) })) },
  };
  return typesetPdf(OFFICIAL_DOCUMENT_TEMPLATE, { data }, 'a-2a');
}
