import { definePolicy } from '#platform/policy.ts';

export const urgingPolicy = definePolicy({
  /** Write to those who are behind, in the name of the unit that follows up. */
  'urging.write': ['focal', 'approver', 'administrator'],
  /** The morning's round; only the program itself goes it. */
  'urging.climb': [],
});
