import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const printsPolicy = definePolicy({
  /** Designs and print runs of units one may see; drafts too. */
  'prints.read': EVERY_ROLE,
  /** Make and submit a design; record what was printed and where it went. */
  'prints.draft': ['officer', 'approver', 'focal', 'editor'],
  /** Approve, return, publish, take down. Never of one's own design alone. */
  'prints.approve': ['approver', 'editor'],
});
