import { checkLength, tooLong } from './limits.ts';
import { readHtml } from './read-html.ts';
import { readText } from './read-text.ts';
import { MOST_HTML, type RichText } from './tree.ts';
import { richTextWords, segmentsOf } from './words.ts';

export { EMPTY } from './tree.ts';
export type { Block, Cell, Figure, Heading, Inline, Inlines, Item, LineBreak, List, ListStyle, Mark, Paragraph, Quote, RichText, Row, SmallBlock, Table, Text } from './tree.ts';
export { citationsIn, cites, type Citation } from './citations.ts';
export { diffRichText, type LineKind, type LineOfDiff, type Piece } from './diff.ts';
export { leftOutSentences } from './left-out.ts';
export { filesIn, richTextWords } from './words.ts';
export { richTextHtml, type HtmlOptions } from './write-html.ts';

/** What was read, and in plain sentences what was left out. */
export interface Read { readonly doc: RichText; readonly removed: readonly string[]; /** The same for an address, see `leftOutSentences`. */ readonly left: string }

/**
 * The body of an article out of HTML (typed, from the editor, or pasted from Word, Google Docs, a web page) or of plain text. `html` wins where both are
 * given. Time is linear in the length. AppError('too-large') beyond what one article may hold.
 */
export function readRichText({ html, text }: { readonly html?: string; readonly text?: string }): Read {
  const source = html?.trim() ? html : text ?? '';
  if (source.length > MOST_HTML) throw tooLong(source.length, MOST_HTML);
  const read = source === html ? readHtml(html) : readText(source);
  checkLength(richTextWords(read.doc).length, [...segmentsOf(read.doc)].length);
  return read;
}

/** What somebody wrote into one plain field: HTML when it has tags of HTML, else plain text. */
export const readTyped = (typed: string): Read => readRichText(/<(?:p|h[1-6]|ul|ol|li|table|blockquote|figure|img|div|br|a|strong|b|em|i|span)(?:\s[^<]{0,400})?\/?>/i.test(typed) ? { html: typed } : { text: typed });

/** What readers would miss: named before an article is submitted. */
export function lacksIn(doc: RichText): readonly string[] {
  const without = doc.blocks.filter((block) => block.kind === 'figure' && block.alt === '').length;
  return without > 0 ? [`${without} ảnh trong bài chưa có lời mô tả cho người khiếm thị. Hãy ghi trong ảnh có gì.`] : [];
}
