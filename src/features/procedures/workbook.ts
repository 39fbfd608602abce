import writeExcel from 'write-excel-file/node';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { SCORE_FORMULA, SEEN, type Score, type Seen } from './rules/posting.ts';
import type { ProcedureText } from './rules/content.ts';
import { TYPED, TYPED_KEYS, writeTyped, type Typed } from './rules/typed.ts';

type Cell = { readonly value: string | number; readonly type?: NumberConstructor; readonly fontWeight?: 'bold'; readonly wrap?: boolean; readonly backgroundColor?: string; readonly columnSpan?: number } | null;
const head = (value: string): Cell => ({ value, fontWeight: 'bold', wrap: true, backgroundColor: '#e8f0f5' });
async function workbook(sheet: string, rows: readonly (readonly Cell[])[], widths: readonly number[], sticky: number): Promise<Buffer> {
  const result = await writeExcel(rows as never, { columns: widths.map((width) => ({ width })), stickyRowsCount: sticky, sheet } as never);
  return Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}

const WIDE: ReadonlySet<string> = new Set(['name', 'steps', 'papers', 'bases', 'forms', 'link']);
const typedBook = (rows: readonly Typed[]): Promise<Buffer> =>
  workbook('Thủ tục', [TYPED_KEYS.map((key) => head(TYPED[key].label + ('required' in TYPED[key] ? ' *' : ''))), ...rows.map((row) => TYPED_KEYS.map((key): Cell => (row[key] ? { value: row[key], wrap: WIDE.has(key) } : null)))], TYPED_KEYS.map((key) => (WIDE.has(key) ? 50 : 20)), 1);

/** The catalogue as a table that can be imported again as it is. */
export const catalogueWorkbook = (texts: readonly ProcedureText[]): Promise<Buffer> => typedBook(texts.map((one) => writeTyped(one, ' | ')));

/** The columns with one row to write over. */
export const sampleWorkbook = (): Promise<Buffer> => typedBook([{
  code: '1.001612', name: 'Đăng ký khai sinh', field: 'Hộ tịch', level: 'Cấp xã', askers: 'Cá nhân', ways: 'Trực tiếp tại Bộ phận Một cửa; Trực tuyến', steps: 'Nộp hồ sơ tại Bộ phận Một cửa | Công chức kiểm tra, ghi vào sổ | Nhận giấy khai sinh',
  papers: 'Tờ khai theo mẫu (01 bản chính; mẫu: Tờ khai) | Giấy chứng sinh (01 bản chính)', fee: 'Không thu', feeAmount: '0', feeOnline: '', time: 'Trong ngày làm việc', timeDays: '1', handler: 'Ủy ban nhân dân cấp xã', office: 'Ủy ban nhân dân cấp xã', result: 'Giấy khai sinh',
  bases: 'Luật Hộ tịch số 60/2014/QH13 ngày 20/11/2014', forms: 'Tờ khai = https://dichvucong.gov.vn/', onlineLevel: 'Trực tuyến toàn trình', link: 'https://dichvucong.gov.vn/', aliases: 'làm giấy khai sinh',
}]);

export interface SheetBook { readonly shop: string; readonly by: string; readonly day: PlainDate; readonly witness: string | null; readonly score: Score; readonly lines: readonly { readonly code: string; readonly name: string; readonly field: string; readonly state: Seen | null; readonly note: string | null }[] }
/** A check sheet. */
export const sheetWorkbook = (sheet: SheetBook): Promise<Buffer> => workbook('Phiếu kiểm tra', [
  [{ value: `Phiếu kiểm tra niêm yết – ${sheet.shop} – ngày ${formatDate(sheet.day)}`, fontWeight: 'bold', columnSpan: 5 }],
  [{ value: `Đơn vị kiểm tra: ${sheet.by}${sheet.witness ? `; cùng làm việc: ${sheet.witness}` : ''}`, columnSpan: 5 }],
  [{ value: 'Điểm' }, sheet.score.percent === null ? null : { value: sheet.score.percent, type: Number }, { value: SCORE_FORMULA, columnSpan: 3 }],
  ['Mã thủ tục', 'Tên thủ tục', 'Lĩnh vực', 'Kết quả', 'Ghi chú'].map(head),
  ...sheet.lines.map((one): Cell[] => [{ value: one.code }, { value: one.name, wrap: true }, { value: one.field }, { value: one.state ? SEEN[one.state].label : 'Chưa xem' }, one.note ? { value: one.note, wrap: true } : null]),
], [14, 60, 24, 16, 40], 4);

export interface ShopLine { readonly unit: string; readonly name: string; readonly due: number; readonly percent: number | null; readonly before: number | null; readonly day: PlainDate | null; readonly by: string; readonly replace: number; readonly missing: number; readonly unknown: number }
/** Shops beside one another. */
export const comparisonWorkbook = (rows: readonly ShopLine[], today: PlainDate): Promise<Buffer> => workbook('Niêm yết', [
  [{ value: `Niêm yết thủ tục hành chính tại các Bộ phận Một cửa – đến ngày ${formatDate(today)}. ${SCORE_FORMULA}`, fontWeight: 'bold', columnSpan: 9 }],
  ['Đơn vị', 'Bộ phận Một cửa', 'Phải niêm yết', 'Điểm lần gần nhất', 'Lần trước', 'Ngày kiểm tra', 'Đơn vị kiểm tra', 'Cần thay bản', 'Thiếu, cũ'].map(head),
  ...rows.map((one): Cell[] => [{ value: one.unit }, { value: one.name, wrap: true }, { value: one.due, type: Number }, one.percent === null ? null : { value: one.percent, type: Number }, one.before === null ? null : { value: one.before, type: Number }, one.day ? { value: formatDate(one.day) } : { value: 'chưa kiểm tra' }, { value: one.by }, { value: one.replace, type: Number }, { value: one.missing, type: Number }]),
], [30, 40, 12, 14, 12, 14, 26, 12, 12], 2);

export interface PostingLine { readonly code: string; readonly name: string; readonly field: string; readonly standing: string; readonly from: PlainDate }
/** What a shop has to post up. */
export const postingWorkbook = (shop: string, rows: readonly PostingLine[], today: PlainDate): Promise<Buffer> => workbook('Danh mục niêm yết', [
  [{ value: `Danh mục thủ tục phải niêm yết – ${shop} – ngày ${formatDate(today)}`, fontWeight: 'bold', columnSpan: 5 }], ['Mã thủ tục', 'Tên thủ tục', 'Lĩnh vực', 'Bản có hiệu lực từ', 'Tình trạng'].map(head),
  ...rows.map((one): Cell[] => [{ value: one.code }, { value: one.name, wrap: true }, { value: one.field }, { value: formatDate(one.from) }, { value: one.standing }]),
], [14, 64, 24, 16, 26], 2);
