import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import { DUE_SOON_DAYS, type BoardCell, type ObligationCard, type UnitStanding } from '#features/obligations/rules/views.ts';

export type Standing = Omit<UnitStanding, 'organisationId'>;
export const NO_STANDING: Standing = { due: 0, metInTime: 0, metLate: 0, missed: 0, open: 0, dueSoon: 0, excused: 0, amount: 0, credited: 0, debt: 0 };
/** Written out: a country adds twelve thousand pairs for one page. */
export const addStandings = (a: Standing, b: Standing): Standing => ({
  due: a.due + b.due, metInTime: a.metInTime + b.metInTime, metLate: a.metLate + b.metLate, missed: a.missed + b.missed, open: a.open + b.open,
  dueSoon: a.dueSoon + b.dueSoon, excused: a.excused + b.excused, amount: a.amount + b.amount, credited: a.credited + b.credited, debt: a.debt + b.debt,
});

/** Done in time of what was due, 0–1; null when nothing was due. */
export const onTime = (one: Pick<Standing, 'due' | 'metInTime'>): number | null => (one.due ? one.metInTime / one.due : null);

/** How a leader reads a rate at once. */
export const rateTone = (rate: number | null): 'good' | 'soon' | 'late' | 'none' => (rate === null ? 'none' : rate >= 0.9 ? 'good' : rate >= 0.7 ? 'soon' : 'late');

const LIGHTS: readonly BoardCell['light'][] = ['none', 'green', 'amber', 'red'];

/** Two squares of the board as one: counts add up, the worse light shows. */
export const addCells = (a: BoardCell | undefined, b: BoardCell): BoardCell => a === undefined ? b : {
  ...a, light: LIGHTS[Math.max(LIGHTS.indexOf(a.light), LIGHTS.indexOf(b.light))]!, obligations: a.obligations + b.obligations,
  amount: a.amount === null && b.amount === null ? null : (a.amount ?? 0) + (b.amount ?? 0),
  credited: a.credited + b.credited, confirmed: a.confirmed + b.confirmed, missed: a.missed + b.missed, debt: a.debt + b.debt,
};

/** One card as `unitStandings` counts it; null where it counts nowhere (followed, optional, closed). */
export function standingOf(card: Pick<ObligationCard, 'state' | 'amount' | 'optional' | 'excused' | 'credited' | 'due' | 'debt' | 'periodFrom'>, today: PlainDate): Standing | null {
  if (card.amount === null || card.optional || card.state === 'closed') return null;
  if (card.excused >= card.amount) return { ...NO_STANDING, excused: 1 };
  const over = card.due < today, complete = card.credited >= card.amount - card.excused, begun = card.periodFrom <= today;
  const open = !over && !complete && (begun || card.credited > 0);
  return {
    ...NO_STANDING, due: +over, metInTime: +(over && card.state === 'met'), metLate: +(over && card.state === 'met-late'), missed: +(over && !complete), open: +open, dueSoon: +(open && card.due <= addDays(today, DUE_SOON_DAYS)),
    amount: begun ? card.amount : 0, credited: begun ? card.credited : 0, debt: card.debt,
  };
}
