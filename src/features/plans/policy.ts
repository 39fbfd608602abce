import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const plansPolicy = definePolicy({
  'plans.read': EVERY_ROLE,
  /** Import, write, edit a draft. */
  'plans.write': ['officer', 'approver', 'focal', 'administrator'],
  'plans.approve': ['approver', 'administrator'],
  /** Issue, amend, recall, close: gives work to others. */
  'plans.issue': ['approver', 'focal', 'administrator'],
  /** Show an issued plan to everybody, and take it down. */
  'plans.publish': ['approver', 'administrator'],
});
