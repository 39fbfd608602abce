import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';
import { sendTogether, type Part } from './together.ts';

const MARK = '/* kept */', LATER = '/* kept, later */', LAST = '/* kept, last */';

/**
 * Put in front of a statement that looks up or writes a few rows by key, always has the same text and runs all the time:
 * PostgreSQL then keeps it parsed and planned on each connection. Not for statements over many rows, whose best plan
 * depends on the values.
 */
export const kept = sql.raw(MARK);
/**
 * The same for a change in a transaction whose answer nobody reads: it travels with the next statement of the transaction,
 * before it, and when PostgreSQL refuses it, that next statement fails.
 */
export const keptLater = sql.raw(LATER);
/** The same for the very last statement of a transaction: the commit travels with it. What it locks is held for no journey to us and back. */
export const keptLast = sql.raw(LAST);

/**
 * `column = value` for one, `column = any(values)` for more. With an array PostgreSQL believes a plan made once for all to be
 * dear (it reckons with ten) and plans anew each time, which takes longer than the look-up.
 */
export const isOneOf = (column: RawBuilder<unknown>, values: readonly (string | number)[], type: 'uuid' | 'integer'): RawBuilder<boolean> =>
  values.length === 1 ? sql<boolean>`${column} = ${values[0]}::${sql.raw(type)}` : sql<boolean>`${column} = any(${values}::${sql.raw(type)}[])`;

const names = new Map<string, string>();
let made = 0;
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, name = `kept_${++made}`);
  return name;
}

/** A column was added while we ran: what is kept must be made anew. PostgreSQL says so once; asked again it works. */
export const isOutdatedPlan = (error: unknown): boolean => /cached plan must not change result type/.test((error as Error).message);

const keptPart = (text: string, values: readonly unknown[] = []): Part => ({ text, values, name: nameOf(text) });
const done = (command?: string) => Promise.resolve({ command, rowCount: 0, rows: [] });

/**
 * Sends statements with a mark as prepared ones, and as few journeys as possible: `begin` goes with the first statement of a
 * transaction, `commit` with the last one where that is known.
 */
export function keepStatements(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  /** Of the open transaction: what was not sent yet. Null outside of one that we began. */
  let waiting: Part[] | null = null, ended = false;
  const send = (parts: readonly Part[], answer: number): Promise<unknown> => sendTogether(client, query, parts, answer, ({ text }) => names.delete(text)).catch((error: unknown) => {
    if (isOutdatedPlan(error)) for (const { text } of parts) names.delete(text);
    throw error;
  });
  const unsent = (): Part[] => waiting?.splice(0) ?? [];
  const begun = (): boolean => waiting?.[0]?.text !== 'begin';

  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values) || rest.length > 0) return query(text, values, ...rest);
    if (text === 'begin') { waiting = [keptPart(text)]; return done('BEGIN'); }
    if (text === 'commit' || text === 'rollback') {
      const over = ended || (waiting !== null && !begun() && (text === 'rollback' || waiting.length === 1)), parts = unsent();
      waiting = null;
      ended = false;
      if (over) return done(text.toUpperCase());
      return text === 'commit' && parts.length > 0 ? send([...parts, keptPart(text)], parts.length) : query(text, values);
    }
    if (ended) throw new Error('a statement after the last one of its transaction');
    const marked = text.startsWith('/* kept');
    if (marked && waiting && text.startsWith(LATER)) { waiting.push(keptPart(text, values)); return done(); }
    if (marked && waiting && text.startsWith(LAST)) {
      const parts = [...unsent(), keptPart(text, values)];
      return send([...parts, keptPart('commit')], parts.length - 1).then((result) => { ended = true; return result; });
    }
    const before = unsent();
    if (marked || (before.length > 0 && values.length > 0)) return send([...before, marked ? keptPart(text, values) : { text, values, name: undefined }], before.length);
    // Without values it may be several statements in one text, which cannot travel with others.
    return before.length === 0 ? query(text, values) : send(before, before.length - 1).then(() => query(text, values));
  }) as typeof client.query;
}
