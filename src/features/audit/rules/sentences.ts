import type { ChainEnd } from './anchor.ts';

/* What `verify` says. Each sentence names the table and the key, so that an operator can look the row up. */

export function chainFault(shard: number, fault: { position: number; verb: string; table_name: string; row_id: string; edited: boolean; unlinked: boolean; gap: boolean }): string[] {
  const event = `sự kiện số ${fault.position} của chuỗi ${shard} (${fault.verb}, bảng ${fault.table_name}, khoá ${fault.row_id})`;
  return [
    ...(fault.gap ? [`Nhật ký audit_events thiếu sự kiện ngay trước ${event}.`] : []),
    ...(fault.edited ? [`Nhật ký audit_events: ${event} đã bị sửa, nội dung không còn khớp với mã băm của nó.`] : []),
    ...(fault.unlinked && !fault.gap ? [`Nhật ký audit_events: ${event} không nối tiếp sự kiện đứng trước nó.`] : []),
  ];
}

const place = (end: ChainEnd | null): string => (end === null ? 'chưa có sự kiện nào' : `sự kiện số ${end.position}`);

export const headDiffers = (shard: number, head: ChainEnd | null, last: ChainEnd | null): string =>
  `Nhật ký audit_events: chuỗi ${shard} kết thúc ở ${place(last)}, nhưng audit_heads ghi ${place(head)}${head?.position === last?.position ? ' với mã băm khác' : ''}; phần cuối đã bị cắt hoặc bị thêm vào.`;

export const anchorDiffers = (noted: ChainEnd, kind: 'cut' | 'rewritten', last: ChainEnd | null): string => (kind === 'cut'
  ? `Nhật ký audit_events: chuỗi ${noted.shard} đã bị cắt đuôi. Điểm neo ghi sự kiện số ${noted.position}, nay chỉ còn đến ${place(last)}.`
  : `Nhật ký audit_events: chuỗi ${noted.shard} đã bị viết lại. Sự kiện số ${noted.position} có mã băm khác với điểm neo.`);

export const tableMissing = (table: string): string => `Không còn bảng ${table}, dù nhật ký phải chứng minh từng dòng của bảng này.`;

export function rowFault(table: string, fault: { id: string; kind: 'changed' | 'missing' | 'unrecorded' | 'returned'; position: number | null }): string {
  const row = `Bảng ${table}, khoá ${fault.id}`;
  switch (fault.kind) {
    case 'changed': return `${row}: nội dung đã bị sửa ngoài Loa, khác với sự kiện số ${fault.position}.`;
    case 'missing': return `${row}: dòng đã bị xoá ngoài Loa, sự kiện số ${fault.position} vẫn ghi là còn.`;
    case 'unrecorded': return `${row}: dòng được thêm ngoài Loa, nhật ký không có sự kiện nào về nó.`;
    case 'returned': return `${row}: sự kiện số ${fault.position} ghi là đã xoá, nhưng dòng lại có trong bảng.`;
  }
}

export function batchFault(table: string, fault: { id: string; rows: number; recorded_rows: number | null; position: number | null }): string {
  const batch = `Bảng ${table}, lô ${fault.id}`;
  if (fault.recorded_rows === null) return `${batch}: có ${fault.rows} dòng được thêm ngoài Loa, nhật ký không có sự kiện nào về lô này.`;
  if (fault.recorded_rows !== fault.rows) return `${batch}: nay có ${fault.rows} dòng, sự kiện số ${fault.position} ghi ${fault.recorded_rows} dòng.`;
  return `${batch}: có dòng đã bị sửa ngoài Loa, khác với sự kiện số ${fault.position}.`;
}

export const more = (table: string, faults: { total: number; first: readonly unknown[] }): string[] =>
  (faults.total > faults.first.length ? [`Bảng ${table}: còn ${faults.total - faults.first.length} chỗ khác biệt nữa, không kể hết ở đây.`] : []);

export const fileFault = (table: string, sha256: string, condition: 'missing' | 'damaged'): string => (condition === 'missing'
  ? `Bảng ${table}, tệp ${sha256}: không còn trong kho tệp.`
  : `Bảng ${table}, tệp ${sha256}: nội dung trong kho tệp đã bị sửa hoặc hỏng.`);
