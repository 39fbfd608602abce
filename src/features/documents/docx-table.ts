/**
 * A table of the Word file as XML (ECMA-376 Part 1, 17.4). The library builds some ten objects a cell; an annex with a
 * row for each commune of a province has a thousand cells, and writing them out is ten times as fast.
 */
import { mm } from './docx-parts.ts';
import type { SheetCell, SheetTable } from './rules/lay-out.ts';

/** Cells are many: their looks stand once, in a style of their own, which the office may change. */
export const TABLE_STYLE = 'TableText';

/** A row with a cell of so many characters may run over the foot of the page; a shorter one moves to the next page whole. */
const MAY_SPLIT = 600;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function paragraph(cell: SheetCell, keepNext: boolean): string {
  const align = cell.align === 'left' ? '' : `<w:jc w:val="${cell.align}"/>`;
  const looks = cell.bold ? '<w:rPr><w:b/><w:bCs/></w:rPr>' : '';
  const words = cell.text === '' ? '' : `<w:r>${looks}${cell.text.split('\n').map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`).join('<w:br/>')}</w:r>`;
  return `<w:p><w:pPr><w:pStyle w:val="${TABLE_STYLE}"/>${keepNext ? '<w:keepNext/>' : ''}${align}</w:pPr>${words}</w:p>`;
}

const box = (width: number, columns: number, more: string, content: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : ''}${more}</w:tcPr>${content}</w:tc>`;

/** `width` in twips. */
export function tableXml(item: SheetTable, width: number): string {
  const widths = item.widths.map((share) => Math.round(share * width));
  const span = (from: number, columns: number): number => widths.slice(from, from + columns).reduce((sum, one) => sum + one, 0);
  /** Of each column: the rows that a cell above still covers, and over how many columns. */
  const covered = widths.map(() => ({ rows: 0, columns: 1 }));

  const row = (cells: readonly SheetCell[], head: boolean, group: boolean): string => {
    const queue = [...cells];
    let out = '';
    for (let column = 0; column < widths.length;) {
      const above = covered[column]!;
      if (above.rows > 0) {
        above.rows--;
        out += box(span(column, above.columns), above.columns, '<w:vMerge/>', `<w:p><w:pPr><w:pStyle w:val="${TABLE_STYLE}"/></w:pPr></w:p>`);
        column += above.columns;
        continue;
      }
      const cell = queue.shift() ?? { text: '', columns: 1, rows: 1, align: 'left', bold: false };
      const columns = Math.min(cell.columns, widths.length - column);
      if (cell.rows > 1) covered[column] = { rows: cell.rows - 1, columns };
      out += box(span(column, columns), columns, `${cell.rows > 1 ? '<w:vMerge w:val="restart"/>' : ''}${head ? '<w:vAlign w:val="center"/>' : ''}`, paragraph(cell, group));
      column += columns;
    }
    const whole = head || group || cells.every((cell) => cell.text.length < MAY_SPLIT);
    const properties = `${whole ? '<w:cantSplit/>' : ''}${head ? '<w:tblHeader/>' : ''}`;
    return `<w:tr>${properties ? `<w:trPr>${properties}</w:trPr>` : ''}${out}</w:tr>`;
  };

  const line = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
  const margin = (side: string, size: number): string => `<w:${side} w:w="${size}" w:type="dxa"/>`;
  return `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:jc w:val="center"/>`
    + `<w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(line).join('')}</w:tblBorders><w:tblLayout w:type="fixed"/>`
    + `<w:tblCellMar>${margin('top', 0)}${margin('left', mm(1.6))}${margin('bottom', 0)}${margin('right', mm(1.6))}</w:tblCellMar></w:tblPr>`
    + `<w:tblGrid>${widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('')}</w:tblGrid>`
    + `${item.head.map((cells) => row(cells, true, false)).join('')}${item.rows.map(({ cells, group }) => row(cells, false, group)).join('')}</w:tbl>`;
}
