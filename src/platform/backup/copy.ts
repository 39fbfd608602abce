import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ClientBase, Connection, Submittable } from 'pg';

/**
 * COPY over the `pg` driver, which knows the messages and leaves their use to the caller. Both directions hold back the
 * other side when it is too fast, so a table of any size passes through a few hundred kilobytes.
 */

/** What the driver calls on the query it is busy with. The published types know only `submit`. */
interface Answered extends Submittable {
  handleCopyInResponse?(connection: Wire): void;
  handleCopyData?(message: { chunk: Buffer }, connection: Wire): void;
  handleCommandComplete(message: { text?: string }, connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
  handleReadyForQuery(connection: Wire): void;
  handleRowDescription(): void; handleDataRow(): void; handlePortalSuspended(): void; handleEmptyQuery(): void;
}
/** The driver's connection, with the methods its types leave out. */
interface Wire extends Connection {
  sendCopyFromChunk(chunk: Buffer): boolean | void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}
const nothing = { handleRowDescription() {}, handleDataRow() {}, handlePortalSuspended() {}, handleEmptyQuery() {} };

const CHUNK = 65_536;

/** The bytes of `copy … to stdout`, with their line ends. An error of the server is an error of the stream. */
export function copyOut(client: ClientBase, statement: string): Readable {
  let wire: Wire | null = null;
  let kept: Buffer[] = [];
  let size = 0;
  const flush = (): void => {
    if (size === 0) return;
    const room = stream.push(Buffer.concat(kept, size));
    kept = [];
    size = 0;
    if (!room && !stream.destroyed) wire?.stream.pause();
  };
  const stream = new Readable({ highWaterMark: 4 * CHUNK, read() { wire?.stream.resume(); }, destroy(error, done) { wire?.stream.resume(); done(error); } });
  const query: Answered = {
    ...nothing,
    submit(connection) { wire = connection as Wire; wire.query(statement); },
    handleCopyData({ chunk }) {
      kept.push(Buffer.from(chunk)); // the driver will use its buffer again
      size += chunk.length;
      if (size >= CHUNK) flush();
    },
    handleCommandComplete() { flush(); },
    handleError(error) { stream.destroy(error); },
    handleReadyForQuery() { stream.push(null); },
  };
  client.query(query);
  return stream;
}

/** Feeds `copy … from stdin` and returns the number of rows. When the source fails the server is told to forget everything. */
export function copyIn(client: ClientBase, statement: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    let failed: Error | null = null;
    const query: Answered = {
      ...nothing,
      submit(connection) { (connection as Wire).query(statement); },
      handleCopyInResponse(connection) {
        void feed(connection, source, () => failed !== null).catch((error: Error) => {
          failed ??= error;
          connection.sendCopyFail('the source failed');
        });
      },
      handleCommandComplete({ text }) { rows = Number(/^COPY (\d+)/.exec(text ?? '')?.[1] ?? 0); },
      handleError(error, connection) {
        failed ??= error;
        connection.stream.emit('drain'); // whoever waits to send more learns that there is no point
        reject(failed); // after an error the driver calls no more; the next query waits for the server by itself
      },
      handleReadyForQuery() { resolve(rows); },
    };
    client.query(query);
  });
}

async function feed(connection: Wire, source: AsyncIterable<Uint8Array>, over: () => boolean): Promise<void> {
  for await (const chunk of source) {
    if (over()) return;
    connection.sendCopyFromChunk(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
  }
  if (!over()) connection.endCopyFrom();
}
