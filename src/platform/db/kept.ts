import { sql } from 'kysely';
import type pg from 'pg';

const MARK = '/* kept */';

/**
 * Put in front of a statement that looks up or writes a few rows by key, always has the same text and runs all the time:
 * PostgreSQL then keeps it parsed and planned on each connection. Not for statements over many rows, whose best plan
 * depends on the values, and not with `select *` as the outermost list, which a later column would invalidate.
 */
export const kept = sql.raw(MARK);

const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, name = `kept_${names.size + 1}`);
  return name;
}

/** Sends statements with the mark as prepared ones. */
export function keepStatements(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((text: unknown, values: unknown, ...rest: unknown[]) => typeof text === 'string' && text.startsWith(MARK) && Array.isArray(values)
    ? query({ name: nameOf(text), text, values }, ...rest) : query(text, values, ...rest)) as typeof client.query;
}
