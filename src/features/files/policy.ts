import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const filesPolicy = definePolicy({
  /** A file is read where the thing it proves may be read; this is the least. */
  'files.read': EVERY_ROLE,
  'files.keep': ['officer', 'approver', 'focal', 'editor', 'finance', 'administrator'],
});
