/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { DecisionRow, FieldRow, ProcedureRow, ShopRow, SheetRow, VersionRow } from './store/tables.ts';
export { catalogueOn, fieldsOf, proceduresById, versionTexts, type CatalogueRow } from './store/catalogue.ts';
export { decisionRow, decisionsOf, fieldRow, procedureAt, procedureRow, versionsOf } from './store/rows.ts';
export { lastWordsAt, sheetRow, sheetsOf, shopRow, shopsOf } from './store/shops.ts';
