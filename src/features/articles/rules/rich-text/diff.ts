import { diffArrays } from 'diff';
import { plain } from './inlines.ts';
import type { Block, Inlines, RichText } from './tree.ts';
import { segments } from './words.ts';

/** A piece of a text in two versions: in both, only in the earlier, only in the later. */
export interface Piece { readonly text: string; readonly in: 'both' | 'before' | 'after' }
export type LineKind = 'heading' | 'paragraph' | 'item' | 'quote' | 'row' | 'caption' | 'figure';
/**
 * One line of the two versions put together, in the order of reading. `look`: the same words with another emphasis, level, span, link or picture.
 * `hrefs`: addresses that came or went with it, because nobody sees where a link leads.
 */
export interface LineOfDiff { readonly kind: LineKind; readonly change: 'same' | 'added' | 'dropped' | 'changed' | 'look'; readonly pieces: readonly Piece[]; readonly hrefs: { readonly before: readonly string[]; readonly after: readonly string[] } }

/** Two versions by lines, and lines by words. Time is bounded: what differs beyond all measure is shown as taken out and put in whole. */
export function diffRichText(a: RichText, b: RichText): readonly LineOfDiff[] {
  const before = linesOf(a), after = linesOf(b), out: LineOfDiff[] = [];
  const parts = diffArrays(before.map(said), after.map(said), { maxEditLength: MOST_LINES_CHANGED });
  if (!parts) return [...before.map(dropped), ...after.map(added)];
  let i = 0, j = 0, gone: Line[] = [], come: Line[] = [];
  const close = () => { out.push(...gap(gone, come)); gone = []; come = []; };
  for (const part of parts) {
    if (part.removed) { gone.push(...before.slice(i, i + part.count)); i += part.count; }
    else if (part.added) { come.push(...after.slice(j, j + part.count)); j += part.count; }
    else {
      close();
      for (let n = 0; n < part.count; n += 1) {
        const was = before[i + n]!, is = after[j + n]!;
        out.push({ kind: is.kind, change: was.form === is.form ? 'same' : 'look', pieces: [{ text: is.text, in: 'both' }], hrefs: hrefs(was, is) });
      }
      i += part.count; j += part.count;
    }
  }
  close();
  return out;
}
const MOST_LINES_CHANGED = 3_000, MOST_WORDS_CHANGED = 1_500, LOOK_AHEAD = 6;

interface Line { readonly kind: LineKind; readonly text: string; readonly form: string; readonly hrefs: readonly string[] }
const said = (line: Line): string => `${line.kind} ${line.text}`;
const none: readonly string[] = [];
const dropped = (line: Line): LineOfDiff => ({ kind: line.kind, change: 'dropped', pieces: [{ text: line.text, in: 'before' }], hrefs: { before: line.hrefs, after: none } });
const added = (line: Line): LineOfDiff => ({ kind: line.kind, change: 'added', pieces: [{ text: line.text, in: 'after' }], hrefs: { before: none, after: line.hrefs } });
const hrefs = (was: Line, is: Line): LineOfDiff['hrefs'] => ({ before: was.hrefs.filter((one) => !is.hrefs.includes(one)), after: is.hrefs.filter((one) => !was.hrefs.includes(one)) });

function linesOf(doc: RichText): Line[] { return doc.blocks.flatMap((block) => [...linesOfBlock(block, null)]); }
function* linesOfBlock(block: Block, inside: LineKind | null): Generator<Line> {
  switch (block.kind) {
    case 'heading': yield line('heading', [block.inlines], block.level); return;
    case 'paragraph': yield line(inside ?? 'paragraph', [block.inlines]); return;
    case 'list': for (const item of block.items) for (const one of item.blocks) yield* linesOfBlock(one, 'item'); return;
    case 'quote': for (const one of block.blocks) yield* linesOfBlock(one, 'quote'); return;
    case 'figure': yield line('figure', [[{ kind: 'text' as const, text: block.alt }], block.caption].filter((part) => plain(part) !== ''), block.file); return;
    case 'table':
      if (block.caption.length > 0) yield line('caption', [block.caption]);
      for (const row of block.rows) {
        const cells = row.cells.map((cell): Inlines => cell.blocks.flatMap((one) => [...segments(one)]).flatMap((inlines, at) => [...(at > 0 ? [{ kind: 'text' as const, text: ' ' }] : []), ...inlines]));
        yield line('row', cells, row.cells.map(({ header, columns, rows }) => [header, columns, rows]));
      }
  }
}
function line(kind: LineKind, parts: readonly Inlines[], more: unknown = null): Line {
  return { kind, text: parts.map(plain).join(kind === 'row' ? ' | ' : '\n'), form: JSON.stringify([parts.map((inlines) => inlines.map((run) => (run.kind === 'break' ? 0 : [run.text, run.marks ?? [], run.href ?? '']))), more]),
    hrefs: [...new Set(parts.flatMap((inlines) => inlines.flatMap((run) => (run.kind === 'text' && run.href ? [run.href] : []))))] };
}

/** What stands between two lines that both versions have: lines that share half of their words are one line said differently. */
function gap(gone: readonly Line[], come: readonly Line[]): LineOfDiff[] {
  const out: LineOfDiff[] = [];
  let at = 0;
  for (const old of gone) {
    let like = -1;
    for (let next = at; next < Math.min(come.length, at + LOOK_AHEAD) && like < 0; next += 1) if (come[next]!.kind === old.kind && alike(old.text, come[next]!.text)) like = next;
    if (like < 0) { out.push(dropped(old)); continue; }
    out.push(...come.slice(at, like).map(added));
    const is = come[like]!;
    out.push({ kind: is.kind, change: 'changed', pieces: pieces(old.text, is.text), hrefs: hrefs(old, is) });
    at = like + 1;
  }
  return [...out, ...come.slice(at).map(added)];
}

const wordsOf = (text: string): string[] => text.match(/\S+\s*/gu) ?? [];
function alike(a: string, b: string): boolean {
  const counts = new Map<string, number>(), olds = wordsOf(a), news = wordsOf(b);
  for (const word of olds) counts.set(word.trimEnd(), (counts.get(word.trimEnd()) ?? 0) + 1);
  let shared = 0;
  for (const word of news) { const left = counts.get(word.trimEnd()) ?? 0; if (left > 0) { shared += 1; counts.set(word.trimEnd(), left - 1); } }
  return shared * 2 >= Math.max(olds.length, news.length);
}

/** Two texts word by word; put together, the pieces of either side are that side. */
function pieces(before: string, after: string): Piece[] {
  const parts = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MOST_WORDS_CHANGED });
  return parts ? parts.map((part) => ({ text: part.value.join(''), in: part.added ? 'after' as const : part.removed ? 'before' as const : 'both' as const }))
    : [{ text: before, in: 'before' }, { text: after, in: 'after' }];
}
