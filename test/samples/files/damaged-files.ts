/** Files that a reader must refuse with a sentence, made by hand so that every byte of the damage is known. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

export interface ZipPart { readonly name: string; readonly content: Uint8Array | string; /** What the list of contents claims; the truth when absent. */ readonly claimedSize?: number; readonly stored?: boolean; readonly flags?: number }

/** A zip file, honest unless its parts say otherwise. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const chunks: Buffer[] = [], directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8'), content = Buffer.from(part.content as string), packed = part.stored ? content : deflateRawSync(content, { level: 9 });
    const size = part.claimedSize ?? content.length, local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(20, 4); local.writeUInt16LE(part.flags ?? 0, 6); local.writeUInt16LE(part.stored ? 0 : 8, 8);
    local.writeUInt32LE(crc32(content), 14); local.writeUInt32LE(packed.length, 18); local.writeUInt32LE(size, 22); local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0); entry.writeUInt16LE(20, 4); entry.writeUInt16LE(20, 6); entry.writeUInt16LE(part.flags ?? 0, 8); entry.writeUInt16LE(part.stored ? 0 : 8, 10);
    entry.writeUInt32LE(crc32(content), 16); entry.writeUInt32LE(packed.length, 20); entry.writeUInt32LE(size, 24); entry.writeUInt16LE(name.length, 28); entry.writeUInt32LE(offset, 42);
    chunks.push(local, name, packed); directory.push(entry, name);
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory), end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(parts.length, 8); end.writeUInt16LE(parts.length, 10); end.writeUInt32LE(list.length, 12); end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...chunks, list, end]));
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
/** The main part of a Word file around this body. */
export const wordXml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`;
export const wordParagraph = (text: string, properties = '', run = ''): string => `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r>${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
export const wordFile = (body: string, parts: readonly ZipPart[] = []): Uint8Array => zipOf([{ name: 'word/document.xml', content: wordXml(body) }, ...parts]);
export const numberingXml = (inside: string): string => `<w:numbering ${W}>${inside}</w:numbering>`;
export const notesXml = (inside: string): string => `<w:footnotes ${W}>${inside}</w:footnotes>`;
export const stylesXml = (inside: string): string => `<w:styles ${W}>${inside}</w:styles>`;

const megabytes = (count: number): Buffer => Buffer.alloc(count * 2 ** 20, 32);
export const zipBombs = (): Record<string, Uint8Array> => ({
  'ratio beyond 100': zipOf([{ name: 'word/document.xml', content: megabytes(20) }]),
  'declared beyond 200 MB': zipOf([{ name: 'word/document.xml', content: 'x', claimedSize: 201 * 2 ** 20 }]),
  'a lie about the size': zipOf([{ name: 'word/document.xml', content: megabytes(20), claimedSize: 1000 }]),
  'more than 2,000 entries': zipOf(Array.from({ length: 2001 }, (_, index) => ({ name: `word/${index}.xml`, content: 'x', stored: true }))),
  'entries that share their bytes': sharedBytes(),
});

/** Every entry of the list points at the same packed bytes. */
function sharedBytes(): Uint8Array {
  const file = Buffer.from(zipOf([{ name: 'a.xml', content: megabytes(1) }, { name: 'b.xml', content: 'x' }]));
  const second = file.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), file.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 4);
  file.writeUInt32LE(0, second + 42);
  return new Uint8Array(file);
}

export const unsafeZips = (): Record<string, Uint8Array> => ({
  'a path out of the archive': zipOf([{ name: '../../etc/passwd', content: 'x' }, { name: 'word/document.xml', content: wordXml('') }]),
  'an absolute path': zipOf([{ name: '/etc/passwd', content: 'x' }]),
  'a name twice': zipOf([{ name: 'word/document.xml', content: wordXml('') }, { name: 'word/document.xml', content: wordXml('') }]),
});

/** An OLE file (the container of old Word and of encrypted new Word) that names this stream. */
export function oleFile(stream: string): Uint8Array {
  const file = Buffer.alloc(4096);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  Buffer.from(stream, 'utf16le').copy(file, 1024);
  return new Uint8Array(file);
}

/** A PDF of one page with this content stream; the other texts go into the dictionaries they name; `objects` are numbered from 5 on. */
export function pdfOf(content: string, { trailer = '', objects = [] as string[], resources = '/Font << /F1 4 0 R >>', font = '/BaseFont /Helvetica', page = '', stream = '' } = {}): Uint8Array {
  const all = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${5 + objects.length} 0 R ${page} >>`,
    `<< /Type /Font /Subtype /Type1 ${font} >>`, ...objects, `<< /Length ${content.length} ${stream} >>\nstream\n${content}\nendstream`,
  ];
  let file = '%PDF-1.7\n';
  const offsets = all.map((object, index) => { const at = file.length; file += `${index + 1} 0 obj\n${object}\nendobj\n`; return at; });
  const start = file.length;
  file += `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${all.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}

/** A picture of a page and no letter. */
export const scannedPdf = (): Uint8Array => pdfOf('q 595 0 0 842 0 0 cm /Im1 Do Q', {
  resources: '/XObject << /Im1 5 0 R >>', objects: ['<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nA\nendstream'],
});

/** A page whose drawing unpacks to this many megabytes of commands. */
export const pdfBomb = (size: number): Uint8Array => pdfOf(deflateSync(Buffer.alloc(size * 2 ** 20, 'q Q ')).toString('latin1'), { stream: '/Filter /FlateDecode' });

/** Encrypted with a password that nobody knows: the check strings fit no password. */
export const encryptedPdf = (): Uint8Array => pdfOf('BT /F1 12 Tf 72 700 Td (secret) Tj ET', {
  trailer: `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
});

/** Texts of half a megabyte, each the worst case of some careless way to read. */
export const hostileTexts = (size = 500_000): Record<string, string> => ({
  'opening marks only': '<'.repeat(size), 'stars only': '*'.repeat(size), 'brackets only': '['.repeat(size), 'one line without a blank': 'a'.repeat(size),
  'blanks only at the end': `KẾ HOẠCH${' '.repeat(size)}.`, 'dots': '.'.repeat(size), 'digits': '1'.repeat(size), 'numbers with slashes': '1/'.repeat(size / 2),
  'table bars': `|${'|'.repeat(size)}\n|---|---|\n`, 'many short lines': '- \n'.repeat(size / 3), 'roman numerals': 'IVX'.repeat(size / 3),
  'headings without end': 'I. MỤC ĐÍCH\n1. a\n'.repeat(size / 20), 'semicolons and commas': 'Sở Nội vụ, ;'.repeat(size / 12), 'links': '[a](b '.repeat(size / 6),
  'recipients': `Nơi nhận:\n${'- Sở Nội vụ;\n'.repeat(size / 13)}`, 'ampersands': '&'.repeat(size), 'columns': `CỘNG HÒA XÃ HỘI${' '.repeat(20)}x\n${`a${' '.repeat(40)}b\n`.repeat(size / 43)}`,
});
export const hostilePages = (size = 500_000): Record<string, string> => ({
  'divs in divs': `<html>${'<div>'.repeat(size / 5)}x`, 'tables in tables': `<html>${'<table><tr><td>'.repeat(size / 15)}x`, 'bold in bold': `<html>${'<b>'.repeat(size / 3)}x`,
  'lists in lists': `<html>${'<ul><li>'.repeat(size / 8)}x`, 'wide cells': `<html><table><tr>${'<td colspan=100 rowspan=1000>x'.repeat(size / 30)}</table>`,
});
