/**
 * The body of an article: a small tree of what a reader can see, and nothing else. It is stored as JSON; HTML is always written anew from it
 * (`write-html.ts`), so no tag, attribute or address that came in from outside ever goes out again as it came.
 *
 * A tree that was read is in one canonical form: reading the HTML written from it gives the same tree.
 */
export interface RichText { readonly blocks: readonly Block[] }

export type Block = Heading | Paragraph | List | Quote | Table | Figure;
/** What stands inside an item, a cell or a quotation. */
export type SmallBlock = Paragraph | List;

/** The title of the article is level 1; the tree never skips a level downwards. */
export interface Heading { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly inlines: Inlines }
export interface Paragraph { readonly kind: 'paragraph'; readonly inlines: Inlines }
export interface List { readonly kind: 'list'; readonly style: ListStyle; readonly start: number; readonly items: readonly Item[] }
/** `start` is 1 where the style does not count. */
export type ListStyle = 'bullet' | 'number' | 'letter' | 'roman';
/** Its first block is a paragraph. */
export interface Item { readonly blocks: readonly SmallBlock[] }
export interface Quote { readonly kind: 'quote'; readonly blocks: readonly SmallBlock[] }
export interface Table { readonly kind: 'table'; readonly caption: Inlines; readonly rows: readonly Row[] }
export interface Row { readonly cells: readonly Cell[] }
/** `columns`, `rows`: how many it spans. */
export interface Cell { readonly header: boolean; readonly columns: number; readonly rows: number; readonly blocks: readonly SmallBlock[] }
/** A picture kept in Loa, by the SHA-256 of its bytes. An empty `alt` is allowed while writing; `lacksIn` names it before submission. */
export interface Figure { readonly kind: 'figure'; readonly file: string; readonly alt: string; readonly caption: Inlines }

export type Inlines = readonly Inline[];
export type Inline = Text | LineBreak;
/** A run of letters of one look. Marks stand in the order of `MARKS` and are left out when there are none. */
export interface Text { readonly kind: 'text'; readonly text: string; readonly marks?: readonly Mark[]; readonly href?: string }
export interface LineBreak { readonly kind: 'break' }
export const MARKS = ['strong', 'em', 'sub', 'sup'] as const;
export type Mark = (typeof MARKS)[number];

export const BREAK: LineBreak = { kind: 'break' };
export const EMPTY: RichText = { blocks: [] };

/** What one article may hold. Beyond these the letters are kept and the form goes. */
export const MOST_HTML = 2_000_000, MOST_LETTERS = 400_000, MOST_SEGMENTS = 20_000, MOST_ELEMENTS = 60_000, MOST_DEPTH = 200, MOST_LIST_DEPTH = 6, MOST_COLUMNS = 40, MOST_CELLS = 10_000;
export const MOST_ALT = 300, MOST_HREF = 2_000;
