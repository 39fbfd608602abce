import type { Kysely, Transaction } from 'kysely';

/**
 * Every table of the system, by name. Empty here: each noun adds its own tables from its `store.ts`
 *
 *     declare module '#platform/db/tables.ts' { interface Tables { plans: PlanTable } }
 *
 * so that the type of the database is the union of the nouns and this floor still knows none of them.
 */
export interface Tables {}

export type Database = Kysely<Tables>;
/** The only way to the database inside an action: whatever is written through it is written together, or not at all. */
export type Tx = Transaction<Tables>;
/** For reading functions that serve both a page and an action. */
export type Reader = Kysely<Tables> | Transaction<Tables>;
