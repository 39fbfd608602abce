import { sql } from 'kysely';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

export interface Term { readonly term: string; readonly shown: string; readonly entries: number }

/** Of these words and pairs ("khai sinh", folded) those that stand in titles. */
export async function termsKnown(reader: Reader, terms: readonly string[]): Promise<ReadonlyMap<string, Term>> {
  if (terms.length === 0) return new Map();
  const rows = await reader.selectFrom('search_terms').selectAll().where('term', 'in', [...terms]).where('entries', '>', 0).execute();
  return new Map(rows.map((row) => [row.term, row]));
}

/** For each of these the terms that look most like it. */
export async function termsLike(reader: Reader, terms: readonly string[], most = 5): Promise<ReadonlyMap<string, readonly (Term & { readonly alike: number })[]>> {
  if (terms.length === 0) return new Map();
  const { rows } = await sql<Term & { asked: string; alike: number }>`
    select asked, near.* from unnest(${terms}::text[]) as asked cross join lateral (
      select term, shown, entries, similarity(term, asked)::float8 as alike from search_terms where term % asked and entries > 0 and length(term) between length(asked) - 3 and length(asked) + 3 order by similarity(term, asked) desc, entries desc, term limit ${most}) as near`.execute(reader);
  return Map.groupBy(rows, (row) => row.asked);
}

/** Pairs of words in titles that begin like this, the most frequent first: for completing what is typed. */
export async function termsBeginning(reader: Reader, folded: string, most: number): Promise<Term[]> {
  const pattern = `${folded.replace(/[\\%_]/g, '\\$&')}%`;
  return (await sql<Term>`select term, shown, entries from search_terms where term like ${pattern} and term like '% %' and entries > 0 order by entries desc, term limit ${most}`.execute(reader)).rows;
}
