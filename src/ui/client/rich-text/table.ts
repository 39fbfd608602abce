/** Rows and columns of a table in the editor. Spans are left as they are; the server fills short rows up. */
export function newTable(rows: number, columns: number): HTMLTableElement {
  const table = document.createElement('table'), head = table.createTHead().insertRow(), body = table.createTBody();
  for (let at = 0; at < columns; at += 1) head.append(emptyCell('th'));
  for (let row = 1; row < rows; row += 1) { const line = body.insertRow(); for (let at = 0; at < columns; at += 1) line.append(emptyCell('td')); }
  return table;
}
function emptyCell(tag: 'td' | 'th'): HTMLTableCellElement {
  const cell = document.createElement(tag);
  cell.append(document.createElement('br'));
  return cell;
}
const like = (cell: HTMLTableCellElement): HTMLTableCellElement => emptyCell(cell.tagName === 'TH' ? 'th' : 'td');

export type TableAct = 'row' | 'column' | 'less-rows' | 'less-columns' | 'header' | 'gone';
/** Carries the act out at this cell and says where the caret goes; null when the table is gone. */
export function changeTable(cell: HTMLTableCellElement, act: TableAct): HTMLTableCellElement | null {
  const row = cell.parentElement as HTMLTableRowElement, table = cell.closest('table')!, at = cell.cellIndex, rows = [...table.rows];
  switch (act) {
    case 'row': {
      const line = document.createElement('tr');
      for (let count = [...row.cells].reduce((sum, one) => sum + one.colSpan, 0); count > 0; count -= 1) line.append(emptyCell('td'));
      const body = table.tBodies[0] ?? table.createTBody();
      if (row.parentElement!.tagName === 'THEAD') body.prepend(line); else row.after(line);
      return line.cells[0]!;
    }
    case 'column': for (const one of rows) (one.cells[at] ?? one.cells[one.cells.length - 1])?.after(like(one.cells[at] ?? one.cells[one.cells.length - 1]!)); return row.cells[at + 1] ?? cell;
    case 'less-rows': {
      if (rows.length === 1) { table.remove(); return null; }
      const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1]!;
      row.remove();
      return next.cells[Math.min(at, next.cells.length - 1)] ?? null;
    }
    case 'less-columns': {
      if (row.cells.length === 1) { table.remove(); return null; }
      for (const one of rows) one.cells[at]?.remove();
      return row.cells[Math.max(0, at - 1)] ?? null;
    }
    case 'header': {
      const made = document.createElement(cell.tagName === 'TH' ? 'td' : 'th') as HTMLTableCellElement;
      for (const name of ['colspan', 'rowspan']) { const span = cell.getAttribute(name); if (span) made.setAttribute(name, span); }
      made.append(...cell.childNodes);
      cell.replaceWith(made);
      return made;
    }
    case 'gone': table.remove(); return null;
  }
}

/** The cell after or before, as Tab goes; null at either end, where Tab leaves the editor. */
export function nextCell(cell: HTMLTableCellElement, back: boolean): HTMLTableCellElement | null {
  const cells = [...cell.closest('table')!.querySelectorAll<HTMLTableCellElement>('td, th')];
  return cells[cells.indexOf(cell) + (back ? -1 : 1)] ?? null;
}
