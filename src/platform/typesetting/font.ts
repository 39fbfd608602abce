/**
 * What a TrueType font can print and how wide its letters are, read from its own tables (`cmap`, `hmtx`; OpenType 1.9).
 * The PDF needs the first (a letter that is missing would break PDF/A), the Word file the second: rules and hanging
 * dashes are as long as the words above them, and Word cannot measure for us.
 */
export interface Font {
  has(codePoint: number): boolean;
  /** Width at 1 unit of size; letters the font lacks count as half of one. */
  width(text: string): number;
  /** Above and below the baseline, at 1 unit of size; both positive. */
  readonly ascent: number;
  readonly descent: number;
}

export function readFont(bytes: Uint8Array): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let index = 0, count = view.getUint16(4); index < count; index++) {
    const entry = 12 + index * 16;
    tables.set(String.fromCharCode(...bytes.subarray(entry, entry + 4)), view.getUint32(entry + 8));
  }
  const table = (name: string): number => {
    const offset = tables.get(name);
    if (offset === undefined) throw new Error(`font without a ${name} table`);
    return offset;
  };
  const unitsPerEm = view.getUint16(table('head') + 18);
  const hhea = table('hhea'), metrics = view.getUint16(hhea + 34), hmtx = table('hmtx');
  const glyphs = readCharacterMap(view, table('cmap'));
  const known = new Uint8Array(0x10000);
  for (const code of glyphs.keys()) known[code] = 1;
  const advance = (glyph: number): number => view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4) / unitsPerEm;
  return {
    ascent: view.getInt16(hhea + 4) / unitsPerEm, descent: -view.getInt16(hhea + 6) / unitsPerEm,
    has: (codePoint) => known[codePoint] === 1,
    width: (text) => {
      let width = 0;
      for (const character of text) {
        const glyph = glyphs.get(character.codePointAt(0)!);
        width += glyph === undefined ? 0.5 : advance(glyph);
      }
      return width;
    },
  };
}

/** Code point → glyph, from the format 4 subtable of the Windows Unicode encoding; every text font has one. */
function readCharacterMap(view: DataView, cmap: number): Map<number, number> {
  const map = new Map<number, number>();
  for (let index = 0, count = view.getUint16(cmap + 2); index < count; index++) {
    const record = cmap + 4 + index * 8, subtable = cmap + view.getUint32(record + 4);
    if (view.getUint16(record) !== 3 || view.getUint16(subtable) !== 4) continue;
    const segments = view.getUint16(subtable + 6) / 2;
    const ends = subtable + 14, starts = ends + segments * 2 + 2, deltas = starts + segments * 2, offsets = deltas + segments * 2;
    for (let segment = 0; segment < segments; segment++) {
      const start = view.getUint16(starts + segment * 2), end = view.getUint16(ends + segment * 2);
      const delta = view.getUint16(deltas + segment * 2), offset = view.getUint16(offsets + segment * 2);
      for (let code = start; code <= end && code !== 0xffff; code++) {
        const found = offset === 0 ? code : view.getUint16(offsets + segment * 2 + offset + (code - start) * 2);
        const glyph = found === 0 ? 0 : (found + delta) & 0xffff;
        if (glyph !== 0) map.set(code, glyph);
      }
    }
    return map;
  }
  throw new Error('font without a Unicode character map');
}
