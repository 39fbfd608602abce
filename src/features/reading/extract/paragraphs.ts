/** Small helpers that every extractor uses to write its paragraphs. */
import { tidy } from '#kernel/vietnamese.ts';
import type { Paragraph } from '../rules/source-text.ts';

export type Draft = Omit<Paragraph, 'id' | 'page'> & { page?: number | null };

/** Collects paragraphs in reading order and numbers them p1, p2, … */
export function paragraphList(): { add(draft: Draft): void; readonly all: Paragraph[] } {
  const all: Paragraph[] = [];
  return {
    all,
    add({ text, page = null, ...rest }) {
      const paragraph: Record<string, unknown> = { id: `p${all.length + 1}`, page, text: plain(text) };
      for (const [key, value] of Object.entries(rest)) if (value !== undefined && value !== null && value !== false) paragraph[key] = value;
      all.push(paragraph as unknown as Paragraph);
    },
  };
}

/**
 * Tidy text of one line without control characters and blanks at its ends. Blanks inside stay as many as they were: a row of them
 * is where a number or a date was left open. Characters of private use (bullets of symbol fonts) become a dash.
 */
export const plain = (text: string): string =>
  tidy(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\n\u2028\u2029\ufffc\ufffd]/g, ' ').replace(/[\ue000-\uf8ff]/g, '-').trim();

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** "12" → "¹²"; other characters stay. */
export const superscript = (mark: string): string => mark.trim().replace(/[0-9]/g, (digit) => SUPERSCRIPT[+digit]!);
/** A mark that a footnote can have: digits, or stars. */
export const isFootnoteMark = (text: string): boolean => { const mark = text.trim(); return mark.length > 0 && mark.length <= 3 && [...mark].every((c) => (c >= '0' && c <= '9') || c === '*'); };
