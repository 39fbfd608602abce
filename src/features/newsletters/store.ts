/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { IssueRow, NewsletterRow } from './store/tables.ts';
export { issueRow, newsletterRow } from './store/rows.ts';
export { draftsOf, issueCounts, issueList, issuesById, newslettersOf, type IssueFilter, type IssueListRow } from './store/reading.ts';
