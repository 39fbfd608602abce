import { definePolicy } from '#platform/policy.ts';

export const notificationsPolicy = definePolicy({
  /** Letters that were not taken, to people of one's units: see them, send them again. */
  'notifications.see-mail': ['administrator'],
});
