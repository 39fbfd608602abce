/**
 * The drawing commands of a PDF page → pieces of text with exact places, and the ruled lines of tables.
 *
 * The text extraction of PDF libraries joins what stands close together, which glues the cells of narrow tables. Here every glyph is
 * placed as a viewer would place it (ISO 32000-1, §9.4), and a piece ends wherever the pen jumps by more than a third of an em.
 */
import type { PDFPageProxy } from 'unpdf/pdfjs';
import { fromTcvn3, fromVni } from './legacy-letters.ts';
import { superscript } from './paragraphs.ts';

/** Points from the upper left corner of the page as it is shown; `y` is the baseline. */
export interface Piece {
  text: string; readonly x: number; /** End of the last letter; blanks after it do not count. */ right: number;
  readonly y: number; readonly size: number; readonly bold: boolean;
  /** Where the next letter would go. */ pen: number;
}
/** A drawn horizontal or vertical line. `at`: its y (or x); `from`–`to`: along it. */
export interface Rule { readonly at: number; readonly from: number; readonly to: number }
export interface PageDrawing { readonly width: number; readonly height: number; readonly pieces: Piece[]; readonly horizontal: Rule[]; readonly vertical: Rule[]; readonly oldFonts: Set<string> }

type Matrix = readonly [number, number, number, number, number, number];
const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1], m[0] * n[2] + m[2] * n[3], m[1] * n[2] + m[3] * n[3], m[0] * n[4] + m[2] * n[5] + m[4], m[1] * n[4] + m[3] * n[5] + m[5],
];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const JUMP = 0.3, MAX_RULES = 4000;

interface Font { readonly bold: boolean; readonly scale: number; readonly old: 'tcvn3' | 'TCVN3' | 'vni' | null; readonly vertical: boolean }
interface State { ctm: Matrix; font: Font; size: number; charSpace: number; wordSpace: number; stretch: number; leading: number; rise: number }
interface Glyph { readonly unicode: string; readonly width: number; readonly isSpace: boolean }
/** The numbers of pdf.js's drawing commands, by name. */
export type Ops = Readonly<Record<string, number>>;

export async function drawingOf(page: PDFPageProxy, ops: Ops): Promise<PageDrawing> {
  const viewport = page.getViewport({ scale: 1 }), list = await page.getOperatorList();
  const out: PageDrawing = { width: viewport.width, height: viewport.height, pieces: [], horizontal: [], vertical: [], oldFonts: new Set() };
  const fonts = new Map<string, Font>(), stack: State[] = [];
  let state: State = { ctm: viewport.transform as unknown as Matrix, font: { bold: false, scale: 0.001, old: null, vertical: false }, size: 12, charSpace: 0, wordSpace: 0, stretch: 1, leading: 0, rise: 0 };
  let text: Matrix = IDENTITY, line: Matrix = IDENTITY;
  const save = (): void => { stack.push({ ...state }); };
  const restore = (): void => { state = stack.pop() ?? state; };
  const move = (x: number, y: number): void => { line = multiply(line, [1, 0, 0, 1, x, y]); text = line; };
  const matrix = (args: unknown): Matrix => (Array.isArray(args) && args.length === 1 ? Array.from(args[0] as number[]) : Array.from(args as number[])) as unknown as Matrix;

  for (let i = 0; i < list.fnArray.length; i += 1) {
    const op = list.fnArray[i], args = list.argsArray[i] as any[]; // any: pdf.js types the arguments of every command as any
    switch (op) {
      case ops['save']: save(); break;
      case ops['restore']: restore(); break;
      case ops['transform']: state.ctm = multiply(state.ctm, matrix(args)); break;
      case ops['paintFormXObjectBegin']: save(); if (args[0]) state.ctm = multiply(state.ctm, matrix([args[0]])); break;
      case ops['paintFormXObjectEnd']: restore(); break;
      // Stamps of digital signatures are annotations with a drawing of their own.
      case ops['beginAnnotation']: save(); for (const m of [args[2], args[3]]) if (m) state.ctm = multiply(state.ctm, matrix([m])); break;
      case ops['endAnnotation']: restore(); break;
      case ops['beginText']: text = line = IDENTITY; break;
      case ops['setFont']: state.font = fontOf(page, args[0] as string, fonts, out.oldFonts); state.size = args[1] as number; break;
      case ops['setCharSpacing']: state.charSpace = args[0] as number; break;
      case ops['setWordSpacing']: state.wordSpace = args[0] as number; break;
      case ops['setHScale']: state.stretch = (args[0] as number) / 100; break;
      case ops['setLeading']: state.leading = args[0] as number; break;
      case ops['setTextRise']: state.rise = args[0] as number; break;
      case ops['setTextMatrix']: text = line = matrix(args); break;
      case ops['moveText']: move(args[0] as number, args[1] as number); break;
      case ops['setLeadingMoveText']: state.leading = -(args[1] as number); move(args[0] as number, args[1] as number); break;
      case ops['nextLine']: move(0, -state.leading); break;
      case ops['showText']: text = show(out.pieces, state, text, args[0] as (Glyph | number)[]); break;
      case ops['constructPath']: if (out.horizontal.length + out.vertical.length < MAX_RULES) collectRules(out, state.ctm, args, ops); break;
      default: break;
    }
  }
  return out;
}

/** Places the glyphs and returns the text matrix after them. */
function show(pieces: Piece[], state: State, text: Matrix, glyphs: readonly (Glyph | number)[]): Matrix {
  const { font, size, stretch } = state;
  let at = 0, run = '', runStart = 0, inkStart = -1, inkEnd = 0;
  const base = multiply(state.ctm, multiply(text, [1, 0, 0, 1, 0, state.rise]));
  const height = Math.hypot(base[2], base[3]) * Math.abs(size), width = Math.hypot(base[0], base[1]);
  // Slanted watermarks and text written up the margin are not part of the page's lines.
  const level = Math.abs(base[1]) <= Math.abs(base[0]) * 0.05 && base[0] > 0 && !font.vertical && height > 1 && height < 200;
  const flush = (): void => {
    const onPage = (offset: number): number => base[4] + offset * width;
    if (level && run !== '') place(pieces, { run, from: onPage(runStart), pen: onPage(at), x: onPage(inkStart < 0 ? runStart : inkStart), right: onPage(inkStart < 0 ? runStart : inkEnd), y: base[5], size: height }, font);
    run = ''; runStart = at; inkStart = -1;
  };
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      const jump = -glyph / 1000 * size * stretch;
      if (jump * width > JUMP * height || jump * width < -JUMP * height) { flush(); at += jump; runStart = at; } else at += jump;
      continue;
    }
    if (!glyph) continue;
    // isSpace only says that the character code is 32 and takes word spacing; the letter is in `unicode`.
    const before = at, blank = glyph.unicode.trim() === '';
    run += blank && glyph.unicode !== '' ? ' ' : glyph.unicode;
    at += (glyph.width * font.scale * size + state.charSpace + (glyph.isSpace ? state.wordSpace : 0)) * stretch;
    if (!blank) { if (inkStart < 0) inkStart = before; inkEnd = at; }
  }
  flush();
  return multiply(text, [1, 0, 0, 1, at, 0]);
}

/** A run of glyphs: `from`–`pen` is where the pen goes, `x`–`right` where letters are printed. */
interface Run { readonly run: string; readonly from: number; readonly pen: number; readonly x: number; readonly right: number; readonly y: number; readonly size: number }

/** Continues the piece before it when the pen stands there, else starts a piece. */
function place(pieces: Piece[], { run, from, pen, x, right, y, size }: Run, font: Font): void {
  const text = font.old === null ? run : font.old === 'vni' ? fromVni(run) : fromTcvn3(run, font.old === 'TCVN3');
  const before = pieces[pieces.length - 1], empty = text.trim() === '';
  if (before) {
    const gap = from - before.pen, higher = before.y - y;
    const close = gap < JUMP * Math.max(size, before.size) && gap > -JUMP * size;
    const goOn = (piece: string): void => { before.text += piece; before.pen = pen; if (!empty) before.right = right; };
    if (close && Math.abs(higher) < 0.1 * size && size > before.size * 0.75 && size < before.size * 1.34) {
      return goOn((gap > 0.12 * size && !before.text.endsWith(' ') && !text.startsWith(' ') ? ' ' : '') + text);
    }
    // A footnote mark: small, raised, digits only.
    const digits = text.trim();
    if (close && size < before.size * 0.88 && higher > 0.15 * before.size && higher < 0.7 * before.size && digits.length > 0 && digits.length <= 3 && [...digits].every((c) => c >= '0' && c <= '9')) {
      return goOn(superscript(digits));
    }
  }
  if (!empty) pieces.push({ text: text.trimStart(), x, right, y, size, bold: font.bold, pen });
}

function fontOf(page: PDFPageProxy, id: string, known: Map<string, Font>, oldFonts: Set<string>): Font {
  const had = known.get(id);
  if (had) return had;
  const data = page.commonObjs.has(id) ? page.commonObjs.get(id) as { name?: string; bold?: boolean; black?: boolean; fontMatrix?: number[]; vertical?: boolean } | null : null;
  const name = (data?.name ?? '').replace(/^[A-Z]{6}\+/, ''), lower = name.toLowerCase();
  const old = lower.startsWith('.vn') ? (/h(?:,|-|bold|italic|$)/.test(lower) && !/^\.vntimeb/.test(lower) ? 'TCVN3' : 'tcvn3') : lower.startsWith('vni-') ? 'vni' : null;
  if (old !== null) oldFonts.add(old === 'vni' ? 'VNI' : 'TCVN3 (ABC)');
  const font: Font = { bold: data?.bold === true || data?.black === true || lower.includes('bold') || lower.includes('black'), scale: data?.fontMatrix?.[0] ?? 0.001, old, vertical: data?.vertical === true };
  known.set(id, font);
  return font;
}

/** Stroked lines and thin filled boxes (Word draws borders as such) that are level or upright. */
function collectRules(out: PageDrawing, ctm: Matrix, args: any[], ops: Ops): void { // any: as above
  const kind = args[0] as number, path = (args[1] as ArrayLike<number>[] | undefined)?.[0];
  const stroked = [ops['stroke'], ops['closeStroke'], ops['fillStroke'], ops['eoFillStroke'], ops['closeFillStroke'], ops['closeEOFillStroke']].includes(kind);
  const filled = kind === ops['fill'] || kind === ops['eoFill'];
  if (!path || (!stroked && !filled)) return;
  const point = (x: number, y: number): [number, number] => [ctm[0] * x + ctm[2] * y + ctm[4], ctm[1] * x + ctm[3] * y + ctm[5]];
  const add = (a: [number, number], b: [number, number]): void => {
    if (out.horizontal.length + out.vertical.length >= MAX_RULES) return;
    if (Math.abs(a[1] - b[1]) < 1 && Math.abs(a[0] - b[0]) > 4) out.horizontal.push({ at: (a[1] + b[1]) / 2, from: Math.min(a[0], b[0]), to: Math.max(a[0], b[0]) });
    else if (Math.abs(a[0] - b[0]) < 1 && Math.abs(a[1] - b[1]) > 4) out.vertical.push({ at: (a[0] + b[0]) / 2, from: Math.min(a[1], b[1]), to: Math.max(a[1], b[1]) });
  };
  let start: [number, number] = [0, 0], pen: [number, number] = [0, 0], shape: [number, number][] = [];
  const close = (): void => {
    if (filled && shape.length >= 3) {
      const xs = shape.map((p) => p[0]), ys = shape.map((p) => p[1]), box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
      const [w, h] = [box[2] - box[0], box[3] - box[1]];
      if (h <= 2.5 && w > 4) add([box[0], (box[1] + box[3]) / 2], [box[2], (box[1] + box[3]) / 2]);
      else if (w <= 2.5 && h > 4) add([(box[0] + box[2]) / 2, box[1]], [(box[0] + box[2]) / 2, box[3]]);
    }
    shape = [];
  };
  for (let i = 0; i < path.length && i < 20_000;) {
    const code = path[i]!;
    if (code === 0) { close(); start = pen = point(path[i + 1]!, path[i + 2]!); shape = [pen]; i += 3; } else if (code === 1) {
      const next = point(path[i + 1]!, path[i + 2]!);
      if (stroked) add(pen, next);
      pen = next; if (shape.length < 16) shape.push(pen); i += 3;
    } else if (code === 2) { pen = point(path[i + 5]!, path[i + 6]!); shape = []; i += 7; } else if (code === 3) { pen = point(path[i + 3]!, path[i + 4]!); shape = []; i += 5; } else if (code === 4) {
      if (stroked) add(pen, start);
      pen = start; i += 1;
    } else break;
  }
  close();
}
