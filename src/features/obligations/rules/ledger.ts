import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Owed, Standing } from './state.ts';

/** One credit as the ledger keeps it: never deleted, ended instead. */
export interface LedgerCredit {
  readonly obligationId: Id;
  readonly deliverableId: Id;
  readonly amount: number;
  readonly doneOn: PlainDate;
  /** The day this credit was made: the state for an earlier day does not know it. */
  readonly knownOn: PlainDate;
  readonly confirmedOn: PlainDate | null;
  /** From this day on it no longer counts (moved, withdrawn, rejected, corrected). */
  readonly endedOn: PlainDate | null;
}
export interface LedgerExcuse { readonly amount: number; readonly onDay: PlainDate }

/** Boards count what is recorded; reports count what is confirmed. */
export type Counting = 'recorded' | 'confirmed';

/** The standing of one obligation as it was known at the end of a day. */
export function standingOn(
  owed: Pick<Owed, 'due'>,
  ledger: { readonly credits: readonly LedgerCredit[]; readonly excuses: readonly LedgerExcuse[]; readonly closedOn: PlainDate | null },
  day: PlainDate,
  counting: Counting = 'recorded',
): Standing {
  const counted = ledger.credits.filter((credit) => countsOn(credit, day, counting));
  const sum = (list: readonly { readonly amount: number }[]): number => list.reduce((total, { amount }) => total + amount, 0);
  return {
    credited: sum(counted),
    creditedInTime: sum(counted.filter(({ doneOn }) => doneOn <= owed.due)),
    excused: sum(ledger.excuses.filter(({ onDay }) => onDay <= day)),
    closed: ledger.closedOn !== null && ledger.closedOn <= day,
    lastDone: counted.reduce<PlainDate | null>((last, { doneOn }) => (last === null || doneOn > last ? doneOn : last), null),
  };
}

export const countsOn = (credit: Pick<LedgerCredit, 'knownOn' | 'confirmedOn' | 'endedOn'>, day: PlainDate, counting: Counting): boolean =>
  credit.knownOn <= day && (credit.endedOn === null || credit.endedOn > day) && (counting === 'recorded' || (credit.confirmedOn !== null && credit.confirmedOn <= day));

/** The day done of the credit that completed the amount, taking the earliest day done first; null while it is not complete. */
export function metOn(need: number, credits: readonly Pick<LedgerCredit, 'amount' | 'doneOn'>[]): PlainDate | null {
  let left = need;
  for (const { amount, doneOn } of [...credits].sort((a, b) => (a.doneOn < b.doneOn ? -1 : a.doneOn > b.doneOn ? 1 : 0))) {
    left -= amount;
    if (left <= 0) return doneOn;
  }
  return null;
}
