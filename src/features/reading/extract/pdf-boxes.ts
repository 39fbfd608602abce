/**
 * The two places of an official paper where two texts stand side by side (Decree 30/2020, cells 1–4 and 7–9): the letterhead and
 * "Nơi nhận" beside the signature. Each becomes a table of one row with two cells, as it is in a Word file.
 */
import { fold } from '#kernel/vietnamese.ts';
import type { Grid } from './pdf-grid.ts';
import type { Piece } from './pdf-glyphs.ts';
import { bottomOf, topOf } from './pdf-lines.ts';

const TYPE_LINES = ['ke hoach', 'quyet dinh', 'chi thi', 'bao cao', 'thong bao', 'to trinh', 'chuong trinh', 'nghi quyet', 'huong dan', 'phuong an', 'de an', 'cong dien', 'giay moi'];
const isMotto = (text: string): boolean => text.includes('doc lap') && text.includes('hanh phuc');

/** Takes the pieces of both blocks out of `pieces`. */
export function twoBoxes(pieces: Piece[], page: { width: number; height: number }): Grid[] {
  return [letterhead(pieces, page.width), signature(pieces, page)].filter((grid) => grid !== null);
}

function letterhead(pieces: Piece[], pageWidth: number): Grid | null {
  const nation = pieces.filter((piece) => { const text = fold(piece.text); return text.includes('cong hoa xa hoi') || isMotto(text); });
  const anchor = nation.sort((a, b) => a.y - b.y)[0];
  if (!anchor) return null;
  // Below the motto the date may start further left; a letterhead set in one centred column has nothing on its left.
  const sorted = pieces.filter((piece) => topOf(piece) > topOf(anchor) - 30).sort((a, b) => a.y - b.y);
  const sides: [Piece[], Piece[]] = [[], []];
  let bottom = bottomOf(anchor), split = anchor.x;
  for (const piece of sorted) {
    const text = fold(piece.text);
    if (topOf(piece) - bottom > 34 || TYPE_LINES.includes(text) || text.startsWith('kinh gui') || text.startsWith('quyet dinh ve')) break;
    const isRight = nation.includes(piece) || (piece.x + piece.right) / 2 > split + (pageWidth - split) * 0.1 && piece.x > pageWidth * 0.36;
    if (isRight) { sides[1].push(piece); split = Math.min(split, piece.x); } else if (piece.right <= split + 6 && piece.x < pageWidth * 0.45) sides[0].push(piece); else break;
    bottom = Math.max(bottom, bottomOf(piece));
  }
  return sides[0].length > 0 ? take(pieces, sides) : null;
}

function signature(pieces: Piece[], { width: pageWidth, height }: { width: number; height: number }): Grid | null {
  const anchor = pieces.find((piece) => fold(piece.text).startsWith('noi nhan'));
  if (!anchor) return null;
  // Running lines in the margin at the foot stay lines.
  const below = pieces.filter((piece) => piece.y > anchor.y - anchor.size * 3.2 && topOf(piece) < height * 0.93).sort((a, b) => a.y - b.y || a.x - b.x);
  const beside = (piece: Piece): boolean => piece.x > Math.max(pageWidth * 0.4, anchor.right + 20);
  const right = below.filter(beside);
  // Without a title in capitals the text on the right is something else: "(để b/c)" beside a brace.
  const title = right.find((piece) => isCapitals(piece.text) && piece.text.trim().length >= 4);
  if (!title) return null;
  const split = Math.min(...right.filter((piece) => piece.y >= title.y - 1 && (isCapitals(piece.text) || piece.x > pageWidth * 0.45)).map((piece) => piece.x), title.x) - 2;
  const sides: [Piece[], Piece[]] = [[], []];
  let listEnd = bottomOf(anchor);
  for (const piece of below) {
    const text = fold(piece.text);
    // A footnote below the list starts with its raised number.
    if (/^[⁰¹²³⁴⁵⁶⁷⁸⁹]|^[0-9]{1,2}$/.test(piece.text.trim()) && piece.x < split && piece.y > anchor.y) break;
    if (text.startsWith('phu luc') || (piece.x < split - 30 && piece.right > split + pageWidth * 0.2 && piece.y > anchor.y)) break;
    if (piece.x >= split) { if (piece.y >= title.y - 1) sides[1].push(piece); } else if (piece.y >= anchor.y - 1 && topOf(piece) - listEnd < 36) {
      // What stands far below the list is a footnote or a stamp.
      sides[0].push(piece); listEnd = Math.max(listEnd, bottomOf(piece));
    }
  }
  return take(pieces, sides);
}

const isCapitals = (text: string): boolean => { const letters = text.replace(/[^\p{L}]/gu, ''); return letters.length >= 2 && letters === letters.toUpperCase(); };

function take(pieces: Piece[], sides: [Piece[], Piece[]]): Grid {
  const all = new Set([...sides[0], ...sides[1]]);
  pieces.splice(0, pieces.length, ...pieces.filter((piece) => !all.has(piece)));
  return {
    top: Math.min(...[...all].map(topOf)), bottom: Math.max(...[...all].map(bottomOf)), rows: 1, splits: [],
    cells: sides.map((side, column) => ({ row: 0, column, rows: 1, columns: 1, pieces: side })),
  };
}
