/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export { catalogueOn, fieldsOf, versionTexts } from './store/catalogue.ts';
export { decisionRow, decisionsOf, procedureRow, versionsOf } from './store/rows.ts';
export { shopsOf } from './store/shops.ts';
