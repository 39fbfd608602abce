import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const deliverablesPolicy = definePolicy({
  'deliverables.read': EVERY_ROLE,
  'deliverables.record': ['officer', 'approver', 'focal', 'editor', 'administrator'],
  /** Approve-own: the work of one's own unit. */
  'deliverables.confirm': ['approver', 'administrator'],
  'deliverables.set-self-confirmation': ['approver', 'administrator'],
});
