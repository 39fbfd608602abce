/**
 * An official document as its author means it: content only. How it looks comes from `layout-profile.ts`, what the
 * decree adds to the words (./., leading zeros, "Như trên", "Lưu: VT") from `lay-out.ts`.
 * Source: Decree 30/2020/NĐ-CP, Article 8 (the components) and Annex I.
 */
import type { PlainDate } from '#kernel/plain-date.ts';
import type { DocumentKind } from './document-kinds.ts';

/** A stretch of text of one style inside a paragraph. */
export interface Run { readonly text: string; readonly bold?: boolean; readonly italic?: boolean }
export type Inline = string | readonly Run[];

export type ColumnAlign = 'left' | 'center' | 'right';

export interface Column {
  readonly title: string;
  /** Share of the text width, relative to the other columns. */
  readonly width: number;
  readonly align: ColumnAlign;
}

/** One cell of a header of several rows; columns are filled from left to right as in HTML. */
export interface HeadCell { readonly text: string; readonly columns?: number; readonly rows?: number }

export type TableRow =
  | { readonly type: 'cells'; readonly cells: readonly string[] }
  /** A bold line over the whole width or, with a number, from the second column on: "I | Các sở, ban, ngành". */
  | { readonly type: 'group'; readonly number?: string; readonly title: string }
  | { readonly type: 'total'; readonly cells: readonly string[] };

export interface Table {
  readonly type: 'table';
  readonly caption?: string;
  readonly columns: readonly Column[];
  /** Replaces the plain header made of the column titles. */
  readonly head?: readonly (readonly HeadCell[])[];
  readonly rows: readonly TableRow[];
}

/**
 * The body in reading order. Numbers are given as printed, without the full stop or bracket that goes with them, so
 * that a document can be written out exactly as its author numbered it; `lint` compares them with the sequence.
 */
export type Block =
  /** Phần, Chương: centred, the name under the number. */
  | { readonly type: 'part'; readonly label: string; readonly title: string }
  /** I. UPPER bold · 1. bold · a) bold. A titled group whose text follows. */
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly number: string; readonly title: string }
  /** Điều 1. — the text follows on the same line. */
  | { readonly type: 'article'; readonly number: string; readonly text: Inline }
  /** Khoản "1." or điểm "a)" that is a sentence, not a title. */
  | { readonly type: 'clause'; readonly number: string; readonly text: Inline }
  | { readonly type: 'point'; readonly letter: string; readonly text: Inline }
  | { readonly type: 'paragraph'; readonly text: Inline; readonly align?: 'justify' | 'center' | 'right' }
  | { readonly type: 'bullet'; readonly mark: '-' | '+'; readonly text: Inline }
  | Table;

export interface Annex {
  readonly title: string;
  /**
   * The line under the title. `undefined`: written from the document ("(Kèm theo Kế hoạch số … )"); null: none, for
   * documents signed electronically whose records software stamps that line.
   */
  readonly reference?: string | null;
  readonly blocks: readonly Block[];
  readonly landscape?: boolean;
}

export interface Signing {
  /** "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH": the lines above the position, in order. */
  readonly forms: readonly string[];
  /** "PHÓ CHỦ TỊCH" */
  readonly position: string;
  /** Null leaves the name to be filled in. */
  readonly name: string | null;
}

export interface Issuer {
  /** The body directly above, when the issuer prints one: null for a people's committee. */
  readonly superior: string | null;
  readonly name: string;
  /** Whose name the office-holder bears, in "… của …" lines; the issuer's name when left out. */
  readonly spokenName?: string;
}

export interface OfficialDocument {
  readonly kind: DocumentKind;
  readonly issuer: Issuer;
  /** "7", "07", "167"; null leaves the blank that the records office fills. */
  readonly number: string | null;
  /** "KH-UBND" */
  readonly notation: string;
  /** "Quảng Ngãi" */
  readonly place: string;
  /** Null leaves "ngày     tháng     năm 2026" to the records office. */
  readonly date: PlainDate | null;
  /** Printed in the blank date, and the year of the file's own date when there is none. */
  readonly year: number;
  /** Trích yếu, without "V/v". A line end in it is kept. */
  readonly subject: string;
  /** Căn cứ: one per line, without the closing mark. */
  readonly legalBases: readonly string[];
  /** The authority line of a decision: "QUYẾT ĐỊNH:" comes by itself, this is "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH". */
  readonly authority?: string;
  /** Kính gửi */
  readonly addressees: readonly string[];
  readonly body: readonly Block[];
  readonly signing: Signing;
  readonly distribution: readonly string[];
  /** "Lưu: VT, TTHC, NVA.05." */
  readonly fileCopy: { readonly unit?: string; readonly drafter?: string; readonly copies?: number };
  readonly urgency?: 'KHẨN' | 'THƯỢNG KHẨN' | 'HỎA TỐC';
  /** Foot of the first page, mostly of letters: address, telephone, e-mail. */
  readonly contact?: string;
  readonly annexes: readonly Annex[];
  readonly language: 'vi';
}

export const plainText = (text: Inline): string => (typeof text === 'string' ? text : text.map((run) => run.text).join(''));
export const runsOf = (text: Inline): readonly Run[] => (typeof text === 'string' ? [{ text }] : text);
