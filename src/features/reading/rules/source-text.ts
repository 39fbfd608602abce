/**
 * The seam between the two halves of `reading`: what the extractors (files → text) hand to the rules (text → facts).
 *
 * Text is tidy (NFC, one kind of blank) and carries no markup. What a paragraph is depends on what the file can tell:
 * - txt, and pdf when the page does not show its paragraphs: one printed line each; a blank line (pdf: a wide gap) is empty text;
 * - pdf when indents and gaps show them (`blocks`): one paragraph each, its lines joined, also over a page's end;
 * - md: one line each as well, blank lines kept, since such files are often texts pulled out of a PDF;
 * - docx, html: one block each (a <br> starts the next one), no empty paragraphs.
 * In every kind: a table cell gives one paragraph per printed line, all with the same `cell`; a footnote mark inside the text is
 * a superscript digit ("tỉnh¹"), and a footnote has style 'footnote' and starts with the same superscript ("¹ Quyết định …").
 * Running lines and page numbers of a PDF are left in, with their page and box.
 */
export interface Paragraph {
  readonly id: string;
  /** From 1; null where the file knows no pages. */
  readonly page: number | null;
  readonly text: string;
  readonly style?: 'heading' | 'list' | 'table-cell' | 'footnote' | 'header' | 'footer' | null;
  /** PDF points (1/72 inch), origin in the upper left corner of the page. */
  readonly box?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | null;
  /** All from 0. `rows` and `columns` are spans, 1 when absent. */
  readonly cell?: {
    readonly table: number; readonly row: number; readonly column: number;
    readonly rows?: number; readonly columns?: number; readonly header?: boolean;
  } | null;
  readonly bold?: boolean;
  readonly centred?: boolean;
}

export interface SourceText {
  readonly kind: 'txt' | 'md' | 'html' | 'docx' | 'pdf';
  readonly paragraphs: Paragraph[];
  /** Only for pdf: the paragraphs are whole ones and not printed lines. */
  readonly blocks?: boolean;
  /** Whole sentences in Vietnamese for the person who reads the result. */
  readonly warnings: string[];
}
