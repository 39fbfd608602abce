/** Building bricks of the Word file: lengths, text, tables without lines. Lengths in Word: twips (1/20 point). */
import { AlignmentType, BorderStyle, LineRuleType, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType, type IParagraphOptions, type ITableCellOptions } from 'docx';
import type { Component, ComponentStyle, LayoutProfile } from './rules/layout-profile.ts';
import type { Run } from './rules/official-document.ts';
import { fontOf } from '#platform/typesetting/fonts.ts';

export const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
export const pt = (points: number): number => Math.round(points * 20);

/** Width in twips that a line of a component takes in Times New Roman (measured in Tinos, which has the same widths). */
export function lineWidth(style: ComponentStyle, text: string): number {
  const face = style.bold ? (style.italic ? 'boldItalic' : 'bold') : style.italic ? 'italic' : 'regular';
  return pt(fontOf('Tinos', face).width(text) * style.size);
}

/** A line end inside the text becomes a line break of Word. */
export function runs(style: ComponentStyle, content: readonly Run[]): TextRun[] {
  return content.flatMap((run) => run.text.split('\n').map((text, index) => new TextRun({
    text, break: index > 0 ? 1 : undefined, size: style.size * 2,
    bold: style.bold || run.bold || undefined, italics: style.italic || run.italic || undefined,
  })));
}

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT, justify: AlignmentType.JUSTIFIED } as const;
export type Align = keyof typeof ALIGN;

export interface LineOptions { readonly align?: Align; readonly before?: number; readonly after?: number; readonly keepNext?: boolean; readonly style?: string; readonly more?: Partial<IParagraphOptions> }

/** One paragraph, single spaced, without indents. */
export const line = (profile: LayoutProfile, component: Component, content: string | readonly Run[], options: LineOptions = {}): Paragraph =>
  new Paragraph({
    style: options.style,
    alignment: ALIGN[options.align ?? 'center'],
    spacing: { before: pt(options.before ?? 0), after: pt(options.after ?? 0), line: 240, lineRule: LineRuleType.AUTO },
    keepNext: options.keepNext,
    ...options.more,
    children: runs(profile.styles[component], typeof content === 'string' ? [{ text: content }] : content),
  });

/** A drawn rule of a given length, centred in a box of a given width (both twips): the lower border of an empty line. */
export const rule = (length: number, box: number): Paragraph => {
  const side = Math.max(0, Math.round((box - Math.min(length, box)) / 2));
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 0, after: 0, line: pt(3), lineRule: LineRuleType.EXACT },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
    children: [new TextRun({ text: '', size: 4 })],
  });
};

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_LINES = { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE } as const;

/** Boxes side by side without lines: the letterhead, distribution beside signature. Rows never break. */
export const boxes = (widths: readonly number[], rows: readonly (readonly (readonly Paragraph[])[])[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    borders: { ...NO_LINES, insideHorizontal: NO_LINE, insideVertical: NO_LINE },
    margins: { marginUnitType: WidthType.DXA, top: 0, bottom: 0, left: 0, right: 0 },
    rows: rows.map((cells) => new TableRow({
      cantSplit: true,
      children: cells.map((children, index) => new TableCell({
        width: { size: widths[index]!, type: WidthType.DXA }, borders: NO_LINES, verticalAlign: VerticalAlign.TOP, children: [...children],
      } satisfies ITableCellOptions)),
    })),
  });

export { ALIGN };
