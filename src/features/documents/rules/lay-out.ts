/**
 * From content to what is printed where: an `OfficialDocument` becomes a `Sheet`, every word in place and in order,
 * every line with the component of the profile that gives its looks. The two writers (.docx, .pdf) add no words.
 */
import { toRoman } from '#kernel/vietnamese.ts';
import { dateOf, type PlainDate } from '#kernel/plain-date.ts';
import { DOCUMENT_KINDS } from './document-kinds.ts';
import type { Component } from './layout-profile.ts';
import { plainText, runsOf, type Annex, type Block, type ColumnAlign, type HeadCell, type Inline, type OfficialDocument, type Run, type Table } from './official-document.ts';
import { mapText, printable } from './printable.ts';
import { closed, distributionList, listed, numberLine, ownReference, placeAndDate, withoutEnding } from './wording.ts';

export interface SheetText {
  readonly type: 'text';
  readonly component: Component;
  readonly runs: readonly Run[];
  readonly align: 'justify' | 'center' | 'right';
  /** First-line indent; centred lines have none. */
  readonly indent: boolean;
  /** Depth in the outline of the file, 1 at the top; null for running text. */
  readonly outline: 1 | 2 | 3 | 4 | null;
  /** Stays on the page of what follows. */
  readonly keepWithNext: boolean;
}

export interface SheetCell { readonly text: string; readonly columns: number; readonly rows: number; readonly align: ColumnAlign; readonly bold: boolean }

/** A group's line stays on the page of the row below it. */
export interface SheetRow { readonly group: boolean; readonly cells: readonly SheetCell[] }

export interface SheetTable {
  readonly type: 'table';
  /** Shares of the text width, adding up to 1. */
  readonly widths: readonly number[];
  /** Of the columns; a cell's own is written out only where it differs. */
  readonly aligns: readonly ColumnAlign[];
  /** Repeated at the top of each page. */
  readonly head: readonly (readonly SheetCell[])[];
  readonly rows: readonly SheetRow[];
}

export type SheetBlock = SheetText | SheetTable;

export interface SheetAnnex { readonly label: string; readonly title: readonly string[]; readonly reference: string | null; readonly blocks: readonly SheetBlock[]; readonly landscape: boolean }

export interface Sheet {
  readonly title: string;
  /** The file's own date: the document's, or New Year's Day of its year while the date is blank. Never the clock's. */
  readonly made: PlainDate;
  readonly language: string;
  readonly superior: readonly string[];
  readonly issuer: readonly string[];
  readonly nationalName: string;
  readonly motto: string;
  readonly numberLine: string;
  readonly placeDate: string;
  /** "V/v …", under the number of a letter. */
  readonly letterSubject: string | null;
  readonly urgency: string | null;
  readonly typeName: string | null;
  readonly subject: readonly string[];
  readonly addressees: readonly string[];
  readonly body: readonly SheetBlock[];
  readonly distribution: readonly string[];
  readonly signingForms: readonly string[];
  readonly signerPosition: string;
  readonly signerName: string | null;
  readonly contact: string | null;
  readonly annexes: readonly SheetAnnex[];
}

const upper = (text: string): string => text.toLocaleUpperCase('vi');
/** "ỦY BAN NHÂN DÂN / XÃ MỘ HƯNG": the kind of body on one line, its place on the next, never broken inside the name. */
const agencyLines = (name: string): string[] => lines(upper(name).replace(/^(ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\s+(?=(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN)\s)/u, '$1\n'));
const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** "I" → "I.", "1" → "1.", "a" → "a)" */
export const numbered = (number: string): string => (/^\p{Ll}$/u.test(number) ? `${number})` : `${number}.`);

const text = (component: Component, content: Inline, more: Partial<SheetText> = {}): SheetText =>
  ({ type: 'text', component, runs: runsOf(content), align: 'justify', indent: true, outline: null, keepWithNext: false, ...more });
const centred = (component: Component, content: string, more: Partial<SheetText> = {}): SheetText =>
  text(component, content, { align: 'center', indent: false, keepWithNext: true, ...more });

const prefixed = (prefix: Run, content: Inline): readonly Run[] => [prefix, ...runsOf(content)];

function layOutBlock(block: Block): SheetBlock[] {
  switch (block.type) {
    case 'part': return [centred('partLabel', block.label, { outline: 1 }), centred('partTitle', upper(block.title))];
    case 'heading': {
      const component = (['heading1', 'heading2', 'heading3'] as const)[block.level - 1]!;
      const title = block.level === 1 ? upper(block.title) : block.title;
      return [text(component, `${numbered(block.number)} ${title}`, { outline: (block.level + 1) as 2 | 3 | 4, keepWithNext: true })];
    }
    case 'article': return [text('body', prefixed({ text: `Điều ${block.number}. `, bold: true }, block.text))];
    case 'clause': return [text('body', prefixed({ text: `${block.number}. ` }, block.text))];
    case 'point': return [text('body', prefixed({ text: `${block.letter}) ` }, block.text))];
    case 'bullet': return [text('body', prefixed({ text: `${block.mark} ` }, block.text))];
    case 'paragraph': return [text('body', block.text, block.align && block.align !== 'justify' ? { align: block.align, indent: false } : {})];
    case 'table': return layOutTable(block);
  }
}

function layOutTable(table: Table): SheetBlock[] {
  const count = table.columns.length, total = table.columns.reduce((sum, column) => sum + column.width, 0) || 1;
  const cell = (content: string, more: Partial<SheetCell> = {}): SheetCell => ({ text: content, columns: 1, rows: 1, align: 'left', bold: false, ...more });
  const head = table.head
    ? table.head.map((row) => row.map((item: HeadCell) => cell(item.text, { columns: item.columns ?? 1, rows: item.rows ?? 1, align: 'center', bold: true })))
    : [table.columns.map((column) => cell(column.title, { align: 'center', bold: true }))];
  const rows = table.rows.map((row): SheetRow => {
    if (row.type !== 'group') return { group: false, cells: table.columns.map((column, index) => cell(row.cells[index] ?? '', { align: column.align, bold: row.type === 'total' })) };
    return { group: true, cells: row.number === undefined || count < 2
      ? [cell(row.title, { columns: count, bold: true })]
      : [cell(row.number, { align: 'center', bold: true }), cell(row.title, { columns: count - 1, bold: true })] };
  });
  const caption = table.caption ? [centred('tableHead', table.caption)] : [];
  return [...caption, { type: 'table', widths: table.columns.map((column) => column.width / total), aligns: table.columns.map((column) => column.align), head, rows }];
}

/** The last words of the body carry "./."; after a table they stand alone. */
function close(blocks: readonly SheetBlock[]): SheetBlock[] {
  const last = blocks.at(-1);
  if (!last) return [];
  if (last.type === 'table') return [...blocks, text('body', './.', { align: 'right', indent: false })];
  const kept = last.runs.slice(0, -1), end = last.runs.at(-1)!;
  return [...blocks.slice(0, -1), { ...last, runs: [...kept, { ...end, text: closed(end.text) }] }];
}

function bases(document: OfficialDocument): SheetBlock[] {
  const authority = document.authority ? [centred('typeName', upper(document.authority))] : [];
  const cited = listed(document.legalBases).map((line) => text('basis', line));
  const enacting = document.kind === 'decision' || document.kind === 'resolution'
    ? [centred('typeName', `${DOCUMENT_KINDS[document.kind].typeName}:`)] : [];
  return [...authority, ...cited, ...enacting];
}

function layOutAnnex(document: OfficialDocument, annex: Annex, index: number): SheetAnnex {
  const reference = annex.reference === undefined ? `(Kèm theo ${ownReference(document)})` : annex.reference;
  return {
    label: document.annexes.length > 1 ? `Phụ lục ${toRoman(index + 1)}` : 'Phụ lục',
    title: lines(upper(annex.title)), reference, landscape: annex.landscape ?? false,
    blocks: annex.blocks.flatMap(layOutBlock),
  };
}

/** Outlines start at 1: where nothing is divided into parts, the sections I, II, III are the top. */
function outlined(blocks: readonly SheetBlock[]): SheetBlock[] {
  const top = Math.min(...blocks.map((block) => (block.type === 'text' ? block.outline : null) ?? 9));
  return blocks.map((block) => (block.type === 'text' && block.outline ? { ...block, outline: (block.outline - top + 1) as 1 | 2 | 3 | 4 } : block));
}

export function layOut(given: OfficialDocument): Sheet {
  const document = mapText(given, printable);
  const kind = DOCUMENT_KINDS[document.kind];
  const subject = withoutEnding(document.subject);
  const about = subject.toLocaleLowerCase('vi').startsWith('v/v ') ? subject.slice(4) : subject;
  return {
    title: [kind.typeName ? kind.label : 'Công văn', numberAndSubject(document, about)].join(' '),
    made: document.date ?? dateOf(document.year, 1, 1),
    language: document.language,
    superior: document.issuer.superior ? agencyLines(document.issuer.superior) : [],
    issuer: agencyLines(document.issuer.name),
    nationalName: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    motto: 'Độc lập - Tự do - Hạnh phúc',
    numberLine: numberLine(document),
    placeDate: placeAndDate(document),
    letterSubject: kind.typeName ? null : `V/v ${about.replaceAll('\n', ' ')}`,
    urgency: document.urgency ?? null,
    typeName: kind.typeName,
    subject: kind.typeName ? lines(about) : [],
    addressees: document.addressees.length === 1 ? [withoutEnding(document.addressees[0]!)] : listed(document.addressees),
    body: [...bases(document), ...close(outlined(document.body.flatMap(layOutBlock)))],
    distribution: distributionList(document),
    signingForms: document.signing.forms,
    signerPosition: document.signing.position,
    signerName: document.signing.name,
    contact: document.contact ?? null,
    annexes: document.annexes.map((annex, index) => layOutAnnex(document, annex, index)),
  };
}

const numberAndSubject = (document: OfficialDocument, about: string): string =>
  `${document.number?.trim() ? `số ${document.number.trim()}/${document.notation.trim()}: ` : ''}${about.replaceAll('\n', ' ')}`;

/** The words of a laid-out paragraph. */
export const wordsOf = (block: SheetText): string => plainText(block.runs);
