/**
 * Text that any file format can carry: NFC, no control characters, no halves of characters, no marks that turn the
 * direction of writing around. Line ends stay; a tabulator becomes a blank.
 */

const forbidden = (code: number): boolean =>
  (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f)
  || (code >= 0xd800 && code <= 0xdfff)                                  // half of a pair
  || (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)    // no characters at all
  || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) // direction overrides
  || code === 0x2028 || code === 0x2029 || code === 0xfeff || code === 0xad;

/** Finds out quickly that nothing is to be done, which is nearly always so. */
const SUSPECT = /[^\n\x20-\x7e\xa0-\xac\xae-\u02ff\u1ea0-\u1ef9\u2010-\u2026\u20ab]/;

export function printable(text: string): string {
  if (!SUSPECT.test(text)) return text;
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (!forbidden(code)) result += character;
    else if (code === 0x09) result += ' ';
    else if (code === 0x0d || code === 0x2028 || code === 0x2029 || code === 0x0b || code === 0x0c) result += '\n';
  }
  return (text.includes('\r\n') ? result.replaceAll('\n\n', '\n') : result).normalize('NFC');
}

/** The same value with every string in it passed through `change`; keys stay. */
export function mapText<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapText(item, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = mapText((value as Record<string, unknown>)[key], change);
  return copy as T;
}
