import { unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { AppError } from '#kernel/app-error.ts';
import { parseCsv } from '#kernel/csv.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { SheetTable } from './rules/sheet.ts';

const LARGEST_FILE = 5 * 1024 * 1024, LARGEST_UNPACKED = 60 * 1024 * 1024, MOST_ROWS = 20_000;

/** Cells that were made one, as far as they go down a column: rows and column by number, from 0. */
interface Span { readonly column: number; readonly top: number; readonly bottom: number }
interface Read { readonly rows: { line: number; cells: string[] }[]; readonly spans: readonly Span[] }

/**
 * The first sheet of an .xlsx, or a .csv: a head row and rows of text. What stands in cells made one down a column holds for each of their rows, and
 * a head of several rows is one. `lines`: ends of lines within a cell are kept. Throws AppError with a sentence.
 */
export async function readTable(name: string, bytes: Uint8Array, { lines = false }: { readonly lines?: boolean } = {}): Promise<SheetTable> {
  if (bytes.length === 0) throw new AppError('invalid', 'Tệp trống. Hãy chọn tệp .xlsx hoặc .csv có dữ liệu.', { field: 'file' });
  if (bytes.length > LARGEST_FILE) throw new AppError('too-large', 'Tệp lớn hơn 5 MB. Hãy tách thành nhiều tệp nhỏ hơn.', { field: 'file' });
  const clean = lines ? linewise : flat, { rows, spans } = bytes[0] === 0x50 && bytes[1] === 0x4b ? await readXlsx(bytes, clean) : { rows: readText(name, bytes, clean), spans: [] };
  for (const { column, top, bottom } of spans) for (let row = top + 1; row <= Math.min(bottom, rows.length - 1); row++) { const above = rows[top]?.cells[column]; if (above && !rows[row]!.cells[column]) rows[row]!.cells[column] = above; }
  const at = rows.findIndex((row) => row.cells.filter(Boolean).length >= 2);
  if (at < 0) throw new AppError('invalid', 'Không thấy dòng tiêu đề cột trong tệp. Dòng đầu phải ghi tên các cột.', { field: 'file' });
  const last = Math.min(rows.length - 1, Math.max(at, ...spans.filter((one) => one.top === at).map((one) => one.bottom))), head = Array.from(rows[at]!.cells, (cell, column) => rows[last]!.cells[column] || cell);
  const body = rows.slice(last + 1).filter((row) => row.cells.some(Boolean));
  if (body.length > MOST_ROWS) throw new AppError('too-large', `Tệp có ${body.length} dòng; mỗi lần nhập tối đa ${MOST_ROWS} dòng.`, { field: 'file' });
  return { head: head.map(flat), rows: body };
}

type Clean = (text: string) => string;
const flat: Clean = (text) => tidy(text).split(/\s+/).join(' ').trim();
const linewise: Clean = (text) => text.split(/\r\n?|\n/).map(flat).filter(Boolean).join('\n');

function readText(name: string, bytes: Uint8Array, clean: Clean): { line: number; cells: string[] }[] {
  if (name.toLowerCase().endsWith('.xls')) throw new AppError('invalid', 'Tệp .xls kiểu cũ không đọc được. Hãy mở bằng Excel rồi lưu thành .xlsx hoặc .csv (UTF-8).', { field: 'file' });
  let text: string;
  try { text = new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch {
    throw new AppError('invalid', 'Tệp .csv không ở bảng mã UTF-8 nên chữ tiếng Việt sẽ sai. Trong Excel hãy chọn “CSV UTF-8” khi lưu.', { field: 'file' });
  }
  return parseCsv(text).map(({ line, cells }) => ({ line, cells: cells.map(clean) }));
}

async function readXlsx(bytes: Uint8Array, clean: Clean): Promise<Read> {
  try {
    let unpacked = 0;
    // Looks at the directory of the archive only: nothing is unpacked when it promises too much.
    unzipSync(bytes, { filter: (file) => { unpacked += file.originalSize; return false; } });
    if (unpacked > LARGEST_UNPACKED) throw new AppError('too-large', 'Tệp .xlsx giải nén ra quá lớn. Hãy tách thành nhiều tệp nhỏ hơn.', { field: 'file' });
    const [sheet] = await readSheets(Buffer.from(bytes));
    return { rows: (sheet?.data ?? []).map((row, index) => ({ line: index + 1, cells: row.map((value) => cellText(value, clean)) })), spans: spansOf(bytes) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', 'Không đọc được tệp .xlsx này: tệp hỏng, có mật khẩu hoặc không phải bảng tính. Hãy lưu lại rồi thử lần nữa.', { field: 'file' });
  }
}

/** The reader of sheets tells only the first of cells that were made one; how far they go stands in the file. */
function spansOf(bytes: Uint8Array): Span[] {
  const text = (path: string): string => { const [file] = Object.values(unzipSync(bytes, { filter: ({ name }) => name === path })); return file ? new TextDecoder().decode(file) : ''; };
  const first = /<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"/.exec(text('xl/workbook.xml'))?.[1], related = [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(`Id="${first}"`)), target = /Target="\/?(?:xl\/)?([^"]+)"/.exec(related ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  return [...text(`xl/${target}`).matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g)].flatMap(([, letters, top, bottom]) => +bottom! > +top! ? [{ column: [...letters!].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1, top: +top! - 1, bottom: +bottom! - 1 }] : []);
}

function cellText(value: unknown, clean: Clean): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : clean(String(value));
}
