/** Numbers of automatic lists as they are printed. */
import { toRoman } from '#kernel/vietnamese.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** 1 → a, 27 → aa (Word repeats the letter, browsers count on; beyond z neither occurs in official papers). */
export const letterOf = (value: number): string => LETTERS[(value - 1) % 26]!.repeat(Math.floor((value - 1) / 26) + 1);

/** HTML's `type` of an ordered list → "1. ", "a) ", "I. ". */
export function listNumber(value: number, type: string): string {
  switch (type) {
    case 'none': return '';
    case 'a': return `${letterOf(Math.max(1, value))}) `;
    case 'A': return `${letterOf(Math.max(1, value)).toUpperCase()}. `;
    case 'i': return `${toRoman(value).toLowerCase()}. `;
    case 'I': return `${toRoman(value)}. `;
    default: return `${value}. `;
  }
}
