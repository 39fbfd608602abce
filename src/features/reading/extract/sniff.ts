/** What a file is, by its content. The name only tells Markdown from plain text. */
import { looksUtf16 } from './decode-text.ts';

export type FileKind =
  | 'txt' | 'md' | 'html' | 'zip' | 'pdf' | 'ole' | 'rtf' | 'word-xml' | 'web-archive' | 'picture' | 'empty' | 'unknown';

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean => signature.every((byte, index) => bytes[at + index] === byte);
const ascii = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');

export function sniff(bytes: Uint8Array, fileName: string): FileKind {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return 'zip';
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'ole';
  // Readers accept up to 1,024 bytes before the header (mail gateways put some there).
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return 'pdf';
  if (ascii(bytes, 0, 5) === '{\\rtf') return 'rtf';
  if (isPicture(bytes)) return 'picture';
  if (!isText(bytes)) return 'unknown';

  const head = opening(bytes);
  if (head.startsWith('mime-version:') || head.startsWith('from: ')) return head.includes('multipart/related') ? 'web-archive' : 'txt';
  if (head.startsWith('<?xml') && (head.includes('wordprocessingml') || head.includes('wordml') || head.includes('/xmlpackage'))) return 'word-xml';
  if (isHtml(head)) return 'html';
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  if ((extension === 'html' || extension === 'htm') && head.includes('<')) return 'html';
  return extension === 'md' || extension === 'markdown' ? 'md' : 'txt';
}

function isPicture(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xff, 0xd8, 0xff]) || startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) || startsWith(bytes, [0x47, 0x49, 0x46, 0x38])
    || startsWith(bytes, [0x49, 0x49, 0x2a, 0]) || startsWith(bytes, [0x4d, 0x4d, 0, 0x2a])
    || (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP')
    || (ascii(bytes, 4, 8) === 'ftyp' && ['heic', 'heix', 'mif1', 'avif', 'msf1'].includes(ascii(bytes, 8, 12)));
}

/** No control characters but line ends, tabs and page breaks, unless it is UTF-16. */
function isText(bytes: Uint8Array): boolean {
  if (looksUtf16(bytes)) return true;
  let odd = 0;
  const end = Math.min(bytes.length, 65_536);
  for (let i = 0; i < end; i += 1) {
    const byte = bytes[i]!;
    if (byte === 0) return false;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) odd += 1;
  }
  return odd * 200 <= end;
}

/** The first 4,096 bytes in lower case, without byte order mark, NULs (UTF-16), blanks and comments in front. */
function opening(bytes: Uint8Array): string {
  let head = ascii(bytes, 0, 8192).replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').toLowerCase().trimStart();
  while (head.startsWith('<!--')) {
    const end = head.indexOf('-->');
    if (end < 0) break;
    head = head.slice(end + 3).trimStart();
  }
  return head.slice(0, 4096);
}

function isHtml(head: string): boolean {
  if (head.startsWith('<?xml')) return head.includes('<html');
  return ['<!doctype html', '<html', '<head', '<body', '<table', '<meta', '<div', '<p>', '<p '].some((tag) => head.startsWith(tag));
}
