import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { TypedRow } from './tables.ts';

/** What one person has in hand for one article or contribution, or for new ones: the newest few, the rest is forgotten as new words come. */
export const MOST_TYPED = 5;

/** What a form makes, and of what: null where it makes a new one. */
export interface TypedFor { readonly noun: TypedRow['noun']; readonly subjectId: Id | null }
const sameFor = ({ noun, subjectId }: TypedFor) => sql`noun = ${noun} and coalesce(article_id, contribution_id) is not distinct from ${subjectId}::uuid`;
/** What the words of a row were typed for. */
export const typedFor = ({ noun, article_id, contribution_id }: TypedRow): TypedFor => ({ noun, subjectId: article_id ?? contribution_id });

/** Kept under the key of its form, again and again while somebody types; never anybody else's. */
export async function keepTyped(tx: Tx, row: TypedRow): Promise<void> {
  await sql`insert into article_typed select * from jsonb_populate_record(null::article_typed, ${JSON.stringify(row)}::jsonb)
    on conflict (shard_id, id) do update set fields = excluded.fields, seen_version = excluded.seen_version, saved_at = excluded.saved_at where article_typed.account_id = excluded.account_id`.execute(tx);
  await sql`delete from article_typed where shard_id = ${row.shard_id} and id in (
    select id from article_typed where account_id = ${row.account_id} and ${sameFor(typedFor(row))} order by saved_at desc, id offset ${MOST_TYPED})`.execute(tx);
}

/** What the person typed and did not save, newest first. */
export const typedOf = async (db: Reader, accountId: Id, what: TypedFor): Promise<TypedRow[]> =>
  (await sql<TypedRow>`select * from article_typed where account_id = ${accountId} and ${sameFor(what)} order by saved_at desc, id limit ${MOST_TYPED}`.execute(db)).rows;

export const typedRow = (db: Reader, accountId: Id, id: Id): Promise<TypedRow | undefined> =>
  db.selectFrom('article_typed').selectAll().where('shard_id', '=', shardOf(accountId)).where('id', '=', id).where('account_id', '=', accountId).executeTakeFirst();

/** Saved, or not wanted: what was typed in this form. */
export async function forgetTyped(tx: Tx, accountId: Id, id: Id): Promise<void> {
  await tx.deleteFrom('article_typed').where('shard_id', '=', shardOf(accountId)).where('account_id', '=', accountId).where('id', '=', id).execute();
}
/** Saved: what holds the same words, typed in another window. An empty body is nobody's words. */
export async function forgetSameWords(tx: Tx, accountId: Id, what: TypedFor, body: string): Promise<void> {
  if (body) await sql`delete from article_typed where shard_id = ${shardOf(accountId)} and account_id = ${accountId} and ${sameFor(what)} and fields->'body' = ${JSON.stringify([body])}::jsonb`.execute(tx);
}

/** What nobody came back for. */
export const forgetOldTyped = async (tx: Reader, before: Date): Promise<void> => { await sql`delete from article_typed where saved_at < ${before}`.execute(tx); };
