/**
 * .docx → blocks, read from its XML directly (ECMA-376 part 1, §17): the printed text is wanted with everything that Word prints by
 * itself, and a converter to HTML loses just that (list numbers, old fonts, capitals, footnote places, merged cells).
 *
 * Kept: text boxes, tables with merged cells, footnotes after the block that mentions them, inserted text, a letterhead that stands in
 * the page header. Dropped: deleted and hidden text, field codes, comments, other headers and footers.
 */
import { fold } from '#kernel/vietnamese.ts';
import type { Paragraph, SourceText } from '../rules/source-text.ts';
import { readNumbering, type Numbering } from './docx-numbering.ts';
import { paragraphLook, readStyles, runLook, type RunLook, type Styles } from './docx-styles.ts';
import { betterReading, fromTcvn3, fromVni } from './legacy-letters.ts';
import { boxesOfTabs } from './docx-tabs.ts';
import { isFootnoteMark, paragraphList, superscript, type Draft } from './paragraphs.ts';
import { refusals, warnings } from './refusals.ts';
import { child, childrenOf, isElement, parseXml, switchOf, valueOf, type XmlElement } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

type Cell = NonNullable<Paragraph['cell']>;
interface Reader {
  readonly styles: Styles; readonly numbering: Numbering; readonly drafts: Draft[];
  readonly notes: Map<string, XmlElement>; noteCount: number; pendingNotes: { mark: string; note: XmlElement }[];
  tables: number; tracked: boolean; legacy: Set<string>;
}

export function extractDocx(bytes: Uint8Array): SourceText {
  const zip = openZip(bytes);
  const main = mainPart(zip);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const part = (name: string): XmlElement | null => { const text = zip.text(folder + name); return text === null ? null : parseXml(text); };
  const reader: Reader = {
    styles: readStyles(part('styles.xml')), numbering: readNumbering(part('numbering.xml')), drafts: [], notes: new Map(), noteCount: 0,
    pendingNotes: [], tables: 0, tracked: false, legacy: new Set(),
  };
  for (const [file, element, prefix] of [['footnotes.xml', 'w:footnote', 'f'], ['endnotes.xml', 'w:endnote', 'e']] as const) {
    for (const note of childrenOf(part(file) ?? undefined, element)) if (note.attributes['w:type'] === undefined) reader.notes.set(prefix + note.attributes['w:id'], note);
  }
  const body = child(parseXml(zip.text(main)!), 'w:body');
  if (!body) throw refusals.broken('Word');
  for (const name of zip.names()) if (name.startsWith(`${folder}header`) && name.endsWith('.xml')) letterheadOf(reader, parseXml(zip.text(name)!));
  blocks(reader, body, null);

  const out = paragraphList(), unicode = wholeReading(reader);
  for (const draft of boxesOfTabs(reader.drafts, () => reader.tables++)) out.add({ ...draft, text: unicode(draft.text) });
  return {
    kind: 'docx', paragraphs: out.all,
    warnings: [...[...reader.legacy].map(warnings.legacyEncoding), ...(reader.tracked ? [warnings.trackedChanges] : [])],
  };
}

/** The main part is named in the relations of the package; other office files are told apart by what they contain. */
function mainPart(zip: Zip): string {
  if (zip.has('word/document.xml')) return 'word/document.xml';
  if (zip.has('xl/workbook.xml')) throw refusals.spreadsheet();
  if (zip.has('ppt/presentation.xml') || zip.has('mimetype')) throw refusals.otherOffice();
  const relations = zip.text('_rels/.rels');
  if (relations === null) throw refusals.zip();
  const target = childrenOf(parseXml(relations), 'Relationship').find((r) => (r.attributes['Type'] ?? '').endsWith('/officeDocument'))?.attributes['Target']?.replace(/^\//, '');
  if (target === undefined || !zip.has(target)) throw refusals.otherOffice();
  return target;
}

/** Some offices put the whole letterhead into the page header; running titles are left out. */
function letterheadOf(reader: Reader, root: XmlElement): void {
  const from = reader.drafts.length;
  blocks(reader, root, null);
  const text = fold(reader.drafts.slice(from).map((draft) => draft.text).join(' '));
  if (!text.includes('doc lap') || !text.includes('hanh phuc')) reader.drafts.length = from;
}

/** Letters of an old font under a font name that does not say so: found by the words they make, over the whole document. */
function wholeReading(reader: Reader): (text: string) => string {
  const all = reader.drafts.map((draft) => draft.text).join('\n');
  const { legacy } = betterReading([{ name: null, text: all }], all);
  if (legacy === null) return (text) => text;
  reader.legacy.add(legacy);
  return legacy === 'VNI' ? fromVni : (text) => fromTcvn3(text);
}

const TRANSPARENT = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:ins', 'w:moveTo', 'mc:Choice']);

function blocks(reader: Reader, parent: XmlElement, cell: Cell | null): void {
  for (const node of parent.children) {
    if (!isElement(node)) continue;
    if (node.name === 'w:p') paragraph(reader, node, cell);
    else if (node.name === 'w:tbl') table(reader, node);
    else if (TRANSPARENT.has(node.name)) blocks(reader, node, cell);
    else if (node.name === 'mc:AlternateContent') blocks(reader, node, cell);
    if (cell === null) flushNotes(reader);
  }
}

function flushNotes(reader: Reader): void {
  while (reader.pendingNotes.length > 0) {
    const { mark, note } = reader.pendingNotes.shift()!, from = reader.drafts.length;
    blocks(reader, note, { table: -1, row: 0, column: 0 });
    const lines = reader.drafts.splice(from).map((draft) => draft.text.trim()).filter((text) => text !== '');
    if (lines.length > 0) reader.drafts.push({ text: `${superscript(mark)} ${lines.join(' ').replace(/^[⁰¹²³⁴⁵⁶⁷⁸⁹]+ ?/, '')}`, style: 'footnote' });
  }
}

interface Line { parts: { text: string; font: 'unicode' | 'tcvn3' | 'TCVN3' | 'vni' }[]; bold: number; plain: number }
interface Walk { readonly lines: Line[]; readonly boxes: XmlElement[]; look: RunLook; fieldCode: number }

function paragraph(reader: Reader, element: XmlElement, cell: Cell | null): void {
  const properties = child(element, 'w:pPr');
  const style = { ...reader.styles.paragraphDefault, ...reader.styles.of(valueOf(properties, 'w:pStyle')) };
  const look = { ...style, ...paragraphLook(properties) };
  const walk: Walk = { lines: [emptyLine()], boxes: [], look: style, fieldCode: 0 };
  // Only the runs count for bold: properties of the paragraph mark colour the mark alone.
  inline(reader, element, walk);
  for (const box of walk.boxes) blocks(reader, box, cell);
  const number = look.listId !== undefined && look.listId !== '0' ? reader.numbering.next(look.listId, look.level ?? 0) : '';
  const lines = walk.lines.map((line) => ({ text: lineText(reader, line), bold: line.bold > 0 && line.plain <= line.bold * 0.1 }));
  if (cell === null && lines.every((line) => line.text.trim() === '')) return;
  let first = true;
  for (const { text, bold } of lines) {
    if (text.trim() === '') continue;
    reader.drafts.push({
      text: first ? number + text : text, bold, cell, centred: look.align === 'center',
      style: cell ? 'table-cell' : look.heading ? 'heading' : first && number !== '' ? 'list' : null,
    });
    first = false;
  }
}

const emptyLine = (): Line => ({ parts: [], bold: 0, plain: 0 });

function inline(reader: Reader, parent: XmlElement, walk: Walk): void {
  for (const node of parent.children) {
    if (!isElement(node)) continue;
    switch (node.name) {
      case 'w:r': run(reader, node, walk); break;
      case 'w:del': case 'w:moveFrom': reader.tracked = true; break;
      case 'w:ins': case 'w:moveTo': reader.tracked = true; inline(reader, node, walk); break;
      case 'w:hyperlink': case 'w:smartTag': case 'w:customXml': case 'w:sdt': case 'w:sdtContent': case 'w:fldSimple': case 'w:dir': case 'w:bdo': inline(reader, node, walk); break;
      case 'm:oMath': case 'm:oMathPara': write(walk, textWithin(node), {}); break;
      default: break;
    }
  }
}

function run(reader: Reader, element: XmlElement, walk: Walk): void {
  const properties = child(element, 'w:rPr');
  const own = { ...walk.look, ...reader.styles.of(valueOf(properties, 'w:rStyle')), ...runLook(properties) };
  const content = (nodes: XmlElement['children']): void => {
    for (const node of nodes) {
      if (!isElement(node)) continue;
      switch (node.name) {
        case 'w:t': if (walk.fieldCode === 0) write(walk, node.children.filter((part) => typeof part === 'string').join(''), own); break;
        case 'w:tab': case 'w:ptab': write(walk, '\t', {}); break;
        case 'w:br': case 'w:cr': walk.lines.push(emptyLine()); break;
        case 'w:noBreakHyphen': write(walk, '-', own); break;
        case 'w:sym': write(walk, symbol(node), own); break;
        case 'w:fldChar': {
          const type = node.attributes['w:fldCharType'];
          if (type === 'begin') walk.fieldCode += 1; else if (type === 'separate' || type === 'end') walk.fieldCode = Math.max(0, walk.fieldCode - 1);
          break;
        }
        case 'w:footnoteReference': case 'w:endnoteReference': noteReference(reader, node, walk); break;
        case 'mc:AlternateContent': { const choice = child(node, 'mc:Choice'); content(choice && within(choice, 'w:txbxContent').length > 0 ? [choice] : childrenOf(node, 'mc:Fallback')); break; }
        case 'mc:Choice': case 'mc:Fallback': content(node.children); break;
        case 'w:drawing': case 'w:pict': case 'w:object': walk.boxes.push(...within(node, 'w:txbxContent')); break;
        default: break;
      }
    }
  };
  if (own.hidden !== true) content(element.children);
}

function noteReference(reader: Reader, node: XmlElement, walk: Walk): void {
  const note = reader.notes.get((node.name === 'w:footnoteReference' ? 'f' : 'e') + node.attributes['w:id']);
  if (!note) return;
  reader.noteCount += 1;
  const mark = String(reader.noteCount);
  // A mark chosen by hand follows in the text itself.
  if (switchOf({ name: '', attributes: {}, children: [{ name: 'x', attributes: { 'w:val': node.attributes['w:customMarkFollows'] ?? '0' }, children: [] }] }, 'x') !== true) write(walk, superscript(mark), {});
  reader.pendingNotes.push({ mark, note });
}

function write(walk: Walk, text: string, look: RunLook): void {
  const line = walk.lines[walk.lines.length - 1]!;
  const name = (look.font ?? '').toLowerCase();
  const font = name.startsWith('.vn') ? (name.endsWith('h') ? 'TCVN3' : 'tcvn3') : name.startsWith('vni-') ? 'vni' : 'unicode';
  const shown = look.raised && isFootnoteMark(text) ? superscript(text) : look.capitals ? text.toLocaleUpperCase('vi') : text;
  if (text.trim() !== '') { if (look.bold) line.bold += text.length; else line.plain += text.length; }
  const last = line.parts[line.parts.length - 1];
  if (last?.font === font) last.text += shown; else line.parts.push({ text: shown, font });
}

function lineText(reader: Reader, line: Line): string {
  return line.parts.map(({ text, font }) => {
    if (font === 'unicode') return text;
    reader.legacy.add(font === 'vni' ? 'VNI' : 'TCVN3 (ABC)');
    return font === 'vni' ? fromVni(text) : fromTcvn3(text, font === 'TCVN3');
  }).join('');
}

/** Characters of symbol fonts lie in the private area: bullets and dashes. */
function symbol(node: XmlElement): string {
  const code = Number.parseInt(node.attributes['w:char'] ?? '', 16);
  return Number.isNaN(code) ? '' : code >= 0xf000 && code <= 0xf0ff ? '-' : String.fromCodePoint(code);
}

function within(root: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of root.children) if (isElement(node) && node.name !== 'mc:Fallback') { if (node.name === name) found.push(node); else found.push(...within(node, name)); }
  return found;
}
const textWithin = (root: XmlElement): string => root.children.map((node) => (isElement(node) ? textWithin(node) : node)).join('');

function table(reader: Reader, element: XmlElement): void {
  const rows = rowsOf(element);
  // A frame around everything (one cell a row) is no table.
  if (rows.every((row) => cellsOf(row).length <= 1)) { for (const row of rows) for (const cell of cellsOf(row)) blocks(reader, cell, null); return; }
  const number = reader.tables;
  reader.tables += 1;
  const starts = new Map<number, Cell & { rows: number }>(); // by column: the cell that a vertical merge continues
  const grid: { content: XmlElement; cell: Cell }[] = [];
  rows.forEach((row, index) => {
    const rowProperties = child(row, 'w:trPr');
    let column = Number(valueOf(rowProperties, 'w:gridBefore') ?? 0) || 0;
    const header = switchOf(rowProperties, 'w:tblHeader') === true;
    for (const content of cellsOf(row)) {
      const properties = child(content, 'w:tcPr'), merge = valueOf(properties, 'w:vMerge');
      const columns = Math.min(100, Math.max(1, Number(valueOf(properties, 'w:gridSpan') ?? 1) || 1));
      const above = starts.get(column);
      if (merge !== undefined && merge !== 'restart' && above) above.rows += 1;
      else {
        const cell = { table: number, row: index, column, rows: 1, columns, header };
        if (merge === 'restart') starts.set(column, cell); else starts.delete(column);
        grid.push({ content, cell });
      }
      column += columns;
    }
  });
  for (const { content, cell } of grid) {
    const from = reader.drafts.length;
    const { rows: height = 1, columns = 1, header, ...place } = cell;
    const at: Cell = { ...place, ...(height > 1 && { rows: height }), ...(columns > 1 && { columns }), ...(header && { header }) };
    blocks(reader, content, at);
    if (reader.drafts.length === from) reader.drafts.push({ text: '', cell: at, style: 'table-cell' });
  }
}

const rowsOf = (element: XmlElement): XmlElement[] => nested(element, 'w:tr').filter((row) => child(child(row, 'w:trPr'), 'w:del') === undefined);
const cellsOf = (row: XmlElement): XmlElement[] => nested(row, 'w:tc');
/** Children of a name, also inside content controls. */
const nested = (element: XmlElement, name: string): XmlElement[] => element.children.flatMap((node) =>
  !isElement(node) ? [] : node.name === name ? [node] : TRANSPARENT.has(node.name) ? nested(node, name) : []);
