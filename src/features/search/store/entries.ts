import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { dayAt } from '#kernel/plain-date.ts';
import type { Tx } from '#platform/db/tables.ts';
import { lexemesOf, termsOf } from '../rules/lexemes.ts';
import { wordsOf } from '../rules/words.ts';
import './tables.ts';

/** An item as it is put into the index. */
export interface Entry {
  readonly id: Id; readonly noun: string; readonly organisationId: Id; readonly collectionId: Id | null; readonly publishedAt: Date;
  readonly title: string; readonly summary: string; readonly text: string; readonly names: readonly string[];
}

/** So much of a text is kept for the lines under a hit; all of it is found (up to rules/lexemes.ts). */
const KEPT_SIGNS = 8_000;

/** Puts entries into the index, or anew; tells how many. The caller holds the cursor of their shard: one writer at a time. */
export async function putEntries(tx: Tx, entries: readonly Entry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  const changes = new Changes();
  for (const old of await tx.selectFrom('search_entries').select(['title', 'published_at']).where('shard_id', 'in', [...new Set(entries.map((one) => shardOf(one.id)))]).where('id', 'in', entries.map((one) => one.id)).execute()) changes.count(old.title, old.published_at, -1);
  const rows = entries.map((one) => {
    const day = dayAt(one.publishedAt), year = Number(day.slice(0, 4));
    changes.count(one.title, one.publishedAt, 1);
    return { ...one, year, vector: tsvector(lexemesOf({ ...one, year, month: day.slice(0, 7) })) };
  });
  const column = <T>(of: (row: (typeof rows)[number]) => T): T[] => rows.map(of);
  await sql`
    insert into search_entries (shard_id, id, noun, organisation_id, collection_id, published_at, year, indexed_at, title, title_words, summary, text, lexemes)
    select shard_id, id, noun, organisation_id, collection_id, published_at, year, ${now}, title, title_words, summary, text, vector::tsvector
    from unnest(${column((row) => shardOf(row.id))}::integer[], ${column((row) => row.id)}::uuid[], ${column((row) => row.noun)}::text[], ${column((row) => row.organisationId)}::uuid[], ${column((row) => row.collectionId)}::uuid[],
      ${column((row) => row.publishedAt)}::timestamptz[], ${column((row) => row.year)}::smallint[], ${column((row) => row.title)}::text[], ${column((row) => Math.min(1_000, wordsOf(row.title).length))}::smallint[], ${column((row) => row.summary)}::text[], ${column((row) => row.text.slice(0, KEPT_SIGNS).toWellFormed())}::text[], ${column((row) => row.vector)}::text[])
      as given (shard_id, id, noun, organisation_id, collection_id, published_at, year, title, title_words, summary, text, vector)
    on conflict (shard_id, id) do update set noun = excluded.noun, organisation_id = excluded.organisation_id, collection_id = excluded.collection_id, published_at = excluded.published_at, year = excluded.year,
      indexed_at = excluded.indexed_at, title = excluded.title, title_words = excluded.title_words, summary = excluded.summary, text = excluded.text, lexemes = excluded.lexemes`.execute(tx);
  await changes.write(tx);
}

/** Takes out what readers may find no longer. */
export async function removeEntries(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  const changes = new Changes();
  for (const old of await tx.deleteFrom('search_entries').where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).returning(['title', 'published_at']).execute()) changes.count(old.title, old.published_at, -1);
  await changes.write(tx);
}

/** After a rebuild: entries of a shard that were not met on the way. Some at a time; tells how many went. */
export async function removeOutdated(tx: Tx, shard: number, before: Date, most: number): Promise<number> {
  const rows = await tx.selectFrom('search_entries').select('id').where('shard_id', '=', shard).where('indexed_at', '<', before).limit(most).execute();
  await removeEntries(tx, rows.map((row) => row.id));
  return rows.length;
}

const tsvector = (lexemes: readonly string[]): string => lexemes.map((one) => `'${one.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(' ');

/** How the counts of months and of words in titles change with some entries. */
class Changes {
  readonly #months = new Map<string, number>();
  readonly #terms = new Map<string, { shown: string; by: number }>();

  count(title: string, at: Date, by: 1 | -1): void {
    const month = `${dayAt(at).slice(0, 7)}-01`;
    this.#months.set(month, (this.#months.get(month) ?? 0) + by);
    for (const [term, shown] of termsOf(title)) {
      const known = this.#terms.get(term);
      this.#terms.set(term, { shown: by > 0 || !known ? shown : known.shown, by: (known?.by ?? 0) + by });
    }
  }

  /** Always in one order, so that two who write never wait for each other in a circle. */
  async write(tx: Tx): Promise<void> {
    const months = [...this.#months].filter(([, by]) => by !== 0).sort(byName), terms = [...this.#terms].filter(([, { by }]) => by !== 0).sort(byName);
    if (months.length > 0) await sql`
      insert into search_months as kept (month, entries) select * from unnest(${months.map(([month]) => month)}::date[], ${months.map(([, by]) => by)}::integer[])
      on conflict (month) do update set entries = kept.entries + excluded.entries`.execute(tx);
    if (terms.length > 0) await sql`
      insert into search_terms as kept (term, shown, entries) select * from unnest(${terms.map(([term]) => term)}::text[], ${terms.map(([, one]) => one.shown)}::text[], ${terms.map(([, one]) => one.by)}::integer[])
      on conflict (term) do update set entries = kept.entries + excluded.entries, shown = case when excluded.entries > 0 then excluded.shown else kept.shown end`.execute(tx);
    const gone = terms.filter(([, { by }]) => by < 0).map(([term]) => term);
    if (gone.length > 0) await sql`delete from search_terms where term = any(${gone}::text[]) and entries <= 0`.execute(tx);
  }
}
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** What was put in lately waits in a list that every search would have to read; this sorts it into the index. */
export const settleIndex = (tx: Tx): Promise<unknown> => sql`select gin_clean_pending_list('search_entries_lexemes')`.execute(tx);
