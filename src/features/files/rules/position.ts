/**
 * Takes the place out of a photograph: the GPS directory that cameras write into Exif (Exif 2.32 §4.6.6) and the whole of
 * XMP, which repeats it. Direction, date and everything else stay. Works on the bytes, so the picture is not encoded anew.
 *
 * JPEG: APP1 "Exif" segments, APP1 XMP. PNG: chunks `eXIf`, and text chunks that hold XMP or raw profiles. WebP: chunks
 * `EXIF` and `XMP `. Other kinds come back as they are.
 */
export interface Stripped { readonly bytes: Uint8Array; /** Was a place found? */ readonly found: boolean }

export function stripPosition(bytes: Uint8Array, mediaType: string): Stripped {
  switch (mediaType) {
    case 'image/jpeg': return stripJpeg(bytes);
    case 'image/png': return stripPng(bytes);
    case 'image/webp': return stripWebp(bytes);
    default: return { bytes, found: false };
  }
}

const text = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
const XMP = 'http://ns.adobe.com/xap/1.0/';
const XMP_EXTENSION = 'http://ns.adobe.com/xmp/extension/';

function stripJpeg(bytes: Uint8Array): Stripped {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let found = false;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    // Fill bytes, and markers without a length.
    if (marker === 0xff) { parts.push(bytes.subarray(at, at + 1)); at += 1; continue; }
    if (marker === 0xda || marker === 0xd9) break; // the picture itself
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (end > bytes.length || end < at + 4) break;
    const segment = bytes.subarray(at, end);
    at = end;
    if (marker !== 0xe1) { parts.push(segment); continue; }
    if (text(segment, 4, 6) === 'Exif\0\0') {
      const clean = Uint8Array.from(segment);
      if (blankGps(clean.subarray(10))) found = true;
      parts.push(clean);
    } else if (text(segment, 4, XMP.length) === XMP || text(segment, 4, XMP_EXTENSION.length) === XMP_EXTENSION) {
      found ||= includes(segment, 'GPS');
    } else parts.push(segment);
  }
  parts.push(bytes.subarray(at));
  return { bytes: join(parts), found };
}

function stripPng(bytes: Uint8Array): Stripped {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    const kind = text(bytes, at + 4, 4);
    const chunk = bytes.subarray(at, end);
    at = end;
    if (kind === 'eXIf') { found ||= blankGps(Uint8Array.from(chunk.subarray(8, -4))); continue; }
    if ((kind === 'iTXt' || kind === 'tEXt' || kind === 'zTXt') && /^(XML:com\.adobe\.xmp|Raw profile type (exif|xmp|APP1))/.test(text(chunk, 8, 40))) { found = true; continue; }
    parts.push(chunk);
  }
  parts.push(bytes.subarray(at));
  return { bytes: join(parts), found };
}

function stripWebp(bytes: Uint8Array): Stripped {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let found = false;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    const end = Math.min(at + 8 + size + (size & 1), bytes.length);
    const kind = text(bytes, at, 4);
    const chunk = Uint8Array.from(bytes.subarray(at, end));
    at = end;
    if (kind === 'EXIF') {
      const start = text(chunk, 8, 6) === 'Exif\0\0' ? 14 : 8;
      if (blankGps(chunk.subarray(start))) found = true;
    } else if (kind === 'XMP ') { found ||= includes(chunk, 'GPS'); continue; }
    // Bit 2 of the flags says that there is XMP; it is gone now (WebP container, "VP8X").
    else if (kind === 'VP8X') chunk[8]! &= ~0x04;
    parts.push(chunk);
  }
  const body = join(parts);
  const whole = new Uint8Array(12 + body.length);
  whole.set(bytes.subarray(0, 12));
  whole.set(body, 12);
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true);
  return { bytes: whole, found };
}

/** In a TIFF structure: every entry of the GPS directory, its values and the pointer to it become zeros. True when there was one. */
function blankGps(tiff: Uint8Array): boolean {
  if (tiff.length < 8) return false;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const short = (at: number): number => (at + 2 <= tiff.length ? view.getUint16(at, little) : 0);
  const long = (at: number): number => (at + 4 <= tiff.length ? view.getUint32(at, little) : 0);
  const SIZE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
  let found = false;
  const seen = new Set<number>();
  for (let directory = long(4), hops = 0; directory >= 8 && directory + 2 <= tiff.length && hops < 8 && !seen.has(directory); hops++) {
    seen.add(directory);
    const count = short(directory);
    for (let i = 0; i < count; i++) {
      const entry = directory + 2 + i * 12;
      if (entry + 12 > tiff.length || short(entry) !== 0x8825) continue;
      const gps = long(entry + 8);
      const entries = gps + 2 <= tiff.length ? Math.min(short(gps), 64) : 0;
      if (entries > 0) found = true;
      for (let j = 0; j < entries; j++) {
        const item = gps + 2 + j * 12;
        if (item + 12 > tiff.length) break;
        const size = (SIZE[short(item + 2)] ?? 0) * long(item + 4);
        if (size > 4 && size <= 65_536) tiff.fill(0, Math.min(long(item + 8), tiff.length), Math.min(long(item + 8) + size, tiff.length));
      }
      // An empty directory is left, so that a reader that follows the pointer finds nothing rather than noise.
      tiff.fill(0, Math.min(gps, tiff.length), Math.min(gps + 2 + entries * 12 + 4, tiff.length));
    }
    directory = long(directory + 2 + count * 12);
  }
  return found;
}

function includes(bytes: Uint8Array, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}
function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}
