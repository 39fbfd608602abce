import { addDays, maxDate, type PlainDate } from '#kernel/plain-date.ts';
import { addWorkingDays, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { LockRule } from './regime.ts';

export interface Extension { readonly until: PlainDate; readonly reason: string }

/** How a unit stands with the two limits of a round: the deadline, after which it is late, and the lock, after which it cannot send. */
export interface Limits {
  readonly due: PlainDate;
  /** Last day on which the unit can send or correct; null when the round never locks. */
  readonly lastDay: PlainDate | null;
  /** The last extension granted to this unit, whether or not it is over. */
  readonly extension: Extension | null;
  readonly locked: boolean;
}

/**
 * The rule gives every unit the same last day; the last extension granted to a unit moves it for that unit alone, forward only: an extension
 * never takes away days that all have.
 */
export function limitsOf(rule: LockRule | null | undefined, due: PlainDate, calendar: WorkingCalendar, extension: Extension | null, today: PlainDate): Limits {
  if (!rule) return { due, lastDay: null, extension, locked: false };
  const common = rule.counting === 'working-days' ? addWorkingDays(calendar, due, rule.days) : addDays(due, rule.days), lastDay = extension ? maxDate(common, extension.until) : common;
  return { due, lastDay, extension, locked: today > lastDay };
}

/** Sent on time is asked of the day it was first sent, whatever was locked, extended or corrected later. */
export const isLate = (sentOn: PlainDate, due: PlainDate): boolean => sentOn > due;
