import type { Id } from '#kernel/id.ts';
import type { DateRange, PlainDate } from '#kernel/plain-date.ts';
import type { Instance, Provenance } from '#features/calendar/rules/cadence.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import type { TilingKind } from '#features/calendar/rules/periods.ts';
import type { Roll } from '#features/calendar/rules/working-days.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';
import type { ReportRhythm } from './state.ts';

export type Rhythm = TilingKind;

/** The imposing document as it was when it was issued: what every card, letter and report quotes. */
export interface Citation {
  /** "Kế hoạch", "Công văn" … */
  readonly type: string;
  /** "07/KH-UBND"; null while the records office has given none. */
  readonly number: string | null;
  readonly date: PlainDate | null;
  readonly issuer: string;
  readonly title: string;
  /** "III.6" */
  readonly item: string;
}
export const citationText = ({ type, number, date, issuer, item }: Citation): string =>
  `${type}${number ? ` ${number}` : ''}${date ? ` ngày ${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}` : ''}${number ? '' : ` của ${issuer}`}, mục ${item}`;

/** "khoảng 50 tin, bài/năm" beside "05 tin, bài/tháng": shown and compared, generating nothing. */
export interface AnnualTotal { readonly count: number; readonly unit: string; readonly approximate: boolean }

/** Who owes: one organisation in whose name it stands, and the unit whose row shows it (itself, or the commune of a division). */
export interface ResponsibleUnit { readonly organisationId: Id; readonly boardOrganisationId: Id }

/** A commitment before it is written, with its dated instances and the units that owe them. */
export interface CommitmentDraft {
  readonly itemId: Id;
  /** The same through the versions of the source: task, addressee, ordinal of the rate. */
  readonly key: string;
  readonly citation: Citation;
  /** What is owed, in the words of the card: "Tin, bài trên chuyên mục Cải cách hành chính". */
  readonly title: string;
  readonly product: string;
  readonly channel: string | null;
  readonly unit: string;
  readonly amount: number | null;
  readonly provenance: Provenance;
  readonly annualTotal: AnnualTotal | null;
  readonly minutes: { readonly min: number; readonly max: number } | null;
  readonly rhythm: Rhythm | null;
  /** As printed: "Thường xuyên trong năm". */
  readonly timing: string;
  readonly window: DateRange;
  readonly optional: boolean;
  readonly evidence: EvidenceWanted;
  readonly roll: Roll;
  readonly deadline: DeadlineRule | null;
  readonly carrySurplus: boolean;
  readonly reportRhythm: ReportRhythm;
  readonly party: { readonly kind: 'organisation' | 'group'; readonly id: Id; readonly name: string };
  readonly units: readonly ResponsibleUnit[];
  readonly instances: readonly Instance[];
  /** An amendment adds units to a commitment that is there already. */
  readonly existingId?: Id | null;
}

/** Two drafts that ask for the same in the same way: an amendment keeps the commitment that is there. */
export function sameDemand(a: DemandFacts, b: DemandFacts): boolean {
  return DEMAND_KEYS.every((key) => inOrder(a[key]) === inOrder(b[key]));
}
/** PostgreSQL keeps the keys of a jsonb object in an order of its own. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));

const DEMAND_KEYS = ['product', 'channel', 'unit', 'amount', 'minutes', 'rhythm', 'window', 'optional', 'roll', 'deadline', 'carrySurplus'] as const;
export type DemandFacts = Pick<CommitmentDraft, (typeof DEMAND_KEYS)[number]>;

/** Due days of an instance; a deadline that counts from an event not yet known falls on the end of its period until it is. */
export const dueDaysOf = ({ due, period }: Pick<Instance, 'due' | 'period'>): { readonly printed: PlainDate; readonly due: PlainDate } =>
  due ? { printed: due.printed, due: due.due } : { printed: period.to, due: period.to };
