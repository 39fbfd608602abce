import { isBold, splitAtBreaks, textOf, tidyInlines, withMark, withoutBreaks, withoutMark } from './inlines.ts';
import { MOST_LIST_DEPTH, type Block, type Figure, type Heading, type Inline, type Inlines, type Item, type List, type ListStyle, type Paragraph, type SmallBlock } from './tree.ts';

/** A paragraph of Word that looks like a list item: its level and what its number looks like. */
export interface WordItem { readonly kind: 'word-item'; readonly level: number; readonly style: ListStyle; readonly start: number; readonly blocks: readonly SmallBlock[] }
export type RawBlock = Block | WordItem;

export const paragraphs = (runs: Inlines): Paragraph[] =>
  splitAtBreaks(tidyInlines(runs)).flatMap((part) => { const inlines = tidyInlines(part); return inlines.length > 0 ? [{ kind: 'paragraph', inlines }] : []; });

/** Everything a heading, a caption or a summary may hold: the letters of the blocks on one line. Figures and tables among them stand behind it. */
export function onOneLine(blocks: readonly Block[]): { readonly inlines: Inline[]; readonly rest: readonly Block[] } {
  const lines = blocks.filter((block): block is Paragraph | Heading => block.kind === 'paragraph' || block.kind === 'heading');
  return { inlines: withoutBreaks(lines.flatMap((line, at) => [...(at > 0 ? [textOf(' ')] : []), ...line.inlines])), rest: blocks.filter((block) => block.kind !== 'paragraph' && block.kind !== 'heading') };
}

/** Blocks for the inside of an item, a cell or a quotation; pictures are handed out, to stand behind. */
export function small(blocks: readonly Block[], pictures: Figure[]): SmallBlock[] {
  return joined(blocks.flatMap((block): SmallBlock[] => {
    switch (block.kind) {
      case 'paragraph': case 'list': return [block];
      case 'heading': return [{ kind: 'paragraph', inlines: withMark(block.inlines, 'strong') }];
      case 'quote': return [...block.blocks];
      case 'table': return [...(block.caption.length > 0 ? [{ kind: 'paragraph' as const, inlines: block.caption }] : []), ...block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks))];
      case 'figure': pictures.push(block); return [];
    }
  }));
}

/** Lists that follow one another and go on counting are one list; Word's items become lists. */
export function joined<B extends RawBlock>(blocks: readonly B[]): Exclude<B, WordItem>[] {
  const out: Exclude<B, WordItem>[] = [];
  for (const block of wordLists(blocks)) {
    const last = out.at(-1);
    if (block.kind === 'list' && last?.kind === 'list' && goesOn(last, block)) {
      // one growing array per list: joining ten thousand lists of one item must not copy ten thousand times
      (last.items as Item[]).push(...block.items);
    } else out.push((block.kind === 'list' ? { ...block, items: [...block.items] } : block) as Exclude<B, WordItem>);
  }
  return out;
}
const goesOn = (list: List, next: List): boolean => list.style === next.style && (list.style === 'bullet' || next.start === list.start + list.items.length);

function* wordLists<B extends RawBlock>(blocks: readonly B[]): Generator<Exclude<B, WordItem> | List> {
  let open: { level: number; list: List & { items: Item[] } }[] = [];
  for (const block of blocks) {
    if (block.kind !== 'word-item') {
      if (open[0]) yield open[0].list;
      open = [];
      yield block as Exclude<B, WordItem>;
      continue;
    }
    const { level, style, start } = block as WordItem, item = { blocks: [...(block as WordItem).blocks] };
    while (open.length > 1 && open.at(-1)!.level > level) open.pop();
    const top = open.at(-1);
    if (top && top.level < level) {
      const list = { kind: 'list' as const, style, start, items: [item] };
      (top.list.items.at(-1)!.blocks as SmallBlock[]).push(list);
      open.push({ level, list });
    } else if (top && top.list.style === style) { top.list.items.push(item); top.level = Math.min(top.level, level); }
    else {
      const list = { kind: 'list' as const, style, start, items: [item] }, above = open.at(-2);
      if (above) { (above.list.items.at(-1)!.blocks as SmallBlock[]).push(list); open[open.length - 1] = { level, list }; }
      else { if (open[0]) yield open[0].list; open = [{ level, list }]; }
    }
  }
  if (open[0]) yield open[0].list;
}

/** An item starts with a paragraph: lists in front belong to the item before, or are the list themselves. */
export function withItem(items: Item[], blocks: readonly SmallBlock[]): void {
  let at = 0;
  while (blocks[at]?.kind === 'list') {
    const list = blocks[at] as List, before = items.at(-1);
    if (before) items[items.length - 1] = { blocks: joined([...before.blocks, list]) }; else items.push(...list.items);
    at += 1;
  }
  if (at < blocks.length) items.push({ blocks: blocks.slice(at) });
}

/** The last look over the whole: no level of headings skipped, no list deeper than anybody reads. */
export function settled(blocks: readonly Block[]): Block[] {
  let before = 1;
  const shift = blocks.some((block) => block.kind === 'heading' && (block.level as number) < 2) ? 1 : 0;
  return blocks.map((block): Block => {
    switch (block.kind) {
      case 'heading': { before = Math.min(4, Math.max(2, block.level + shift), before + 1); return { kind: 'heading', level: before as 2 | 3 | 4, inlines: block.inlines }; }
      case 'list': return shallow(block, 1);
      case 'quote': return { ...block, blocks: shallowAll(block.blocks, 1) };
      case 'table': return { ...block, rows: block.rows.map((row) => ({ cells: row.cells.map((cell) => ({ ...cell, blocks: shallowAll(cell.blocks, 1) })) })) };
      default: return block;
    }
  });
}
const shallowAll = (blocks: readonly SmallBlock[], depth: number): SmallBlock[] => blocks.map((block) => (block.kind === 'list' ? shallow(block, depth) : block));
const shallow = (list: List, depth: number): List => (depth < MOST_LIST_DEPTH
  ? { ...list, items: list.items.map((item) => ({ blocks: shallowAll(item.blocks, depth + 1) })) }
  : { ...list, items: [...flatItems(list.items)] });
function* flatItems(items: readonly Item[]): Generator<Item> {
  for (const item of items) {
    let own: SmallBlock[] = [];
    for (const block of item.blocks) {
      if (block.kind === 'paragraph') { own.push(block); continue; }
      if (own.length > 0) yield { blocks: own };
      own = [];
      yield* flatItems(block.items);
    }
    if (own.length > 0) yield { blocks: own };
  }
}

export const headingInlines = (inlines: Inlines): Inline[] => withoutMark(withoutBreaks(inlines), 'strong');
export const allBold = (blocks: readonly SmallBlock[]): boolean => blocks.length > 0 && blocks.every((block) => block.kind === 'paragraph' && isBold(block.inlines));
export const withoutStrong = (blocks: readonly SmallBlock[]): SmallBlock[] => blocks.map((block) => (block.kind === 'paragraph' ? { ...block, inlines: withoutMark(block.inlines, 'strong') } : block));
