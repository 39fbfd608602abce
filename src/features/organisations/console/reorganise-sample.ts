import writeExcel from 'write-excel-file/node';
import { REORGANISATION_COLUMNS } from '../rules/reorganisation-file.ts';

type Key = keyof typeof REORGANISATION_COLUMNS;
const PAPER = 'Nghị quyết số …/NQ-HĐND ngày …';
const ROWS: readonly Partial<Record<Key, string>>[] = [
  { day: '01/07/2027', kind: 'Hợp nhất', unit: 'X1; X2', into: 'UBND xã Mới', unitKind: 'Ủy ban nhân dân xã', code: 'X1M', citation: PAPER, note: 'lập đơn vị mới: ghi loại hoặc mã mới' },
  { day: '01/07/2027', kind: 'Sáp nhập', unit: 'X3', into: 'X4', citation: PAPER, note: 'nhập vào đơn vị đang có' },
  { day: '01/07/2027', kind: 'Đổi tên', unit: 'X5', into: 'UBND xã Tên Mới', citation: PAPER },
  { day: '01/07/2027', kind: 'Chuyển loại', unit: 'X6', into: 'UBND phường Tên Mới', unitKind: 'Ủy ban nhân dân phường', citation: PAPER },
  { day: '01/07/2027', kind: 'Chia', unit: 'X7', into: 'UBND xã Đông; UBND xã Tây', unitKind: 'Ủy ban nhân dân xã', code: 'X7D; X7T', successor: 'UBND xã Tây', citation: PAPER, note: 'đơn vị kế thừa: nơi nhận các đơn vị trực thuộc và giữ lịch sử' },
  { day: '01/07/2027', kind: 'Phân công', unit: 'X7', into: 'X7D', task: 'III.6', citation: PAPER, note: 'mục hoặc mã nhiệm vụ; để trống là tất cả phần còn lại' },
  { day: '01/07/2027', kind: 'Phân công', unit: 'X7', into: 'X7T', citation: PAPER },
  { day: '01/07/2027', kind: 'Chuyển cấp trên', unit: 'X8.VP', parent: 'X9', citation: PAPER },
  { day: '01/07/2027', kind: 'Chuyển chức năng', unit: 'SVHTTDL', into: 'SKHCN', function: 'Báo chí', citation: PAPER },
  { day: '01/07/2027', kind: 'Giải thể', unit: 'X10', successor: 'X9', citation: PAPER },
];

/** The heads, and one row of each kind to write over. */
export async function reorganisationSample(): Promise<Buffer> {
  const keys = Object.keys(REORGANISATION_COLUMNS) as Key[];
  const data = [keys.map((key) => ({ value: REORGANISATION_COLUMNS[key].label, fontWeight: 'bold' as const, backgroundColor: '#e8f0f5' })), ...ROWS.map((row) => keys.map((key) => ({ value: row[key] ?? '', wrap: true })))];
  const result = await writeExcel(data as never, { columns: keys.map((key) => ({ width: ['citation', 'into', 'note'].includes(key) ? 34 : 18 })), stickyRowsCount: 1, sheet: 'Sắp xếp' } as never);
  return Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}
