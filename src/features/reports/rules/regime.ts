import type { Id } from '#kernel/id.ts';
import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import { dueOf, type DueDay } from '#features/calendar/rules/due.ts';
import { reportPeriodsOf, type ReportPeriod, type ReportWindows } from '#features/calendar/rules/report-windows.ts';
import type { Roll, WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { FrameChoice } from '#features/organisations/rules/frame.ts';
import type { Approval, NarrativeKey } from './states.ts';

/**
 * A reporting regime: which periods, on which data, by when for each tier, to whom and through whom. A row of data with
 * its citation (Decree 09/2019/NĐ-CP, Articles 8, 12, 13; letter 581/BNV-CCHC; or the plan's own reporting clause), so
 * that another province's rhythm needs no program.
 */
export interface RegimeDefinition {
  readonly windows: ReportWindows;
  /** One for each tier through which data passes; a tier without one uses the regime's own deadline. */
  readonly deadlines: readonly TierDeadline[];
  /** Deadlines of single periods that the paper names apart ("báo cáo năm gửi trước ngày 25/11"). */
  readonly periodDeadlines: readonly PeriodDeadline[];
  readonly roll: Roll;
  /** Who reports. */
  readonly members: { readonly kind: 'organisation' | 'group'; readonly id: Id }[];
  /** "về UBND tỉnh": the final receiver, as written. */
  readonly toWhom: string;
  /** "(qua Sở …)": the desk that receives and consolidates, as written; null when sent directly. */
  readonly via: string | null;
  /** The larger report this one becomes a section of, as written. */
  readonly embeddedIn: string | null;
  /** Absent in definitions laid down before there were two steps: one. */
  readonly approval?: Approval;
  /** Absent or null: never locks. */
  readonly lock?: LockRule | null;
  /** Sections of the outline that want words, or a reason why there are none. Absent: none. */
  readonly requiredSections?: readonly NarrativeKey[];
  /** How a consolidated report orders the figures of units: as they were in the period (unset), as they are on the day it is put together, or as they are on a day. */
  readonly frame?: FrameChoice;
}
/** From the day after the deadline of the unit plus this many days, nobody sends or corrects without an extension. Told apart from being late. */
export interface LockRule { readonly days: number; readonly counting: 'working-days' | 'days' }
export interface TierDeadline { readonly tier: string; readonly rule: DeadlineRule }
export interface PeriodDeadline { readonly kind: ReportPeriod['period']['kind']; readonly rule: DeadlineRule }

/** One period of one regime: what every member owes a report for. */
export interface Round extends ReportPeriod { readonly key: string; readonly label: string }

/** The rounds of a year in the order of their data's end. */
export const roundsOf = (definition: RegimeDefinition, year: number): Round[] =>
  reportPeriodsOf(definition.windows, year).map((one) => ({ ...one, key: one.period.key, label: one.period.label }));

/** The round with this key; null when the regime has none such in the year of the key. */
export function roundOf(definition: RegimeDefinition, key: string): Round | null {
  const year = Number(/\/(\d{4})-/.exec(key)?.[1]);
  return Number.isInteger(year) ? (roundsOf(definition, year).find((round) => round.key === key) ?? null) : null;
}

/** When a unit of this tier must have sent its report for this round. */
export function roundDue(definition: RegimeDefinition, round: Round, tier: string, calendar: WorkingCalendar): DueDay {
  const rule = definition.periodDeadlines.find((one) => one.kind === round.period.kind)?.rule
    ?? definition.deadlines.find((one) => one.tier === tier)?.rule ?? definition.windows.deadline;
  const due = dueOf(rule, { period: round.period, calendar, roll: definition.roll });
  // a deadline that waits for an event nobody has recorded yet falls on the last day of the period
  return due ?? { printed: round.period.to, last: round.period.to, due: round.period.to };
}

export interface RoundStanding { readonly round: Round; readonly phase: 'coming' | 'collecting' | 'over' }

/** Rounds worth showing on a day: those whose data window has begun, latest first; none that was over before the regime held. */
export const standingRounds = ({ definition, valid_from: since }: { readonly definition: RegimeDefinition; readonly valid_from: PlainDate }, today: PlainDate): RoundStanding[] =>
  [...roundsOf(definition, yearOf(today) - 1).filter((round) => round.period.kind === 'year'), ...roundsOf(definition, yearOf(today))]
    .filter((round) => round.data.from <= today && round.data.to >= since)
    .map((round): RoundStanding => ({ round, phase: round.data.to >= today ? 'coming' : round.period.to >= today ? 'collecting' : 'over' }))
    .reverse();
