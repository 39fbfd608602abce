import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#platform/db/tables.ts';

/** What the digest must know about a table. */
export interface TableShape {
  readonly table: string;
  /** Has `shard_id`; otherwise a reference table, whose events are all in chain 0. */
  readonly sharded: boolean;
  readonly batched: boolean;
  /** json and jsonb: taken as text, so that a null inside a document counts. */
  readonly documents: readonly string[];
  /** Generated columns (another server may generate them differently) and those whose comment begins with "unaudited:". */
  readonly left_out: readonly string[];
}

/** Null when there is no such table. */
export async function tableShape(reader: Reader, table: string): Promise<TableShape | null> {
  const { rows } = await sql<{ name: string; document: boolean; left_out: boolean }>`
    select a.attname as name,
           a.atttypid in ('json'::regtype, 'jsonb'::regtype) as document,
           a.attgenerated <> '' or coalesce(col_description(a.attrelid, a.attnum), '') like 'unaudited:%' as left_out
      from pg_attribute a
     where a.attrelid = to_regclass(${`public."${table}"`}) and a.attnum > 0 and not a.attisdropped
     order by a.attnum`.execute(reader);
  if (rows.length === 0) return null;
  return {
    table,
    sharded: rows.some((column) => column.name === 'shard_id'),
    batched: rows.some((column) => column.name === 'batch_id'),
    documents: rows.filter((column) => column.document && !column.left_out).map((column) => column.name),
    left_out: rows.filter((column) => column.left_out).map((column) => column.name),
  };
}

/**
 * SHA-256 (bytea) of the row named by the alias `r`. Without its nulls, so that a later migration may add a nullable
 * column without touching a digest. The text of values depends on settings that every connection of ours has
 * (platform/db/connect.ts); `plainOutput` fixes them where that is not enough to trust.
 */
export function rowDigest(shape: TableShape): RawBuilder<Uint8Array> {
  const documents = shape.documents.map((column) => sql`${sql.lit(column)}, r.${sql.ref(column)}::text`);
  const plain = documents.length ? sql`to_jsonb(r) || jsonb_build_object(${sql.join(documents)})` : sql`to_jsonb(r)`;
  const kept = shape.left_out.length ? sql`(${plain}) - ${sql.lit(`{${shape.left_out.map((column) => `"${column}"`).join(',')}}`)}::text[]` : plain;
  return sql`sha256(convert_to(jsonb_strip_nulls(${kept})::text, 'UTF8'))`;
}

/** Digest over the digests of many rows `r`, in key order. */
export const rowsDigest = (shape: TableShape): RawBuilder<Uint8Array> => sql`sha256(coalesce(string_agg(${rowDigest(shape)}, ''::bytea order by r.id), ''::bytea))`;

/** The settings on which the text of a value depends, fixed until the end of the transaction. */
export const plainOutput = (reader: Reader): Promise<unknown> => sql`
  select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'postgres', true),
         set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true)`.execute(reader);
