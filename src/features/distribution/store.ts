/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { DefaultRow, OutletRow, PostingRow } from './store/tables.ts';
export { outletRow, postingRow } from './store/rows.ts';
export { outletsOf, postingList, postingsById, postingsOfItem, toPostCount, type PostingView } from './store/reading.ts';
