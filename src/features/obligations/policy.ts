import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const obligationsPolicy = definePolicy({
  /** Work list, board, debts of the units one may see. */
  'obligations.read': EVERY_ROLE,
  /** Give work to others: part of issuing a plan or a letter. */
  'obligations.impose': ['approver', 'focal', 'administrator'],
  /** Let a unit off; asked at a unit above it, never at itself. */
  'obligations.excuse': ['approver', 'focal', 'administrator'],
  /** Move open work to a successor: part of a reorganisation. */
  'obligations.transfer': ['administrator'],
  'credits.write': ['officer', 'approver', 'focal', 'editor', 'administrator'],
});
