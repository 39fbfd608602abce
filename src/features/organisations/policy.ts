import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const organisationsPolicy = definePolicy({
  'organisations.read': EVERY_ROLE,
  /** Create, change, import. */
  'organisations.change': ['administrator'],
  /** Write down what a resolution does to units: merge, split, dissolve … */
  'organisations.reorganise': ['administrator'],
  'organisations.group': ['administrator', 'focal'],
  /** Remember how the own documents mean a name. */
  'organisations.name': ['administrator', 'focal', 'officer', 'approver'],
});
