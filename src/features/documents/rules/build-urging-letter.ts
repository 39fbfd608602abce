/**
 * Công văn đôn đốc: to one unit with its arrears in the text, or to many with the arrears in an annex. The duties are
 * bullets under the addressee's name, the form in which `loa read` reads a letter back.
 */
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { frameOf, type DocumentFrame } from './frame.ts';
import type { Annex, Block, OfficialDocument } from './official-document.ts';
import { amount } from './phrases.ts';
import { sentence, withoutEnding } from './wording.ts';

export interface Arrear {
  readonly unit: string;
  /** Whose it is where two units share a name; arrears of one unit stand together. */
  readonly unitKey?: string;
  readonly task: string;
  /** "tháng 5/2026": arrears of one task in several periods stand in one row of the annex. */
  readonly period?: string;
  readonly due: PlainDate;
  /** Null for a task without an amount. */
  readonly owed: number | null;
  readonly done: number;
  /** "tin, bài" */
  readonly unitOfCount: string;
}

export interface UrgingLetterContent extends DocumentFrame {
  /** "đôn đốc thực hiện Kế hoạch tuyên truyền cải cách hành chính năm 2026", without V/v. */
  readonly about: string;
  readonly addressees: readonly string[];
  /** "Kế hoạch số 07/KH-UBND ngày 05/01/2026 của UBND tỉnh về tuyên truyền cải cách hành chính năm 2026" */
  readonly basis: string;
  /** As it calls itself in the text: "UBND tỉnh", "Sở Nội vụ". */
  readonly speaker: string;
  /** A superior "yêu cầu", an equal or a department "đề nghị". */
  readonly asks?: 'yêu cầu' | 'đề nghị';
  /** The day for which the arrears were counted. */
  readonly asOf: PlainDate;
  readonly arrears: readonly Arrear[];
  /** By when the arrears are to be made good. */
  readonly finishBefore: PlainDate;
  /** Where results and reasons go, through whom, by when. */
  readonly reportTo: { readonly to: string; readonly via?: string; readonly before: PlainDate };
  readonly further?: readonly string[];
  /** One letter for all: who owes what stands in an annex however few they are. */
  readonly annexed?: boolean;
}

/** So many units are named in the text with all they owe; more go to the annex. */
const NAMED_IN_TEXT = 3;
const LINES_IN_TEXT = 8;

const missing = (arrear: Arrear): number | null => (arrear.owed === null ? null : Math.max(0, arrear.owed - arrear.done));

function duty(arrear: Arrear, before: PlainDate): string {
  const left = missing(arrear);
  const what = left === null ? 'Hoàn thành' : `Thực hiện ${amount(left)} ${arrear.unitOfCount} còn thiếu của`;
  return `${what} nhiệm vụ “${withoutEnding(arrear.task)}”${arrear.period ? ` ${arrear.period}` : ''} (hạn ngày ${formatDate(arrear.due)}), xong trước ngày ${formatDate(before)}.`;
}

const bullet = (text: string): Block => ({ type: 'bullet', mark: '-', text: sentence(text) });

/** The arrears of each unit, in the order in which the units first occur. */
const byUnit = (arrears: readonly Arrear[]): Arrear[][] => [...Map.groupBy(arrears, (arrear) => arrear.unitKey ?? arrear.unit).values()];

/** "tháng 01, 02, 3/2026", "quý II/2026": periods of one kind and year share their words. */
function periodsInWords(periods: readonly string[]): string {
  const kinds = new Map<string, string[]>();
  for (const period of periods) {
    const slash = period.lastIndexOf('/'), space = period.lastIndexOf(' ', slash);
    const kind = slash > 0 && space > 0 ? `${period.slice(0, space)}\n${period.slice(slash)}` : `${period}\n`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), slash > 0 && space > 0 ? period.slice(space + 1, slash) : '']);
  }
  return [...kinds].map(([kind, numbers]) => { const [head, tail] = kind.split('\n'); return `${head}${numbers[0] ? ` ${numbers.join(', ')}` : ''}${tail}`; }).join('; ');
}

/** One row a task: its periods together, amounts added, the oldest due day. */
function byTask(arrears: readonly Arrear[]): Arrear[] {
  const tasks = Map.groupBy(arrears, ({ task, unitOfCount, owed }) => `${task}\n${unitOfCount}\n${owed === null}`);
  return [...tasks.values()].map((same) => {
    const first = same[0]!, oldest = same.reduce((one, other) => (other.due < one.due ? other : one)), periods = same.flatMap(({ period }) => period ?? []);
    return { ...first, due: oldest.due, done: same.reduce((sum, { done }) => sum + done, 0), owed: first.owed === null ? null : same.reduce((sum, { owed }) => sum + (owed ?? 0), 0), ...(periods.length ? { period: periodsInWords(periods) } : {}) };
  });
}

function arrearsAnnex(units: readonly Arrear[][], asOf: PlainDate): Annex {
  let index = 0;
  return {
    title: `Danh sách nhiệm vụ đến hạn chưa hoàn thành\n(tính đến ngày ${formatDate(asOf)})`,
    landscape: true,
    blocks: [{
      type: 'table',
      columns: [
        { title: 'STT', width: 6, align: 'center' }, { title: 'Nhiệm vụ', width: 40, align: 'left' }, { title: 'Kỳ chưa hoàn thành', width: 24, align: 'left' }, { title: 'Hạn sớm nhất', width: 12, align: 'center' }, { title: 'Phải thực hiện', width: 9, align: 'right' },
        { title: 'Đã thực hiện', width: 9, align: 'right' }, { title: 'Còn thiếu', width: 8, align: 'right' }, { title: 'Đơn vị tính', width: 12, align: 'center' },
      ],
      rows: units.flatMap((arrears) => [
        { type: 'group' as const, title: arrears[0]!.unit },
        ...byTask(arrears).map((arrear) => ({
          type: 'cells' as const,
          cells: [String(++index), withoutEnding(arrear.task), arrear.period ?? '', formatDate(arrear.due), ...(arrear.owed === null ? ['', '', '', ''] : [arrear.owed, arrear.done, missing(arrear)!].map((value) => formatNumber(value, 1)).concat(arrear.unitOfCount))],
        })),
      ]),
    }],
  };
}

export function buildUrgingLetter(letter: UrgingLetterContent): OfficialDocument {
  const units = byUnit(letter.arrears), asks = letter.asks ?? 'yêu cầu';
  const alone = units.length === 1 ? units[0]![0]!.unit : null, whom = alone ?? 'các cơ quan, đơn vị';
  const inText = !letter.annexed && units.length <= NAMED_IN_TEXT && letter.arrears.length <= LINES_IN_TEXT;
  const reply = `Báo cáo kết quả, nêu rõ nguyên nhân của những nội dung chưa hoàn thành về ${letter.reportTo.to}${letter.reportTo.via ? ` (qua ${letter.reportTo.via})` : ''} trước ngày ${formatDate(letter.reportTo.before)}`;
  const evidence = 'Cập nhật đầy đủ kết quả kèm minh chứng của những nội dung đã thực hiện nhưng chưa ghi nhận';
  const named = units.flatMap((arrears, index): Block[] => [
    { type: 'heading', level: 2, number: String(index + 1), title: `${arrears[0]!.unit}:` },
    ...arrears.map((arrear) => bullet(duty(arrear, letter.finishBefore))), bullet(evidence), bullet(reply),
  ]);
  const together: Block[] = [
    { type: 'heading', level: 2, number: '1', title: alone ? `${alone}:` : 'Các cơ quan, đơn vị có tên tại Phụ lục:' },
    bullet(`Tập trung hoàn thành các nội dung còn thiếu nêu tại Phụ lục, xong trước ngày ${formatDate(letter.finishBefore)}`),
    bullet(evidence), bullet(reply),
  ];
  const further = (letter.further ?? []).map(bullet);
  const nextNumber = String(inText ? units.length + 1 : 2);
  return {
    ...frameOf(letter), kind: 'letter', language: 'vi', subject: letter.about, legalBases: [], addressees: letter.addressees,
    body: [
      { type: 'paragraph', text: `Thực hiện ${withoutEnding(letter.basis)}; qua theo dõi đến ngày ${formatDate(letter.asOf)}, ${alone ? `${alone} còn` : `còn ${amount(units.length)} cơ quan, đơn vị với`} ${amount(letter.arrears.length)} nội dung đã đến hạn chưa hoàn thành${inText ? '' : ' (danh sách tại Phụ lục kèm theo)'}. Để bảo đảm tiến độ, chất lượng của Kế hoạch, ${letter.speaker} ${asks} ${whom} thực hiện các nội dung sau:` },
      ...(inText ? named : together),
      ...(further.length ? [{ type: 'heading', level: 2, number: nextNumber, title: 'Các cơ quan, đơn vị khác có liên quan:' } as const, ...further] : []),
      { type: 'paragraph', text: `Nhận được Công văn này, ${letter.speaker} ${asks} ${further.length ? 'các cơ quan, đơn vị' : whom} nghiêm túc triển khai thực hiện.` },
    ],
    annexes: inText ? [] : [arrearsAnnex(units, letter.asOf)],
  };
}
