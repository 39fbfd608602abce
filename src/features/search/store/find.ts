import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import { filterLexeme } from '../rules/lexemes.ts';
import { wordsIn, type Query } from '../rules/query.ts';
import { AGE, classesOf, isCode, mustHave, nearly, phrase, POINTS, tsquery, WHOLE_TITLE, type Class, type Condition } from '../rules/rank.ts';
import './tables.ts';

/** So many hits are ranked and counted; of more, the newest. */
export const MOST_HITS = 5_000;
export const PAGE_SIZE = 20;
/** Of each facet. */
const MOST_VALUES = 20;
/** A search that takes longer is given up. */
export const PATIENCE_MS = 2_000;

/** Of the noun whose items come first when the query names one. */
const PROCEDURES = 'procedures';

export type Order = 'relevance' | 'newest';
export interface Filter {
  readonly organisationId?: Id; readonly collectionId?: Id; readonly year?: number; readonly noun?: string;
  /** What the readers of one unit's site look for: what is its own, and the procedures of those above it. */
  readonly near?: { readonly organisationId: Id; readonly above: readonly Id[] };
}
export interface Asked extends Filter { readonly query: Query; readonly order: Order; /** from 1 */ readonly page: number; readonly now: Date }

export interface Hit { readonly id: Id; readonly shard: number; readonly noun: string; readonly organisationId: Id; readonly collectionId: Id | null; readonly publishedAt: Date; readonly points: number; readonly title: string; readonly summary: string; readonly text: string }
export interface FacetValue<T> { readonly value: T; readonly hits: number }
export interface Found {
  readonly hits: readonly Hit[];
  /** Of what was ranked: at most `MOST_HITS`. */
  readonly total: number;
  /** There are more than were ranked. */
  readonly more: boolean;
  /** Nothing had all words; these have some of them side by side. */
  readonly nearly: boolean;
  readonly page: number; readonly pages: number;
  readonly organisations: readonly FacetValue<Id>[]; readonly collections: readonly FacetValue<Id>[]; readonly years: readonly FacetValue<number>[]; readonly nouns: readonly FacetValue<string>[];
}

/** Hits of a query: counted and ranked, with how they spread over organisations, columns, years and kinds. In a short transaction of its own, unless it is given one. */
export async function find(reader: Reader, asked: Asked): Promise<Found> {
  if (!reader.isTransaction) return reader.transaction().setAccessMode('read only').execute((tx) => find(tx, asked));
  // every step has an index, and every list is short: other ways only look better to a planner that does not know how words go together
  await sql`select set_config('statement_timeout', ${String(PATIENCE_MS)}, true), set_config('enable_seqscan', 'off', true), set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('work_mem', '32MB', true)`.execute(reader);
  const found = await rankAll(reader, asked);
  if (found.total > 0) return found;
  const some = nearly(asked.query);
  return some ? { ...await rank(reader, asked, { parts: [some.condition], classes: some.classes }), nearly: true } : found;
}

const filterOf = ({ organisationId, collectionId, year, noun, near }: Filter): Condition[] => [
  ...(near ? [{ any: [filterLexeme.organisation(near.organisationId), ...near.above.map((id): Condition => ({ all: [filterLexeme.noun(PROCEDURES), filterLexeme.organisation(id)] }))] }] : []),
  ...(organisationId ? [filterLexeme.organisation(organisationId)] : []), ...(collectionId ? [filterLexeme.collection(collectionId)] : []), ...(year ? [filterLexeme.year(year)] : []), ...(noun ? [filterLexeme.noun(noun)] : []),
];

/** So many of the newest entries tell how often a query hits; likely more hits than this are not all looked at. */
const SAMPLE = 6_000, ALL_UP_TO = 20_000;

/**
 * All hits when there are some thousands. Of more, those that have the words side by side, and the newest of the others: found by months and years, because an index over
 * words answers only with everything at once. How far back is reckoned from the newest entries; when it was not far enough, everything is read.
 */
async function rankAll(reader: Reader, asked: Asked): Promise<Found> {
  const { query, order } = asked, filter = filterOf(asked), must = mustHave(query), classes = classesOf(query), months = await monthsOf(reader), entries = months.reduce((sum, one) => sum + one.entries, 0);
  // side by side is often narrow where anywhere is broad: then those are ranked however old they are
  const together = order === 'newest' ? null : phrase(query), close = mustHave(query, true), others: Condition = together ? { all: [must, { not: together }] } : must;
  let likely = 0;
  if (entries > ALL_UP_TO) {
    const sample = windowOf(months, SAMPLE), among = await countOf(reader, { all: [must, ...filter, sample.condition] }), times = entries / sample.entries;
    likely = among * times;
    if (likely > ALL_UP_TO) {
      const tied = together ? await countOf(reader, { all: [close, ...filter, sample.condition] }) : 0, narrow = together !== null && tied * times < MOST_HITS;
      const [rest, wanted, share]: [Condition, number, number] = narrow ? [others, MOST_HITS - tied * times * 0.9, among - tied] : together ? [close, MOST_HITS, tied] : [must, MOST_HITS, among];
      const window = windowOf(months, Math.ceil(wanted / Math.max(1, share) * sample.entries * 1.15));
      if (window.entries < entries) {
        const newest: Condition = { all: [rest, window.condition] }, still = together && !narrow ? classes.filter((one) => tsquery(one.condition) !== tsquery(together)) : classes; // not what is true of all
        const found = await rank(reader, asked, { parts: narrow ? [close, newest] : [newest], classes: still, within: window.condition, however: narrow ? together : null });
        if (found.total >= MOST_HITS) return { ...found, more: true };
      }
    }
  }
  const split = { parts: [close, others], classes };
  if (together && likely > MOST_HITS * 0.8) return rank(reader, asked, split);
  const found = await rank(reader, asked, { parts: [must], classes });
  return found.more && together ? rank(reader, asked, split) : found;
}

interface Month { readonly month: string; readonly entries: number }
async function monthsOf(reader: Reader): Promise<Month[]> {
  return (await sql<Month>`select to_char(month, 'YYYY-MM') as month, entries from search_months where entries > 0 order by month desc`.execute(reader)).rows;
}
/** The newest months with at least so many entries; whole years as years, since every name costs time. */
function windowOf(months: readonly Month[], wanted: number): { readonly entries: number; readonly condition: Condition } {
  let entries = 0, taken: Month[] = [];
  const names: string[] = [], years = Map.groupBy(months, (one) => one.month.slice(0, 4));
  for (const [year, all] of years) {
    if (entries >= wanted) break;
    taken = [];
    for (const one of all) {
      if (entries >= wanted) break;
      taken.push(one);
      entries += one.entries;
    }
    if (taken.length > MOST_MONTHS) entries += all.slice(taken.length).reduce((sum, one) => sum + one.entries, 0);
    names.push(...(taken.length > MOST_MONTHS || taken.length === all.length ? [filterLexeme.year(Number(year))] : taken.map((one) => filterLexeme.month(one.month))));
  }
  return { entries, condition: { any: names } };
}
const MOST_MONTHS = 6;

const matches = (condition: Condition): RawBuilder<boolean> => sql<boolean>`lexemes @@ ${tsquery(condition)}::tsquery`;
const countOf = async (reader: Reader, condition: Condition): Promise<number> => (await sql<{ n: number }>`select count(*)::integer as n from search_entries where ${matches(condition)}`.execute(reader)).rows[0]!.n;

interface Row { kind: 'total' | 'hit' | 'organisation' | 'collection' | 'year' | 'noun'; n: number; value: string | null; points: number | null }

interface Ranked {
  /** What a hit is; these have nothing in common, and what does not fit is left out of the last. */
  readonly parts: readonly Condition[];
  readonly classes: readonly Class[];
  /** Hits lie within this, or are of this kind: what is true of others need not be found out. */
  readonly within?: Condition; readonly however?: Condition | null;
}

interface Ranking { readonly value: number; readonly title: boolean; readonly text: string }
/** What asks the same is asked once; what is true of every hit tells nothing. */
function joined(sets: readonly Ranking[], hits: readonly string[]): Ranking[] {
  const [only, ...others] = hits;
  return [...Map.groupBy(sets.filter((one) => one.title || others.length > 0 || one.text !== only), (one) => one.text)].map(([text, same]) => ({ text, value: same.reduce((sum, one) => sum + one.value, 0), title: same.some((one) => one.title) }));
}

/** One statement: hits, what is true of each, points, a page of them, and how all of them spread. */
async function rank(reader: Reader, asked: Asked, { parts, classes, within, however = null }: Ranked): Promise<Found> {
  const { order, now } = asked, filter = filterOf(asked), named = isCode(asked.query) ? phrase(asked.query) : phrase(asked.query, 'title');
  const all: readonly Class[] = order === 'newest' ? [] : [...classes, ...(named ? [{ points: POINTS.named, condition: { all: [named, filterLexeme.noun(PROCEDURES)] }, close: true }] : [])];
  // hits are joined to these: that a hit is one need not be asked again
  const sets = joined(all.map(({ points: value, condition, close, title = false }) => ({ value, title, text: tsquery({ all: [condition, ...filter, ...(within ? (however ? (close ? [] : [{ any: [however, within] }]) : [within]) : [])] }) })), parts.map((part) => tsquery({ all: [part, ...filter] })));
  const names = sets.map((_one, index) => sql.raw(`c${index}`));
  const age = sql`least(${AGE.most}::float8, greatest(0, extract(epoch from ${now}::timestamptz - hits.published_at)::float8 / 31557600 * ${AGE.perYear}::float8))`;
  const whole = sql` + ${sql.lit(WHOLE_TITLE)} * least(1, ${sql.lit(wordsIn(asked.query).length)}::float8 / greatest(1, hits.title_words))`;
  const points = sets.length === 0 ? sql`0::float8` : sql`${sql.join(sets.map((one, index) => sql`case when ${names[index]!}.id is null then 0 else ${sql.lit(one.value)}${one.title ? whole : sql``} end`), sql` + `)} - ${age}`;
  const { rows } = await sql<Row>`
    with hits as materialized (
      select * from (${sql.join(parts.map((part) => sql`(select shard_id, id, noun, organisation_id, collection_id, year, published_at, title_words from search_entries where ${matches({ all: [part, ...filter] })} order by published_at desc, id desc limit ${MOST_HITS + 1})`), sql` union all `)}) as parts limit ${MOST_HITS + 1}
    ), ${sql.join(sets.map((one, index) => sql`${names[index]!} as (select id from search_entries where lexemes @@ ${one.text}::tsquery), `), sql``)}
    page as (
      select hits.id, hits.published_at, ${points} as points from hits ${sql.join(names.map((name) => sql`left join ${name} on ${name}.id = hits.id`), sql` `)}
      order by points desc, hits.published_at desc, hits.id desc limit ${PAGE_SIZE} offset ${(asked.page - 1) * PAGE_SIZE}
    ), spread as (
      select *, row_number() over (partition by by order by n desc, organisation_id, collection_id) as place from (
        select grouping(organisation_id, collection_id, year, noun) as by, organisation_id, collection_id, year, noun, count(*)::integer as n from hits group by grouping sets ((organisation_id), (collection_id), (year), (noun))) as counted
    )
    select 'total' as kind, (select count(*) from hits)::integer as n, null as value, null::float8 as points
    union all (select 'hit', row_number() over (order by points desc, published_at desc, id desc)::integer, id::text, points from page)
    union all select case by when 7 then 'organisation' when 11 then 'collection' when 13 then 'year' else 'noun' end, n, coalesce(organisation_id::text, collection_id::text, year::text, noun), null from spread where place <= ${MOST_VALUES}`.execute(reader);
  const total = rows.find((row) => row.kind === 'total')!.n, of = (kind: Row['kind']): Row[] => rows.filter((row) => row.kind === kind);
  const facet = <T>(kind: Row['kind'], read: (value: string) => T): FacetValue<T>[] => of(kind).filter((row) => row.value !== null).map((row) => ({ value: read(row.value!), hits: row.n })).sort((a, b) => b.hits - a.hits || (String(a.value) < String(b.value) ? -1 : 1));
  const counted = Math.min(total, MOST_HITS);
  return {
    hits: await contents(reader, of('hit').sort((a, b) => a.n - b.n)), total: counted, more: total > MOST_HITS, nearly: false, page: asked.page, pages: Math.max(1, Math.ceil(counted / PAGE_SIZE)),
    organisations: facet('organisation', (value) => value as Id), collections: facet('collection', (value) => value as Id), years: facet('year', Number), nouns: facet('noun', (value) => value),
  };
}

async function contents(reader: Reader, page: readonly Row[]): Promise<Hit[]> {
  if (page.length === 0) return [];
  const { rows } = await sql<Omit<Hit, 'points'>>`select id, shard_id as shard, noun, organisation_id as "organisationId", collection_id as "collectionId", published_at as "publishedAt", title, summary, text from search_entries where id = any(${page.map((row) => row.value)}::uuid[])
    and shard_id = any(${[...new Set(page.map((row) => parseInt(row.value!.slice(15, 18), 16)))]}::integer[])`.execute(reader);
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  return page.flatMap((row) => { const found = byId.get(row.value!); return found ? [{ ...found, points: Math.round(row.points! * 100) / 100 }] : []; });
}
