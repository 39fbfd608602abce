import type { Id } from '#kernel/id.ts';
import { maxDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import { isWorkingDay, roll, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { AUDIENCE, severity, stepDay, type Ladder, type LadderStep, type StepKey, type SubjectNoun, type Told } from './ladder.ts';

/** Who answers for a subject on the day. */
export interface Holder {
  readonly responsibleId: Id;
  /** The row of the board: the commune of a division, else the same. */
  readonly unitId: Id;
  /** Who gave the work; the unit itself for work it gave itself; null when nobody stands above any more. */
  readonly superiorId: Id | null;
  /** An outside party is asked, not ordered: reminded, never reported or written to. */
  readonly asked: boolean;
}

/** A step that was taken, told by its row. */
export interface TakenStep { readonly step: StepKey; readonly organisationId: Id; readonly recipientId: Id; readonly skipped: boolean }

/** Something that is owed: an obligation with a number, or a report under a regime. */
export interface Subject {
  readonly noun: SubjectNoun;
  readonly id: Id;
  readonly periodFrom: PlainDate;
  readonly due: PlainDate;
  /** The day the work was given; who got it after the due day is not late before. */
  readonly givenOn: PlainDate;
  /** Neither delivered, excused nor closed. What is followed without a number and what is optional is never owed. */
  readonly owing: boolean;
  readonly holder: Holder;
  /** The day it came over from a predecessor; null: it stands where it was given. */
  readonly heldSince: PlainDate | null;
  readonly history: readonly TakenStep[];
}

export interface DueStep {
  readonly noun: SubjectNoun;
  readonly subjectId: Id;
  readonly step: StepKey;
  readonly organisationId: Id;
  readonly recipientId: Id;
  readonly roles: readonly Role[];
  readonly forDay: PlainDate;
  /** Everything one unit is told on one day is one message. */
  readonly digestKey: string;
  /** Fell due while the scheduler was down, and a later one is taken: noted, told to nobody. */
  readonly skipped: boolean;
}

export interface PlannedStep { readonly key: StepKey; readonly day: PlainDate }

/** The days on which a subject's steps fall, the mildest first. */
export function plannedSteps(ladder: Ladder, calendar: WorkingCalendar, { due, periodFrom, givenOn, holder }: Pick<Subject, 'due' | 'periodFrom' | 'givenOn' | 'holder'>): PlannedStep[] {
  const counted = maxDate(due, givenOn), begins = roll(calendar, maxDate(periodFrom, givenOn), 'forward');
  return ladder.steps.filter((step) => step.on && applies(step, holder)).toSorted((a, b) => severity(a.key) - severity(b.key)).flatMap(({ key, workingDays }): PlannedStep[] => {
    const day = stepDay(calendar, counted, workingDays);
    if (workingDays > 0) return [{ key, day }];
    if (givenOn > due) return [];
    if (workingDays === 0 || day >= begins) return [{ key, day }];
    // A short period has no room for an early reminder: on its first working day, when that is before the last one.
    return begins < stepDay(calendar, counted, 0) ? [{ key, day: begins }] : [];
  });
}

function applies({ key, workingDays }: LadderStep, { superiorId, unitId, asked }: Holder): boolean {
  if (asked && workingDays > 0) return false;
  if (key === 'superior') return superiorId !== null;
  return key !== 'letter' || (superiorId !== null && superiorId !== unitId);
}

/** The units a step tells, each once with all its roles. */
export function recipientsOf(step: StepKey, holder: Holder): { readonly id: Id; readonly roles: readonly Role[] }[] {
  const found = new Map<Id, Set<Role>>();
  for (const { at, roles } of AUDIENCE[step]) {
    const id = placeOf(at, holder);
    if (id) found.set(id, new Set([...(found.get(id) ?? []), ...roles]));
  }
  return [...found].map(([id, roles]) => ({ id, roles: [...roles] }));
}
const placeOf = (at: Told['at'], holder: Holder): Id | null => (at === 'responsible' ? holder.responsibleId : at === 'unit' ? holder.unitId : holder.superiorId);

export interface Morning {
  readonly ladder: Ladder;
  readonly calendar: WorkingCalendar;
  readonly today: PlainDate;
  /** The working day of the run before; null when the ladder is climbed for the first time. */
  readonly lastRun: PlainDate | null;
}

/**
 * The steps to take this morning. Asked twice it gives the same, and nothing for what is in the history. Of several steps that fell due since the
 * last run only the latest is taken; those passed over come back marked. On a day off nobody is told anything.
 */
export function stepsDue({ ladder, calendar, today, lastRun }: Morning, subjects: readonly Subject[]): DueStep[] {
  if (!isWorkingDay(calendar, today)) return [];
  const known = new Map<string, readonly PlannedStep[]>(); // thousands of duties share a few due days
  const planned = (subject: Subject): readonly PlannedStep[] => {
    const { due, periodFrom, givenOn, holder: { superiorId, unitId, asked } } = subject, key = `${due} ${periodFrom} ${givenOn} ${asked} ${superiorId === null} ${superiorId === unitId}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = plannedSteps(ladder, calendar, subject)));
    return found;
  };
  return subjects.flatMap((subject) => (subject.owing ? dueOf(subject, planned(subject), today, lastRun) : []));
}

function dueOf(subject: Subject, planned: readonly PlannedStep[], today: PlainDate, lastRun: PlainDate | null): DueStep[] {
  const { holder, history, heldSince } = subject, told = history.filter(({ skipped }) => !skipped), own = told.filter(({ organisationId }) => organisationId === holder.responsibleId);
  // One letter about one subject, whoever holds it: a successor is told of the step before.
  const reached = planned.filter(({ key, day }) => day <= today && !(key === 'letter' && told.some(({ step }) => step === 'letter'))), current = reached.at(-1);
  if (!current || own.some(({ step }) => severity(step) >= severity(current.key))) return [];
  const rows = ({ key, day }: PlannedStep, skipped: boolean): DueStep[] => recipientsOf(key, holder)
    .filter(({ id }) => !history.some(({ step, recipientId }) => step === key && recipientId === id))
    .map(({ id, roles }) => ({ noun: subject.noun, subjectId: subject.id, step: key, organisationId: holder.responsibleId, recipientId: id, roles, forDay: day, digestKey: `${today}/${id}`, skipped }));
  // What fell due before the last run was not missed by us: it was delivered then, or somebody else's.
  const missed = reached.filter((step) => step !== current && lastRun !== null && step.day > lastRun && (heldSince === null || step.day >= heldSince));
  return [...missed.flatMap((step) => rows(step, true)), ...rows(current, false)];
}
