/**
 * Bytes of a text file → Unicode. Tried in this order: byte order mark, UTF-16 by its zero bytes, strict UTF-8; what is left is one
 * of the single-byte encodings of the 1990s (windows-1258, TCVN3, VNI), told apart by which one gives Vietnamese words.
 */
import { betterReading } from './legacy-letters.ts';

export interface Decoded { readonly text: string; /** Name of the old encoding that was converted. */ readonly legacy: string | null }

export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return modern(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return modern(new TextDecoder('utf-16be').decode(bytes));
  if (looksUtf16(bytes)) return modern(new TextDecoder(zeroesAtOdd(bytes) ? 'utf-16le' : 'utf-16be').decode(bytes));
  try { return modern(new TextDecoder('utf-8', { fatal: true }).decode(bytes)); } catch { /* not UTF-8 */ }
  return betterReading([
    { name: null, text: new TextDecoder('utf-8').decode(bytes).replaceAll('\ufffd', '') },
    { name: 'windows-1258', text: new TextDecoder('windows-1258').decode(bytes).normalize('NFC') },
  ], new TextDecoder('windows-1252').decode(bytes));
}

/** Unicode by its bytes; the letters may still be TCVN3 or VNI that some program took for Western European. */
const modern = (text: string): Decoded => betterReading([{ name: null, text }], text);

/** Latin letters in UTF-16 make every second byte zero; Vietnamese text has enough of them. */
export function looksUtf16(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  const [even, odd, pairs] = zeroes(bytes);
  return pairs >= 8 && ((odd > pairs * 0.4 && even < pairs * 0.02) || (even > pairs * 0.4 && odd < pairs * 0.02));
}

const zeroesAtOdd = (bytes: Uint8Array): boolean => { const [even, odd] = zeroes(bytes); return odd > even; };

function zeroes(bytes: Uint8Array): [even: number, odd: number, pairs: number] {
  const pairs = Math.min(bytes.length, 4096) >> 1;
  let even = 0, odd = 0;
  for (let i = 0; i < pairs; i += 1) { if (bytes[2 * i] === 0) even += 1; if (bytes[2 * i + 1] === 0) odd += 1; }
  return [even, odd, pairs];
}
