import { createHash } from 'node:crypto';
import type { OutletKind, TextPart } from './kinds/index.ts';

/** What a text is made from. `link` is the short address with scheme and host. */
export interface ItemWords { readonly title: string; readonly summary: string; readonly link: string; readonly organisation: string; readonly day: string }

const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });
/** As people count them: a letter with its marks is one. */
export const countLetters = (text: string): number => { let count = 0; for (const _ of letters.segment(text)) count++; return count; };

/** At most so many letters, ending at a word, with "…" where something was left out. Never half of a letter. */
export function shorten(text: string, most: number): string {
  if (countLetters(text) <= most) return text;
  if (most <= 0) return '';
  const kept = [...letters.segment(text)].slice(0, most - 1).map(({ segment }) => segment).join(''), atWord = kept.replace(/\s+\S*$/u, '');
  return `${(atWord.length > kept.length / 2 ? atWord : kept).replace(/[\s.,;:–-]+$/u, '')}…`;
}

/** Left out or shortened first when it does not fit; the link is never cut. */
const GIVES_WAY: readonly TextPart[] = ['summary', 'day', 'organisation', 'title'];

/** The text to copy, in the shape of the outlet's kind; never longer than the kind allows. */
export function prepareText(kind: Pick<OutletKind, 'text'>, words: ItemWords): string {
  if (!kind.text) return '';
  const { parts, most } = kind.text, said = new Map<TextPart, string>(parts.map((part) => [part, words[part].normalize('NFC').trim()]));
  const whole = (): string => parts.map((part) => said.get(part)!).filter(Boolean).join('\n\n');
  for (const part of GIVES_WAY) {
    const over = countLetters(whole()) - most;
    if (over <= 0) break;
    const text = said.get(part);
    if (text) said.set(part, shorten(text, Math.max(0, countLetters(text) - over)));
  }
  const text = whole();
  // a link alone that is longer than the kind allows: what fits of the title without it
  return countLetters(text) <= most ? text : shorten(words.title.normalize('NFC').trim(), most);
}

/** A digest of what of an item stands at an outlet of the kind; null where the whole page stands there, so that any change of it matters. */
export function standsThere(kind: Pick<OutletKind, 'text' | 'picture' | 'stands'>, item: { readonly title: string; readonly summary: string; readonly picture_sha256: string | null }): string | null {
  if (kind.stands !== 'words' || !kind.text) return null;
  const words = kind.text.parts.map((part) => (part === 'title' || part === 'summary' ? item[part].normalize('NFC').trim() : part));
  return createHash('sha256').update(JSON.stringify([words, kind.picture === 'none' ? null : item.picture_sha256])).digest('hex');
}
