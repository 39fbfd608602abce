import { definePolicy } from '#platform/policy.ts';

export const auditPolicy = definePolicy({
  /** Age of the backups, the last trial restore. */
  'audit.see-backups': ['administrator'],
  'audit.set-backups': ['administrator'],
});
