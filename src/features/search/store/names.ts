import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

/** What collections are called: columns of articles, fields of procedures, newsletters. */
export async function collectionNames(reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  if (ids.length === 0) return new Map();
  const these = sql`shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ id: Id; name: string }>`
    select id, name from article_columns where ${these} union all select id, name from procedure_fields where ${these} union all select id, name from newsletters where ${these}`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.name]));
}
