/** The end of one chain: how many events, and the hash of the last. */
export interface ChainEnd { readonly shard: number; readonly position: number; readonly sha256: string }

const PREFIX = 'loa-anchor/1';

/** One line to keep outside: `loa-anchor/1 0:12:ab… 1:4711:cd…`. Without events: `loa-anchor/1`. */
export const formatAnchor = (ends: readonly ChainEnd[]): string =>
  [PREFIX, ...[...ends].sort((a, b) => a.shard - b.shard).map(({ shard, position, sha256 }) => `${shard}:${position}:${sha256}`)].join(' ');

/** The first anchor line in a text (a noted line, or a file that holds one). Null when there is none. */
export function parseAnchor(text: string): readonly ChainEnd[] | null {
  for (const line of text.split('\n')) {
    const words = line.trim().split(' ').filter(Boolean);
    if (words[0] !== PREFIX) continue;
    const ends = words.slice(1).map(parseEnd);
    return ends.every((end) => end !== null) ? ends : null;
  }
  return null;
}

function parseEnd(word: string): ChainEnd | null {
  const match = /^(\d{1,4}):(\d{1,15}):([0-9a-f]{64})$/.exec(word);
  return match && { shard: Number(match[1]), position: Number(match[2]), sha256: match[3]! };
}
