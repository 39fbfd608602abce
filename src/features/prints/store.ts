/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { HandoutRow, PrintRow, RunRow } from './store/tables.ts';
export { printRow } from './store/rows.ts';
export { draftsOf, printCounts, printList, printsById, runsOf, type PrintFilter, type PrintListRow } from './store/reading.ts';
