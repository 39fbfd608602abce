/**
 * Printed lines → paragraphs, by how they stand on the page: a paragraph begins with an indent, after a wider gap, after a line that
 * ended early, or where weight or size changes. When a page does not show its paragraphs that way (no indents, no gaps: told by lines
 * with a list mark that nothing else sets off), the lines are left for the rules to join by their words.
 */
import type { Line } from './pdf-lines.ts';

/** The look of running text: the size, line distance and margins that most letters have. */
export interface Look { readonly size: number; readonly centre: number; readonly left: number; readonly right: number; readonly pitch: number }

/** "- ", "1.", "2.1.", "a)", "IV." at the start of a line. */
const MARK = /^(?:[-–+•] ?(?=\p{L})|[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}[.)]? ?(?=\p{Lu})|[a-zđ][.)] ?(?=\p{L})|[IVX]{1,5}[.)] ?(?=\p{L}))/u;
export const hasMark = (text: string): boolean => MARK.test(text.slice(0, 20));

export const isCentred = (line: Line, look: Look): boolean => Math.abs((line.x + line.right) / 2 - look.centre) < 8 && line.x > look.left + 10 && line.right < look.right - 10;

/** Does the page show that `line` begins a paragraph after `before`? `apart`: there is a page end between them. */
export function beginsByLook(before: Line, line: Line, look: Look, apart: boolean): boolean {
  if (!apart && line.y - before.y > look.pitch * (line.size / look.size) * 1.22 + 1) return true;
  if (Math.abs(line.size - before.size) > look.size * 0.08) return true;
  if (before.bold !== line.bold && (before.bold || /^[\p{Lu}(]/u.test(line.text) || hasMark(line.text))) return true;
  // A title broken by the typesetter goes on in the centre; one broken by hand is as good as two.
  if (isCentred(line, look)) return !(before.bold === line.bold && before.right - before.x > (look.right - look.left) * 0.72 && Math.abs((before.x + before.right) / 2 - look.centre) < 8);
  if (isCentred(before, look)) return true;
  if (endedEarly(before, line, look)) return true;
  if (line.x <= look.left + 12) return false;
  // Deeper than an indented full line: the second line of an item whose mark hangs in the margin.
  if (line.x > before.x + 6) return before.x <= look.left + 8;
  return Math.abs(before.x - line.x) <= 6 && (hasMark(line.text) || /[.;:]$/.test(before.text.trim())) && /^[\p{Lu}\d("“+-]/u.test(line.text);
}

/** The first word of the next line would still have fitted behind this one. */
function endedEarly(before: Line, line: Line, look: Look): boolean {
  const word = line.text.split(' ', 1)[0]!, perLetter = (line.right - line.x) / Math.max(1, line.text.length);
  return before.right + (word.length + 1) * perLetter * 0.9 < look.right - Math.max(4, look.size * 0.5);
}

/** A mark begins a paragraph even without other signs, when the line before it came to a stop. */
export const beginsByMark = (before: Line, line: Line): boolean => hasMark(line.text) && /[.;:,!?/…]$/.test(before.text.trim());

/** Do enough of the marked lines stand out by look alone? */
export function showsParagraphs(lines: readonly { line: Line; before: Line | null; apart: boolean }[], look: Look): boolean {
  let marked = 0, seen = 0;
  for (const { line, before, apart } of lines) {
    if (!before || apart || !hasMark(line.text)) continue;
    marked += 1;
    if (beginsByLook(before, line, look, false)) seen += 1;
  }
  return marked < 4 || seen >= marked * 0.8;
}

/** "23/CT-" + "TTg", "2022-" + "2025" and "NQ/" + "TU" are one word; other lines are joined by a blank. */
export function joinText(left: string, right: string): string {
  const end = left.trimEnd(), last = end.at(-1) ?? '', before = end.at(-2) ?? ' ', next = right[0] ?? '';
  const glued = ((last === '-' || last === '/') && /[\p{L}\p{N}]/u.test(before) && /[\p{Lu}\p{N}]/u.test(next) && (last === '/' || /[\p{Lu}\p{N}]/u.test(before)));
  return glued ? end + right.trimStart() : `${end} ${right.trimStart()}`;
}
