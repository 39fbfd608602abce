import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import writeExcel from 'write-excel-file/node';
import { dongInWords } from '#kernel/money.ts';
import { formatDate } from '#kernel/plain-date.ts';
import type { BudgetFacts } from './rules/facts.ts';
import { QUANTITY_SCALE, SOURCE_LABEL } from './rules/line.ts';

/** The estimate, or with what was approved and spent the settlement, as .xlsx: amounts are numbers to add up, the last row is our own sum. */
export async function budgetWorkbook(facts: BudgetFacts, title: string, settlement: boolean): Promise<Uint8Array> {
  const sheets = facts.parts.length > 0 ? [unitsSheet(facts, settlement), tasksSheet(facts)] : [linesSheet(facts, settlement), ...(settlement ? [paymentsSheet(facts)] : [])];
  const total = settlement ? facts.totals.spent : facts.totals.estimated;
  const result = await writeExcel(sheets.map(({ name, rows, width, widths }) => ({
    sheet: name, columns: widths.map((one) => ({ width: one })), stickyRowsCount: 3,
    data: [[{ value: title, fontWeight: 'bold' as const, fontSize: 14, columnSpan: width }], [{ value: `${[facts.organisation, facts.former].filter(Boolean).join(', ')} · đơn vị tính: đồng · bằng chữ: ${dongInWords(total)}`, columnSpan: width }], ...rows],
  })) as never);
  return steady(Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer()));
}

interface Sheet { readonly name: string; readonly width: number; readonly widths: readonly number[]; readonly rows: readonly (readonly object[])[] }
const head = (...titles: string[]): object[] => titles.map((value) => ({ value, fontWeight: 'bold', wrap: true, backgroundColor: '#e8f0f5', borderStyle: 'thin' }));
const words = (value: string | null) => ({ value: value ?? '', wrap: true });
const money = (value: number) => ({ value, type: Number, format: '#,##0' });
const strong = (cell: object) => ({ ...cell, fontWeight: 'bold' });
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0);

function linesSheet({ lines, totals }: BudgetFacts, settlement: boolean): Sheet {
  const row = (line: BudgetFacts['lines'][number], index: number): object[] => [
    { value: index + 1, type: Number }, words(line.task), words(line.description), words(line.unit), { value: line.quantity / QUANTITY_SCALE, type: Number, format: '#,##0.###' }, money(line.unitPrice), money(line.estimated),
    words(SOURCE_LABEL[line.source]), ...(settlement ? [money(line.approved ?? 0), money(line.allotted ?? 0), money(line.spent), money((line.allotted ?? 0) - line.spent)] : []), words(line.note)];
  const titles = ['STT', 'Nhiệm vụ', 'Nội dung', 'Đơn vị tính', 'Số lượng', 'Đơn giá', 'Thành tiền', 'Nguồn', ...(settlement ? ['Được phê duyệt', 'Sau điều chỉnh', 'Quyết toán', 'Còn lại'] : []), 'Ghi chú'];
  const last = [words(''), words(''), words('Tổng cộng'), words(''), words(''), words(''), money(totals.estimated), words(''), ...(settlement ? [totals.approved, totals.allotted, totals.spent, totals.allotted - totals.spent].map(money) : []), words('')];
  return { name: settlement ? 'Quyết toán' : 'Dự toán', width: titles.length, widths: [6, 36, 40, 12, 11, 14, 16, 20, ...(settlement ? [16, 16, 16, 16] : []), 24], rows: [head(...titles), ...lines.map(row), last.map(strong)] };
}

function unitsSheet({ parts, totals }: BudgetFacts, settlement: boolean): Sheet {
  const figures = (of: BudgetFacts['totals']): object[] => (settlement ? [of.estimated, of.approved, of.allotted, of.spent, of.allotted - of.spent] : [of.estimated, of.appraised, of.bySource.STATE_BUDGET.appraised, of.bySource.OTHER_FUNDING.appraised]).map(money);
  const titles = ['STT', 'Cơ quan, đơn vị', ...(settlement ? ['Dự toán', 'Được phê duyệt', 'Sau điều chỉnh', 'Quyết toán', 'Còn lại'] : ['Dự toán đơn vị lập', 'Đề nghị phê duyệt', 'Ngân sách nhà nước', 'Nguồn hợp pháp khác'])];
  return { name: 'Theo đơn vị', width: titles.length, widths: [6, 46, 18, 18, 18, 18, 18], rows: [head(...titles), ...parts.map((part, index) => [{ value: index + 1, type: Number }, words(part.name), ...figures(part.totals)]), [words(''), words('Tổng cộng'), ...figures(totals)].map(strong)] };
}

function tasksSheet({ tasks }: BudgetFacts): Sheet {
  return {
    name: 'Theo nhiệm vụ', width: 4, widths: [60, 10, 18, 18],
    rows: [head('Nhiệm vụ', 'Số đơn vị', 'Dự toán', 'Đề nghị phê duyệt'), ...tasks.map((row) => [words(row.task ?? 'Chi chung'), { value: row.units, type: Number }, money(row.estimated), money(row.appraised)]),
      [words('Tổng cộng'), words(''), money(sum(tasks, (row) => row.estimated)), money(sum(tasks, (row) => row.appraised))].map(strong)],
  };
}

function paymentsSheet({ payments }: BudgetFacts): Sheet {
  return {
    name: 'Khoản chi', width: 6, widths: [6, 12, 18, 44, 40, 16],
    rows: [head('STT', 'Ngày chi', 'Chứng từ', 'Chi cho', 'Dòng dự toán', 'Số tiền'), ...payments.map((one, index) => [{ value: index + 1, type: Number }, words(formatDate(one.on)), words(one.voucher), words(one.payee), words(one.line), money(one.amount)]),
      [words(''), words(''), words(''), words('Tổng cộng'), words(''), money(sum(payments, (one) => one.amount))].map(strong)],
  };
}

/** The library writes the clock into the file; without it the same figures give the same bytes. */
function steady(bytes: Uint8Array): Uint8Array {
  const entries = Object.entries(unzipSync(bytes)).sort(([a], [b]) => (a < b ? -1 : 1));
  const clean = entries.map(([name, content]) => [name, name.startsWith('docProps/') ? strToU8(strFromU8(content).replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '2000-01-01T00:00:00Z')) : content] as const);
  return zipSync(Object.fromEntries(clean), { mtime: new Date(2000, 0, 1), level: 6 });
}
