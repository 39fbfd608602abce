import { fold } from '#kernel/vietnamese.ts';
import { dayOf, monthOf, type PlainDate } from '#kernel/plain-date.ts';
import { REPORT_WINDOWS, type ReportPeriodKind, type ReportWindows } from '#features/calendar/rules/report-windows.ts';
import type { PeriodDeadline, RegimeDefinition } from './regime.ts';

/** A plan's reporting clause as it was read ("Định kỳ hằng quý, 6 tháng, năm báo cáo … về UBND tỉnh (qua Sở …); báo cáo năm gửi trước ngày 25/11"). */
export interface ReportingClause {
  readonly who: string | null; readonly toWhom: string | null; readonly via: string | null; readonly cadence: readonly string[]; readonly deadline: PlainDate | null; readonly embeddedIn?: string;
}

/**
 * The clause by which units below report. A plan often has two: every agency to the focal one ("các sở, ban, ngành … qua Sở …"), and the focal one to
 * the committee; the first is the regime, the second is done by consolidating.
 */
export function clauseOfMembers<C extends ReportingClause>(clauses: readonly C[]): C | undefined {
  const many = ({ who }: C): boolean => ['cac ', 'ubnd cac ', 'uy ban nhan dan cac '].some((opening) => fold(who ?? '').startsWith(opening));
  return clauses.find((clause) => clause.via && many(clause)) ?? clauses.find(many) ?? clauses.find((clause) => clause.via) ?? clauses[0];
}

export type WindowRule = 'decree-09-2019' | 'calendar-quarters';

/** What the officer sees and corrects before the regime is opened. */
export interface RegimeProposal {
  readonly kinds: readonly ReportPeriodKind[];
  readonly windowRule: WindowRule;
  readonly toWhom: string;
  readonly via: string | null;
  readonly embeddedIn: string | null;
  /** Last day for units, in the last month of each period. */
  readonly unitDay: number;
  /** Own deadline of the yearly report, where the clause prints one ("trước ngày 25/11"). */
  readonly yearBefore: PlainDate | null;
}

/**
 * Three days after the cut-off of the 14th: leaves units a working day at least (Decree 09/2019/NĐ-CP, Article 8) and the level above time
 * until its own 20th or 25th. A proposal, corrected in the form.
 */
export const PROPOSED_UNIT_DAY = 17;

const KIND_OF: Readonly<Record<string, readonly ReportPeriodKind[]>> = {
  month: ['month'], quarter: ['quarter'], 'half-year': ['half-year'], year: ['year'],
  // "định kỳ" alone means the rhythm of the reform report it is merged into
  periodic: ['quarter', 'half-year', 'year'], once: ['year'],
};

export function proposeRegime(clause: ReportingClause, issuer: string): RegimeProposal {
  const kinds = [...new Set(clause.cadence.flatMap((cadence) => KIND_OF[cadence] ?? []))];
  return {
    kinds: kinds.length ? kinds : ['year'], windowRule: 'decree-09-2019', toWhom: clause.toWhom ?? issuer, via: clause.via, embeddedIn: clause.embeddedIn ?? null,
    unitDay: PROPOSED_UNIT_DAY, yearBefore: clause.deadline,
  };
}

/**
 * Periods of a proposal without reporting the same days twice under two names: beside half-years, quarters I and III are reported (and
 * quarters II and IV are part of six months and of the year), as in letter 581/BNV-CCHC; beside a year only the first half-year.
 */
export function periodsOfKinds(kinds: readonly ReportPeriodKind[]): ReportWindows['periods'] {
  const has = new Set(kinds);
  return [
    ...(has.has('month') ? [{ kind: 'month' } as const] : []),
    ...(has.has('quarter') ? [has.has('half-year') || has.has('year') ? ({ kind: 'quarter', only: has.has('half-year') ? [1, 3] : [1, 2, 3] } as const) : ({ kind: 'quarter' } as const)] : []),
    ...(has.has('half-year') ? [has.has('year') ? ({ kind: 'half-year', only: [1] } as const) : ({ kind: 'half-year' } as const)] : []),
    ...(has.has('nine-months') ? [{ kind: 'nine-months' } as const] : []),
    ...(has.has('year') ? [{ kind: 'year' } as const] : []),
  ];
}

export function definitionOf(proposal: RegimeProposal, members: RegimeDefinition['members']): RegimeDefinition {
  const base = REPORT_WINDOWS.find((one) => one.id === proposal.windowRule)!;
  const unitRule = { kind: 'day-of-month', mode: 'by', day: proposal.unitDay, month: 'last-of-period' } as const;
  const year: PeriodDeadline[] = proposal.yearBefore ? [{ kind: 'year', rule: { kind: 'day-of-year', mode: 'before', month: monthOf(proposal.yearBefore), day: dayOf(proposal.yearBefore) } }] : [];
  return {
    windows: { ...base, periods: periodsOfKinds(proposal.kinds), deadline: unitRule }, deadlines: [{ tier: 'commune', rule: unitRule }, { tier: 'province', rule: unitRule }], periodDeadlines: year,
    roll: 'back', members, toWhom: proposal.toWhom, via: proposal.via, embeddedIn: proposal.embeddedIn,
  };
}
