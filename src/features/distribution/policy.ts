import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const distributionPolicy = definePolicy({
  /** Outlets, what is to be posted and what was. */
  'distribution.read': EVERY_ROLE,
  /** Choose outlets for an item, post by hand with proof, say why not. */
  'distribution.post': ['officer', 'approver', 'focal', 'editor'],
  /** Open and close outlets, say what usually goes where. */
  'distribution.keep-outlets': ['approver', 'focal', 'editor', 'administrator'],
  /** How drivers fare, at the unit and below. */
  'distribution.see-drivers': ['administrator', 'focal', 'editor'],
});
