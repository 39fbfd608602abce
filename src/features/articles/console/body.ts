import { readRichText, richTextHtml, type RichText } from '../rules/rich-text/index.ts';

/** The body as it stands in a plain field: plain paragraphs as plain text where that gives the same again, else as HTML. */
export function typedBody(doc: RichText, imageUrl: (file: string) => string): string {
  const plain = plainOf(doc);
  return plain !== null && JSON.stringify(readRichText({ text: plain }).doc) === JSON.stringify(doc) ? plain : richTextHtml(doc, { imageUrl });
}

function plainOf(doc: RichText): string | null {
  const paragraphs: string[] = [];
  for (const block of doc.blocks) {
    if (block.kind !== 'paragraph' || block.inlines.some((run) => run.kind === 'text' && (run.href || run.marks))) return null;
    paragraphs.push(block.inlines.map((run) => (run.kind === 'text' ? run.text : '\n')).join(''));
  }
  return paragraphs.join('\n\n');
}
