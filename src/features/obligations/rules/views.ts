import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Provenance } from '#features/calendar/rules/cadence.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';
import type { AnnualTotal, Citation } from './commitment.ts';
import type { ObligationState } from './state.ts';

/** One card: an obligation with its standing for a day, and the words to show it by. */
export interface ObligationCard {
  readonly id: Id;
  readonly commitmentId: Id;
  readonly sourceId: Id;
  readonly itemId: Id;
  /** In whose name it stands now, and whose row shows it; they differ where a division of a commune is responsible. */
  readonly organisationId: Id;
  readonly boardOrganisationId: Id;
  readonly title: string;
  readonly product: string;
  readonly channel: string | null;
  readonly unit: string;
  readonly minutes: { readonly min: number; readonly max: number } | null;
  readonly evidence: EvidenceWanted;
  readonly citation: Citation;
  readonly provenance: Provenance;
  readonly annualTotal: AnnualTotal | null;
  readonly optional: boolean;
  readonly periodFrom: PlainDate;
  readonly periodTo: PlainDate;
  /** "tháng 11/2026" */
  readonly periodLabel: string;
  /** The day the document names and the last day that counts; they differ by "trước ngày" and by days off. */
  readonly printedDue: PlainDate;
  readonly due: PlainDate;
  /** Null: followed without a number. */
  readonly amount: number | null;
  readonly credited: number;
  readonly confirmed: number;
  readonly excused: number;
  readonly debt: number;
  readonly lastDone: PlainDate | null;
  readonly metOn: PlainDate | null;
  readonly state: ObligationState;
  /** A followed one without anything in the last whole reporting period. */
  readonly silent: boolean;
}

/** "Việc phải làm" of a unit. A card stands in exactly one list. */
export interface WorkList {
  /** Debts of periods that are over, oldest first. */
  readonly owed: readonly ObligationCard[];
  /** Not complete, due within seven days (or today). */
  readonly dueSoon: readonly ObligationCard[];
  /** Running and not complete, later due. */
  readonly open: readonly ObligationCard[];
  /** Followed without a number; silent ones first. */
  readonly followed: readonly ObligationCard[];
  /** "Có điều kiện", not done. */
  readonly optional: readonly ObligationCard[];
  /** Completed, and its period still runs. */
  readonly done: readonly ObligationCard[];
}
export const DUE_SOON_DAYS = 7;

/** One square of the board: what a unit owes of a task within the window shown. */
export interface BoardCell {
  readonly organisationId: Id;
  readonly itemId: Id;
  readonly light: 'green' | 'amber' | 'red' | 'none';
  /** Obligations due inside the window, or running on the day. */
  readonly obligations: number;
  /** Sums over those that have begun; amount null when nothing there is counted (followed only). */
  readonly amount: number | null;
  readonly credited: number;
  readonly confirmed: number;
  readonly missed: number;
  /** Pieces owed from everything that is over, inside the window or before it. */
  readonly debt: number;
}

/**
 * How one board unit stands on a day (`today`) with what fell due inside a window, as everything is known now. Counted are
 * obligations with a number that are not optional, not closed by the day and not wholly let off; states are those of
 * `stateOn`, so that each count opens a list of exactly as many cards, and due = metInTime + metLate + missed.
 */
export interface UnitStanding {
  /** The board unit: a commune also for its divisions. A unit with nothing in the window has no row. */
  readonly organisationId: Id;
  /** Counted, and the due day is over (before today). */
  readonly due: number;
  readonly metInTime: number;
  readonly metLate: number;
  readonly missed: number;
  /** Counted, due today or later, not complete, and begun or with something done: the states open and partly-met. */
  readonly open: number;
  /** The part of `open` that is due within seven days. */
  readonly dueSoon: number;
  /** With a number, not optional, not closed, but wholly let off; in none of the counts above. */
  readonly excused: number;
  /** Products asked for by the counted ones that have begun, and what is credited for the same. */
  readonly amount: number;
  readonly credited: number;
  /** Products still missing of what is over (due before today), after credits and excuses. */
  readonly debt: number;
}
