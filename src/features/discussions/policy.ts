import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const discussionsPolicy = definePolicy({
  /** Read what is said about something one may read. */
  'discussions.read': EVERY_ROLE,
  /** Say something about it; who only looks on stays silent. */
  'discussions.write': ['officer', 'approver', 'focal', 'editor', 'finance', 'administrator'],
  /** Take back somebody else's words, with a reason. */
  'discussions.moderate': ['administrator'],
});
