import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededIds, type Id } from '#kernel/id.ts';
import { addDays, daysBetween, endOfMonth, plainDate, weekdayOf, type PlainDate } from '#kernel/plain-date.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { chance } from '../../../../demo/chance.ts';
import { DEFAULT_LADDER, type Ladder, type StepKey } from './ladder.ts';
import { stepsDue, type DueStep, type Holder, type Subject, type TakenStep } from './steps-due.ts';

/**
 * A whole year of the ladder: three regimes, forty units, deliveries, excuses and withdrawn results by chance, Tết and 24 November, ten communes
 * merged into five on 1 July, and a scheduler that was down for three days and once for ten. What must be told is worked out a second time, by
 * counting working days on one long ruler and walking each duty alone.
 */
const JULY = plainDate('2026-07-01'), FIRST = plainDate('2026-01-01'), LAST = plainDate('2026-12-31');
const ids = seededIds(4, 0), luck = chance(20_260_701), day = (text: string) => plainDate(text);
const PROVINCE = ids(1), units = Array.from({ length: 40 }, () => ids(1)), divisions = new Map(units.slice(0, 12).map((unit) => [unit, ids(1)]));
/** 30–39 end on 30 June; two of them become part of each of 20–24. */
const heirOf = (index: number): number => (index >= 30 ? 20 + Math.floor((index - 30) / 2) : index);
const isDown = (today: PlainDate): boolean => (today >= '2026-04-07' && today <= '2026-04-09') || (today >= '2026-09-11' && today <= '2026-09-20') || (today >= '2026-06-30' && today <= '2026-07-02');

const LADDERS: readonly Ladder[] = [
  DEFAULT_LADDER,
  { steps: DEFAULT_LADDER.steps.map((step) => (step.key === 'before' ? { ...step, workingDays: -3 } : step.key === 'letter' ? { ...step, workingDays: 7, collective: false } : step)) },
  { steps: DEFAULT_LADDER.steps.map((step) => (step.key === 'superior' ? { ...step, on: false } : step)) },
];

/** Worked in place of 2 January and 31 August. */
const WORKED_SATURDAYS: readonly string[] = ['2026-01-10', '2026-08-22'];

interface Duty { readonly id: Id; readonly regime: number; readonly unit: number; readonly inDivision: boolean; readonly from: PlainDate; readonly due: PlainDate; readonly given: PlainDate; readonly settled: readonly (readonly [PlainDate, PlainDate])[] }

/** The days on which it is settled: from the delivery until it is withdrawn, from an excuse on. */
function fateOf(from: PlainDate, due: PlainDate): Duty['settled'] {
  if (luck.happens(0.12)) return [];
  const done = addDays(due, luck.between(-Math.min(12, daysBetween(from, due)), luck.happens(0.3) ? 35 : 0));
  if (luck.happens(0.1)) return [[addDays(due, luck.between(-3, 25)), LAST]];
  if (!luck.happens(0.2)) return [[done, LAST]];
  const withdrawn = addDays(done, luck.between(1, 20));
  return luck.happens(0.5) ? [[done, addDays(withdrawn, -1)]] : [[done, addDays(withdrawn, -1)], [addDays(withdrawn, luck.between(2, 25)), LAST]];
}

const duties: Duty[] = [];
function give(regime: number, unit: number, from: PlainDate, due: PlainDate, given = FIRST): void {
  if (unit >= 30 && from >= JULY) return; // given to those who are there
  duties.push({ id: ids(1), regime, unit, inDivision: divisions.has(units[unit]!) && luck.happens(0.5), from, due, given, settled: fateOf(from, due) });
}
for (let unit = 0; unit < 40; unit++) {
  for (let month = 1; month <= 12; month++) { const from = day(`2026-${String(month).padStart(2, '0')}-01`); give(0, unit, from, endOfMonth(from), month === 3 && unit % 4 === 0 ? day('2026-04-15') : FIRST); }
  for (const [from, due] of [['2026-01-01', '2026-03-16'], ['2026-04-01', '2026-06-17'], ['2026-07-01', '2026-09-17'], ['2026-10-01', '2026-11-23']] as const) give(1, unit, day(from), day(due));
}
for (let monday = day('2026-01-05'); addDays(monday, 6) <= LAST; monday = addDays(monday, 7)) for (let unit = 18; unit < 33; unit++) give(2, unit, monday, addDays(monday, 6));

const isSettled = (duty: Duty, today: PlainDate): boolean => duty.settled.some(([from, to]) => today >= from && today <= to);
/** What is over and settled stays told under the old name. */
const movesOver = (duty: Duty): boolean => duty.unit >= 30 && (!isSettled(duty, addDays(JULY, -1)) || duty.due >= JULY);
function holderOn(duty: Duty, today: PlainDate): { holder: Holder; heldSince: PlainDate | null } {
  const moved = today >= JULY && movesOver(duty), unitId = units[moved ? heirOf(duty.unit) : duty.unit]!;
  return { holder: { responsibleId: duty.inDivision ? divisions.get(unitId)! : unitId, unitId, superiorId: PROVINCE, asked: false }, heldSince: moved ? JULY : null };
}

type Told = DueStep & { readonly takenOn: PlainDate };

function climbTheYear(): { told: Told[]; runs: PlainDate[] } {
  const history = new Map<Id, TakenStep[]>(), told: Told[] = [], runs: PlainDate[] = [];
  let lastRun: PlainDate | null = null;
  for (let today = FIRST; today <= LAST; today = addDays(today, 1)) {
    if (isDown(today)) continue;
    const subjects = (regime: number): Subject[] => duties.filter((duty) => duty.regime === regime && duty.given < today).map((duty) => ({
      noun: regime === 1 ? 'reports' : 'obligations', id: duty.id, periodFrom: duty.from, due: duty.due, givenOn: duty.given, owing: !isSettled(duty, today), ...holderOn(duty, today), history: history.get(duty.id) ?? [],
    }));
    const climb = (): DueStep[] => LADDERS.flatMap((ladder, regime) => stepsDue({ ladder, calendar: PROPOSED_CALENDAR, today, lastRun }, subjects(regime)));
    for (const step of climb()) {
      told.push({ ...step, takenOn: today });
      history.set(step.subjectId, [...(history.get(step.subjectId) ?? []), step]);
    }
    if (weekdayOf(today) === 5) assert.deepEqual(climb(), [], `a second run on ${today} finds nothing left`);
    if (isWorkingDay(PROPOSED_CALENDAR, today)) { lastRun = today; runs.push(today); }
  }
  return { told, runs };
}

/** The oracle's ruler: how many days are worked up to and including each day. */
const ruler = new Map<PlainDate, number>();
for (let today = addDays(FIRST, -60), count = 0; today <= addDays(LAST, 60); today = addDays(today, 1)) ruler.set(today, (count += Number(isWorkingDay(PROPOSED_CALENDAR, today))));
const worked = (until: PlainDate): number => ruler.get(until)!;

/** Has this step of this duty come on a worked day? */
function hasCome(duty: Duty, n: number, today: PlainDate): boolean {
  if (n > 0) return worked(today) - worked(duty.due > duty.given ? duty.due : duty.given) >= n;
  if (duty.given > duty.due) return false;
  if (n === 0) return worked(today) >= worked(duty.due);
  const begun = addDays(duty.from > duty.given ? duty.from : duty.given, -1), room = worked(duty.due) - worked(begun) >= 2;
  return room && worked(today) > worked(begun) && worked(addDays(duty.due, -1)) - worked(addDays(today, -1)) <= -n;
}

/** Walks one duty through the mornings of the year and says who must hear what: "day step unit". */
function expectedOf(duty: Duty, runs: readonly PlainDate[]): string[] {
  const steps = LADDERS[duty.regime]!.steps.filter((step) => step.on), expected: string[] = [], heard = new Set<string>(), rung = new Map<Id, number>();
  let lettered = false;
  for (const today of runs) {
    if (today <= duty.given || isSettled(duty, today)) continue;
    const { holder } = holderOn(duty, today);
    let at = -1;
    steps.forEach((step, index) => { if (hasCome(duty, step.workingDays, today) && !(step.key === 'letter' && lettered)) at = index; });
    if (at <= (rung.get(holder.responsibleId) ?? -1)) continue;
    rung.set(holder.responsibleId, at);
    const { key } = steps[at]!;
    const whom: Record<StepKey, Id[]> = {
      before: [holder.responsibleId], 'on-day': [holder.responsibleId], after: [holder.responsibleId, holder.unitId], superior: [holder.responsibleId, holder.unitId, PROVINCE], letter: [PROVINCE],
    };
    if (key === 'letter') { lettered = true; rung.set(holder.responsibleId, 99); }
    for (const unit of new Set(whom[key])) if (!heard.has(`${key} ${unit}`)) { heard.add(`${key} ${unit}`); expected.push(`${today} ${key} ${unit}`); }
  }
  return expected;
}

describe('a year of the ladder', () => {
  const { told, runs } = climbTheYear(), heard = told.filter((one) => !one.skipped), byDuty = new Map(duties.map((duty) => [duty.id, duty]));

  it('is long enough to mean something', () => {
    assert.ok(duties.length > 1_200, `${duties.length} duties`);
    for (const key of ['before', 'on-day', 'after', 'superior', 'letter'] as const) assert.ok(heard.filter((one) => one.step === key).length > 50, key);
    assert.ok(told.some((one) => one.skipped), 'the outages passed some steps over');
    assert.ok(heard.some((one) => byDuty.get(one.subjectId)!.unit >= 30 && one.takenOn >= JULY && one.recipientId !== PROVINCE), 'successors were told');
  });

  it('tells everybody who must be told, nobody else, on the right morning', () => {
    const found = Map.groupBy(heard, (one) => one.subjectId), wrong: string[] = [];
    for (const duty of duties) {
      const expected = expectedOf(duty, runs).sort(), actual = (found.get(duty.id) ?? []).map((one) => `${one.takenOn} ${one.step} ${one.recipientId}`).sort();
      if (JSON.stringify(expected) !== JSON.stringify(actual)) wrong.push(`due ${duty.due} settled ${JSON.stringify(duty.settled)}: expected ${expected.join(', ')}; told ${actual.join(', ')}`);
    }
    assert.deepEqual(wrong.slice(0, 3), []);
  });

  it('tells nobody the same thing twice', () => {
    const seen = new Set<string>(), twice = told.filter(({ subjectId, step, recipientId }) => { const key = `${subjectId} ${step} ${recipientId}`, again = seen.has(key); seen.add(key); return again; });
    assert.deepEqual(twice, []);
  });

  it('is silent after delivery or excuse, and on days off', () => {
    assert.deepEqual(heard.filter((one) => isSettled(byDuty.get(one.subjectId)!, one.takenOn)), []);
    const off = (on: PlainDate): boolean => (weekdayOf(on) > 5 && !WORKED_SATURDAYS.includes(on)) || (on >= '2026-02-16' && on <= '2026-02-20') || ['2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02', '2026-11-24'].includes(on);
    assert.deepEqual([...new Set(told.map((one) => one.takenOn))].filter(off), []);
  });

  it('gives each unit one message a day at most, also on the morning after an outage', () => {
    for (const one of told) assert.equal(one.digestKey, `${one.takenOn}/${one.recipientId}`);
    const back = heard.filter((one) => one.takenOn === '2026-09-21'), perDuty = Map.groupBy(back, (one) => `${one.subjectId} ${one.recipientId}`);
    assert.ok(back.length > 0);
    assert.ok([...perDuty.values()].every((rows) => rows.length === 1), 'of several missed steps one is told');
  });

  it('notes what an outage passed over, and only that or what had no room', () => {
    const mornings = new Map(runs.map((on, index) => [on, runs[index - 1] ?? null]));
    for (const one of told.filter(({ skipped }) => skipped)) {
      assert.ok(one.forDay > mornings.get(one.takenOn)! && one.forDay <= one.takenOn, `${one.forDay} noted on ${one.takenOn}`);
      assert.ok(heard.some((other) => other.subjectId === one.subjectId && other.takenOn === one.takenOn), 'a later step was taken in its place');
    }
  });

  it('does not blame a successor for what was told before its day', () => {
    const late = told.filter((one) => one.takenOn >= JULY && movesOver(byDuty.get(one.subjectId)!) && one.recipientId !== PROVINCE);
    assert.deepEqual(late.filter((one) => one.skipped && one.forDay < JULY), []);
    const ended = new Set(units.slice(30));
    assert.deepEqual(told.filter((one) => one.takenOn >= JULY && ended.has(one.recipientId) && movesOver(byDuty.get(one.subjectId)!)), []);
  });
});
