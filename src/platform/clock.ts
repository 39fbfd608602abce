import { dayAt, startOfDay, type PlainDate } from '#kernel/plain-date.ts';

/** The only source of "now" and "today"; rules never see it, they get `today` as a value. */
export interface Clock {
  now(): Date;
  /** The day on the wall calendar in Viet Nam. */
  today(): PlainDate;
}

export const realClock: Clock = { now: () => new Date(), today: () => dayAt(new Date()) };

/** The day stands still, the time of day goes on as it really is (after midnight it begins again): the demonstration's clock. */
export function standingClock(day: PlainDate, real: () => Date = () => new Date()): Clock {
  const start = startOfDay(day).getTime();
  return {
    now: () => new Date(start + (real().getTime() - startOfDay(dayAt(real())).getTime())),
    today: () => day,
  };
}

/** Stands at one instant until a test moves it. */
export function testClock(at: Date): Clock & { set(at: Date): void } {
  let instant = at;
  return { now: () => instant, today: () => dayAt(instant), set: (next) => { instant = next; } };
}
