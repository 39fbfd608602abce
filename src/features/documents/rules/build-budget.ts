/**
 * The papers of money: tờ trình with the estimate, the decision that approves and allots, the report of the settlement. Amounts arrive counted, in
 * whole đồng; a builder adds up only the totals under its own tables, and writes every total in words beside the digits, as papers of money do.
 */
import { dongDigits, dongInWords, dongOnPaper } from '#kernel/money.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { sentenceCase, toRoman } from '#kernel/vietnamese.ts';
import { frameOf, type DocumentFrame } from './frame.ts';
import type { Annex, Block, Column, OfficialDocument, Table, TableRow } from './official-document.ts';
import { amount as counted } from './phrases.ts';
import { sentence, withoutEnding } from './wording.ts';

export interface BudgetPaperLine {
  /** Null: of no task of the plan. */
  readonly task: string | null; readonly description: string; readonly unit: string;
  /** As printed: "12,5". */
  readonly quantity: string; readonly price: number; readonly source: string; readonly note: string | null;
  readonly estimated: number; readonly approved: number; readonly allotted: number; readonly spent: number;
}
export interface BudgetSourceSum { readonly source: string; readonly amount: number }
export interface BudgetUnitRow { readonly name: string; readonly estimated: number; readonly proposed: number; readonly state: number; readonly other: number }
export interface BudgetTaskRow { readonly task: string | null; readonly units: number; readonly estimated: number; readonly proposed: number }

interface BudgetFrame extends DocumentFrame {
  /** As it calls itself in a sentence. */
  readonly speaker: string;
  /** "Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh Lam Giang"; null: the year's work as a whole. */
  readonly basis: string | null;
  /** "tuyên truyền cải cách hành chính năm 2026" */
  readonly about: string;
  readonly addressees: readonly string[];
}

export interface EstimateContent extends BudgetFrame {
  /** Why, in the unit's own words. */
  readonly reasons: readonly string[];
  readonly total: number;
  readonly proposed: number;
  readonly bySource: readonly BudgetSourceSum[];
  readonly lines: readonly BudgetPaperLine[];
  /** A consolidated one: its parts, and who sent nothing. */
  readonly units: readonly BudgetUnitRow[]; readonly tasks: readonly BudgetTaskRow[]; readonly missing: readonly string[];
}

export interface AllotmentContent extends BudgetFrame {
  readonly authority: string; readonly legalBases: readonly string[];
  readonly total: number; readonly estimated: number; readonly bySource: readonly BudgetSourceSum[];
  readonly lines: readonly BudgetPaperLine[]; readonly units: readonly BudgetUnitRow[];
  /** "Sở Tài chính" */
  readonly office: string;
}

export interface SettlementContent extends BudgetFrame {
  readonly decision: string;
  readonly totals: { readonly estimated: number; readonly approved: number; readonly allotted: number; readonly spent: number };
  readonly bySource: readonly (BudgetSourceSum & { readonly spent: number })[];
  readonly amendments: readonly { readonly number: string; readonly on: PlainDate; readonly reason: string; readonly difference: number }[];
  readonly lines: readonly BudgetPaperLine[];
  readonly units: readonly { readonly name: string; readonly approved: number; readonly allotted: number; readonly spent: number }[];
  readonly payments: readonly { readonly on: PlainDate; readonly voucher: string | null; readonly what: string; readonly amount: number }[];
  /** "chi phí bình quân một tin, bài: 120.000 đ …" */
  readonly costs: readonly string[];
  readonly remarks: readonly string[];
}

const paragraph = (text: string): Block => ({ type: 'paragraph', text: sentence(text) });
const bullet = (text: string): Block => ({ type: 'bullet', mark: '-', text: sentence(text) });
const heading = (number: string, title: string): Block => ({ type: 'heading', level: 2, number, title });
/** "12.500.000 đồng (bằng chữ: Mười hai triệu năm trăm nghìn đồng)" */
export const inBoth = (amount: number): string => `${dongOnPaper(amount)} (bằng chữ: ${dongInWords(amount)})`;
const money = (amount: number): string => dongDigits(amount);
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0);
const sources = (rows: readonly BudgetSourceSum[]): Block[] => rows.filter((row) => row.amount > 0).map((row) => bullet(`${row.source}: ${dongOnPaper(row.amount)}`));
const column = (title: string, width: number, align: Column['align'] = 'right'): Column => ({ title, width, align });
const NO_TASK = 'Chi chung, không theo nhiệm vụ của Kế hoạch';

/** Lines under their tasks; the task's row carries its subtotals in the columns that are added. */
function linesTable(lines: readonly BudgetPaperLine[], columns: readonly Column[], cells: (line: BudgetPaperLine) => readonly string[], added: readonly (((line: BudgetPaperLine) => number) | null)[]): Table {
  const tasks = [...Map.groupBy(lines, (line) => line.task ?? NO_TASK)], titled = tasks.length > 1 || lines.some((line) => line.task !== null);
  const sums = (some: readonly BudgetPaperLine[]): string[] => added.map((of) => (of ? money(sum(some, of)) : ''));
  const rows = tasks.flatMap(([task, some], group): TableRow[] => [
    ...(titled ? [{ type: 'total' as const, cells: [toRoman(group + 1), task, ...sums(some)] }] : []),
    ...some.map((line, index) => ({ type: 'cells' as const, cells: [String(index + 1), line.description, ...cells(line)] })),
  ]);
  return { type: 'table', columns: [column('STT', 6, 'center'), column('Nội dung', 34, 'left'), ...columns], rows: [...rows, { type: 'total', cells: ['', 'Tổng cộng', ...sums(lines)] }] };
}

const words = (total: number): Block => ({ type: 'paragraph', text: [{ text: 'Bằng chữ: ', bold: true }, { text: `${dongInWords(total)}.`, italic: true }], align: 'justify' });

function estimateAnnex(lines: readonly BudgetPaperLine[], about: string, total: number): Annex {
  const table = linesTable(lines, [column('Đơn vị tính', 11, 'center'), column('Số lượng', 10), column('Đơn giá (đồng)', 14), column('Thành tiền (đồng)', 16), column('Nguồn', 11, 'center'), column('Ghi chú', 14, 'left')],
    (line) => [line.unit, line.quantity, money(line.price), money(line.estimated), line.source, line.note ?? ''], [null, null, null, (line) => line.estimated, null, null]);
  return { title: `Dự toán kinh phí\n${about}`, landscape: true, blocks: [table, words(total)] };
}

function unitsAnnex(rows: readonly BudgetUnitRow[], about: string, approved: boolean): Annex {
  const cells = (row: Omit<BudgetUnitRow, 'name'>): string[] => [row.estimated, row.proposed, row.state, row.other].map(money);
  const all = { estimated: sum(rows, (row) => row.estimated), proposed: sum(rows, (row) => row.proposed), state: sum(rows, (row) => row.state), other: sum(rows, (row) => row.other) };
  const given = approved ? 'Được phê duyệt' : 'Đề nghị phê duyệt';
  return {
    title: `${approved ? 'Phân bổ' : 'Tổng hợp dự toán'} kinh phí theo đơn vị\n${about}`, landscape: true,
    blocks: [{
      type: 'table', columns: [column('STT', 6, 'center'), column('Cơ quan, đơn vị', 40, 'left'), column('Dự toán đơn vị lập', 15), column(given, 15), column('Ngân sách nhà nước', 15), column('Nguồn khác', 13)],
      head: [[{ text: 'STT', rows: 2 }, { text: 'Cơ quan, đơn vị', rows: 2 }, { text: 'Dự toán đơn vị lập (đồng)', rows: 2 }, { text: `${given} (đồng)`, rows: 2 }, { text: 'Trong đó', columns: 2 }], [{ text: 'Ngân sách nhà nước' }, { text: 'Nguồn khác' }]],
      rows: [...rows.map((row, index): TableRow => ({ type: 'cells', cells: [String(index + 1), row.name, ...cells(row)] })), { type: 'total', cells: ['', 'Tổng cộng', ...cells(all)] }],
    }, words(all.proposed)],
  };
}

const tasksAnnex = (rows: readonly BudgetTaskRow[], about: string): Annex => ({
  title: `Tổng hợp dự toán kinh phí theo nhiệm vụ\n${about}`, landscape: true,
  blocks: [{
    type: 'table', columns: [column('STT', 6, 'center'), column('Nhiệm vụ của Kế hoạch', 52, 'left'), column('Số đơn vị', 10), column('Dự toán (đồng)', 16), column('Đề nghị phê duyệt (đồng)', 16)],
    rows: [...rows.map((row, index): TableRow => ({ type: 'cells', cells: [String(index + 1), row.task ?? NO_TASK, String(row.units), money(row.estimated), money(row.proposed)] })),
      { type: 'total', cells: ['', 'Tổng cộng', '', money(sum(rows, (row) => row.estimated)), money(sum(rows, (row) => row.proposed))] }],
  }],
});

/** So many units are named in the text; more stand in an annex. */
const NAMED_IN_TEXT = 12;
const missingAnnex = (names: readonly string[]): Annex => ({
  title: 'Danh sách cơ quan, đơn vị chưa gửi dự toán',
  blocks: [{ type: 'table', columns: [column('STT', 10, 'center'), column('Cơ quan, đơn vị', 60, 'left'), column('Ghi chú', 30, 'left')], rows: names.map((name, index): TableRow => ({ type: 'cells', cells: [String(index + 1), withoutEnding(name), ''] })) }],
});

const seeAnnexes = (count: number, kind: string): Block[] => (count === 0 ? [] : [paragraph(count > 1 ? `Chi tiết tại các Phụ lục kèm theo ${kind} này` : `Chi tiết tại Phụ lục kèm theo ${kind} này`)]);
const carriesOut = (basis: string | null): string => (basis ? `Thực hiện ${withoutEnding(basis)}` : 'Thực hiện nhiệm vụ được giao trong năm');

export function buildEstimate(estimate: EstimateContent): OfficialDocument {
  const { about, speaker, units } = estimate, together = units.length > 0;
  const to = estimate.addressees.map(withoutEnding).join(', '), cut = together && estimate.proposed < estimate.total, many = estimate.missing.length > NAMED_IN_TEXT;
  const annexes = together ? [unitsAnnex(units, about, false), ...(estimate.tasks.length ? [tasksAnnex(estimate.tasks, about)] : []), ...(many ? [missingAnnex(estimate.missing)] : [])] : [estimateAnnex(estimate.lines, about, estimate.total)];
  const parts: (readonly [string, readonly Block[]])[] = [
    ...(estimate.reasons.length ? [['Sự cần thiết', estimate.reasons.map(paragraph)] as const] : []),
    [together ? 'Dự toán của các cơ quan, đơn vị' : 'Dự toán kinh phí', [
      paragraph(together ? `${counted(units.length)} cơ quan, đơn vị lập dự toán với tổng số tiền là ${inBoth(estimate.total)}, trong đó:` : `Tổng dự toán kinh phí là ${inBoth(estimate.total)}, trong đó:`),
      ...sources(estimate.bySource), ...(cut ? [paragraph(`Qua thẩm định, ${speaker} đề nghị phê duyệt ${inBoth(estimate.proposed)}`)] : []), ...seeAnnexes(annexes.length, 'Tờ trình')]],
    ...(estimate.missing.length ? [['Đơn vị chưa gửi dự toán', [paragraph(`Đến thời điểm tổng hợp còn ${counted(estimate.missing.length)} đơn vị chưa gửi dự toán hoặc dự toán chưa được tiếp nhận${many ? ' (danh sách tại Phụ lục kèm theo)' : `: ${estimate.missing.map(withoutEnding).join('; ')}`}`)]] as const] : []),
  ];
  return {
    ...frameOf(estimate), kind: 'submission', language: 'vi', subject: `Về dự toán kinh phí ${about}`, legalBases: [], addressees: estimate.addressees,
    body: [
      paragraph(`${carriesOut(estimate.basis)}, ${speaker} ${together ? 'tổng hợp' : 'lập'} dự toán kinh phí ${about} như sau:`),
      ...parts.flatMap(([title, blocks], index): Block[] => [heading(String(index + 1), title), ...blocks]),
      paragraph(`${speaker} kính trình ${to} xem xét, ${together ? 'phê duyệt' : 'tổng hợp, trình cấp có thẩm quyền phê duyệt'}`),
    ],
    annexes,
  };
}

function allotmentLines(lines: readonly BudgetPaperLine[], about: string, total: number): Annex {
  const table = linesTable(lines, [column('Nguồn', 12, 'center'), column('Dự toán (đồng)', 16), column('Được phê duyệt (đồng)', 16), column('Ghi chú', 16, 'left')],
    (line) => [line.source, money(line.estimated), money(line.approved), line.note ?? ''], [null, (line) => line.estimated, (line) => line.approved, null]);
  return { title: `Phân bổ kinh phí\n${about}`, landscape: true, blocks: [table, words(total)] };
}

export function buildAllotment(allotment: AllotmentContent): OfficialDocument {
  const { about, office, units, speaker } = allotment, together = units.length > 0;
  const whom = together ? 'các cơ quan, đơn vị có tên tại Phụ lục' : speaker;
  return {
    ...frameOf(allotment), kind: 'decision', language: 'vi', subject: `Về việc phê duyệt, phân bổ kinh phí ${about}`, legalBases: allotment.legalBases, authority: allotment.authority, addressees: [],
    body: [
      { type: 'article', number: '1', text: sentence(`Phê duyệt, phân bổ kinh phí ${about} với tổng số tiền là ${inBoth(allotment.total)}; trong đó: ${allotment.bySource.filter((row) => row.amount > 0).map((row) => `${row.source.toLocaleLowerCase('vi')} ${dongOnPaper(row.amount)}`).join('; ')} (chi tiết tại Phụ lục kèm theo)`) },
      { type: 'article', number: '2', text: sentence(`${whom.charAt(0).toLocaleUpperCase('vi')}${whom.slice(1)} quản lý, sử dụng kinh phí đúng mục đích, đúng số được phê duyệt, thanh toán, quyết toán theo quy định của pháp luật về ngân sách nhà nước. Nội dung phát sinh, điều chỉnh phải được phê duyệt trước khi thực hiện`) },
      { type: 'article', number: '3', text: sentence(`Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng ${office} và ${whom} chịu trách nhiệm thi hành Quyết định này`) },
    ],
    annexes: [together ? unitsAnnex(units, about, true) : allotmentLines(allotment.lines, about, allotment.total)],
  };
}

function settlementAnnexes(content: SettlementContent): Annex[] {
  const { about, lines, units, payments, totals } = content, left = (row: { allotted: number; spent: number }): number => row.allotted - row.spent;
  const figures = (row: { approved: number; allotted: number; spent: number }): string[] => [row.approved, row.allotted, row.spent, left(row)].map(money);
  const heads = [column('Được phê duyệt (đồng)', 14), column('Sau điều chỉnh (đồng)', 14), column('Quyết toán (đồng)', 14), column('Còn lại (đồng)', 13)];
  const main: Table = units.length
    ? { type: 'table', columns: [column('STT', 6, 'center'), column('Cơ quan, đơn vị', 40, 'left'), ...heads], rows: [...units.map((row, index): TableRow => ({ type: 'cells', cells: [String(index + 1), row.name, ...figures(row)] })), { type: 'total', cells: ['', 'Tổng cộng', ...figures(totals)] }] }
    : linesTable(lines, [column('Nguồn', 10, 'center'), ...heads], (line) => [line.source, ...figures(line)], [null, (line) => line.approved, (line) => line.allotted, (line) => line.spent, left]);
  return [
    { title: `Quyết toán kinh phí\n${about}`, landscape: true, blocks: [main, words(totals.spent)] },
    ...(payments.length ? [{ title: `Danh mục khoản chi, chứng từ\n${about}`, landscape: true, blocks: [{
      type: 'table' as const, columns: [column('STT', 6, 'center'), column('Ngày chi', 11, 'center'), column('Chứng từ', 15, 'left'), column('Nội dung', 50, 'left'), column('Số tiền (đồng)', 16)],
      rows: [...payments.map((one, index): TableRow => ({ type: 'cells', cells: [String(index + 1), formatDate(one.on), one.voucher ?? '', one.what, money(one.amount)] })), { type: 'total', cells: ['', '', '', 'Tổng cộng', money(sum(payments, (one) => one.amount))] } as const],
    }] }] : []),
  ];
}

export function buildSettlement(content: SettlementContent): OfficialDocument {
  const { about, totals, speaker } = content, annexes = settlementAnnexes(content), left = totals.allotted - totals.spent;
  const signed = (difference: number): string => (difference === 0 ? 'không đổi tổng số' : `${difference > 0 ? 'tăng' : 'giảm'} ${dongOnPaper(Math.abs(difference))}`);
  const parts: (readonly [string, readonly Block[]])[] = [
    ['Kinh phí được sử dụng', [
      bullet(`Dự toán đã lập: ${dongOnPaper(totals.estimated)}`), bullet(`Được phê duyệt (${withoutEnding(content.decision)}): ${dongOnPaper(totals.approved)}`),
      ...content.amendments.map((one) => bullet(`Điều chỉnh theo Quyết định số ${one.number} ngày ${formatDate(one.on)}: ${signed(one.difference)} (${withoutEnding(one.reason)})`)),
      bullet(`Tổng kinh phí được sử dụng: ${dongOnPaper(totals.allotted)}`)]],
    ['Kinh phí đề nghị quyết toán', [
      paragraph(`Số đã chi đề nghị quyết toán là ${inBoth(totals.spent)}, trong đó:`), ...content.bySource.filter((row) => row.amount > 0 || row.spent > 0).map((row) => bullet(`${row.source}: ${dongOnPaper(row.spent)} trên ${dongOnPaper(row.amount)} được sử dụng`)),
      paragraph(left > 0 ? `Kinh phí còn lại không sử dụng: ${inBoth(left)}` : 'Kinh phí đã sử dụng hết'), ...seeAnnexes(annexes.length, 'Báo cáo')]],
    ...(content.costs.length ? [['Chi phí theo kết quả', content.costs.map((cost) => bullet(sentenceCase(cost)))] as const] : []),
    ...(content.remarks.length ? [['Thuyết minh', content.remarks.map(paragraph)] as const] : []),
  ];
  return {
    ...frameOf(content), kind: 'report', language: 'vi', subject: `Quyết toán kinh phí ${about}`, legalBases: [], addressees: content.addressees,
    body: [
      paragraph(`${carriesOut(content.basis)}, ${speaker} báo cáo quyết toán kinh phí ${about} như sau:`),
      ...parts.flatMap(([title, blocks], index): Block[] => [heading(String(index + 1), title), ...blocks]),
      paragraph(`Trên đây là báo cáo quyết toán kinh phí ${about}, kính gửi ${content.addressees.map(withoutEnding).join(', ')} xem xét`),
    ],
    annexes,
  };
}
