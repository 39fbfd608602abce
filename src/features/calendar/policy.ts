import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const calendarPolicy = definePolicy({
  'calendar.read': EVERY_ROLE,
  /** Confirm the days off of a year; asked for at the root organisation, since every unit counts by the same calendar. */
  'calendar.confirm': ['administrator'],
});
