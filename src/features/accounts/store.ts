/** What other nouns and the application ask of accounts. Everything takes a reader or transaction first. */
export * from './store/accounts.ts';
export * from './store/roles.ts';
export * from './store/sessions.ts';
export * from './store/links.ts';
export * from './store/settings.ts';
export type { AccountStatus, LinkPurpose, SessionStep } from './store/tables.ts';
