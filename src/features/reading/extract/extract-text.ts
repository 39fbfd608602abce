/** Bytes of any supported file → paragraphs. Runs in the child process only: it trusts nobody's bytes but has no limit of its own on time. */
import { tidy } from '#kernel/vietnamese.ts';
import type { SourceText } from '../rules/source-text.ts';
import { MAX_FILE_BYTES, refusals } from './refusals.ts';
import { sniff } from './sniff.ts';
import { extractPlainText } from './text.ts';

/** Throws AppError with the sentence for the person who chose the file. */
export async function extractText(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  if (bytes.length > MAX_FILE_BYTES) throw refusals.tooLarge();
  const kind = sniff(bytes, fileName);
  switch (kind) {
    case 'txt': case 'md': return notEmpty(extractPlainText(bytes, kind));
    case 'html': return notEmpty((await import('./html.ts')).extractHtml(bytes));
    case 'zip': return notEmpty((await import('./docx.ts')).extractDocx(bytes));
    case 'pdf': return notEmpty(await (await import('./pdf.ts')).extractPdf(bytes));
    case 'ole': throw utf16Within(bytes, 'EncryptedPackage') ? refusals.encryptedWord() : utf16Within(bytes, 'WordDocument') ? refusals.oldWord() : refusals.otherOffice();
    case 'rtf': throw refusals.rtf();
    case 'word-xml': throw refusals.wordXml();
    case 'web-archive': throw refusals.webArchive();
    case 'picture': throw refusals.picture();
    case 'empty': throw refusals.empty();
    case 'unknown': throw refusals.unknown();
  }
}

function notEmpty(source: SourceText): SourceText {
  if (!source.paragraphs.some((paragraph) => tidy(paragraph.text).trim() !== '')) throw refusals.empty();
  return source;
}

/** Names of streams in an OLE file are UTF-16. */
const utf16Within = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
