/**
 * What the extractor found → the normalised text on which every fact and span rests. In this order: page furniture and stamps out;
 * letterhead and signature tables back into lines; letterhead lines to the front, wherever a PDF printed them; footnotes out of the
 * middle of sentences; lines joined to paragraphs; joined words cut. Recipients and signatures keep their printed lines.
 */
import { tidy } from '#kernel/vietnamese.ts';
import { restoreCapitals } from './normalise-capitals.ts';
import { takeFootnotes, isSuperscript, fromSuperscript } from './normalise-footnotes.ts';
import { dropFurniture } from './normalise-furniture.ts';
import { fillsLine, joinLines, usualWidth, type Joined } from './normalise-join.ts';
import { takeFlatTables } from './normalise-flat-table.ts';
import { isLetterheadTable, isTailTable, startsPart, takeLetterhead } from './normalise-letterhead.ts';
import { repairWords, syllablesOf } from './normalise-words.ts';
import { type Line, lineOf, type NormalText, type NoteMark, type TextParagraph, type Zone } from './normal-text.ts';
import type { SourceText } from './source-text.ts';
import { isSignatureLine, isSignerName, isTitleLine } from './signature.ts';
import { readMarker } from './markers.ts';
import { collapse, isLower, paperKindOfLine } from './words.ts';

export function normalise(source: SourceText): NormalText {
  const printedLines = source.kind === 'txt' || source.kind === 'md' || (source.kind === 'pdf' && source.blocks !== true);
  const all: Line[] = [];
  for (const paragraph of source.paragraphs) {
    for (const text of tidy(paragraph.text).split('\n')) {
      all.push({ text, page: paragraph.page, box: paragraph.box ?? null, style: paragraph.style ?? null, cell: paragraph.cell ?? null, bold: paragraph.bold ?? false, centred: paragraph.centred ?? false });
    }
  }
  const { lines: clean, stamps } = dropFurniture(restoreCapitals(printedLines ? takeFlatTables(all) : all));
  const width = usualWidth(clean);
  const untabled = unfoldTables(clean);
  const { letterhead, rest } = takeLetterhead(untabled);
  const { lines, notes } = takeFootnotes(glueHeadings(rest), fillsLine(width));

  const paragraphs: TextParagraph[] = [];
  const push = (zone: Zone, joined: Joined, note: number | null = null): void => {
    const { first, last } = joined;
    const box = first.box && last.box && first.page === last.page ? union(first.box, last.box) : first.box;
    paragraphs.push({ id: '', page: first.page, text: joined.text, style: zone === 'table' ? 'table-cell' : zone === 'footnote' ? 'footnote' : first.style, box, zone, bold: first.bold, centred: first.centred, cell: first.cell, note });
  };
  for (const line of letterhead) if (line.text.trim()) push('letterhead', { text: collapse(line.text), first: line, last: line, lines: 1 });

  let waiting = 0;
  const flushNotes = (upTo: number): void => {
    for (; waiting < notes.length && notes[waiting]!.after <= upTo; waiting++) {
      const note = notes[waiting]!;
      const joined = joinLines(note.lines, width, true);
      push('footnote', { text: joined.map((one) => one.text).join(' '), first: note.lines[0]!, last: note.lines.at(-1)!, lines: note.lines.length }, note.note);
    }
  };
  for (const segment of segments(lines)) {
    if (segment.zone === 'table') for (const joined of joinCells(lines.slice(segment.from, segment.to))) push('table', joined);
    else if (segment.zone === 'tail') for (const line of tailLines(lines.slice(segment.from, segment.to))) push('tail', { text: collapse(line.text), first: line, last: line, lines: 1 });
    else for (const joined of joinLines(lines.slice(segment.from, segment.to), width, printedLines)) push('body', joined);
    flushNotes(segment.to);
  }
  flushNotes(Infinity);

  const warnings = [...source.warnings];
  const repaired = repairAll(paragraphs);
  if (repaired > 0) warnings.push(`Văn bản có ${repaired} đoạn bị dính chữ; Loa đã tách lại khoảng trắng, đề nghị đối chiếu với bản gốc.`);
  const marks = takeMarks(paragraphs);
  paragraphs.forEach((paragraph, i) => { paragraph.id = `p${i + 1}`; });
  return { paragraphs, marks, stamps, warnings };
}

const union = (a: NonNullable<Line['box']>, b: NonNullable<Line['box']>): NonNullable<Line['box']> => {
  const x = Math.min(a.x, b.x), y = Math.min(a.y, b.y);
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
};

/** Letterhead and signature tables are layout: their cells become lines again, box by box from the left. Other tables stay. */
function unfoldTables(lines: readonly Line[]): Line[] {
  const byTable = new Map<number, Line[]>();
  for (const line of lines) if (line.cell) { const list = byTable.get(line.cell.table); if (list) list.push(line); else byTable.set(line.cell.table, [line]); }
  const layout = new Set<number>();
  for (const [table, own] of byTable) {
    const texts = own.map((line) => line.text);
    if (isLetterheadTable(texts.slice(0, 30)) || isTailTable(texts.slice(0, 60)) || new Set(own.map((line) => line.cell!.column)).size === 1) layout.add(table);
  }
  const result: Line[] = [];
  const done = new Set<number>();
  for (const line of lines) {
    if (!line.cell || !layout.has(line.cell.table)) { result.push(line); continue; }
    if (done.has(line.cell.table)) continue;
    done.add(line.cell.table);
    const own = byTable.get(line.cell.table)!.map((one, i) => ({ one, i }));
    own.sort((a, b) => a.one.cell!.column - b.one.cell!.column || a.one.cell!.row - b.one.cell!.row || a.i - b.i);
    for (const { one } of own) result.push({ ...one, cell: null, style: null });
  }
  return result;
}

/** "V. TỔ CHỨC THỰC HIỆN1. Sở Nội vụ": a heading in capitals and the item glued behind it are two lines. */
function glueHeadings(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const match = line.cell === null && line.text.length < 300 ? /^(\s*[IVX]{1,5}\s?[.)/-]\s?[\p{Lu}\s,;:()–-]{6,150})(\d{1,2}\.\s?\p{Lu}\p{Ll})/u.exec(line.text) : null;
    if (!match) { result.push(line); continue; }
    result.push(lineOf(line, match[1]!), lineOf(line, line.text.slice(match[1]!.length)));
  }
  return result;
}

/** Runs of body, table and tail lines. A tail goes from "Nơi nhận" or the signature to the next part of the paper. */
function segments(lines: readonly Line[]): { zone: 'body' | 'table' | 'tail'; from: number; to: number }[] {
  const result: { zone: 'body' | 'table' | 'tail'; from: number; to: number }[] = [];
  let inTail = false, named = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!, text = line.text.trim();
    let zone: 'body' | 'table' | 'tail' = inTail ? 'tail' : 'body';
    if (line.cell) { zone = 'table'; inTail = false; }
    else if (text !== '') {
      if (!inTail && startsTail(lines, i)) { inTail = true; named = false; zone = 'tail'; }
      else if (inTail) {
        const names = /nơi\s?nhận/iu.test(text) || isSignatureLine(text);
        if (startsPart(text) || (named && !names && !isSignerName(text) && bodyAgain(text))) { inTail = false; zone = 'body'; }
        if (isSignerName(text)) named = true;
      }
    }
    const last = result.at(-1);
    if (last && last.zone === zone) last.to = i + 1; else result.push({ zone, from: i, to: i + 1 });
  }
  return result;
}
/** After the signer's name only a marked section heading or a long line is text again. */
const bodyAgain = (text: string): boolean => ['roman', 'part', 'article'].includes(readMarker(text)?.kind ?? '') || text.length > 110;
function startsTail(lines: readonly Line[], at: number): boolean {
  const text = lines[at]!.text.trim();
  if (/^nơi\s?nhận\s?(?:[:.]|$|\s{2,})/iu.test(text)) return true;
  if (text.length > 120) return false;
  if (/^(?:TM|KT|TL|TUQ)\s?\.\s?\p{Lu}/u.test(text)) return true;
  if (!isTitleLine(text)) return false;
  // A bare title ("CHỦ TỊCH") signs only when a name or the recipients follow soon.
  for (let i = at + 1, seen = 0; i < lines.length && seen < 3; i++) {
    const next = lines[i]!.text.trim();
    if (next === '') continue;
    seen++;
    if (/^nơi\s?nhận/iu.test(next)) return true;
    if (isSignerName(next) && !paperKindOfLine(next)) return true;
    if (/^(?:căn cứ|theo|quyết định)(?!\p{L})/iu.test(next) || readMarker(next)) return false;
  }
  return false;
}

/** Tail lines with two boxes side by side: the left column first, then the right one. */
function tailLines(lines: readonly Line[]): Line[] {
  const left: Line[] = [], right: Line[] = [];
  for (const line of lines) {
    const text = line.text.trim();
    if (text === '') continue;
    const gap = [text.search(/\s{3}/), text.search(/\s(?:TM|KT|TL|TUQ)\s?\.\s?\p{Lu}{2}/u), lostGap(text)].find((at) => at > 0);
    if (gap !== undefined) {
      const [a, b] = [text.slice(0, gap), text.slice(gap).trim()];
      if (isSignatureLine(b) || isTitleLine(b) || isSignerName(b)) { left.push(lineOf(line, a)); right.push(lineOf(line, b)); continue; }
    }
    (isSignatureLine(text) || isTitleLine(text) || isSignerName(text) ? right : left).push(line);
  }
  // Keep the order of print when the boxes were never mixed.
  return [...left, ...right];
}

/** "- TT. Đảng ủy; PHÓ CHỦ TỊCH", "- Lưu: VT. Nguyễn Văn A": where the right box begins when only one blank was left between the boxes. */
function lostGap(text: string): number {
  if (!/^[-–+]/.test(text)) return -1;
  for (let at = text.length - 1; at > 2; at--) {
    if (text[at] !== ' ' || !';.,'.includes(text[at - 1]!)) continue;
    const right = text.slice(at + 1);
    if (isTitleLine(right) || (/^[-–+]\s?lưu/iu.test(text) && isSignerName(right))) return at;
  }
  return -1;
}

function joinCells(lines: readonly Line[]): Joined[] {
  const result: Joined[] = [];
  const cells = new Map<string, Line[]>();
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    const key = `${line.cell!.table}.${line.cell!.row}.${line.cell!.column}`;
    const list = cells.get(key);
    if (list) list.push(line); else cells.set(key, [line]);
  }
  for (const own of cells.values()) {
    // A cell is narrow: its lines are one text, except where a mark starts a new item.
    let parts: Line[] = [];
    const flush = (): void => { if (parts.length) result.push({ text: joinPlain(parts), first: parts[0]!, last: parts.at(-1)!, lines: parts.length }); parts = []; };
    for (const line of own) {
      const text = collapse(line.text);
      if (parts.length > 0 && !isLower(text[0]) && ['dash', 'plus', 'star', 'arabic', 'letter'].includes(readMarker(text)?.kind ?? '') && !/[-–]$/.test(parts.at(-1)!.text.trim()) && (/[.;:]$/.test(parts.at(-1)!.text.trim()) || readMarker(parts[0]!.text.trim()))) flush();
      parts.push(lineOf(line, text));
    }
    flush();
  }
  return result;
}
const joinPlain = (lines: readonly Line[]): string => {
  let text = '';
  for (const line of lines) text += text === '' || (/[A-ZĐ\d][-/]$/.test(text) && /^[\p{Lu}\d]/u.test(line.text)) ? line.text : ` ${line.text}`;
  return text;
};

function repairAll(paragraphs: TextParagraph[]): number {
  const known = syllablesOf(paragraphs.map((p) => p.text));
  let repaired = 0;
  for (const paragraph of paragraphs) {
    const text = repairWords(paragraph.text, known);
    if (text !== paragraph.text) { paragraph.text = text; repaired++; }
  }
  return repaired;
}

/** Footnote marks leave the text; their places are kept. */
function takeMarks(paragraphs: TextParagraph[]): NoteMark[] {
  const marks: NoteMark[] = [];
  paragraphs.forEach((paragraph, index) => {
    if (![...paragraph.text].some(isSuperscript)) return;
    let text = '';
    for (let i = 0; i < paragraph.text.length; i++) {
      if (!isSuperscript(paragraph.text[i])) { text += paragraph.text[i]; continue; }
      let end = i;
      while (isSuperscript(paragraph.text[end])) end++;
      marks.push({ note: fromSuperscript(paragraph.text.slice(i, end)), paragraph: index, at: text.length });
      i = end - 1;
    }
    paragraph.text = text;
  });
  return marks;
}
