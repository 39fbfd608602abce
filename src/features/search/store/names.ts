import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

export interface CollectionName { readonly name: string; readonly organisationId: Id }

/** What collections are called: columns of articles, fields of procedures, newsletters. */
export async function collectionNames(reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, CollectionName>> {
  if (ids.length === 0) return new Map();
  const these = sql`shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and id = any(${ids}::uuid[])`;
  const { rows } = await sql<CollectionName & { id: Id }>`
    select id, name, organisation_id as "organisationId" from article_columns where ${these} union all select id, name, organisation_id from procedure_fields where ${these} union all select id, name, organisation_id from newsletters where ${these}`.execute(reader);
  return new Map(rows.map((row) => [row.id, row]));
}
