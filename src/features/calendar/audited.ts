import { defineAudited } from '#features/audit/audited.ts';

/** `calendar_state` only tells processes that something changed; it is not audited. */
export const calendarAudited = [
  defineAudited({ table: 'calendar_years', key: 'id', by: 'row' }),
  defineAudited({ table: 'calendar_days', key: 'id', by: 'row' }),
];
