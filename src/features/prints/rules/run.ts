import { AppError } from '#kernel/app-error.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber, tidy } from '#kernel/vietnamese.ts';

export interface RunForm { readonly format: string; readonly quantity: number; readonly printer: string; /** đồng */ readonly cost: number | null; readonly printedOn: PlainDate | null; readonly note: string | null }
export interface HandoutForm { readonly place: string; readonly quantity: number; readonly handedOn: PlainDate | null; readonly photo: string | null }

const MOST_COPIES = 1_000_000, MOST_COST = 1_000_000_000_000;
const line = (text: string | null, most: number): string => tidy(text ?? '').replace(/\s+/g, ' ').trim().slice(0, most).toWellFormed();
const wholeCopies = (quantity: number): boolean => Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_COPIES;
function refuse(wrong: Readonly<Record<string, string>>): void { const first = Object.entries(wrong)[0]; if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong }); }

/** A print run as it is kept; AppError('invalid') names every field. `formats`: sheets the design has; `since`: the day it went out. */
export function checkRun(form: RunForm, { formats, since, today }: { readonly formats: readonly string[]; readonly since: PlainDate; readonly today: PlainDate }): RunForm & { readonly printedOn: PlainDate } {
  const wrong: Record<string, string> = {}, printer = line(form.printer, 200);
  if (!formats.includes(form.format)) wrong.format = 'Hãy chọn khổ đã in.';
  if (!wholeCopies(form.quantity)) wrong.quantity = 'Số bản in là số nguyên từ 1 trở lên.';
  if (!printer) wrong.printer = 'Chưa ghi nơi in. Tự in thì ghi “Đơn vị tự in”.';
  if (form.cost !== null && (!Number.isInteger(form.cost) || form.cost < 0 || form.cost > MOST_COST)) wrong.cost = 'Chi phí là số nguyên đồng, ví dụ 1.200.000; chưa biết thì để trống.';
  if (!form.printedOn) wrong.printedOn = 'Chưa ghi ngày in. Hãy ghi như 20/11/2026.';
  else if (form.printedOn > today) wrong.printedOn = `Ngày in không được sau hôm nay (${formatDate(today)}).`;
  else if (form.printedOn < since) wrong.printedOn = `Ấn phẩm phát hành ngày ${formatDate(since)}; ngày in không được trước đó.`;
  refuse(wrong);
  return { ...form, printer, printedOn: form.printedOn!, note: line(form.note, 500) || null };
}

/** Copies handed out; `left`: how many of the run are in hand. What is handed out never exceeds what was printed. */
export function checkHandout(form: HandoutForm, { left, printedOn, today, unit }: { readonly left: number; readonly printedOn: PlainDate; readonly today: PlainDate; readonly unit: string }): HandoutForm & { readonly handedOn: PlainDate } {
  const wrong: Record<string, string> = {}, place = line(form.place, 300);
  if (!place) wrong.place = 'Chưa ghi phát cho đơn vị nào hoặc treo, dán ở đâu.';
  if (!wholeCopies(form.quantity)) wrong.quantity = 'Số bản phát là số nguyên từ 1 trở lên.';
  else if (form.quantity > left) wrong.quantity = left > 0 ? `Lần in này chỉ còn ${formatNumber(left)} ${unit}. Hãy ghi không quá số đó, hoặc ghi thêm lần in.` : 'Lần in này đã phát hết. Hãy ghi thêm lần in trước.';
  if (!form.handedOn) wrong.handedOn = 'Chưa ghi ngày phát. Hãy ghi như 20/11/2026.';
  else if (form.handedOn > today) wrong.handedOn = `Ngày phát không được sau hôm nay (${formatDate(today)}).`;
  else if (form.handedOn < printedOn) wrong.handedOn = `In ngày ${formatDate(printedOn)}; ngày phát không được trước đó.`;
  refuse(wrong);
  return { ...form, place, handedOn: form.handedOn! };
}
