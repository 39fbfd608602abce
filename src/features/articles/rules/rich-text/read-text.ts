import { headingInlines, joined, paragraphs } from './blocks.ts';
import { cleanText, textOf } from './inlines.ts';
import { safeHref } from './links.ts';
import { BREAK, type Block, type Inline, type Item, type RichText, type SmallBlock } from './tree.ts';

/**
 * Plain text as people type it: a blank line ends a paragraph, "- " starts an item and "+ " one below it, "1. " counts,
 * "## " is a heading. A line that only goes on stays in its paragraph.
 */
export function readText(text: string): { doc: RichText; removed: readonly string[]; left: string } {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const close = () => { if (lines.length > 0) blocks.push(...paragraphs(lines.flatMap((line, at) => [...(at > 0 ? [BREAK] : []), ...withAddresses(line)]))); lines = []; };
  let items: { item: Item & { blocks: SmallBlock[] }; below: boolean }[] = [], counted: number | null = null, counts: Item[] = [], from = 1;
  const closeList = () => {
    if (items.length > 0) blocks.push(bullets(items));
    if (counts.length > 0) blocks.push({ kind: 'list', style: 'number', start: from, items: counts });
    items = []; counts = []; counted = null;
  };
  const all = cleanText(text).split('\n').map((line) => line.trim());
  for (const [at, line] of all.entries()) {
    const bullet = /^([-–•*+]) +(?=\S)/.exec(line), number = /^([0-9]{1,3})[.)] +(?=\S)/.exec(line), heading = /^(#{2,4}) +(?=\S)/.exec(line);
    if (bullet) {
      const inlines = paragraphs(withAddresses(line.slice(bullet[0].length)));
      if (inlines.length === 0) continue;
      close(); if (counts.length > 0) closeList();
      items.push({ item: { blocks: inlines }, below: bullet[1] === '+' && items.length > 0 && items[0]!.below === false });
    } else if (number && (counted === null ? follows(all, at, Number(number[1])) : Number(number[1]) === counted + 1)) {
      const blocksOf = paragraphs(withAddresses(line.slice(number[0].length)));
      if (blocksOf.length === 0) continue;
      close(); if (items.length > 0) closeList();
      counted = Number(number[1]);
      if (counts.length === 0) from = counted;
      counts.push({ blocks: blocksOf });
    } else if (line === '') { close(); if (!goesOn(all, at)) closeList(); }
    else if (heading) {
      close(); closeList();
      const inlines = headingInlines(withAddresses(line.slice(heading[0].length)));
      if (inlines.length > 0) blocks.push({ kind: 'heading', level: heading[1]!.length as 2 | 3 | 4, inlines });
    } else { closeList(); lines.push(line); }
  }
  close(); closeList();
  return { doc: { blocks: joined(blocks) }, removed: [], left: '' };
}

/** A number starts a list when the next one follows on the next line that is not blank: "1. …" alone is a paragraph. */
function follows(lines: readonly string[], at: number, number: number): boolean {
  for (let next = at + 1; next < Math.min(lines.length, at + 3); next += 1) if (lines[next] !== '') return new RegExp(`^${number + 1}[.)] +\\S`).test(lines[next]!);
  return false;
}
/** One blank line between items keeps the list together. */
const goesOn = (lines: readonly string[], at: number): boolean => /^(?:[-–•*+]|[0-9]{1,3}[.)]) +\S/.test(lines[at + 1] ?? '');

function bullets(items: readonly { item: Item & { blocks: SmallBlock[] }; below: boolean }[]): Block {
  const top: (Item & { blocks: SmallBlock[] })[] = [];
  for (const { item, below } of items) {
    const last = top.at(-1);
    if (!below || !last) { top.push(item); continue; }
    const list = last.blocks.at(-1);
    if (list?.kind === 'list') (list.items as Item[]).push(item); else last.blocks.push({ kind: 'list', style: 'bullet', start: 1, items: [item] });
  }
  return { kind: 'list', style: 'bullet', start: 1, items: top };
}

/** Addresses written out become links; a full stop or bracket behind them does not belong to them. */
function withAddresses(line: string): Inline[] {
  const out: Inline[] = [];
  let at = 0;
  for (const found of line.matchAll(/\bhttps?:\/\/[^\s<>"“”]{3,}/g)) {
    const written = found[0].replace(/[.,;:!?)\]]{1,5}$/, ''), href = safeHref(written);
    if (!href) continue;
    out.push(textOf(line.slice(at, found.index)), textOf(written, [], href));
    at = found.index + written.length;
  }
  return [...out, textOf(line.slice(at))];
}

/** Letters that had to be taken without their form: every line a paragraph. */
export const linesToBlocks = (text: string): Block[] => cleanText(text).split('\n').flatMap((line) => paragraphs([textOf(line)]));
