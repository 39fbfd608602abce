import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const directoryPolicy = definePolicy({
  'directory.read': EVERY_ROLE,
  /** Say where the own unit is found, whom one calls, who answers what. */
  'directory.keep': ['officer', 'approver', 'focal', 'editor', 'administrator'],
});
