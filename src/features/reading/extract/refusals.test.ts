import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { encryptedPdf, hostilePages, hostileTexts, oleFile, pdfOf, scannedPdf, unsafeZips, wordFile, wordParagraph, zipBombs, zipOf } from '#test/samples/files/damaged-files.ts';
import { extractText } from './extract-text.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
async function refused(file: Uint8Array, name = 'tệp.docx'): Promise<string> {
  try { await extractText(file, name); } catch (error) { if (error instanceof AppError) return error.message; throw error; }
  return assert.fail('the file was read');
}

describe('every file that cannot be read gets a sentence that names the way out', () => {
  const paper = wordFile(wordParagraph('xin chào')), page = pdfOf('BT /F1 12 Tf 72 700 Td (a page with a line of text that is long enough) Tj ET');
  const cases: [string, Uint8Array, RegExp][] = [
    ['a scan', scannedPdf(), /bản chụp.*Word.*biểu mẫu/], ['a photograph', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), /ảnh chụp/],
    ['an encrypted PDF', encryptedPdf(), /mật khẩu/], ['an encrypted Word file', oleFile('EncryptedPackage'), /mật khẩu/], ['an encrypted zip', zipOf([{ name: 'word/document.xml', content: 'x', flags: 1 }]), /mật khẩu/],
    ['an old Word file', oleFile('WordDocument'), /hãy lưu lại thành \.docx/], ['RTF', bytes('{\\rtf1 x}'), /hãy lưu lại thành \.docx/], ['Word XML', bytes('<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'), /hãy lưu lại thành \.docx/],
    ['a spreadsheet', zipOf([{ name: 'xl/workbook.xml', content: 'x' }]), /bảng tính/], ['slides', zipOf([{ name: 'ppt/presentation.xml', content: 'x' }]), /không phải là văn bản Word/], ['any zip', zipOf([{ name: 'a.txt', content: 'x' }]), /giải nén/],
    ['half a Word file', paper.slice(0, paper.length / 2), /bị hỏng/], ['half a PDF', page.slice(0, 150), /bị hỏng/], ['rubbish behind a PDF mark', bytes(`%PDF-1.7\n${'x'.repeat(5000)}`), /bị hỏng/],
    ['XML that is not well-formed', wordFile('<w:p><w:r>'), /bị hỏng/], ['nothing', new Uint8Array(0), /trống/], ['blanks only', bytes(' \n\n '), /trống/], ['a program', new Uint8Array(3000).fill(7), /không phải là văn bản/],
    ['too large a file', new Uint8Array(25 * 2 ** 20 + 1), /25 MB/],
    ...Object.entries(zipBombs()).map(([name, file]): [string, Uint8Array, RegExp] => [`a zip bomb: ${name}`, file, /lớn bất thường/]),
    ...Object.entries(unsafeZips()).map(([name, file]): [string, Uint8Array, RegExp] => [`an unsafe zip: ${name}`, file, /cấu trúc bên trong bất thường/]),
  ];
  for (const [name, file, sentence] of cases) test(name, async () => assert.match(await refused(file), sentence));
});

test('content decides, not the name', async () => {
  assert.equal((await extractText(wordFile(wordParagraph('xin chào')), 'kế hoạch.pdf')).kind, 'docx');
  assert.equal((await extractText(bytes('<!DOCTYPE html><p>xin chào'), 'kế hoạch.txt')).kind, 'html');
  assert.equal((await extractText(bytes('xin chào'), 'kế hoạch.docx')).kind, 'txt');
});

describe('half a megabyte of hostile text is read in a moment', () => {
  const files: [string, string, string][] = [
    ...Object.entries(hostileTexts()).flatMap(([name, text]): [string, string, string][] => [[name, text, 'a.txt'], [`${name} (Markdown)`, text, 'a.md']]),
    ...Object.entries(hostilePages()).map(([name, text]): [string, string, string] => [name, text, 'a.html']),
  ];
  for (const [name, text, file] of files) {
    test(name, async () => {
      const start = performance.now();
      await extractText(bytes(text), file).catch((error: unknown) => assert.ok(error instanceof AppError));
      assert.ok(performance.now() - start < 5000, `${Math.round(performance.now() - start)} ms`);
    });
  }
});
