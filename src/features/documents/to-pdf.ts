/** The document as the reader and the archive get it: tagged PDF/A-2a, fonts inside. */
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { OFFICIAL_DOCUMENT_TEMPLATE } from './pdf-template.ts';
import { DECREE_30, type LayoutProfile } from './rules/layout-profile.ts';
import { layOut } from './rules/lay-out.ts';
import type { OfficialDocument } from './rules/official-document.ts';
import { mapText } from './rules/printable.ts';

/** Throws AppError 'unavailable' when the page cannot be set. The same document gives the same bytes. */
export function toPdf(document: OfficialDocument, profile: LayoutProfile = DECREE_30): Uint8Array {
  const font = fontOf('Tinos', 'regular');
  const sheet = mapText(layOut(document), (text) => printableIn(font, text));
  return typesetPdf(OFFICIAL_DOCUMENT_TEMPLATE, { data: { sheet, profile } }, 'a-2a');
}
