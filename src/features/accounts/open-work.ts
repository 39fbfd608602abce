import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** Something an account has open and somebody else must take over: said by a later noun, listed by the application. */
export interface OpenWork { readonly label: string; readonly href: string; readonly count: number }
export type OpenWorkSlot = (reader: Reader, accountId: Id, today: PlainDate) => Promise<readonly OpenWork[]>;

let slots: readonly OpenWorkSlot[] = [];
export const useOpenWork = (...given: readonly OpenWorkSlot[]): void => { slots = given; };
export const openWorkOf: OpenWorkSlot = async (reader, accountId, today) => (await Promise.all(slots.map((slot) => slot(reader, accountId, today)))).flat().filter((work) => work.count > 0);
