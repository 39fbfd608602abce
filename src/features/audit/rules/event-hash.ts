import { createHash } from 'node:crypto';

/** Everything of an event that its hash covers, in this order (docs/topics/keeping.md shows it to an outside checker). */
export interface EventContent {
  readonly shard: number;
  readonly position: number;
  readonly at: Date;
  readonly accountId: string | null;
  readonly personName: string;
  readonly organisationId: string | null;
  readonly subjectId: string | null;
  readonly via: string;
  readonly verb: string;
  readonly table: string;
  readonly rowId: string | null;
  readonly batchId: string | null;
  readonly rowCount: number | null;
  readonly rowSha256: Uint8Array | null;
  /** JSON text exactly as stored. */
  readonly facts: string;
  readonly previousSha256: Uint8Array;
}

/** The link before the first event of a chain. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

/** "5:vàng," counted in UTF-8 bytes; "-," for nothing. No separator can be forged by content. */
const netstring = (text: string | null): string => (text === null ? '-,' : `${Buffer.byteLength(text)}:${text},`);
const number = (value: number | null): string | null => (value === null ? null : String(value));
const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('hex'));

/** Of `eventText`, what a verb knows before the rows have their last content and the event its place in the chain: all between position and digest. */
export const knownText = (event: Omit<EventContent, 'position' | 'previousSha256' | 'rowSha256'>): string => [
  `${event.at.getTime()}000`, event.accountId, event.personName, event.organisationId,
  event.subjectId, event.via, event.verb, event.table, event.rowId, event.batchId, number(event.rowCount),
].map(netstring).join('');

/** The same text is built in SQL by `store/verification.ts` and `store/append.ts`; tests hold them together. Instants in microseconds since 1970. */
export const eventText = (event: EventContent): string =>
  [number(event.shard), number(event.position)].map(netstring).join('') + knownText(event) + [hex(event.rowSha256), event.facts, hex(event.previousSha256)].map(netstring).join('');

export const eventHash = (event: EventContent): Uint8Array => createHash('sha256').update(eventText(event)).digest();
