/** Pieces of text → printed lines. */
import { superscript } from './paragraphs.ts';
import type { Piece } from './pdf-glyphs.ts';

export interface Line { readonly text: string; readonly x: number; readonly right: number; /** Upper and lower edge. */ readonly top: number; readonly bottom: number; readonly y: number; readonly size: number; readonly bold: boolean }

export const topOf = (piece: { y: number; size: number }): number => piece.y - piece.size * 0.9;
export const bottomOf = (piece: { y: number; size: number }): number => piece.y + piece.size * 0.25;

/** Text drawn twice with a hair's shift is a way to make it bold; the second one goes. */
export function withoutDoubles(pieces: readonly Piece[]): Piece[] {
  const seen = new Map<string, Piece[]>();
  return pieces.filter((piece) => {
    const key = `${piece.text}|${Math.round(piece.y / 3)}`, same = seen.get(key) ?? [];
    if (same.some((other) => Math.abs(other.x - piece.x) < piece.size * 0.15 && Math.abs(other.y - piece.y) < 1)) return false;
    if (same.length < 50) same.push(piece);
    seen.set(key, same);
    return true;
  });
}

/** Lines from top to bottom; in a line, pieces from left to right. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const sorted = [...pieces].sort((a, b) => a.y - b.y || a.x - b.x);
  const groups: Piece[][] = [];
  let reference: Piece | null = null;
  for (const piece of sorted) {
    const group = groups[groups.length - 1];
    if (reference && group && Math.abs(piece.y - reference.y) <= Math.max(1, (isMark(piece, reference) || isMark(reference, piece) ? 0.65 : 0.3) * Math.max(piece.size, reference.size))) {
      group.push(piece);
      if (piece.size > reference.size) reference = piece;
    } else { groups.push([piece]); reference = piece; }
  }
  return groups.map(joined);
}

/** A small raised number beside bigger text. */
const isMark = (small: Piece, big: Piece): boolean => small.size < big.size * 0.88 && small.y < big.y - big.size * 0.12 && small.text.trim().length <= 3 && Number.isInteger(Number(small.text.trim()));

function joined(group: Piece[]): Line {
  group.sort((a, b) => a.x - b.x);
  const big = group.reduce((best, piece) => (piece.size > best.size ? piece : best));
  let text = '', right = Number.NEGATIVE_INFINITY, bold = 0, plain = 0;
  for (const piece of group) {
    const mark = isMark(piece, big), shown = mark ? superscript(piece.text) : piece.text;
    if (text !== '') {
      const gap = piece.x - right;
      // A wide gap stands for something left open or for a second column; more than one blank keeps that visible.
      const blank = gap > 2.2 * piece.size ? '   ' : gap > 0.12 * piece.size && !mark ? ' ' : '';
      text = blank !== '' && !text.endsWith(' ') && !shown.startsWith(' ') ? text + blank + shown : text + shown;
    } else text = mark ? `${shown} ` : shown;
    right = Math.max(right, piece.right);
    if (piece.bold) bold += piece.text.length; else if (!mark) plain += piece.text.length;
  }
  return { text, x: group[0]!.x, right, y: big.y, size: big.size, top: Math.min(...group.map(topOf)), bottom: Math.max(...group.map(bottomOf)), bold: bold > 0 && plain <= bold * 0.1 };
}
