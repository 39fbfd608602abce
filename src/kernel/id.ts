/**
 * Identifiers: UUID version 7 (RFC 9562 §5.7), so that new rows land at the end of an index. The twelve bits "rand_a"
 * carry the shard in which the row was first stored: whoever holds an id can go straight to its shard, and the shard
 * has no other meaning.
 */
export type Id = string & { readonly __id: unique symbol };

export const MAX_SHARD = 0xfff;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const isId = (text: string): text is Id => UUID.test(text);
export const shardOf = (id: Id): number => parseInt(id.slice(15, 18), 16);

/** The same id in another shard: for a row that has to stand with the row it belongs to. */
export const inShard = (id: Id, shard: number): Id => `${id.slice(0, 15)}${shard.toString(16).padStart(3, '0')}${id.slice(18)}` as Id;

function format(milliseconds: number, shard: number, random: Uint8Array): Id {
  const time = Math.max(0, milliseconds).toString(16).padStart(12, '0');
  const tail = Buffer.from(random.subarray(0, 8));
  tail[0] = (tail[0]! & 0x3f) | 0x80;
  const hex = tail.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${shard.toString(16).padStart(3, '0')}-${hex.slice(0, 4)}-${hex.slice(4)}` as Id;
}

export type IdSource = (shard: number) => Id;

/**
 * Ids of this clock, unguessable. Those of one source and shard sort in the order they were made, also within a millisecond or when the clock steps back:
 * the random part then grows by a random step (RFC 9562 §6.2, method 2).
 */
export function randomIds(milliseconds: () => number = Date.now): IdSource {
  const random = new Uint8Array(8), view = new DataView(random.buffer);
  let last = -1, tail = 0n;
  return (shard) => {
    const now = milliseconds();
    crypto.getRandomValues(random);
    if (now > last) [last, tail] = [now, view.getBigUint64(0) & FRESH];
    else if ((tail += BigInt(view.getUint32(0)) + 1n) > TAIL) [last, tail] = [last + 1, view.getBigUint64(0) & FRESH];
    view.setBigUint64(0, tail);
    return format(last, shard, random);
  };
}
/** 62 bits, of which a fresh tail leaves the highest unset: about a thousand million steps fit before the time itself has to move on. */
const TAIL = (1n << 62n) - 1n, FRESH = TAIL >> 1n;

/** The same ids in the same order for the same seed: for the demonstration province and for tests, never for real work. */
export function seededIds(seed: number, startMilliseconds: number): IdSource {
  let state = seed >>> 0, count = 0;
  const next = () => { // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return (shard) => {
    const random = new Uint8Array(8);
    new DataView(random.buffer).setUint32(0, next());
    new DataView(random.buffer).setUint32(4, next());
    return format(startMilliseconds + count++, shard, random);
  };
}
