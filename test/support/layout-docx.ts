/** A `Paper` as a Word file, as a secretary would make it: two borderless tables, Times New Roman, justified, numbers in the margin. */
import {
  AlignmentType, BorderStyle, Document, Footer, FootnoteReferenceRun, Header, LevelFormat, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType,
  type INumberingOptions, type IParagraphOptions,
} from 'docx';
import type { Paper } from './layout.ts';

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const BORDERLESS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };

export interface DocxLook { readonly running?: string; /** "1.", "a)", "I." at the start of paragraphs are written by Word's own numbering. */ readonly autoNumbers?: boolean }

export async function paperDocx(paper: Paper, look: DocxLook = {}): Promise<Uint8Array> {
  const numbering = autoNumbering();
  const runs = (text: string, bold = false): (TextRun | FootnoteReferenceRun)[] => text.split(/(\{[0-9]+\})/).filter((part) => part !== '')
    .map((part) => (/^\{[0-9]+\}$/.test(part) ? new FootnoteReferenceRun(Number(part.slice(1, -1))) : new TextRun({ text: part, bold })));
  const paragraph = (text: string, options: IParagraphOptions = {}, bold = false): Paragraph => {
    const number = look.autoNumbers ? numbering.take(text) : null;
    return new Paragraph({ ...options, ...(number && { numbering: number.use }), children: runs(number ? number.rest : text, bold) });
  };
  const cell = (lines: readonly string[], centred: boolean, bold: (line: string, index: number) => boolean): TableCell => new TableCell({
    borders: BORDERLESS, children: lines.length === 0 ? [new Paragraph('')] : lines.map((line, index) => new Paragraph({ alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT, children: [new TextRun({ text: line, bold: bold(line, index) })] })),
  });
  const twoBoxes = (left: TableCell, right: TableCell): Table => new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, borders: BORDERLESS, rows: [new TableRow({ children: [left, right] })] });

  const children: (Paragraph | Table)[] = [twoBoxes(cell(paper.left, true, (line) => !line.startsWith('Số')), cell(paper.right, true, (line) => !line.includes(', ngày'))), new Paragraph('')];
  const write = (blocks: Paper['blocks']): void => { for (const block of blocks) {
    if (block.kind === 'title') children.push(new Paragraph({ alignment: AlignmentType.CENTER, children: runs(block.text, true) }));
    else if (block.kind === 'heading') children.push(paragraph(block.text, { alignment: AlignmentType.LEFT }, true));
    else if (block.kind === 'text') children.push(paragraph(block.text, { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: 567 } }));
    else {
      children.push(new Table({
        width: { size: 100, type: WidthType.PERCENTAGE },
        rows: block.table.rows.map((row, index) => new TableRow({ tableHeader: index === 0, children: row.map((text) => new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold: index === 0 })] })] })) })),
      }));
    }
  } };
  write(paper.blocks);
  if (paper.recipients.length + paper.signature.length > 0) {
    children.push(new Paragraph(''), twoBoxes(cell(['Nơi nhận:', ...paper.recipients], false, (_, index) => index === 0), cell([...paper.signature.slice(0, -1), '', '', '', ...paper.signature.slice(-1)], true, () => true)));
  }
  if (paper.annex.length > 0) children.push(new Paragraph({ pageBreakBefore: true }));
  write(paper.annex);
  for (const stamp of paper.stamps) children.push(new Paragraph(stamp));

  const number = (): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT] })] });
  const running = look.running ? { default: new Footer({ children: [new Paragraph(look.running)] }), first: new Footer({ children: [new Paragraph(look.running)] }) } : undefined;
  const document = new Document({
    styles: { default: { document: { run: { font: 'Times New Roman', size: 28 } } } }, numbering: numbering.options(),
    footnotes: Object.fromEntries([...paper.notes].map(([id, text]) => [id, { children: [new Paragraph(text)] }])),
    sections: [{ properties: { titlePage: true, page: { margin: { top: 1134, bottom: 1134, left: 1701, right: 851 } } }, headers: { default: new Header({ children: [number()] }), first: new Header({ children: [new Paragraph('')] }) }, ...(running && { footers: running }), children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Word's lists: a number that follows the one before it in its list continues it, any other one starts a list of its own. */
function autoNumbering(): { take(text: string): { use: { reference: string; level: number; instance: number }; rest: string } | null; options(): INumberingOptions } {
  const made = new Map<string, { format: (typeof LevelFormat)[keyof typeof LevelFormat]; text: string; start: number }>(), open = new Map<string, { reference: string; instance: number; last: number }>();
  let instances = 0;
  return {
    take(text) {
      const match = /^(?:([IVX]+)(\. ?)|([0-9]{1,2})(\. ?)|([a-e])(\) ?))(?=[\p{L}])/u.exec(text);
      if (!match) return null;
      const [kind, value, mark] = match[1] ? ['upperRoman', ROMAN.indexOf(match[1]) + 1, '%1.'] as const : match[3] ? ['decimal', Number(match[3]), '%1.'] as const : ['lowerLetter', 'abcde'.indexOf(match[5]!) + 1, '%1)'] as const;
      if (value < 1) return null;
      for (const [other] of open) if (RANK.indexOf(other) > RANK.indexOf(kind)) open.delete(other);
      let list = open.get(kind);
      if (!list || list.last + 1 !== value) {
        const reference = `${kind}-${value}`;
        made.set(reference, { format: kind === 'upperRoman' ? LevelFormat.UPPER_ROMAN : kind === 'decimal' ? LevelFormat.DECIMAL : LevelFormat.LOWER_LETTER, text: mark, start: value });
        instances += 1;
        list = { reference, instance: instances, last: value };
        open.set(kind, list);
      } else list.last = value;
      return { use: { reference: list.reference, level: 0, instance: list.instance }, rest: text.slice(match[0].length) };
    },
    options: () => ({ config: [...made].map(([reference, level]) => ({ reference, levels: [{ level: 0, format: level.format, text: level.text, alignment: AlignmentType.LEFT, start: level.start }] })) }),
  };
}
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'], RANK = ['upperRoman', 'decimal', 'lowerLetter'];
