/**
 * The list of contents of a zip file (APPNOTE 6.3, sections 4.3 and 4.4), with limits that are checked before anything is unpacked:
 * at most 2,000 entries, 200 MB unpacked, 100 times its packed size; no path out of the archive, no name twice, no two entries
 * sharing bytes, no encryption, no zip64 (a .docx never needs it). Unpacking stops at the declared size, so a lie about it ends too.
 */
import { inflateRawSync } from 'node:zlib';
import { refusals } from './refusals.ts';

export const ZIP_LIMITS = { entries: 2000, unpackedBytes: 200 * 2 ** 20, ratio: 100, /** Below this the ratio says nothing. */ smallBytes: 2 ** 20 };

interface Entry { readonly method: number; readonly packed: number; readonly unpacked: number; readonly offset: number }
export interface Zip { has(name: string): boolean; names(): string[]; /** Null when there is no such entry. */ text(name: string): string | null }

/** Throws AppError: zip bomb, unsafe, encrypted, broken. */
export function openZip(bytes: Uint8Array): Zip {
  const entries = contents(bytes);
  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    text: (name) => { const entry = entries.get(name); return entry ? decode(unpack(bytes, entry)) : null; },
  };
}

function contents(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), end = endRecord(view);
  const count = view.getUint16(end + 10, true), size = view.getUint32(end + 12, true), start = view.getUint32(end + 16, true);
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw refusals.unsafeZip();
  if (count > ZIP_LIMITS.entries) throw refusals.zipBomb();
  if (start + size > end) throw refusals.broken('Word');

  const entries = new Map<string, Entry>(), spans: [number, number][] = [];
  let at = start, unpackedTotal = 0, packedTotal = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw refusals.broken('Word');
    const flags = view.getUint16(at + 8, true), nameLength = view.getUint16(at + 28, true);
    const entry: Entry = { method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), unpacked: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true) };
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if ((flags & 1) === 1) throw refusals.encryptedWord();
    if (entry.packed === 0xffffffff || entry.unpacked === 0xffffffff || isPathTrick(name) || entries.has(name)) throw refusals.unsafeZip();
    if (entry.unpacked > ZIP_LIMITS.smallBytes && entry.unpacked > entry.packed * ZIP_LIMITS.ratio) throw refusals.zipBomb();
    unpackedTotal += entry.unpacked; packedTotal += entry.packed;
    if (unpackedTotal > ZIP_LIMITS.unpackedBytes) throw refusals.zipBomb();
    spans.push([entry.offset, entry.offset + 30 + nameLength + entry.packed]);
    entries.set(name, entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (unpackedTotal > ZIP_LIMITS.smallBytes && unpackedTotal > packedTotal * ZIP_LIMITS.ratio) throw refusals.zipBomb();
  spans.sort((a, b) => a[0] - b[0]);
  spans.forEach(([, stop], index) => {
    if (stop > start) throw refusals.broken('Word');
    if (index + 1 < spans.length && stop > spans[index + 1]![0]) throw refusals.zipBomb();
  });
  return entries;
}

/** The end record stands in the last 65,557 bytes (a comment may follow it). */
function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw refusals.broken('Word');
}

const isPathTrick = (name: string): boolean =>
  name.startsWith('/') || name.includes('\\') || name.includes('\0') || name.includes(':') || name.split('/').some((part) => part === '..' || part === '.');

function unpack(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) throw refusals.broken('Word');
  const from = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw refusals.unsafeZip();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? refusals.zipBomb() : refusals.broken('Word');
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
