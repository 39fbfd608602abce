import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn } from '#platform/db/take-turn.ts';
import type { SubscriptionKind, SubscriptionRow, SubscriptionState } from './tables.ts';

export type { SubscriptionKind, SubscriptionRow, SubscriptionState } from './tables.ts';

export const subscriptionRow = (db: Reader, id: Id): Promise<SubscriptionRow | undefined> => db.selectFrom('newsletter_subscriptions').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const holdSubscription = (tx: Tx, id: Id): Promise<SubscriptionRow | undefined> => tx.selectFrom('newsletter_subscriptions').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
export const subscriptionsById = async (db: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, SubscriptionRow>> =>
  new Map(ids.length === 0 ? [] : (await db.selectFrom('newsletter_subscriptions').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute()).map((row) => [row.id, row]));

export async function insertSubscription(tx: Tx, row: SubscriptionRow): Promise<void> { await tx.insertInto('newsletter_subscriptions').values(row).execute(); }
export async function changeSubscription(tx: Tx, id: Id, change: Partial<Omit<SubscriptionRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await tx.updateTable('newsletter_subscriptions').set({ ...change, row_version: sql`row_version + 1` as never }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
export async function deleteSubscription(tx: Tx, id: Id): Promise<void> { await tx.deleteFrom('newsletter_subscriptions').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute(); }

/** Waits until nobody else is asking for this address: two forms sent at once make one subscription. */
export const takeTurnAsking = (tx: Tx, address: string): Promise<unknown> => takeTurn(tx, `newsletters.address ${address}`);
/** All living subscriptions of an address, of every organisation. */
export const subscriptionsOfAddress = (db: Reader, address: string): Promise<SubscriptionRow[]> => db.selectFrom('newsletter_subscriptions').selectAll().where('address', '=', address).orderBy('id').limit(500).execute();
/** Requests for addresses that are read in one mailbox (rules/subscription.ts `mailboxOf`): living ones since an instant, and letters to those who never agreed since another. */
export async function askedInMailbox(db: Reader, mailbox: string, { day, week }: { readonly day: Date; readonly week: Date }): Promise<{ readonly requests: number; readonly letters: number }> {
  const { rows: [found] } = await sql<{ requests: number; letters: number }>`
    with own as (select shard_id, id, state, request_id, asked_at from newsletter_subscriptions where address is not null and replace(split_part(split_part(address, '@', 1), '+', 1), '.', '') || '@' || split_part(address, '@', 2) = ${mailbox} order by id desc limit 500)
    select (select count(distinct request_id) from own where asked_at > ${day})::integer as requests,
      (select count(*) from newsletter_letters as letter join own on own.shard_id = letter.shard_id and own.id = letter.subscription_id where own.state = 'pending' and letter.kind = 'confirm' and letter.created_at > ${week})::integer as letters`.execute(db);
  return found!;
}
/** When an address that left asked for this to be ended; null: it never did. */
export async function endedAt(db: Reader, addressMark: string, targetId: Id): Promise<Date | null> {
  return (await sql<{ at: Date | null }>`select max(ended_at) as at from newsletter_subscriptions where address_mark = ${addressMark} and target_id = ${targetId}`.execute(db)).rows[0]!.at;
}
export const deleteEnded = async (tx: Tx, addressMark: string, targetId: Id): Promise<readonly Id[]> =>
  (await sql<{ id: Id }>`delete from newsletter_subscriptions where address_mark = ${addressMark} and target_id = ${targetId} returning id`.execute(tx)).rows.map(({ id }) => id);

/** What one link confirms. */
export const subscriptionsToConfirm = (db: Reader, confirmSha256: string): Promise<SubscriptionRow[]> => db.selectFrom('newsletter_subscriptions').selectAll().where('confirm_sha256', '=', confirmSha256).orderBy('id').limit(100).execute();

/** Requests nobody confirmed, and addresses refused long ago. */
export const overdue = async (db: Reader, before: { readonly pending: Date; readonly refused: Date }, limit = 500): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> =>
  (await sql<{ id: Id; shard_id: number }>`select id, shard_id from newsletter_subscriptions where (state = 'pending' and asked_at < ${before.pending}) or (state = 'refused' and refused_at < ${before.refused}) order by id limit ${limit}`.execute(db)).rows;

export type Counts = Readonly<Record<SubscriptionState, number>>;
/** How many there are of each, in one query. */
export async function subscriptionCounts(db: Reader, targetIds: readonly Id[]): Promise<ReadonlyMap<Id, Counts>> {
  if (targetIds.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; state: SubscriptionState; count: number }>`select target_id as id, state, count(*)::integer as count from newsletter_subscriptions where target_id = any(${targetIds}::uuid[]) group by 1, 2`.execute(db);
  return new Map(targetIds.map((id) => [id, { pending: 0, active: 0, refused: 0, ended: 0, ...Object.fromEntries(rows.filter((row) => row.id === id).map((row) => [row.state, row.count])) }]));
}
/** Newest first, a page at a time; who left has no address any more and is not among them. */
export async function subscriberList(db: Reader, targetId: Id, page = 1, size = 50): Promise<{ rows: SubscriptionRow[]; total: number; page: number; pages: number }> {
  const { rows: [counted] } = await sql<{ total: number }>`select count(*)::integer as total from newsletter_subscriptions where target_id = ${targetId} and state <> 'ended'`.execute(db);
  const total = counted!.total, place = pageAt(total, size, page);
  return { rows: (await sql<SubscriptionRow>`select * from newsletter_subscriptions where target_id = ${targetId} and state <> 'ended' order by state = 'refused' desc, id desc limit ${size} offset ${place.before}`.execute(db)).rows, total, page: place.page, pages: place.pages };
}
/** Columns of articles that somebody waits for news of. */
export const columnsWithReaders = async (db: Reader): Promise<readonly { readonly id: Id; readonly organisation_id: Id }[]> =>
  (await sql<{ id: Id; organisation_id: Id }>`select target_id as id, min(organisation_id::text)::uuid as organisation_id from newsletter_subscriptions where kind = 'column' and state = 'active' group by 1 order by 1`.execute(db)).rows;

/** All living ones of a thing that is no more. */
export const livingOf = async (db: Reader, targetId: Id, limit: number): Promise<SubscriptionRow[]> =>
  (await sql<SubscriptionRow>`select * from newsletter_subscriptions where target_id = ${targetId} and state <> 'ended' order by id limit ${limit}`.execute(db)).rows;

/** Readers of a thing that goes over to another unit; gives which. */
export async function moveSubscriptions(tx: Tx, targetId: Id, toId: Id): Promise<Id[]> {
  return (await sql<{ id: Id }>`update newsletter_subscriptions set organisation_id = ${toId}, row_version = row_version + 1 where target_id = ${targetId} and state <> 'ended' returning id`.execute(tx)).rows.map(({ id }) => id).sort();
}
/** Readers of columns that have gone over from these units; gives which, and to whom. */
export const moveColumnReaders = async (tx: Tx, fromIds: readonly Id[]): Promise<readonly { readonly id: Id; readonly organisation_id: Id }[]> =>
  fromIds.length === 0 ? [] : (await sql<{ id: Id; organisation_id: Id }>`update newsletter_subscriptions s set organisation_id = c.organisation_id, row_version = s.row_version + 1 from article_columns c
    where s.organisation_id = any(${fromIds}::uuid[]) and s.kind = 'column' and s.state <> 'ended' and c.shard_id = s.shard_id and c.id = s.target_id and c.organisation_id <> s.organisation_id returning s.id, s.organisation_id`.execute(tx)).rows;
