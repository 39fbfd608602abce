import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const articlesPolicy = definePolicy({
  /** Columns, articles and what was owed, of units one may see; drafts too. */
  'articles.read': EVERY_ROLE,
  /** Write, submit. */
  'articles.draft': ['officer', 'approver', 'focal', 'editor'],
  /** The editorial approval: approve, return, publish, take down. Never of one's own article alone. */
  'articles.approve': ['approver', 'editor'],
  /** Begin, rename and close a column, say what it counts for. */
  'articles.keep-columns': ['approver', 'focal', 'editor', 'administrator'],
  /** Send material to a column of another unit, in the own unit's name. */
  'articles.contribute': ['officer', 'approver', 'focal', 'editor'],
  /** Take over, return or decline what other units sent to a column. */
  'articles.receive': ['approver', 'editor'],
});
