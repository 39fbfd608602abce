import { addDays, dateOf, monthOf, quarterOf, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { periodAt, type Period, type TilingKind } from '#features/calendar/rules/periods.ts';

/** A period a page can be asked for by its address: "2026", "2026-q3", "2026-07", or "quarter" for the one that runs. */
export interface PeriodChoice { readonly key: string; readonly kind: TilingKind; readonly window: DateRange; readonly label: string }

const RUNNING: readonly TilingKind[] = ['month', 'quarter', 'year'];
const KEY = /^(\d{4})(?:-q([1-4])|-(\d{2}))?$/;

const choice = ({ kind, from, to, label }: Period): PeriodChoice => ({ key: keyOf(kind as TilingKind, from), kind: kind as TilingKind, window: { from, to }, label });
const keyOf = (kind: TilingKind, day: PlainDate): string => (kind === 'year' ? `${yearOf(day)}` : kind === 'quarter' ? `${yearOf(day)}-q${quarterOf(day)}` : day.slice(0, 7));

/** Null when the text names no period. */
export function periodOf(text: string | undefined, today: PlainDate): PeriodChoice | null {
  const running = RUNNING.find((kind) => kind === text);
  if (running) return choice(periodAt(running, today));
  const [, year, quarter, month] = KEY.exec(text ?? '') ?? [];
  if (!year || +year < 2000 || +year > 2100 || (month && (+month < 1 || +month > 12))) return null;
  const day = dateOf(+year, month ? +month : quarter ? +quarter * 3 : 1, 1);
  return choice(periodAt(month ? 'month' : quarter ? 'quarter' : 'year', day));
}

export interface PeriodGroup { readonly label: string; readonly options: readonly { readonly key: string; readonly label: string }[] }
const QUARTERS = ['I', 'II', 'III', 'IV'] as const;

/** What a chooser offers: the running periods first, then each year with its quarters, the latest first, nothing that has not begun. */
export function periodChoices(today: PlainDate, years: readonly number[]): PeriodGroup[] {
  const month = periodAt('month', today), quarter = periodAt('quarter', today);
  return [
    { label: 'Hiện nay', options: [{ key: keyOf('month', today), label: `Tháng này (${monthOf(today)}/${yearOf(today)})` }, { key: keyOf('quarter', today), label: `Quý này (${QUARTERS[quarterOf(today) - 1]}/${yearOf(today)})` }] },
    ...years.map((year): PeriodGroup => ({
      label: `Năm ${year}`,
      options: [
        { key: `${year}`, label: `Cả năm ${year}` },
        ...QUARTERS.map((name, index) => ({ key: `${year}-q${index + 1}`, label: `Quý ${name}/${year}` })).filter((one) => periodOf(one.key, today)!.window.from <= today && one.key !== keyOf('quarter', quarter.from)).reverse(),
        ...(year === yearOf(today) ? pastMonths(month.from) : []),
      ],
    })),
  ];
}

function pastMonths(running: PlainDate): { key: string; label: string }[] {
  const found = [];
  for (let day = addDays(running, -1); yearOf(day) === yearOf(running); day = addDays(periodAt('month', day).from, -1)) found.push({ key: keyOf('month', day), label: `Tháng ${monthOf(day)}/${yearOf(day)}` });
  return found;
}
