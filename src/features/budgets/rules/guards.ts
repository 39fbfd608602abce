import { conflict, invalid } from '#kernel/app-error.ts';
import { dong, dongDigits } from '#kernel/money.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { REFUSAL, may, type BudgetState, type BudgetVerb } from './states.ts';

/** What is refused, each with a sentence and the way out. All pure; the actions hold the budget's row while they ask. */

export function allow(state: BudgetState, verb: BudgetVerb): void {
  if (!may(state, verb)) throw conflict(REFUSAL[state]);
}

export function withinEstimate(line: { description: string; estimated: number }, approved: number, field: string): void {
  wholeAndPositive(approved, field);
  if (approved > line.estimated)
    throw invalid(`“${line.description}”: số phê duyệt ${dong(approved)} lớn hơn dự toán ${dong(line.estimated)}. Hãy phê duyệt không quá dự toán, hoặc trả lại để đơn vị lập lại.`, field);
}

export function lumpWithin(name: string, lump: number, total: number, field: string): void {
  wholeAndPositive(lump, field);
  if (lump > total) throw invalid(`${name}: số phê duyệt ${dong(lump)} lớn hơn dự toán đã lập ${dong(total)}. Hãy phê duyệt không quá dự toán, hoặc trả lại để đơn vị lập lại.`, field);
}

export function wholeAndPositive(amount: number, field: string): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw invalid('Số tiền phải là số đồng nguyên, không âm. Hãy ghi lại, ví dụ 12.500.000.', field);
}

/** The year's books stay open for its last payments until 31 January. */
export const lastSpendingDay = (year: number): PlainDate => `${year + 1}-01-31` as PlainDate;

export function maySpend(input: { year: number; decidedOn: PlainDate; spentOn: PlainDate; today: PlainDate; amount: number; allotted: number; spent: number; line: string }): void {
  const { amount, allotted, spent, spentOn } = input;
  if (!Number.isSafeInteger(amount) || amount <= 0) throw invalid('Số tiền chi phải là số đồng nguyên lớn hơn 0. Khoản ghi nhầm hãy hủy, không ghi số âm.', 'amount');
  if (spentOn > input.today) throw invalid(`Ngày chi ${formatDate(spentOn)} chưa đến. Hãy ghi khi đã chi.`, 'spentOn');
  if (spentOn < input.decidedOn) throw invalid(`Ngày chi ${formatDate(spentOn)} trước ngày quyết định phê duyệt ${formatDate(input.decidedOn)}. Chỉ được chi từ ngày được phê duyệt; hãy kiểm tra lại ngày.`, 'spentOn');
  if (spentOn > lastSpendingDay(input.year)) throw invalid(`Khoản chi của năm ${input.year} ghi đến hết ngày ${formatDate(lastSpendingDay(input.year))}. Khoản chi sau ngày đó hãy ghi vào dự toán năm sau.`, 'spentOn');
  if (amount > allotted - spent)
    throw invalid(`Dòng “${input.line}” còn được chi ${dong(allotted - spent)} (duyệt ${dongDigits(allotted)}, đã chi ${dongDigits(spent)}). Muốn chi ${dong(amount)}, cần quyết định điều chỉnh dự toán trước.`, 'amount');
}

export function mayAmend(line: { description: string; spent: number }, to: number, field: string): void {
  wholeAndPositive(to, field);
  if (to < line.spent) throw invalid(`“${line.description}” đã chi ${dong(line.spent)} nên không giảm xuống ${dong(to)} được. Hãy để từ ${dongDigits(line.spent)} trở lên.`, field);
}

/** What people should look at before they sign a settlement; none of it stops them. */
export function settlementWarnings(input: { unvouchered: number; unspentLines: readonly string[] }): string[] {
  return [
    ...(input.unvouchered > 0 ? [`${input.unvouchered} khoản chi chưa có số chứng từ hoặc tệp chứng từ. Hãy bổ sung trước khi quyết toán, hoặc giải trình khi được kiểm tra.`] : []),
    ...(input.unspentLines.length > 0 ? [`${input.unspentLines.length} dòng được duyệt mà chưa chi đồng nào: ${input.unspentLines.slice(0, 3).join('; ')}${input.unspentLines.length > 3 ? '…' : ''}. Số còn lại ghi là không sử dụng.`] : []),
  ];
}
