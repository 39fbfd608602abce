import { readDeadline, readTiming, rhythmsOf } from '#features/calendar/rules/timing.ts';
import { recognise } from '#features/channels/rules/recognise.ts';
import { readColumns, yesIn, type RowFault, type SheetTable } from '#features/organisations/rules/sheet.ts';
import { splitAgencies } from '#features/reading/rules/agency-names.ts';
import { readCadences } from '#features/reading/rules/cadence.ts';
import type { Rate } from './content.ts';
import type { DraftParty, DraftTask } from './from-reading.ts';

/** The columns of a table of tasks, found by their heads in any order. */
export const TASK_COLUMNS = {
  index: { label: 'TT', names: ['Số TT', 'STT', 'Mục', 'Số mục'] },
  title: { label: 'Nhiệm vụ', names: ['Nội dung', 'Nội dung nhiệm vụ', 'Tên nhiệm vụ', 'Nhiệm vụ, nội dung', 'Nội dung công việc'], required: true },
  lead: { label: 'Cơ quan chủ trì', names: ['Chủ trì', 'Đơn vị chủ trì', 'Cơ quan thực hiện', 'Thực hiện', 'Đơn vị thực hiện'], required: true },
  coordinators: { label: 'Cơ quan phối hợp', names: ['Phối hợp', 'Đơn vị phối hợp'] },
  directing: { label: 'Cơ quan chỉ đạo', names: ['Chỉ đạo'] },
  timing: { label: 'Thời gian thực hiện', names: ['Thời gian', 'Thời hạn', 'Thời gian hoàn thành'] },
  product: { label: 'Sản phẩm', names: ['Kết quả', 'Sản phẩm, kết quả', 'Loại sản phẩm'] },
  quota: { label: 'Định mức', names: ['Số lượng', 'Tần suất', 'Chỉ tiêu', 'Định mức, tần suất'] },
  conditional: { label: 'Có điều kiện', names: ['Khuyến khích', 'Không bắt buộc'] },
  note: { label: 'Ghi chú', names: [] },
} as const;

export interface TasksFromTable { readonly tasks: readonly DraftTask[]; readonly faults: readonly RowFault[]; readonly ignored: readonly string[] }

/** A table of tasks as drafts. A row that cannot be taken is named with its reason, and then nothing is taken. */
export function tasksFromRows(table: SheetTable, year: number): TasksFromTable {
  const { rows, faults, ignored } = readColumns(table, TASK_COLUMNS);
  const found: RowFault[] = [...faults];
  const tasks = rows.flatMap((row, i): DraftTask[] => {
    const fault = (column: keyof typeof TASK_COLUMNS, reason: string): void => { found.push({ line: row.line, column: TASK_COLUMNS[column].label, reason }); };
    if (!row.title) { fault('title', 'Dòng này chưa ghi nhiệm vụ.'); return []; }
    const lead = splitAgencies(row.lead);
    if (lead.length === 0) fault('lead', `“${row.title}” chưa ghi cơ quan chủ trì.`);
    const period = row.timing ? readTiming(row.timing, year) : null;
    if (row.timing && !period) fault('timing', `Không hiểu thời gian “${row.timing}”. Ví dụ đúng: Quý II/${year}; Thường xuyên trong năm; trước ngày 30/6/${year}.`);
    const quota = quotaOf(row.quota, row.product || row.title);
    if (row.quota && quota === null) fault('quota', `Không hiểu định mức “${row.quota}”. Ví dụ đúng: 05 tin, bài/tháng; 1 lớp; mỗi quý 01 cuộc.`);
    const whole = recognise([row.product, row.quota, row.title]);
    const deadline = row.timing && period && (period.kind === 'deadline' || period.kind === 'recurring') ? readDeadline(row.timing, year) : null;
    const party = (role: DraftParty['role']) => (asWritten: string): DraftParty => ({ role, asWritten, optional: false });
    return [{
      path: '', paragraphs: [],
      content: {
        printedIndex: row.index || String(i + 1), title: row.title, parentIndex: null, parentTitle: null, product: whole.product, channel: whole.channel, themes: [], timing: row.timing || null, period,
        rates: quota?.rates ?? [], amount: quota?.amount ?? null, deadline: deadline?.kind === 'end-of-period' ? null : deadline, roll: whole.product === 'report' ? 'back' : 'none',
        optional: yesIn(row.conditional), carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: row.note || null,
      },
      parties: [...lead.map(party('lead')), ...splitAgencies(row.directing).map(party('directing')), ...splitAgencies(row.coordinators).map(party('coordinating'))],
    }];
  });
  if (found.length === 0 && tasks.length === 0) found.push({ line: 1, column: TASK_COLUMNS.title.label, reason: 'Bảng không có nhiệm vụ nào.' });
  return { tasks, faults: found, ignored };
}

/** "05 tin, bài/tháng" → a rate; "hằng quý" → a rhythm without a number; "2 lớp", "3" → an amount for the whole task. Null: not understood. */
function quotaOf(text: string, about: string): { rates: Rate[]; amount: number | null } | null {
  if (!text) return { rates: [], amount: null };
  const asRate = (rate: Pick<Rate, 'count' | 'unit' | 'per' | 'durationMinutes' | 'product'>, unitSet: boolean): Rate => {
    const found = recognise([rate.product, rate.unit, about]);
    return { ...rate, productKey: found.product, channelKey: found.channel, unitSet };
  };
  const rates = readCadences(text, null).map((cadence) => asRate(cadence, false));
  if (rates.length > 0) return { rates, amount: null };
  const rhythm = rhythmsOf(text)[0];
  if (rhythm) return { rates: [asRate({ count: null, unit: '', per: rhythm, durationMinutes: null, product: null }, false)], amount: null };
  const count = /^(?:ít nhất |tối thiểu )?0*(\d{1,6})(?=\s|$)/.exec(text.trim().toLowerCase());
  return count && Number(count[1]) > 0 ? { rates: [], amount: Number(count[1]) } : null;
}

