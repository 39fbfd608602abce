import { sql } from 'kysely';
import type { Tx } from './tables.ts';

/** Whoever does what has this name waits for those who do it already, until their transactions end. */
export const takeTurn = (tx: Tx, name: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
