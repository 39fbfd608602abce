import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const newslettersPolicy = definePolicy({
  /** Newsletters and issues of units one may see; drafts too. */
  'newsletters.read': EVERY_ROLE,
  /** Compose an issue, submit it. */
  'newsletters.compose': ['officer', 'approver', 'focal', 'editor'],
  /** The editorial approval: approve, return, publish, take back. Never of one's own issue alone. */
  'newsletters.approve': ['approver', 'editor'],
  /** Begin, rename and close a newsletter, say what it counts for. */
  'newsletters.keep': ['approver', 'focal', 'editor', 'administrator'],
  /** How many people are written to and how the letters fare; masked addresses, deletion on request. */
  'newsletters.see-subscribers': ['approver', 'editor', 'administrator'],
});
