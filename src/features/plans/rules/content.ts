import type { PlainDate, DateRange } from '#kernel/plain-date.ts';
import type { TilingKind } from '#features/calendar/rules/periods.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import type { Timing } from '#features/calendar/rules/timing.ts';
import type { Roll } from '#features/calendar/rules/working-days.ts';
import type { ReportRhythm as FollowRhythm } from '#features/obligations/rules/state.ts';
import type { Budget, Duty, LegalReference, Reporting, Theme } from '#features/reading/rules/result.ts';

/** Everything a plan says beside its tasks. The shapes are those of `loa read`. */
export interface PlanContent {
  readonly legalBases: readonly LegalReference[];
  readonly purpose: readonly string[];
  readonly requirements: readonly string[];
  readonly themes: readonly Theme[];
  readonly duties: readonly Duty[];
  readonly reporting: readonly Reporting[];
  readonly budget: Budget;
  readonly recipients: readonly string[];
  readonly addressees: readonly string[];
}
export const EMPTY_CONTENT: PlanContent = {
  legalBases: [], purpose: [], requirements: [], themes: [], duties: [], reporting: [],
  budget: { index: null, sources: [], estimate: null }, recipients: [], addressees: [],
};

/** A rate of a task as written, with what it counts as. */
export interface Rate {
  readonly count: number | null;
  readonly unit: string;
  readonly per: TilingKind;
  readonly durationMinutes: { readonly min: number; readonly max: number } | null;
  /** As written: "Chuyên mục “Cải cách hành chính” - kênh phát thanh". */
  readonly product: string | null;
  readonly annualTotal?: { readonly count: number; readonly unit: string; readonly approximate: boolean };
  /** Keys of `channels`. */
  readonly productKey: string;
  readonly channelKey: string | null;
  /** The count or the period was given by the reviewer (do đơn vị ấn định), not printed. */
  readonly unitSet: boolean;
}

export interface TaskContent {
  readonly printedIndex: string;
  readonly title: string;
  readonly parentIndex: string | null;
  readonly parentTitle: string | null;
  readonly channel: string | null;
  readonly product: string | null;
  readonly themes: readonly string[];
  /** As written. */
  readonly timing: string | null;
  readonly period: Timing | null;
  readonly rates: readonly Rate[];
  /** Given by the reviewer for a task without a rate. */
  readonly amount: number | null;
  readonly deadline: DeadlineRule | null;
  readonly roll: Roll;
  readonly optional: boolean;
  readonly carrySurplus: boolean;
  readonly reportRhythm: FollowRhythm;
  readonly purpose: 'task' | 'duty' | 'report';
  readonly note: string | null;
}

export type PartyRole = 'lead' | 'implementing' | 'directing' | 'coordinating';
export const PARTY_ROLES: readonly PartyRole[] = ['lead', 'implementing', 'directing', 'coordinating'];
export const ROLE_LABEL: Readonly<Record<PartyRole, string>> = { lead: 'Chủ trì', implementing: 'Thực hiện', directing: 'Chỉ đạo', coordinating: 'Phối hợp' };
/** In whose name obligations stand. Directing and coordinating bodies owe nothing by count. */
export const OWING_ROLES: ReadonlySet<PartyRole> = new Set(['lead', 'implementing']);

/** "07/KH-UBND" → 7, "KH-UBND". A number left blank ("/KH-UBND") gives null and the notation. */
export function splitNumber(text: string | null): { readonly number: number | null; readonly notation: string | null } {
  if (!text) return { number: null, notation: null };
  const slash = text.indexOf('/');
  if (slash < 0) return { number: /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : null, notation: null };
  const digits = text.slice(0, slash).trim();
  return { number: /^\d{1,6}$/.test(digits) ? Number(digits) : null, notation: text.slice(slash + 1).replace(/\s+/g, '').trim() || null };
}
/** A number under ten is printed with a leading zero (Decree 30/2020, Annex I, II.3). */
export const joinNumber = (number: number | null, notation: string | null): string | null =>
  number === null ? null : `${String(number).padStart(2, '0')}${notation ? `/${notation}` : ''}`;

/**
 * From when what goes on all year is owed: the first of the plan's year, or of the month in which it was signed when that
 * is later. Nothing is owed for months that were over before the document existed.
 */
export function planWindow(years: { readonly from: number; readonly to: number }, signedOn: PlainDate | null): DateRange {
  const first = `${years.from}-01-01` as PlainDate, last = `${years.to}-12-31` as PlainDate;
  const month = signedOn ? `${signedOn.slice(0, 7)}-01` as PlainDate : first;
  return { from: month > first && month <= last ? month : first, to: last };
}
