import { unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { AppError } from '#kernel/app-error.ts';
import { parseCsv } from '#kernel/csv.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { SheetTable } from './rules/sheet.ts';

const LARGEST_FILE = 5 * 1024 * 1024, LARGEST_UNPACKED = 60 * 1024 * 1024, MOST_ROWS = 20_000;

/** The first sheet of an .xlsx, or a .csv: a head row and rows of text. Throws AppError with a sentence. */
export async function readTable(name: string, bytes: Uint8Array): Promise<SheetTable> {
  if (bytes.length === 0) throw new AppError('invalid', 'Tệp trống. Hãy chọn tệp .xlsx hoặc .csv có dữ liệu.', { field: 'file' });
  if (bytes.length > LARGEST_FILE) throw new AppError('too-large', 'Tệp lớn hơn 5 MB. Hãy tách thành nhiều tệp nhỏ hơn.', { field: 'file' });
  const rows = bytes[0] === 0x50 && bytes[1] === 0x4b ? await readXlsx(bytes) : readText(name, bytes);
  const at = rows.findIndex((row) => row.cells.filter(Boolean).length >= 2);
  if (at < 0) throw new AppError('invalid', 'Không thấy dòng tiêu đề cột trong tệp. Dòng đầu phải ghi tên các cột.', { field: 'file' });
  const body = rows.slice(at + 1).filter((row) => row.cells.some(Boolean));
  if (body.length > MOST_ROWS) throw new AppError('too-large', `Tệp có ${body.length} dòng; mỗi lần nhập tối đa ${MOST_ROWS} dòng.`, { field: 'file' });
  return { head: rows[at]!.cells, rows: body };
}

const clean = (text: string): string => tidy(text).split(/\s+/).join(' ').trim();

function readText(name: string, bytes: Uint8Array): { line: number; cells: string[] }[] {
  if (name.toLowerCase().endsWith('.xls')) throw new AppError('invalid', 'Tệp .xls kiểu cũ không đọc được. Hãy mở bằng Excel rồi lưu thành .xlsx hoặc .csv (UTF-8).', { field: 'file' });
  let text: string;
  try { text = new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch {
    throw new AppError('invalid', 'Tệp .csv không ở bảng mã UTF-8 nên chữ tiếng Việt sẽ sai. Trong Excel hãy chọn “CSV UTF-8” khi lưu.', { field: 'file' });
  }
  return parseCsv(text).map(({ line, cells }) => ({ line, cells: cells.map(clean) }));
}

async function readXlsx(bytes: Uint8Array): Promise<{ line: number; cells: string[] }[]> {
  try {
    let unpacked = 0;
    // Looks at the directory of the archive only: nothing is unpacked when it promises too much.
    unzipSync(bytes, { filter: (file) => { unpacked += file.originalSize; return false; } });
    if (unpacked > LARGEST_UNPACKED) throw new AppError('too-large', 'Tệp .xlsx giải nén ra quá lớn. Hãy tách thành nhiều tệp nhỏ hơn.', { field: 'file' });
    const [sheet] = await readSheets(Buffer.from(bytes));
    return (sheet?.data ?? []).map((row, index) => ({ line: index + 1, cells: row.map(cellText) }));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', 'Không đọc được tệp .xlsx này: tệp hỏng, có mật khẩu hoặc không phải bảng tính. Hãy lưu lại rồi thử lần nữa.', { field: 'file' });
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : clean(String(value));
}
