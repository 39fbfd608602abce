import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { CommentRow } from './tables.ts';

export const commentById = (reader: Reader, id: Id): Promise<CommentRow | undefined> =>
  reader.selectFrom('comments').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** How many comments that stand each of these subjects has; a subject without any is not in the map. One query for a whole list. */
export async function commentsAbout(reader: Reader, noun: string, ids: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<{ id: Id; count: number }>`
    select subject_id as id, count(*)::int as count from comments
    where subject_id = any(${ids}::uuid[]) and subject_noun = ${noun} and withdrawn_at is null group by 1`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** A page holds this many, newest first; older ones by link. */
export const PAGE = 50;

/** The newest comments of a subject, or those before one of them; `older` says whether there are more. */
export async function commentsOf(reader: Reader, noun: string, subjectId: Id, before?: CommentRow): Promise<{ readonly rows: readonly CommentRow[]; readonly older: boolean; readonly total: number }> {
  const found = await reader.selectFrom('comments').selectAll().where('subject_id', '=', subjectId).where('subject_noun', '=', noun)
    .$if(before !== undefined, (query) => query.where((eb) => eb.or([eb('created_at', '<', before!.created_at), eb.and([eb('created_at', '=', before!.created_at), eb('id', '<', before!.id)])])))
    .orderBy('created_at', 'desc').orderBy('id', 'desc').limit(PAGE + 1).execute();
  const total = found.length > PAGE || before ? Number((await reader.selectFrom('comments').select((eb) => eb.fn.countAll().as('n')).where('subject_id', '=', subjectId).where('subject_noun', '=', noun).executeTakeFirstOrThrow()).n) : found.length;
  return { rows: found.slice(0, PAGE), older: found.length > PAGE, total };
}

export async function insertComment(tx: Tx, row: { shard: number; id: Id; noun: string; subjectId: Id; organisationId: Id; body: string; mentions: readonly Id[]; account: Id | null; name: string; unitId: Id | null; unit: string; at: Date }): Promise<void> {
  await tx.insertInto('comments').values({
    shard_id: row.shard, id: row.id, subject_noun: row.noun, subject_id: row.subjectId, organisation_id: row.organisationId, body: row.body, mentions: row.mentions, author_account: row.account, author_name: row.name,
    author_organisation_id: row.unitId, author_unit: row.unit, created_at: row.at, edited_at: null, withdrawn_at: null, withdrawn_reason: null, row_version: 1,
  }).execute();
}

/** Changes a comment that still has the version the person saw; false when somebody was faster. */
export async function updateComment(tx: Tx, id: Id, seen: number, change: Partial<Pick<CommentRow, 'body' | 'mentions' | 'edited_at' | 'withdrawn_at' | 'withdrawn_reason'>>): Promise<boolean> {
  const result = await tx.updateTable('comments').set({ ...change, row_version: seen + 1 }).where('shard_id', '=', shardOf(id)).where('id', '=', id).where('row_version', '=', seen).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
