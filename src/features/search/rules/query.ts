import { pairOf, plain, wordsOf, type Word } from './words.ts';

/** What a reader typed, understood. Everything may be typed: what means nothing is passed over, never an error. */
export interface Query {
  /** As it stands in the box again. */
  readonly said: string;
  /** Words typed one after another; a quotation and what comes after it are runs of their own. */
  readonly runs: readonly Run[];
  /** Words and quotations after a minus. */
  readonly without: readonly Run[];
  /** More was typed than is looked for. */
  readonly cut: boolean;
}
export interface Run { readonly words: readonly QueryWord[] }
export interface QueryWord { readonly folded: string; readonly exact: string; /** with the word before it, side by side: quoted, or of one number like 15/KH-UBND */ readonly tied: boolean }

/** Signs and words of a query that are looked at. */
export const MOST_SIGNS = 200, MOST_QUERY_WORDS = 12;

/** How questions begin and end; folded, longest first. Passed over when something else is left. */
const ASKING: readonly (readonly string[])[] = ['lam the nao de', 'can nhung giay to gi', 'can giay to gi', 'can nhung gi', 'nhu the nao', 'cho toi hoi', 'toi muon hoi', 'het bao nhieu tien', 'bao nhieu tien',
  'duoc khong', 'bao nhieu', 'bao lau', 'khi nao', 'lam sao', 'the nao', 'o dau', 'la gi', 'can gi', 'xin hoi', 'toi muon'].map((one) => one.split(' '));

export function parseQuery(typed: string): Query {
  const said = plain(typed, MOST_SIGNS).replace(/\s+/g, ' ').trim();
  const runs: Run[] = [], without: Run[] = [];
  let left = MOST_QUERY_WORDS, cut = plain(typed, MOST_SIGNS + 1).length > MOST_SIGNS;
  for (const piece of piecesOf(said)) {
    const all = wordsOf(piece.text), words = all.slice(0, left);
    if (words.length < all.length) cut = true;
    left -= words.length;
    if (words.length === 0) continue;
    const run: Run = { words: words.map((word, index) => ({ folded: word.folded, exact: word.exact, tied: index > 0 && (piece.quoted || ofOneNumber(piece.text, words[index - 1]!, word)) })) };
    (piece.minus ? without : runs).push(run);
  }
  const asked = runs.map(withoutAsking).filter((run) => run.words.length > 0);
  return { said, runs: asked.length > 0 ? asked : runs, without, cut };
}

interface Piece { readonly text: string; readonly quoted: boolean; readonly minus: boolean }

/** Quotations, words after a minus, and what lies between them. A quotation that is not closed ends with the text. */
function piecesOf(said: string): Piece[] {
  const pieces: Piece[] = [], text = said.replace(/[“”„«»]/g, '"');
  let from = 0;
  const free = (to: number): void => { if (to > from) pieces.push({ text: text.slice(from, to), quoted: false, minus: false }); };
  for (let i = 0; i < text.length; i++) {
    const starts = i === 0 || text[i - 1] === ' ', minus = starts && text[i] === '-' && i + 1 < text.length && text[i + 1] !== ' ' && text[i + 1] !== '-';
    const at = minus ? i + 1 : i;
    if (text[at] === '"') {
      free(i);
      const close = text.indexOf('"', at + 1), end = close < 0 ? text.length : close;
      pieces.push({ text: text.slice(at + 1, end), quoted: true, minus });
      i = end;
      from = end + 1;
    } else if (minus) {
      free(i);
      const blank = text.indexOf(' ', at), end = blank < 0 ? text.length : blank;
      pieces.push({ text: text.slice(at, end), quoted: true, minus });
      i = end;
      from = end + 1;
    }
  }
  free(text.length);
  return pieces;
}

/** "15/KH-UBND", "1.001612": parts of what was typed without a blank, with a digit in it. */
function ofOneNumber(text: string, before: Word, word: Word): boolean {
  if (/\s/.test(text.slice(before.end, word.start))) return false;
  let [from, to] = [before.start, word.end];
  while (from > 0 && text[from - 1] !== ' ') from--;
  while (to < text.length && text[to] !== ' ') to++;
  return /\d/.test(text.slice(from, to));
}

function withoutAsking(run: Run): Run {
  let words = [...run.words];
  if (words.some((word) => word.tied)) return run;
  for (const asking of ASKING) for (let at = 0; at + asking.length <= words.length;)
    if (asking.every((word, index) => words[at + index]!.folded === word)) words = [...words.slice(0, at), ...words.slice(at + asking.length)]; else at++;
  return { words };
}

/** Every word of what is looked for, each once. */
export const wordsIn = (query: Query): QueryWord[] => [...new Map(query.runs.flatMap((run) => run.words).map((word) => [word.exact, word])).values()];
/** Every pair side by side; `tied`: only those that must be. */
export const pairsIn = (runs: readonly Run[], tied = false): string[] => [...new Set(runs.flatMap((run) => run.words.flatMap((word, index) => (index > 0 && (!tied || word.tied) ? [pairOf(run.words[index - 1]!.folded, word.folded)] : []))))];
export const isEmpty = (query: Query): boolean => query.runs.length === 0;
