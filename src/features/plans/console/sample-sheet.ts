import writeExcel from 'write-excel-file/node';
import { TASK_COLUMNS } from '../rules/from-table.ts';

const ROWS: readonly Partial<Record<keyof typeof TASK_COLUMNS, string>>[] = [
  { index: 'III.1', title: 'Tin, bài trên chuyên mục Cải cách hành chính', lead: 'Văn phòng UBND tỉnh', coordinators: 'Các sở, ban, ngành', timing: 'Thường xuyên trong năm', product: 'Tin, bài', quota: '05 tin, bài/tháng' },
  { index: 'III.2', title: 'Tập huấn cho cán bộ, công chức', lead: 'Sở Nội vụ; UBND các xã, phường', timing: 'Quý II', product: 'Lớp tập huấn', quota: '1 lớp' },
  { index: 'III.3', title: 'Hội thi tuyên truyền', lead: 'UBND các xã, phường', timing: 'Trong năm', conditional: 'x' },
];

/** An empty table of tasks with its heads and three rows to write over. */
export async function sampleSheet(): Promise<Buffer> {
  const keys = Object.keys(TASK_COLUMNS) as (keyof typeof TASK_COLUMNS)[];
  const data = [keys.map((key) => ({ value: TASK_COLUMNS[key].label, fontWeight: 'bold' as const, backgroundColor: '#e8f0f5' })), ...ROWS.map((row) => keys.map((key) => ({ value: row[key] ?? '', wrap: true })))];
  const result = await writeExcel(data as never, { columns: keys.map((key) => ({ width: key === 'title' ? 44 : 20 })), stickyRowsCount: 1, sheet: 'Nhiệm vụ' } as never);
  return Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}
