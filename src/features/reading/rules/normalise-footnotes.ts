/**
 * Footnotes that a PDF printed between the lines of the text:
 *   "1 Quyết định số …"   "1. 76/NQ-CP …"   "¹ Quyết định …"   and with the mark glued on: "523/KH-UBND" = note 5 + 23/KH-UBND
 * A line is a footnote only when its number is the next one expected and a mark of that number was seen in the text before it
 * ("Quảng Ngãi2;", "giai đoạn 2021 - 20301;", "tỉnh¹"). Marks become superscript digits, so that a year keeps its four digits.
 */
import type { Line } from './normal-text.ts';
import { lineOf } from './normal-text.ts';
import { readMarker } from './markers.ts';
import { isDigit, isLower, isUpper } from './words.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
export const toSuperscript = (value: number): string => [...String(value)].map((digit) => SUPERSCRIPTS[+digit]!).join('');
export const isSuperscript = (char: string | undefined): boolean => char !== undefined && char !== '' && SUPERSCRIPTS.includes(char);
export const fromSuperscript = (text: string): number => +[...text].map((char) => SUPERSCRIPTS.indexOf(char)).join('');

/** Words that never end a note. */
const LEANS_ON = /(?:^|\s)(?:ngày|số|của|và|về|tháng|năm|các|tại|theo)$|[,/-]$/u;

interface GluedMark { note: number; at: number; length: number }
/** Digits glued to the end of a word, to a closing bracket or quote, or to a year. */
function gluedMarks(text: string): GluedMark[] {
  const marks: GluedMark[] = [];
  for (let i = 1; i < text.length; i++) {
    if (!isDigit(text[i]) || isDigit(text[i - 1])) continue;
    const start = i;
    let end = i;
    while (isDigit(text[end])) end++;
    const before = text[start - 1];
    const after = text[end];
    const closes = after === undefined || ' ;,.:)”"'.includes(after);
    const digits = text.slice(start, end);
    if (closes && before !== undefined) {
      if ((isLower(before) || ')”"’'.includes(before) || (isUpper(before) && isUpper(text[start - 2]) && isUpper(text[start - 3]))) && digits.length <= 2) marks.push({ note: +digits, at: start, length: digits.length });
      else if ((digits.length === 5 || digits.length === 6) && (digits.startsWith('20') || digits.startsWith('19')) && !isLower(before)) marks.push({ note: +digits.slice(4), at: start + 4, length: digits.length - 4 });
    }
    i = end;
  }
  return marks;
}

/** Takes the footnotes out of the lines; the lines keep superscript marks. Notes follow in order of print. */
export function takeFootnotes(lines: readonly Line[], fullWidth: (line: Line) => boolean): { lines: Line[]; notes: { note: number; lines: Line[]; after: number }[] } {
  const markAt = new Map<number, { line: number; mark: GluedMark | null }>();
  lines.forEach((line, i) => {
    if (line.style === 'footnote') return;
    for (let k = 0; k < line.text.length; k++) {
      if (!isSuperscript(line.text[k])) continue;
      let end = k;
      while (isSuperscript(line.text[end])) end++;
      const note = fromSuperscript(line.text.slice(k, end));
      if (!markAt.has(note)) markAt.set(note, { line: i, mark: null });
      k = end;
    }
  });
  const glued = new Map<number, { line: number; mark: GluedMark }[]>();
  lines.forEach((line, i) => {
    for (const mark of gluedMarks(line.text)) { const list = glued.get(mark.note); if (list) list.push({ line: i, mark }); else glued.set(mark.note, [{ line: i, mark }]); }
  });
  const marked = new Map<number, GluedMark[]>();
  const kept: Line[] = [];
  const notes: { note: number; lines: Line[]; after: number }[] = [];
  const keptIndex: number[] = [];
  let expected = 1;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const opening = line.cell === null ? openFootnote(line, expected) : null;
    const place = opening && (line.style === 'footnote' ? { line: -1, mark: null } : markAt.get(opening.note) ?? lastBefore(glued.get(opening.note), i));
    if (!opening || !place) { kept.push(line); keptIndex.push(i); continue; }
    if (place.mark) { const list = marked.get(place.line); if (list) list.push(place.mark); else marked.set(place.line, [place.mark]); }
    const own = [lineOf(line, opening.text)];
    while (i + 1 < lines.length) {
      const next = lines[i + 1]!;
      const text = next.text.trim();
      const previous = own.at(-1)!;
      if (text === '' && own.length < 40 && fullWidth(previous) && lines[i + 2] && (isLower(lines[i + 2]!.text.trim()[0]) || LEANS_ON.test(previous.text.trim()))) { i++; continue; }
      if (text === '' || next.cell !== null || next.page !== line.page || readMarker(text) || openFootnote(next, opening.note + 1)) break;
      if (/[.;]$/.test(previous.text.trim()) && (!fullWidth(previous) || !isUpper(text[0]))) break;
      if (!fullWidth(previous) && next.style !== 'footnote') break;
      own.push(lineOf(next, text));
      i++;
    }
    notes.push({ note: opening.note, lines: own, after: kept.length });
    expected = opening.note + 1;
  }
  const result = kept.map((line, k) => {
    const list = marked.get(keptIndex[k]!);
    if (!list) return line;
    let text = line.text;
    for (const mark of [...list].sort((a, b) => b.at - a.at)) text = text.slice(0, mark.at) + toSuperscript(mark.note) + text.slice(mark.at + mark.length);
    return lineOf(line, text);
  });
  return { lines: result, notes };
}

function lastBefore(places: { line: number; mark: GluedMark }[] | undefined, before: number): { line: number; mark: GluedMark } | null {
  if (!places) return null;
  let [low, high] = [0, places.length];
  while (low < high) { const middle = (low + high) >> 1; if (places[middle]!.line < before) low = middle + 1; else high = middle; }
  return low > 0 ? places[low - 1]! : null;
}

function openFootnote(line: Line, expected: number): { note: number; text: string } | null {
  const text = line.text.trim();
  if (isSuperscript(text[0])) {
    let end = 0;
    while (isSuperscript(text[end])) end++;
    return { note: fromSuperscript(text.slice(0, end)), text: text.slice(end).replace(/^[.)]?\s*/, '') };
  }
  if (line.style === 'footnote') return { note: expected, text };
  // A list may start again with 1 on each page; other numbers must follow on.
  for (const note of expected === 1 ? [1] : [expected, 1]) {
    const label = String(note);
    if (!text.startsWith(label)) continue;
    const rest = text.slice(label.length);
    if (rest[0] === ' ' && /^ +[\p{Lu}\d“"(]/u.test(rest)) return { note, text: rest.trim() };
    if (/^\d{1,5}(?:\/\d{4})?[/-][A-ZĐ]/.test(rest)) return { note, text: rest };
    if (/^\p{Lu}\p{Ll}/u.test(rest) && note === expected) return { note, text: rest };
  }
  return null;
}
