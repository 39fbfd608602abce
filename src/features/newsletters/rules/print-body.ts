import { richTextWords, type Block, type RichText } from '#features/articles/rules/rich-text/index.ts';

/** Letters of one article that fit well into a printed issue; the rest is read behind its QR code. A lead may be longer. */
export const MOST_PRINTED = 2_600, MOST_PRINTED_LEAD = 4_200;

/** The blocks that are printed, whole paragraphs only, and whether something is left. Pictures inside the text stay on the web. */
export function printedBody(doc: RichText, most: number): { readonly blocks: readonly Block[]; readonly more: boolean } {
  const kept: Block[] = [], words = doc.blocks.filter((block) => block.kind !== 'figure');
  let letters = 0;
  for (const block of words) {
    letters += richTextWords({ blocks: [block] }).length;
    if (letters > most && kept.length > 0) break;
    kept.push(block);
  }
  while (kept.length > 1 && kept.at(-1)!.kind === 'heading') kept.pop(); // a heading with nothing under it
  return { blocks: kept, more: kept.length < words.length };
}
