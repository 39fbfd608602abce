import { tidy } from '#kernel/vietnamese.ts';

/** A part of a text without blanks that is this long may have to break inside: an address of a web page, a code. */
const LONG_WORD = 14;

/** One form of Unicode and blanks, without signs that no font of ours has (`has`): for pictures that are never refused. */
export const printableOnly = (text: string, has: (codePoint: number) => boolean): string =>
  [...tidy(text)].filter((one) => one === '\n' || has(one.codePointAt(0)!)).join('').replace(/[^\S\n]+/g, ' ').trim();

/** Signs of a text that cannot be printed, each once. */
export const unprintable = (text: string, has: (codePoint: number) => boolean): string[] =>
  [...new Set([...new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(tidy(text))].map(({ segment }) => segment).filter((segment) => segment !== '\n' && ![...segment].every((one) => has(one.codePointAt(0)!))))];

/** Where a very long word may break: behind a stroke, dot, hyphen, and every twelve letters; and what stays together: "98,6 %". Nothing is seen of it. */
export const breakable = (text: string): string => text.replace(/(\d) (?=%)/g, '$1\u00a0').replace(/[^ \n]+/g, (word) => (word.length <= LONG_WORD ? word
  : word.replace(/([/.@_\-?&=])(?=.)/g, '$1\u200b').split('\u200b').map((part) => part.replace(/(.{12})(?=.)/gu, '$1\u200b')).join('\u200b')));
