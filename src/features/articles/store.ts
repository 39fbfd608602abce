/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { ArticleRow, ColumnRow, VersionRow } from './store/tables.ts';
export { articleRow, columnRow, versionRow, versionsOf } from './store/rows.ts';
export { articleCounts, articleList, columnsOf, draftsOf, liveArticle, type ArticleFilter, type ArticleListRow, type LiveArticle } from './store/reading.ts';
export { contributionRow, receivedCount } from './store/contributions.ts';
export type { ContributionRow } from './store/tables.ts';
