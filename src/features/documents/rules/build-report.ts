/**
 * The report on communication work: direction, what was made (counts in a table), what was owed and done, debts,
 * assessment, next period, proposals; annexes with one row per unit and per task. Figures arrive counted: a builder
 * writes, it does not reckon, except for the totals it prints under its own tables.
 */
import { formatNumber, toRoman } from '#kernel/vietnamese.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { frameOf, type DocumentFrame } from './frame.ts';
import type { Annex, Block, OfficialDocument, Table, TableRow } from './official-document.ts';
import { amount } from './phrases.ts';
import { sentence, withoutEnding } from './wording.ts';

export interface ProductCount {
  readonly product: string;
  /** "bài", "lớp", "tờ" */
  readonly unit: string;
  readonly amount: number;
  /** Only where it is counted: broadcasts. */
  readonly minutes?: number | null;
  readonly audience?: number | null;
}

export interface ObligationCounts {
  readonly due: number;
  readonly met: number;
  readonly metLate: number;
  readonly missed: number;
  /** Missed in earlier periods and still owed. */
  readonly debts: number;
  readonly excused: number;
  /** Due within the window, but not yet on the day of the report. */
  readonly open?: number;
}

export interface Debt {
  /** Left out in the report of a single unit. */
  readonly unit?: string;
  readonly task: string;
  readonly due: PlainDate;
  readonly owed: number;
  readonly unitOfCount: string;
  readonly reason?: string;
}

export interface ReportSection { readonly title: string; readonly paragraphs: readonly string[] }

export interface ReportContent extends DocumentFrame {
  readonly subject: string;
  readonly addressees: readonly string[];
  readonly opening: string;
  /** "từ ngày 15/6/2026 đến ngày 14/9/2026" is written from it. */
  readonly window: { readonly from: PlainDate; readonly to: PlainDate };
  readonly direction: readonly string[];
  readonly products: readonly { readonly group: string | null; readonly counts: readonly ProductCount[] }[];
  readonly obligations: ObligationCounts;
  readonly debts: readonly Debt[];
  /** Đánh giá chung, tồn tại hạn chế, phương hướng … in the officer's words. */
  readonly sections: readonly ReportSection[];
  readonly proposals: readonly string[];
  /** Units that did not report, when the report was closed without them. */
  readonly missingUnits?: readonly string[];
  readonly unitRows?: readonly ({ readonly name: string; readonly group?: string } & ObligationCounts)[];
  readonly taskRows?: readonly ({ readonly name: string; readonly group?: string } & ObligationCounts)[];
  readonly closing?: string;
}

const number = (value: number | null | undefined): string => (value === null || value === undefined ? '' : formatNumber(value, 1));
const bullet = (text: string): Block => ({ type: 'bullet', mark: '-', text: sentence(text) });
const paragraph = (text: string): Block => ({ type: 'paragraph', text: sentence(text) });

/** Rows with their group lines, numbered I, II and 1, 2, 3 through the whole table. */
function grouped<T>(groups: readonly { readonly group: string | null; readonly rows: readonly T[] }[], cells: (row: T) => readonly string[]): TableRow[] {
  let index = 0;
  return groups.flatMap(({ group, rows }, groupIndex) => [
    ...(group === null ? [] : [{ type: 'group', number: toRoman(groupIndex + 1), title: group } as const]),
    ...rows.map((row) => ({ type: 'cells', cells: [String(++index), ...cells(row)] } as const)),
  ]);
}

function productTable(products: ReportContent['products']): Table {
  const timed = products.some(({ counts }) => counts.some((count) => count.minutes != null));
  const watched = products.some(({ counts }) => counts.some((count) => count.audience != null));
  return {
    type: 'table',
    columns: [
      { title: 'STT', width: 9, align: 'center' }, { title: 'Sản phẩm tuyên truyền', width: 46, align: 'left' }, { title: 'Đơn vị tính', width: 14, align: 'center' },
      { title: 'Số lượng', width: 13, align: 'right' },
      ...(timed ? [{ title: 'Thời lượng (phút)', width: 14, align: 'right' } as const] : []),
      ...(watched ? [{ title: 'Số lượt người', width: 15, align: 'right' } as const] : []),
    ],
    rows: grouped(products.map(({ group, counts }) => ({ group, rows: counts })), (count) => [
      count.product, count.unit, number(count.amount), ...(timed ? [number(count.minutes)] : []), ...(watched ? [number(count.audience)] : []),
    ]),
  };
}

function countsTable(first: string, rows: NonNullable<ReportContent['unitRows']>): Table {
  const groups: { group: string | null; rows: (typeof rows)[number][] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && last.group === (row.group ?? null)) last.rows.push(row);
    else groups.push({ group: row.group ?? null, rows: [row] });
  }
  const figures = (of: ObligationCounts): string[] => [of.due, of.met, of.metLate, of.missed, of.excused, of.debts].map(number);
  const sum = (key: Exclude<keyof ObligationCounts, 'open'>): number => rows.reduce((total, row) => total + row[key], 0);
  const total: ObligationCounts = { due: sum('due'), met: sum('met'), metLate: sum('metLate'), missed: sum('missed'), debts: sum('debts'), excused: sum('excused') };
  const right = 'right' as const;
  return {
    type: 'table',
    columns: [
      { title: 'STT', width: 7, align: 'center' }, { title: first, width: 40, align: 'left' }, { title: 'Đến hạn', width: 9, align: right }, { title: 'Đúng hạn', width: 9, align: right },
      { title: 'Trễ hạn', width: 9, align: right }, { title: 'Chưa thực hiện', width: 11, align: right }, { title: 'Được miễn', width: 9, align: right }, { title: 'Còn nợ kỳ trước', width: 11, align: right },
    ],
    head: [
      [{ text: 'STT', rows: 2 }, { text: first, rows: 2 }, { text: 'Đến hạn', rows: 2 }, { text: 'Kết quả', columns: 4 }, { text: 'Còn nợ kỳ trước', rows: 2 }],
      [{ text: 'Đúng hạn' }, { text: 'Trễ hạn' }, { text: 'Chưa thực hiện' }, { text: 'Được miễn' }],
    ],
    rows: [...grouped(groups, (row) => [row.name, ...figures(row)]), { type: 'total', cells: ['', 'Tổng cộng', ...figures(total)] }],
  };
}

const shareOf = (part: number, whole: number): string => (whole > 0 ? ` (${formatNumber((part / whole) * 100, 1)}%)` : '');

function obligationBlocks(counts: ObligationCounts): Block[] {
  if (counts.due === 0 && counts.debts === 0) return [paragraph('Trong kỳ không có nhiệm vụ đến hạn')];
  return [
    paragraph(`Trong kỳ có ${amount(counts.due)} nhiệm vụ đến hạn, trong đó:`),
    bullet(`Hoàn thành đúng hạn: ${amount(counts.met)} nhiệm vụ${shareOf(counts.met, counts.due)}`),
    bullet(`Hoàn thành sau hạn: ${amount(counts.metLate)} nhiệm vụ${shareOf(counts.metLate, counts.due)}`),
    bullet(`Chưa thực hiện: ${amount(counts.missed)} nhiệm vụ${shareOf(counts.missed, counts.due)}`),
    ...(counts.open ? [bullet(`Chưa hết hạn thực hiện: ${amount(counts.open)} nhiệm vụ${shareOf(counts.open, counts.due)}`)] : []),
    ...(counts.excused > 0 ? [bullet(`Được miễn, có lý do: ${amount(counts.excused)} nhiệm vụ`)] : []),
    ...(counts.debts > 0 ? [bullet(`Còn nợ từ các kỳ trước: ${amount(counts.debts)} nhiệm vụ`)] : []),
  ];
}

const debtLine = (debt: Debt): Block =>
  bullet(`${debt.unit ? `${debt.unit}: ` : ''}${withoutEnding(debt.task)}, còn thiếu ${amount(debt.owed)} ${debt.unitOfCount}, hạn ngày ${formatDate(debt.due)}${debt.reason ? `; lý do: ${withoutEnding(debt.reason)}` : ''}`);

/** "Trên đây là báo cáo kết quả …, kính gửi Ủy ban nhân dân tỉnh, Sở Nội vụ xem xét, tổng hợp" */
function closingOf(report: ReportContent): string {
  const subject = withoutEnding(report.subject).replaceAll('\n', ' ');
  const to = report.addressees.length ? `, kính gửi ${report.addressees.map(withoutEnding).join(', ')} xem xét, tổng hợp` : '';
  return `Trên đây là báo cáo ${subject.charAt(0).toLocaleLowerCase('vi')}${subject.slice(1)}${to}`;
}

export function buildReport(report: ReportContent): OfficialDocument {
  const annexes: Annex[] = [
    ...(report.unitRows?.length ? [{ title: 'Kết quả thực hiện nhiệm vụ của các cơ quan, đơn vị', blocks: [countsTable('Cơ quan, đơn vị', report.unitRows)], landscape: true }] : []),
    ...(report.taskRows?.length ? [{ title: 'Kết quả thực hiện theo nhiệm vụ của Kế hoạch', blocks: [countsTable('Nhiệm vụ', report.taskRows)], landscape: true }] : []),
  ];
  const see = annexes.length === 0 ? [] : [paragraph(annexes.length > 1 ? 'Chi tiết tại các Phụ lục kèm theo Báo cáo này' : 'Chi tiết tại Phụ lục kèm theo Báo cáo này')];
  const missing = report.missingUnits ?? [];
  const results: (readonly [string, readonly Block[]])[] = [
    ['Sản phẩm tuyên truyền', report.products.some(({ counts }) => counts.length > 0)
      ? [paragraph(`Số liệu từ ngày ${formatDate(report.window.from)} đến ngày ${formatDate(report.window.to)}:`), productTable(report.products)]
      : [paragraph(`Từ ngày ${formatDate(report.window.from)} đến ngày ${formatDate(report.window.to)} chưa có sản phẩm nào được xác nhận`)]],
    ['Thực hiện các nhiệm vụ được giao', [...obligationBlocks(report.obligations), ...see]],
    ...(report.debts.length ? [['Nhiệm vụ còn nợ', report.debts.map(debtLine)] as const] : []),
    ...(missing.length ? [['Đơn vị chưa có báo cáo được tổng hợp', [paragraph(`Đến thời điểm tổng hợp còn ${amount(missing.length)} đơn vị chưa gửi báo cáo hoặc báo cáo chưa được tiếp nhận: ${missing.map(withoutEnding).join('; ')}`)]] as const] : []),
  ];
  const sections: (readonly [string, readonly Block[]])[] = [
    ['Công tác chỉ đạo, điều hành', report.direction.map(paragraph)],
    ['Kết quả thực hiện', results.flatMap(([title, blocks], index): Block[] => [{ type: 'heading', level: 2, number: String(index + 1), title }, ...blocks])],
    ...report.sections.map((section) => [section.title, section.paragraphs.map(paragraph)] as const),
    ['Đề xuất, kiến nghị', report.proposals.map(bullet)],
  ];
  return {
    ...frameOf(report), kind: 'report', language: 'vi', subject: report.subject, legalBases: [], addressees: report.addressees,
    body: [
      { type: 'paragraph', text: report.opening },
      ...sections.filter(([, blocks]) => blocks.length > 0)
        .flatMap(([title, blocks], index): Block[] => [{ type: 'heading', level: 1, number: toRoman(index + 1), title }, ...blocks]),
      paragraph(report.closing ?? closingOf(report)),
    ],
    annexes,
  };
}
