/** The words in which the steps of normalising speak to each other, and what they end in. */
import type { Paragraph } from './source-text.ts';

export interface Line {
  text: string;
  readonly page: number | null;
  readonly box: Paragraph['box'];
  readonly style: string | null;
  readonly cell: NonNullable<Paragraph['cell']> | null;
  readonly bold: boolean;
  readonly centred: boolean;
}

/** letterhead: the boxes above the type line; tail: "Nơi nhận" and the signature; both keep their printed lines. */
export type Zone = 'letterhead' | 'body' | 'table' | 'tail' | 'footnote';
export interface TextParagraph {
  id: string;
  page: number | null;
  text: string;
  style: string | null;
  box: Paragraph['box'];
  zone: Zone;
  bold: boolean;
  centred: boolean;
  cell: NonNullable<Paragraph['cell']> | null;
  /** The number of a footnote, for zone 'footnote'. */
  note: number | null;
}
/** Where a footnote mark stood in the text. */
export interface NoteMark { note: number; paragraph: number; at: number }
export interface NormalText {
  readonly paragraphs: TextParagraph[];
  readonly marks: NoteMark[];
  /** Digital signature stamps as ISO instants with offset, in order of print. */
  readonly stamps: string[];
  readonly warnings: string[];
}

export const lineOf = (line: Line, text: string): Line => ({ ...line, text });
