import type { Reader } from './tables.ts';

/**
 * Work that a transaction does once, after everything its verb wrote and before its audit events: what is derived from
 * several changes is brought up to date in one statement, and rows that many people share are held for a moment only and
 * after all others, so that nobody waits in a circle.
 */
const waiting = new WeakMap<Reader, Map<object, () => Promise<void>>>();

/** From here on `atEnd` puts work off until `runAtEnd`. */
export const beginWork = (tx: Reader): void => { waiting.set(tx, new Map()); };

/** The work of this owner, done once at the end however often it is asked for; outside of an action at once. */
export async function atEnd(tx: Reader, owner: object, work: () => Promise<void>): Promise<void> {
  const list = waiting.get(tx);
  if (!list) return work();
  if (!list.has(owner)) list.set(owner, work);
}

export async function runAtEnd(tx: Reader): Promise<void> {
  const list = waiting.get(tx);
  waiting.delete(tx);
  for (const work of list?.values() ?? []) await work();
}
