import { definePolicy } from '#platform/policy.ts';

export const sitesPolicy = definePolicy({
  /** Name, tone, blocks of the home page, how often pages were read. */
  'sites.keep': ['approver', 'editor', 'focal', 'administrator'],
  /** An own host name: a matter of servers and certificates. */
  'sites.choose-host': ['administrator'],
});
