import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const proceduresPolicy = definePolicy({
  /** Catalogue, shops and check sheets of the units one may see. */
  'procedures.read': EVERY_ROLE,
  /** Enter decisions, import, say when a procedure was compared with the national portal; at the organisation at the top, whose catalogue it is. */
  'procedures.keep': ['focal', 'editor', 'administrator'],
  /** Open and change one-stop shops. */
  'procedures.keep-shops': ['focal', 'approver', 'administrator'],
  /** Fill in and sign a check sheet of a shop, of one's own unit or of one below. */
  'procedures.check': ['officer', 'approver', 'focal'],
  /** Say that what was missing is posted up now. */
  'procedures.post': ['officer', 'approver', 'focal'],
});
