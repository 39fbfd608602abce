import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const documentsPolicy = definePolicy({
  /** Say that a cited paper holds no more: for one's own unit and everything below. */
  'documents.mark': ['focal', 'approver', 'administrator'],
  /** Keep the public register of the own unit's documents. */
  'documents.publish': ['approver', 'focal', 'administrator'],
  /** See that register at the desk. */
  'documents.read': EVERY_ROLE,
});
