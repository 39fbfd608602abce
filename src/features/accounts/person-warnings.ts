import type { Reader } from '#platform/db/tables.ts';
import type { Account } from './store.ts';

/** A sentence about an account that whoever looks after people should see at the person: said by a later noun, listed by the application. */
export type PersonWarning = (reader: Reader, account: Account) => Promise<string | null>;

let slots: readonly PersonWarning[] = [];
export const usePersonWarnings = (...given: readonly PersonWarning[]): void => { slots = given; };
export const warningsOf = async (reader: Reader, account: Account): Promise<readonly string[]> =>
  (await Promise.all(slots.map((slot) => slot(reader, account)))).filter((sentence) => sentence !== null);
