import { definePolicy } from '#platform/policy.ts';

export const accountsPolicy = definePolicy({
  /** See who works in a unit and what they may do. */
  'accounts.read': ['administrator', 'observer'],
  /** Invite, change, reset, close accounts; grant and revoke roles; review them. */
  'accounts.manage': ['administrator'],
  /** Numbers of security level 3. */
  'accounts.secure': ['administrator'],
});
