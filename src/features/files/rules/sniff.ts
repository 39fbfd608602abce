/**
 * What a file is, by looking at its bytes. Every kind that is taken as evidence is one row: anything else is refused.
 * Signatures: PNG (W3C PNG §5.2), JPEG (ITU-T T.81 B.1.1.3), GIF89a, RIFF/WebP, ISO/IEC 14496-12 `ftyp` brands, PDF
 * (ISO 32000 §7.5.2), ZIP (APPNOTE 4.3), Ogg (RFC 3533), MPEG audio frames and ID3v2.
 */
export interface MediaKind {
  readonly mediaType: string;
  readonly extension: string;
  /** What it can prove, and how it is shown. */
  readonly kind: 'image' | 'document' | 'audio' | 'video' | 'archive';
  /** Can Loa make a picture of it? */
  readonly previewable: boolean;
  readonly label: string;
  /** Shown beside the file, a Vietnamese sentence. */
  readonly note: string | null;
}

const kinds = {
  png: { mediaType: 'image/png', extension: 'png', kind: 'image', previewable: true, label: 'Ảnh PNG', note: null },
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg', kind: 'image', previewable: true, label: 'Ảnh JPEG', note: null },
  gif: { mediaType: 'image/gif', extension: 'gif', kind: 'image', previewable: true, label: 'Ảnh GIF', note: null },
  webp: { mediaType: 'image/webp', extension: 'webp', kind: 'image', previewable: true, label: 'Ảnh WebP', note: null },
  heic: { mediaType: 'image/heic', extension: 'heic', kind: 'image', previewable: false, label: 'Ảnh HEIC', note: 'Ảnh HEIC được giữ nguyên làm tài liệu kiểm chứng nhưng không xem trước được trên trang này. Hãy tải về để mở.' },
  pdf: { mediaType: 'application/pdf', extension: 'pdf', kind: 'document', previewable: false, label: 'Tệp PDF', note: null },
  docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extension: 'docx', kind: 'document', previewable: false, label: 'Văn bản Word', note: null },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx', kind: 'document', previewable: false, label: 'Bảng tính Excel', note: null },
  pptx: { mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', extension: 'pptx', kind: 'document', previewable: false, label: 'Bài trình chiếu', note: null },
  ole: { mediaType: 'application/x-ole-storage', extension: 'doc', kind: 'document', previewable: false, label: 'Tệp Office đời cũ (.doc, .xls, .ppt)', note: null },
  zip: { mediaType: 'application/zip', extension: 'zip', kind: 'archive', previewable: false, label: 'Tệp nén ZIP', note: null },
  mp3: { mediaType: 'audio/mpeg', extension: 'mp3', kind: 'audio', previewable: false, label: 'Âm thanh MP3', note: null },
  m4a: { mediaType: 'audio/mp4', extension: 'm4a', kind: 'audio', previewable: false, label: 'Âm thanh M4A', note: null },
  ogg: { mediaType: 'audio/ogg', extension: 'ogg', kind: 'audio', previewable: false, label: 'Âm thanh Ogg', note: null },
  wav: { mediaType: 'audio/wav', extension: 'wav', kind: 'audio', previewable: false, label: 'Âm thanh WAV', note: null },
  mp4: { mediaType: 'video/mp4', extension: 'mp4', kind: 'video', previewable: false, label: 'Video MP4', note: null },
  mov: { mediaType: 'video/quicktime', extension: 'mov', kind: 'video', previewable: false, label: 'Video QuickTime', note: null },
  txt: { mediaType: 'text/plain', extension: 'txt', kind: 'document', previewable: false, label: 'Văn bản thuần', note: null },
} as const satisfies Record<string, MediaKind>;
export const MEDIA_KINDS: Readonly<Record<string, MediaKind>> = kinds;

const at = (bytes: Uint8Array, offset: number, ...signature: number[]): boolean => signature.every((byte, index) => bytes[offset + index] === byte);
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** Null: not a kind that is taken. */
export function sniff(bytes: Uint8Array): MediaKind | null {
  if (bytes.length === 0) return null;
  if (at(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return kinds.png;
  if (at(bytes, 0, 0xff, 0xd8, 0xff)) return kinds.jpeg;
  if (ascii(bytes, 0, 6) === 'GIF87a' || ascii(bytes, 0, 6) === 'GIF89a') return kinds.gif;
  if (ascii(bytes, 0, 4) === 'RIFF') return ascii(bytes, 8, 12) === 'WEBP' ? kinds.webp : ascii(bytes, 8, 12) === 'WAVE' ? kinds.wav : null;
  if (ascii(bytes, 4, 8) === 'ftyp') return ofBrand(ascii(bytes, 8, 12));
  if (ascii(bytes, 0, Math.min(bytes.length, 1024)).includes('%PDF-')) return kinds.pdf;
  if (at(bytes, 0, 0x50, 0x4b, 0x03, 0x04) || at(bytes, 0, 0x50, 0x4b, 0x05, 0x06)) return ofZip(bytes);
  if (at(bytes, 0, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return kinds.ole;
  if (ascii(bytes, 0, 4) === 'OggS') return kinds.ogg;
  if (ascii(bytes, 0, 3) === 'ID3' || isMpegFrame(bytes)) return kinds.mp3;
  return isText(bytes) ? kinds.txt : null;
}

function ofBrand(brand: string): MediaKind | null {
  if (['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif'].includes(brand)) return kinds.heic;
  if (brand === 'M4A ' || brand === 'M4B ') return kinds.m4a;
  if (brand === 'qt  ') return kinds.mov;
  return kinds.mp4;
}

/** Office files are ZIPs that name their parts; the names lie uncompressed in the file. */
function ofZip(bytes: Uint8Array): MediaKind {
  const names = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!names.includes('[Content_Types].xml')) return kinds.zip;
  if (names.includes('word/document.xml')) return kinds.docx;
  if (names.includes('xl/workbook.xml')) return kinds.xlsx;
  if (names.includes('ppt/presentation.xml')) return kinds.pptx;
  return kinds.zip;
}

/** Eleven set bits, a layer, a bit rate and a sampling rate that exist (ISO/IEC 11172-3 §2.4.1.3). */
const isMpegFrame = (bytes: Uint8Array): boolean =>
  bytes.length > 3 && bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0 && (bytes[1]! & 0x06) !== 0 && (bytes[2]! & 0xf0) !== 0xf0 && (bytes[2]! & 0x0c) !== 0x0c && (bytes[1]! & 0x18) !== 0x08;

/** UTF-8 without control characters. Nothing that a browser would run is shown as anything but text. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536);
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false;
  try { new TextDecoder('utf-8', { fatal: true }).decode(bytes.length > head.length ? trimmed(head) : head); return true; } catch { return false; }
}
/** Without a character that the cut left in half. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, Math.max(0, end - 1));
}
