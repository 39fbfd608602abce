import { addMonths, type PlainDate } from '#kernel/plain-date.ts';

/** After this many months a line wants looking at again; ours, not taken from a regulation. */
export const CHECK_MONTHS = 6;
/** Null: looked at lately; else the day on which it was last. */
export const overdueCheck = (lines: readonly { readonly checked_on: PlainDate }[], today: PlainDate): PlainDate | null => {
  const oldest = lines.map(({ checked_on }) => checked_on).sort()[0];
  return oldest && addMonths(oldest, CHECK_MONTHS) < today ? oldest : null;
};
