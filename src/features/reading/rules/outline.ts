/**
 * Paragraphs → a tree of items by their marks. The order of ranks is that of Decree 30/2020 with what offices add to it:
 *   Phần, Chương > A. > I. / Điều > 1. > 1.1. > 1.1.1. > a) > (1) > * (a sub-heading) > - > + > *
 * Wrong or repeated numbers change nothing: only the kind of a mark counts. Unmarked paragraphs belong to the last numbered item;
 * an unmarked line in capitals that names a known section opens a section of its own.
 */
import { readMarker, type Marker } from './markers.ts';
import type { TextParagraph } from './normal-text.ts';
import { sectionKind, type SectionKind } from './sections.ts';
import { isMostlyUpper } from './words.ts';

export interface Item {
  readonly marker: Marker | null;
  readonly rank: number;
  /** Position in the list of paragraphs; -1 for the root. */
  readonly paragraph: number;
  /** Text behind the mark, and where it begins in the paragraph. */
  readonly text: string;
  readonly at: number;
  readonly parent: Item | null;
  readonly children: Item[];
  /** Place among the unnumbered brothers, from 1; 0 for numbered ones. */
  readonly ordinal: number;
  unnumbered: number;
}
const RANKS: Readonly<Record<Marker['kind'], number>> = { part: 0, capital: 1, roman: 2, article: 2, arabic: 3, decimal: 4, deep: 5, letter: 6, bracket: 7, dash: 8, plus: 9, star: 10 };
export const PLAIN = 20;

export function buildOutline(paragraphs: readonly TextParagraph[], from: number, to: number): Item {
  const root: Item = { marker: null, rank: -1, paragraph: -1, text: '', at: 0, parent: null, children: [], ordinal: 0, unnumbered: 0 };
  const open: Item[] = [root];
  for (let i = from; i < to; i++) {
    const paragraph = paragraphs[i]!;
    if (paragraph.zone !== 'body') continue;
    const marker = readMarker(paragraph.text);
    let rank = marker ? RANKS[marker.kind] : PLAIN;
    if (marker?.kind === 'star' && !open.some((item) => item.rank === RANKS.dash || item.rank === RANKS.plus)) rank = 7.5;
    if (!marker && isMostlyUpper(paragraph.text) && paragraph.text.length < 120 && sectionKind(paragraph.text)) rank = 2;
    if (rank === PLAIN) { while (open.length > 1 && open.at(-1)!.rank > 7.5) open.pop(); }
    else while (open.length > 1 && open.at(-1)!.rank >= rank) open.pop();
    const parent = open.at(-1)!;
    const at = marker?.length ?? 0;
    const numbered = marker !== null && rank <= 7;
    if (!numbered) parent.unnumbered++;
    const item: Item = { marker, rank, paragraph: i, text: paragraph.text.slice(at), at, parent, children: [], ordinal: numbered ? 0 : parent.unnumbered, unnumbered: 0 };
    parent.children.push(item);
    if (rank !== PLAIN) open.push(item);
  }
  return root;
}

/** Numbered or lettered, as opposed to bullets and plain paragraphs. */
export const isNumbered = (item: Item): boolean => item.marker !== null && item.rank <= 7;
export const isBullet = (item: Item): boolean => item.marker !== null && item.rank > 7;
export function* descendants(item: Item): Generator<Item> {
  for (const child of item.children) { yield child; yield* descendants(child); }
}
/** "III.5.1", "II.1.a": labels as printed from the section down; "5.1" under "5" is not repeated. */
export function indexOf(item: Item): string {
  const labels: string[] = [];
  for (let at: Item | null = item; at && at.rank >= 0; at = at.parent) {
    const label = at.marker && isNumbered(at) ? at.marker.label : null;
    if (label !== null) labels.unshift(label);
  }
  const shown = labels.filter((label, i) => !(i + 1 < labels.length && labels[i + 1]!.startsWith(`${label}.`)));
  return shown.join('.');
}
export type { SectionKind };
