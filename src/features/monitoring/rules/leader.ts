import type { Id } from '#kernel/id.ts';
import { addMonths, endOfMonth, monthOf, quarterOf, startOfMonth, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { UnitStanding } from '#features/obligations/rules/views.ts';
import { addStandings, NO_STANDING, onTime, type Standing } from './standings.ts';

/** One month of the row of bars. */
export interface Month { readonly window: DateRange; readonly label: string; readonly quarter: string }

/** Six months up to the one of the day: the running quarter and the whole one before it are always among them. */
export const monthsShown = (today: PlainDate): Month[] => Array.from({ length: 6 }, (_, index): Month => {
  const from = addMonths(startOfMonth(today), index - 5);
  return { window: { from, to: endOfMonth(from) }, label: `${monthOf(from)}/${yearOf(from)}`, quarter: quarterKey(from) };
});
const quarterKey = (day: PlainDate): string => `${yearOf(day)}-${quarterOf(day)}`;
const ROMAN = ['I', 'II', 'III', 'IV'];

export interface Quarter { readonly label: string; readonly standing: Standing }
/** The running quarter as far as it is due, and the one before, added up from the months. */
export function quartersOf(months: readonly (Month & { readonly standing: Standing })[], today: PlainDate): { readonly now: Quarter; readonly before: Quarter } {
  const of = (day: PlainDate): Quarter => ({ label: `quý ${ROMAN[quarterOf(day) - 1]}/${yearOf(day)}`, standing: months.filter((month) => month.quarter === quarterKey(day)).reduce((sum, month) => addStandings(sum, month.standing), NO_STANDING) });
  return { now: of(today), before: of(addMonths(startOfMonth(today), -3)) };
}

export const totalOf = (standings: readonly UnitStanding[]): Standing => standings.reduce<Standing>((sum, one) => addStandings(sum, one), NO_STANDING);

const rounded = (rate: number): number => Math.round(rate * 1000) / 10;
/** "cao hơn quý trước 2,1 điểm %", null where one of the two has nothing due. */
export function comparison(now: Standing, before: Standing): string | null {
  const [a, b] = [onTime(now), onTime(before)];
  if (a === null || b === null) return null;
  // of the rates as they are shown, so that whoever subtracts gets the same
  const points = Math.round((rounded(a) - rounded(b)) * 10) / 10;
  return points === 0 ? 'bằng quý trước' : `${points > 0 ? 'cao hơn' : 'thấp hơn'} quý trước ${formatNumber(Math.abs(points), 1)} điểm %`;
}

/** Colour is never alone. */
export const RATE_WORDS: Readonly<Record<'good' | 'soon' | 'late' | 'none', string>> = { good: 'tốt', soon: 'cần chú ý', late: 'chậm', none: 'chưa đến hạn' };

export interface Behind { readonly rowId: Id; readonly debt: number; readonly missed: number }
/** Who owes from before, most first; `place` says in whose row a unit stands today, so that what a former unit owes stands with its successor. */
export function behind(standings: readonly UnitStanding[], place: (id: Id) => Id): Behind[] {
  const rows = new Map<Id, Behind>();
  for (const one of standings) {
    if (one.debt === 0 && one.missed === 0) continue;
    const rowId = place(one.organisationId), row = rows.get(rowId);
    rows.set(rowId, { rowId, debt: (row?.debt ?? 0) + one.debt, missed: (row?.missed ?? 0) + one.missed });
  }
  return [...rows.values()].sort((a, b) => b.debt - a.debt || b.missed - a.missed || (a.rowId < b.rowId ? -1 : 1));
}
