import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { DefaultRow, OutletRow, PostingRow, TryRow } from './tables.ts';

export type { DefaultRow, OutletRow, PostingRow, TryRow } from './tables.ts';

export const outletRow = (db: Reader, id: Id): Promise<OutletRow | undefined> => db.selectFrom('outlets').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const postingRow = (db: Reader, id: Id): Promise<PostingRow | undefined> => db.selectFrom('postings').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends; refused when somebody changed it since `seen`. */
export async function holdOutlet(tx: Tx, id: Id, seen: number | null): Promise<OutletRow> {
  const row = await tx.selectFrom('outlets').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('kênh này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi kênh này. Hãy xem nội dung mới, so với phần bạn đã nhập, rồi lưu lại.', { data: { current: row } });
  return row;
}
export async function holdPosting(tx: Tx, id: Id, seen: number | null): Promise<PostingRow> {
  const row = await tx.selectFrom('postings').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('việc đăng này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa làm việc này. Hãy xem tình trạng mới; phần bạn đã nhập vẫn còn trong ô bên dưới.', { data: { current: row } });
  return row;
}

export async function insertOutlet(tx: Tx, row: OutletRow): Promise<void> { await tx.insertInto('outlets').values(row).execute(); }
export async function changeOutlet(tx: Tx, id: Id, change: Partial<Omit<OutletRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await tx.updateTable('outlets').set({ ...change, row_version: sql`row_version + 1` as never }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

/** False when the item stands, or is to stand, at the outlet already; nothing is written then. */
export async function insertPosting(tx: Tx, row: PostingRow): Promise<boolean> {
  return (await tx.insertInto('postings').values(row).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()) !== undefined;
}
export async function changePosting(tx: Tx, id: Id, change: Partial<Omit<PostingRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await tx.updateTable('postings').set({ ...change, row_version: sql`row_version + 1` as never }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

export const defaultsOfOrganisation = (db: Reader, organisationIds: readonly Id[]): Promise<DefaultRow[]> =>
  organisationIds.length === 0 ? Promise.resolve([]) : db.selectFrom('outlet_defaults').selectAll().where('organisation_id', 'in', [...organisationIds]).orderBy('id').execute();
/** Where items of this collection usually go; those of no collection of their own follow what is said for the noun. */
export async function defaultsFor(db: Reader, organisationId: Id, noun: string, collectionId: Id | null): Promise<DefaultRow[]> {
  const rows = await db.selectFrom('outlet_defaults').selectAll().where('organisation_id', '=', organisationId).where('noun', '=', noun).orderBy('id').execute();
  const own = rows.filter((one) => one.collection_id !== null && one.collection_id === collectionId);
  return own.length ? own : rows.filter((one) => one.collection_id === null);
}
export async function insertDefaults(tx: Tx, rows: readonly DefaultRow[]): Promise<void> { if (rows.length) await tx.insertInto('outlet_defaults').values([...rows]).execute(); }
export async function changeDefault(tx: Tx, id: Id, change: Partial<Pick<DefaultRow, 'due' | 'organisation_id'>>): Promise<void> {
  await tx.updateTable('outlet_defaults').set(change).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
export async function deleteDefaults(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length) await tx.deleteFrom('outlet_defaults').where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
}

/** Postings of an item that are to be done still, or are out. */
export const standingPostings = (db: Reader, itemId: Id): Promise<PostingRow[]> =>
  db.selectFrom('postings').selectAll().where('item_id', '=', itemId).where('status', '<>', 'skipped').where('ended_at', 'is', null).orderBy('id').execute();
/** The posting that stands at an outlet. */
export const postAt = (db: Reader, outletId: Id, itemId: Id): Promise<PostingRow | undefined> =>
  db.selectFrom('postings').selectAll().where('shard_id', '=', shardOf(outletId)).where('outlet_id', '=', outletId).where('item_id', '=', itemId).where('what', '=', 'post').where('status', '<>', 'skipped').where('ended_at', 'is', null).executeTakeFirst();
/** What a unit has counted of an item: results of its other postings, each with the kind of the outlet. */
export const resultsOf = async (db: Reader, itemId: Id, organisationId: Id): Promise<readonly { readonly deliverable_id: Id; readonly kind: string; readonly posting_id: Id; readonly ended: boolean }[]> =>
  (await sql<{ deliverable_id: Id; kind: string; posting_id: Id; ended: boolean }>`select p.deliverable_id, o.kind, p.id as posting_id, p.ended_at is not null as ended from postings p join outlets o on o.shard_id = p.shard_id and o.id = p.outlet_id
    where p.item_id = ${itemId} and p.organisation_id = ${organisationId} and p.what = 'post' and p.deliverable_id is not null order by p.done_at, p.id`.execute(db)).rows;

/** What falls to somebody by the clock: planned postings whose hour has come, oldest first. */
export const plannedUntil = async (db: Reader, now: Date, limit = 500): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> =>
  (await sql<{ id: Id; shard_id: number }>`select id, shard_id from postings where status = 'planned' and at <= ${now} order by at, id limit ${limit}`.execute(db)).rows;
/** Overdue, and nobody has been told. */
export const overdueUntold = async (db: Reader, today: PlainDate, limit = 500): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> =>
  (await sql<{ id: Id; shard_id: number }>`select id, shard_id from postings where status in ('waiting', 'failed') and reminded_on is null and due_on < ${today}::date order by due_on, id limit ${limit}`.execute(db)).rows;

/** Open tasks of a unit, and its outlets and defaults, go over to another; gives which. */
export async function moveOpenPostings(tx: Tx, outletId: Id, toId: Id): Promise<Id[]> {
  return (await sql<{ id: Id }>`update postings set organisation_id = ${toId}, row_version = row_version + 1 where shard_id = ${shardOf(outletId)} and outlet_id = ${outletId} and status in ('planned', 'waiting', 'sending', 'failed') returning id`.execute(tx)).rows.map(({ id }) => id).sort();
}
