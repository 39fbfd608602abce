/**
 * Vietnamese text as it arrives: composed or decomposed Unicode, old or new tone places, several dashes.
 * Storing keeps what was written (NFC); comparing goes through `fold`.
 */

/** NFC, one kind of blank, no zero-width or soft-hyphen characters, nothing that no database keeps (U+0000, half of a sign); line ends kept. */
export const tidy = (text: string): string =>
  text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(/[\u00a0\u2000-\u200a\u202f\u3000\t]/g, ' ').replace(/[\u0000\u200b-\u200f\u2060\ufeff\u00ad]/g, '');

/** Old place of the tone mark → new place, in open syllables only: hoà = hòa, uỷ = ủy; "hoạch" has one spelling, and in "quý" the u belongs to the q. */
const TONE_PLACES: ReadonlyMap<string, string> = new Map([
  ['oà', 'òa'], ['oá', 'óa'], ['oả', 'ỏa'], ['oã', 'õa'], ['oạ', 'ọa'],
  ['oè', 'òe'], ['oé', 'óe'], ['oẻ', 'ỏe'], ['oẽ', 'õe'], ['oẹ', 'ọe'],
  ['uỳ', 'ùy'], ['uý', 'úy'], ['uỷ', 'ủy'], ['uỹ', 'ũy'], ['uỵ', 'ụy'],
]);
/** Lower case letters in composed form. */
export const unifyTones = (text: string): string =>
  text.replace(/(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu, (written) => TONE_PLACES.get(written) ?? written);

/**
 * Two spellings of one sound, with y and with i: kỹ = kĩ, lý = lí, mỹ = mĩ, quy = qui; only where it ends an open syllable after h, k, l, m, s, t or qu, so that
 * "tay" and "tai", "thúy" and "thúi" stay apart. One word in lower case, composed form.
 */
export const unifyI = (word: string): string =>
  /^(?:[hklmst]|qu)[yỳýỷỹỵ]$/.test(word) ? word.slice(0, -1) + 'iìíỉĩị'['yỳýỷỹỵ'.indexOf(word.at(-1)!)]! : word;

/** For comparing and searching without marks: lower case, no marks, đ → d, blanks collapsed. "Cải  Cách" → "cai cach". */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd').replace(/[–—‑−]/g, '-').replace(/\s+/g, ' ').trim();

/** A part of an address: "Cấp lại giấy khai sinh" → "cap-lai-giay-khai-sinh"; whole words up to `most` signs, "muc" for text without letters. */
export function slugOf(text: string, most = 80): string {
  const words = fold(text).match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    if (slug && slug.length + 1 + word.length > most) break;
    slug += slug ? `-${word}` : word.slice(0, most);
  }
  return slug || 'muc';
}

/** For comparing with marks: one form of Unicode, case, blanks, dashes and tone places. */
export const foldExact = (text: string): string =>
  unifyTones(text.normalize('NFC').toLowerCase()).replace(/[–—‑−]/g, '-').replace(/\s+/g, ' ').trim();

/** The order of the Vietnamese alphabet, for lists sorted in the program. */
const collator = new Intl.Collator('vi', { numeric: true });
export const compareVietnamese = (a: string, b: string): number => collator.compare(a, b);

/** 1234567 → "1.234.567"; 78.4 → "78,4". */
export const formatNumber = (value: number, decimals = 0): string => (NUMBERS[decimals] ??= new Intl.NumberFormat('vi-VN', { maximumFractionDigits: decimals })).format(value);
/** Making one costs more than a page of formatting: one for each number of decimals. */
const NUMBERS: Intl.NumberFormat[] = [];

/** First letter upper, the rest as it is. */
export const sentenceCase = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

const ROMAN: readonly (readonly [number, string])[] = [[100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];
export function toRoman(value: number): string {
  let [rest, text] = [value, ''];
  for (const [amount, letter] of ROMAN) while (rest >= amount) { text += letter; rest -= amount; }
  return text;
}
