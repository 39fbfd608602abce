import { sql, type Selectable } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { DraftState, DraftTable, SourceNoun } from './tables.ts';

export type Draft = Selectable<DraftTable>;

export const draft = (reader: Reader, id: Id): Promise<Draft | undefined> => reader.selectFrom('urging_drafts').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const draftOwner = async (reader: Reader, id: Id): Promise<Id | null> => (await draft(reader, id))?.owner_id ?? null;

export const openDrafts = (reader: Reader, ownerId: Id): Promise<Draft[]> =>
  reader.selectFrom('urging_drafts').selectAll().where('owner_id', '=', ownerId).where('state', '=', 'open').orderBy('opened_on').orderBy('id').limit(200).execute();

/** How many letters wait for the focal officer of this unit. */
export async function draftCount(reader: Reader, ownerId: Id): Promise<number> {
  return (await sql<{ count: number }>`select count(*)::integer as count from urging_drafts where owner_id = ${ownerId} and state = 'open'`.execute(reader)).rows[0]!.count;
}

/** The open draft of this owner about this source; begun when there is none. */
export async function draftAbout(tx: Tx, wanted: { shard: number; id: Id; ownerId: Id; sourceNoun: SourceNoun; sourceId: Id; addressedId: Id | null; on: PlainDate }): Promise<{ id: Id; created: boolean }> {
  const made = await tx.insertInto('urging_drafts').values({
    shard_id: wanted.shard, id: wanted.id, owner_id: wanted.ownerId, source_noun: wanted.sourceNoun, source_id: wanted.sourceId, addressed_id: wanted.addressedId, opened_on: wanted.on, state: 'open',
    closed_on: null, closed_by_name: null, reason: null, letter_id: null, row_version: 1,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  if (made) return { id: made.id, created: true };
  const there = await tx.selectFrom('urging_drafts').select('id').where('shard_id', '=', wanted.shard).where('owner_id', '=', wanted.ownerId).where('source_id', '=', wanted.sourceId)
    .where('addressed_id', wanted.addressedId ? '=' : 'is', wanted.addressedId).where('state', '=', 'open').executeTakeFirstOrThrow();
  return { id: there.id, created: false };
}

/** False when it is open no more, or changed since it was looked at. */
export async function closeDraft(tx: Tx, id: Id, seen: number, closing: { state: Exclude<DraftState, 'open'>; on: PlainDate; byName: string; reason: string | null; letterId: Id | null }): Promise<boolean> {
  const result = await tx.updateTable('urging_drafts').set({ state: closing.state, closed_on: closing.on, closed_by_name: closing.byName, reason: closing.reason, letter_id: closing.letterId, row_version: seen + 1 })
    .where('shard_id', '=', shardOf(id)).where('id', '=', id).where('row_version', '=', seen).where('state', '=', 'open').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A letter went out to some of its units: whoever looked at it before must look again. */
export async function keepDraftOpen(tx: Tx, id: Id, seen: number): Promise<boolean> {
  const result = await tx.updateTable('urging_drafts').set({ row_version: seen + 1 }).where('shard_id', '=', shardOf(id)).where('id', '=', id).where('row_version', '=', seen).where('state', '=', 'open').executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Open drafts stored here, with their owners. */
export const openDraftsOfShard = (reader: Reader, shard: number): Promise<Draft[]> => reader.selectFrom('urging_drafts').selectAll().where('shard_id', '=', shard).where('state', '=', 'open').orderBy('id').execute();

/** Whose each plan and each regime is today: after a reorganisation the successor's. */
export async function ownersOf(reader: Reader): Promise<ReadonlyMap<Id, Id>> {
  const { rows } = await sql<{ id: Id; owner: Id }>`select id, owner_id as owner from plans where status in ('issued', 'amended') union all select id, owner_id from reporting_regimes`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.owner]));
}

/** A draft goes on under who follows its owner, unless that unit has begun its own about the same. */
export async function moveDraft(tx: Tx, id: Id, ownerId: Id): Promise<boolean> {
  const { rows } = await sql<{ id: Id }>`update urging_drafts d set owner_id = ${ownerId}, row_version = row_version + 1 where d.shard_id = ${shardOf(id)} and d.id = ${id}
    and not exists (select 1 from urging_drafts o where o.shard_id = d.shard_id and o.owner_id = ${ownerId} and o.source_id = d.source_id and o.addressed_id is not distinct from d.addressed_id and o.state = 'open') returning d.id`.execute(tx);
  return rows.length > 0;
}
