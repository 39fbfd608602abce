import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';

const MARK = '/* kept */';

/**
 * Put in front of a statement that looks up or writes a few rows by key, always has the same text and runs all the time:
 * PostgreSQL then keeps it parsed and planned on each connection. Not for statements over many rows, whose best plan
 * depends on the values.
 */
export const kept = sql.raw(MARK);

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

/** Sends statements with the mark as prepared ones. */
export function keepStatements(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !text.startsWith(MARK) || !Array.isArray(values) || rest.length > 0) return query(text, values, ...rest);
    return (query({ name: nameOf(text), text, values }) as Promise<unknown>).catch((error: unknown) => {
      if (isOutdatedPlan(error)) names.delete(text);
      throw error;
    });
  }) as typeof client.query;
}
