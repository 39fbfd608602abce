import { definePolicy } from '#platform/policy.ts';

export const reportsPolicy = definePolicy({
  /** Read the reports of a unit in one's subtree. */
  'reports.read': ['officer', 'approver', 'focal', 'editor', 'finance', 'observer', 'administrator'],
  /** Write the unit's own report. */
  'reports.write': ['officer', 'approver', 'focal'],
  /** Sign it off and send it upwards. */
  'reports.submit': ['approver', 'focal'],
  /** Take or return what units sent, consolidate, keep regimes. */
  'reports.receive': ['focal', 'administrator'],
});
