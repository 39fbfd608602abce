import { definePolicy } from '#platform/policy.ts';

export const documentsPolicy = definePolicy({
  /** Say that a cited paper holds no more: for one's own unit and everything below. */
  'documents.mark': ['focal', 'approver', 'administrator'],
});
