import pg from 'pg';

/** A statement on its way; with a name it is prepared once on each connection. */
export interface Part { readonly text: string; readonly values: readonly unknown[]; readonly name: string | undefined }

/** What of `pg` is used here: its own class reads the answer to one statement, and knows how to send it. */
interface Answer {
  _result: { _types: unknown };
  prepare(connection: Wire): void; hasBeenParsed(connection: Wire): unknown;
  handleRowDescription(message: unknown): void; handleDataRow(message: unknown): void; handleCommandComplete(message: unknown, connection: Wire): void; handleReadyForQuery(connection: Wire): void;
}
interface Wire { sync(): void; stream: { cork(): void; uncork(): void }; submittedNamedStatements: Record<string, string>; parsedStatements: Record<string, string> }

/** What of `pg` is not in its types. */
const inside = pg as unknown as {
  Query: new (config: object, values: undefined, callback: (error: Error | null, result: unknown) => void) => Answer;
  utils: { prepareValue(value: unknown): unknown };
};

/**
 * Several statements in one journey: PostgreSQL runs them one after the other and answers once. When one is refused, those
 * behind it do not run. Gives the answer to the one at `answer`; rejects with the first refusal. `forget` hears of names that
 * may or may not be known to the connection after a refusal.
 */
export function sendTogether(client: pg.ClientBase, query: (submittable: object) => unknown, parts: readonly Part[], answer: number, forget: (part: Part) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let at = 0, failed: Error | null = null, given: unknown;
    const fresh: boolean[] = [], types = (client as unknown as { _types: unknown })._types;
    // A value that cannot be sent is found here, before anything is.
    const answers = parts.map(({ text, values, name }, index) => {
      const one = new inside.Query({ text, values: values.map(inside.utils.prepareValue), name, queryMode: 'extended' }, undefined, (error, result) => { if (error) failed ??= error; else if (index === answer) given = result; });
      one._result._types = types;
      return one;
    });
    query({
      callback: () => {},
      submit(connection: Wire) {
        const open = Object.create(connection, { sync: { value: () => {} } }) as Wire; // one sync behind all
        connection.stream.cork();
        for (const one of answers) { fresh.push(!one.hasBeenParsed(connection)); one.prepare(open); }
        connection.sync();
        connection.stream.uncork();
        return null;
      },
      handleRowDescription: (message: unknown) => answers[at]!.handleRowDescription(message),
      handleDataRow: (message: unknown) => answers[at]!.handleDataRow(message),
      handleCommandComplete: (message: unknown, connection: Wire) => answers[at++]!.handleCommandComplete(message, connection),
      handleEmptyQuery: () => { at++; },
      handlePortalSuspended: () => {},
      handleReadyForQuery(connection: Wire) {
        for (const one of answers) one.handleReadyForQuery(connection);
        if (failed) reject(failed); else resolve(given);
      },
      handleError(error: Error, connection: Wire) {
        parts.forEach((part, index) => {
          if (!part.name || index < at || !fresh[index]) return;
          delete connection.submittedNamedStatements[part.name];
          forget(part);
        });
        reject(error);
      },
    });
  });
}
