import { definePolicy } from '#platform/policy.ts';

export const reportsPolicy = definePolicy({
  /** Read the reports of a unit in one's subtree. */
  'reports.read': ['officer', 'approver', 'focal', 'editor', 'finance', 'observer', 'administrator'],
  /** Write the unit's own report. */
  'reports.write': ['officer', 'approver', 'focal'],
  /** Sign it off and send it upwards. */
  'reports.submit': ['approver', 'focal'],
  /** See a whole round at the unit that receives it. */
  'reports.round': ['focal', 'approver', 'observer', 'administrator'],
  /** Take or return what units sent, consolidate, keep regimes, extend. */
  'reports.receive': ['focal', 'administrator'],
  /** The second step, by the leader of the receiving unit. */
  'reports.approve': ['approver'],
  /** Undo a step taken there; which one decides who. */
  'reports.undo': ['focal', 'approver', 'administrator'],
  /** Show a sent report to everybody, and take it down. */
  'reports.publish': ['approver', 'administrator'],
});
