import { definePolicy } from '#platform/policy.ts';

export const budgetsPolicy = definePolicy({
  /** Read the estimates of a unit in one's subtree, what was approved and spent. */
  'budgets.read': ['officer', 'approver', 'focal', 'editor', 'finance', 'observer', 'administrator'],
  /** Begin the unit's estimate and write its lines. */
  'budgets.draft': ['officer', 'finance', 'focal'],
  /** Sign it and send it to the finance office; of a consolidated one to the committee or the level above. */
  'budgets.submit': ['approver'],
  /** At the finance office: take in, return, appraise, consolidate. */
  'budgets.consolidate': ['finance'],
  /** At the committee: approve, return, amend. */
  'budgets.approve': ['approver'],
  /** Write down what was spent. */
  'budgets.spend': ['finance'],
  /** Sign the settlement. */
  'budgets.settle': ['approver'],
});
