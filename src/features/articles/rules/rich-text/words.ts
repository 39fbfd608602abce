import { plain } from './inlines.ts';
import type { Block, Inlines, RichText } from './tree.ts';

/** Every stretch of running text, in the order of reading. */
export function* segmentsOf(doc: RichText): Generator<Inlines> { for (const block of doc.blocks) yield* segments(block); }
export function* segments(block: Block): Generator<Inlines> {
  switch (block.kind) {
    case 'heading': case 'paragraph': yield block.inlines; return;
    case 'list': for (const item of block.items) for (const one of item.blocks) yield* segments(one); return;
    case 'quote': for (const one of block.blocks) yield* segments(one); return;
    case 'table':
      if (block.caption.length > 0) yield block.caption;
      for (const row of block.rows) for (const cell of row.cells) for (const one of cell.blocks) yield* segments(one);
      return;
    case 'figure':
      if (block.alt) yield [{ kind: 'text', text: block.alt }];
      if (block.caption.length > 0) yield block.caption;
  }
}

/** The text alone, one line a segment: for search, counting and summaries. Words for pictures belong to it. */
export const richTextWords = (doc: RichText): string => [...segmentsOf(doc)].map(plain).join('\n');

/** Kept pictures, each once. */
export function filesIn(doc: RichText): readonly string[] { return [...new Set(doc.blocks.flatMap((block) => (block.kind === 'figure' ? [block.file] : [])))]; }
