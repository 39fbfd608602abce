import writeExcel from 'write-excel-file/node';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { BoardRow } from './board-view.tsx';
import { cellText } from './rules/words.ts';

/** The board as .xlsx: units down, tasks across, numbers as they stand on the screen, debts as numbers to sort by. */
export async function boardWorkbook(board: { title: string; plan: string; asOf: PlainDate; tasks: readonly { itemId: BoardRow['id']; title: string; rate: string }[]; rows: readonly BoardRow[] }): Promise<Buffer> {
  const head = (value: string) => ({ value, fontWeight: 'bold' as const, wrap: true, backgroundColor: '#e8f0f5' });
  const data = [
    [{ value: `${board.title} – ${board.plan} – đến ngày ${formatDate(board.asOf)}`, fontWeight: 'bold' as const, columnSpan: board.tasks.length + 3 }],
    [head('Đơn vị'), ...board.tasks.map((task) => head(`${task.title} (${task.rate})`)), head('Quá hạn'), head('Còn nợ')],
    ...board.rows.map((row) => [{ value: row.name }, ...board.tasks.map((task) => ({ value: cellText(row.cells.get(task.itemId)) })), { value: row.missed, type: Number }, { value: row.debt, type: Number }]),
  ];
  const result = await writeExcel(data as never, { columns: [{ width: 34 }, ...board.tasks.map(() => ({ width: 18 })), { width: 10 }, { width: 10 }], stickyRowsCount: 2, sheet: 'Bảng theo dõi' } as never);
  return Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}
