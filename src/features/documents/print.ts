/**
 * The way in for other nouns: both files of a document and a name to save them under. The writers are loaded on first
 * use: the Word library alone takes some 70 ms to load.
 */
import { fileNameOf } from './rules/file-name.ts';
import type { OfficialDocument } from './rules/official-document.ts';

export type DocumentFormat = 'docx' | 'pdf';

export const DOCUMENT_FORMATS: Record<DocumentFormat, { readonly label: string; readonly mediaType: string }> = {
  docx: { label: 'Tệp Word', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  pdf: { label: 'Tệp PDF', mediaType: 'application/pdf' },
};

/** Both files, for what is frozen as it goes out: the PDF is set on a thread of its own while the Word file is written here. Throws like `printDocument`. */
export async function bothFiles(document: OfficialDocument): Promise<{ readonly docx: Uint8Array; readonly pdf: Uint8Array }> {
  const [{ toDocx }, { toPdf }] = await Promise.all([import('./to-docx.ts'), import('./to-pdf.ts')]), [pdf, docx] = await Promise.all([toPdf(document), toDocx(document)]);
  return { docx, pdf };
}

export interface PrintedDocument { readonly bytes: Uint8Array; readonly fileName: string; readonly mediaType: string }

/** Throws AppError 'unavailable' when the page cannot be set. The same document gives the same bytes within a build. */
export async function printDocument(document: OfficialDocument, format: DocumentFormat): Promise<PrintedDocument> {
  const bytes = format === 'docx' ? await (await import('./to-docx.ts')).toDocx(document) : await (await import('./to-pdf.ts')).toPdf(document);
  return { bytes, fileName: fileNameOf(document, format), mediaType: DOCUMENT_FORMATS[format].mediaType };
}
