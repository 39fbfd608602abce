import { plainDate, type PlainDate } from '#kernel/plain-date.ts';

/**
 * The public holidays with full pay, as the law lists them. 12 days from 2026 on. The law fixes how many days; a yearly
 * decision fixes which five days of Tết and which day beside 2 September (see `yearly-table.ts`).
 */
export type HolidayId = 'new-year' | 'tet' | 'hung-kings' | 'reunification' | 'labour' | 'national' | 'culture';

export type HolidayDay =
  | { readonly calendar: 'solar'; readonly month: number; readonly day: number }
  | { readonly calendar: 'lunar'; readonly month: number; readonly day: number };

export interface Holiday {
  readonly id: HolidayId;
  readonly name: string;
  /** The day the holiday is about; further days off are chosen around it. */
  readonly on: HolidayDay;
  readonly days: number;
  /** Years in which it is a day off; `to` null = still. */
  readonly from: number;
  readonly to: number | null;
  readonly citation: string;
}

const LABOUR_CODE = 'Điều 112 Bộ luật Lao động số 45/2019/QH14';

/** From 2021, when the Labour Code of 2019 came into force; earlier years are not kept. */
export const HOLIDAYS: readonly Holiday[] = [
  { id: 'new-year', name: 'Tết Dương lịch', on: { calendar: 'solar', month: 1, day: 1 }, days: 1, from: 2021, to: null, citation: LABOUR_CODE },
  { id: 'tet', name: 'Tết Nguyên đán', on: { calendar: 'lunar', month: 1, day: 1 }, days: 5, from: 2021, to: null, citation: LABOUR_CODE },
  { id: 'hung-kings', name: 'Giỗ Tổ Hùng Vương', on: { calendar: 'lunar', month: 3, day: 10 }, days: 1, from: 2021, to: null, citation: LABOUR_CODE },
  { id: 'reunification', name: 'Ngày Chiến thắng', on: { calendar: 'solar', month: 4, day: 30 }, days: 1, from: 2021, to: null, citation: LABOUR_CODE },
  { id: 'labour', name: 'Ngày Quốc tế Lao động', on: { calendar: 'solar', month: 5, day: 1 }, days: 1, from: 2021, to: null, citation: LABOUR_CODE },
  { id: 'national', name: 'Quốc khánh', on: { calendar: 'solar', month: 9, day: 2 }, days: 2, from: 2021, to: null, citation: LABOUR_CODE },
  { id: 'culture', name: 'Ngày Văn hóa Việt Nam', on: { calendar: 'solar', month: 11, day: 24 }, days: 1, from: 2026, to: null, citation: 'Nghị quyết số 28/2026/QH16' },
];

/** Years for which a table can be proposed: from the Labour Code in force to the end of the lunar calendar. */
export const PROPOSED_YEARS = { from: 2021, to: 2060 } as const;

export const holidaysOf = (year: number): readonly Holiday[] => HOLIDAYS.filter(({ from, to }) => year >= from && (to === null || year <= to));

/** A weekday off that is worked on a Saturday instead. `citation` null: known from notices only, no decision seen yet. */
export interface Swap { readonly off: PlainDate; readonly work: PlainDate; readonly citation: string | null }

/** Swaps that are known; a proposal contains them, the administrator checks them against the decision. */
export const KNOWN_SWAPS: readonly Swap[] = [
  { off: plainDate('2024-04-29'), work: plainDate('2024-05-04'), citation: null },
  { off: plainDate('2025-05-02'), work: plainDate('2025-04-26'), citation: null },
  { off: plainDate('2026-01-02'), work: plainDate('2026-01-10'), citation: null },
  { off: plainDate('2026-08-31'), work: plainDate('2026-08-22'), citation: null },
];
