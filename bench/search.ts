import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { pairsIn, parseQuery, wordsIn } from '#features/search/rules/query.ts';
import { mustHave, tsquery } from '#features/search/rules/rank.ts';
import { snippet } from '#features/search/rules/snippet.ts';
import { wordsOf } from '#features/search/rules/words.ts';
import { putEntries, settleIndex } from '#features/search/store/entries.ts';
import { find, MOST_HITS } from '#features/search/store/find.ts';
import { machine } from './nation.ts';
import { ARTICLES, entry, openLibrary, SEED } from './search-data.ts';
import { chance } from './search-corpus.ts';

/**
 * Search over 200,000 articles: counting, ranking, facets, the first page and the lines under its hits, as a reader's request asks for them. Queries are taken from the
 * articles themselves (one to four words side by side, or from two places; some in quotation marks), half of them typed without marks, and sorted into classes by how much they hit. At most 50 ms
 * at the 95th percentile for those that hit up to 5,000; broader ones rank the newest 5,000 and say so.
 *
 * Beside it, in turns, what PostgreSQL gives by itself: `to_tsvector('simple')` over the same words without marks, `ts_rank`, count and the best twenty, with a GIN index:
 * no marks, no pairs, no facets, and a sequential scan forbidden, with which it would be slower still. Both find the same number, which is checked.
 *
 *     node --import tsx bench/search.ts [--keep DIR] [--explain]
 */
const EACH = 30, LIMIT = 50, CLASSES = [['upTo100', 1, 100], ['upTo1000', 101, 1_000], ['upTo5000', 1_001, 5_000], ['broad', 16_000, 175_000]] as const;
const { values: { explain } } = parseArgs({ options: { keep: { type: 'string' }, explain: { type: 'boolean' } } });
const library = await openLibrary(), { db } = library, NOW = new Date(Date.UTC(2026, 10, 21));

/** Every word and pair as the index counts it, so that classes are those of the whole library and not of a sample. */
async function queries(): Promise<Map<string, { readonly typed: string; readonly hits: number }[]>> {
  const random = chance(SEED + 1), found = new Map<string, { typed: string; hits: number }[]>(CLASSES.map(([name]) => [name, []]));
  for (let tries = 0; tries < 6_000 && [...found.values()].some((list) => list.length < EACH); tries++) {
    const one = entry(Math.floor(random() * ARTICLES)), text = random() < 0.4 ? one.title : one.text, words = wordsOf(text), length = 1 + Math.floor(random() * 4), at = Math.floor(random() * Math.max(1, words.length - length));
    let taken = words.slice(at, at + length);
    if (random() < 0.25 && length > 1) taken = [...taken.slice(0, -1), words[Math.floor(random() * words.length)]!]; // from two places
    const said = taken.map((word) => (tries % 2 ? word.folded : text.slice(word.start, word.end))).join(' ');
    // two thousand syllables make the whole language: what hits little is mostly asked for in quotation marks
    const typed = random() < 0.3 && length > 1 ? `"${said}"` : said, query = parseQuery(typed);
    if (wordsIn(query).length !== new Set(taken.map((word) => (tries % 2 ? word.folded : word.exact))).size || (!typed.startsWith('"') && pairsIn(query.runs, true).length > 0)) continue;
    const hits = (await sql<{ n: number }>`select count(*)::integer as n from search_entries where lexemes @@ ${tsquery(mustHave(query))}::tsquery`.execute(db)).rows[0]!.n;
    const list = found.get(CLASSES.find(([, from, to]) => hits >= from && hits <= to)?.[0] ?? '');
    if (list && list.length < EACH && !list.some((other) => other.typed === typed)) list.push({ typed, hits });
  }
  process.stderr.write(`queries: ${[...found].map(([name, list]) => `${name} ${list.length}`).join(', ')}\n`);
  return found;
}

async function ours(typed: string): Promise<{ total: number; more: boolean }> {
  const query = parseQuery(typed), found = await find(db, { query, order: 'relevance', page: 1, now: NOW });
  for (const hit of found.hits) snippet(hit.text, query);
  return found;
}
async function peer(typed: string): Promise<number> {
  const query = parseQuery(typed), words = typed.startsWith('"') ? query.runs[0]!.words.map((word) => word.folded).join(' <-> ') : wordsIn(query).map((word) => word.folded).join(' & ');
  const [{ rows }] = await Promise.all([
    sql<{ n: number }>`select count(*)::integer as n from peer.articles where vector @@ to_tsquery('simple', ${words})`.execute(db),
    sql`select id, title, ts_rank(vector, to_tsquery('simple', ${words})) as rank from peer.articles where vector @@ to_tsquery('simple', ${words}) order by rank desc, published_at desc limit 20`.execute(db),
  ]);
  return rows[0]!.n;
}

const all = await queries(), took: Record<string, { ours: number[]; peer: number[] }> = {}, wrong: string[] = [];
const time = async <T>(list: number[], work: () => Promise<T>): Promise<T> => { const start = performance.now(), result = await work(); list.push(performance.now() - start); return result; };
for (const round of [0, 1, 2]) for (const [name, list] of all) {
  const into = round === 0 ? { ours: [], peer: [] } : (took[name] ??= { ours: [], peer: [] }); // once before: what is measured is work, not the first look at the disk
  for (const { typed, hits } of list) {
    const found = await time(into.ours, () => ours(typed)), there = await time(into.peer, () => peer(typed));
    // side by side: the peer also joins the end of a sentence with the next one, ours also a pair of pairs from two places
    if ((there !== hits && !typed.startsWith('"')) || found.total !== Math.min(hits, MOST_HITS) || found.more !== hits > MOST_HITS) wrong.push(`${typed}: ${hits} hits, found ${found.total}${found.more ? '+' : ''}, peer ${there}`);
  }
}
const at = (list: readonly number[]) => { const sorted = [...list].sort((a, b) => a - b), of = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10; return { p50: of(0.5), p95: of(0.95) }; };
const milliseconds = Object.fromEntries(Object.entries(took).map(([name, list]) => [name, { queries: all.get(name)!.length, hits: at(all.get(name)!.map((one) => one.hits)), ours: at(list.ours), peer: at(list.peer) }]));

const megabytes = async (what: string): Promise<number> => Math.round((await sql<{ n: number }>`select pg_total_relation_size(${what}::regclass)::bigint as n`.execute(db)).rows[0]!.n / 2 ** 20);
const sizes = { indexMegabytes: await megabytes('search_entries_lexemes'), entriesWithTextMegabytes: await megabytes('search_entries'), termsMegabytes: await megabytes('search_terms'), peerIndexMegabytes: await megabytes('peer.articles_vector_idx'), peerMegabytes: await megabytes('peer.articles') };
// what it takes to put in 1,000 articles more, a hundred at a time as the follower does, with the whole index there
const start = performance.now(), NEW = 1_000;
for (let from = 0; from < NEW; from += 100) await db.transaction().execute((tx) => putEntries(tx, Array.from({ length: 100 }, (_none, index) => entry(from + index)), NOW));
await db.transaction().execute(settleIndex);
const putPerSecond = Math.round(NEW / ((performance.now() - start) / 1_000));
if (explain) for (const [name, list] of all) {
  const [one] = list, query = one && tsquery(mustHave(parseQuery(one.typed)));
  if (one) console.error(name, one, (await sql<Record<string, string>>`explain (analyze, buffers) select id from search_entries where lexemes @@ ${query}::tsquery order by published_at desc limit 5001`.execute(db)).rows.map((row) => Object.values(row)[0]).join('\n'));
}
const within = ['upTo100', 'upTo1000', 'upTo5000'].every((name) => milliseconds[name]!.ours.p95 <= LIMIT);
console.log(JSON.stringify({ bench: 'search', articles: ARTICLES, loadSeconds: library.loadSeconds, milliseconds, limit: LIMIT, within, wrong: wrong.slice(0, 5), ...sizes, putPerSecond, ...machine() }));
await library.close();
