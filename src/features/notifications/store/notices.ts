import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { NoticeKind } from '../rules/kinds.ts';
import type { NoticeRow } from './tables.ts';

export type NewNotice = Omit<NoticeRow, 'shard_id' | 'created_at' | 'read_at' | 'mail_id'>;

/**
 * Writes notices; one that is there already (the same account and key) is not written again, unless it gathers: then it counts on
 * and is news once more. Returns the rows that are news.
 */
export async function insertNotices(tx: Tx, rows: readonly NewNotice[], now: Date): Promise<NoticeRow[]> {
  const written: NoticeRow[] = [];
  for (let from = 0; from < rows.length; from += 1000) {
    const part = rows.slice(from, from + 1000).map((row) => ({ ...row, shard_id: shardOf(row.account_id), created_at: now, read_at: null, mail_id: null }));
    written.push(...await tx.insertInto('notices').values(part).onConflict((conflict) => conflict.columns(['shard_id', 'account_id', 'notice_key']).doUpdateSet((row) => ({
      times: sql<number>`notices.times + excluded.times`, last_position: row.ref('excluded.last_position'), happened_at: row.ref('excluded.happened_at'), created_at: row.ref('excluded.created_at'), read_at: null, mail_id: null,
    })).where('notices.gathered_sentence', 'is not', null).whereRef('excluded.last_position', '>', 'notices.last_position')).returningAll().execute());
  }
  return written;
}

const of = (reader: Reader, accountId: Id) => reader.selectFrom('notices').where('shard_id', '=', shardOf(accountId)).where('account_id', '=', accountId);

export const unreadCount = async (reader: Reader, accountId: Id): Promise<number> =>
  Number((await of(reader, accountId).where('read_at', 'is', null).select((row) => row.fn.countAll().as('n')).executeTakeFirstOrThrow()).n);

export interface InboxPage { readonly rows: readonly NoticeRow[]; readonly total: number; readonly page: number; readonly pages: number }

/** Unread ones first, then by day, the latest first. `page` from 1. */
export async function inbox(reader: Reader, accountId: Id, filter: { kind?: NoticeKind; unread?: boolean; page?: number; size?: number }): Promise<InboxPage> {
  const size = filter.size ?? 50;
  const rows = () => of(reader, accountId).$if(Boolean(filter.kind), (query) => query.where('kind', '=', filter.kind!)).$if(Boolean(filter.unread), (query) => query.where('read_at', 'is', null));
  const total = Number((await rows().select((row) => row.fn.countAll().as('n')).executeTakeFirstOrThrow()).n);
  const { page, pages, before } = pageAt(total, size, filter.page);
  return { rows: await rows().selectAll().orderBy(sql`read_at is not null`).orderBy('happened_at', 'desc').orderBy('id', 'desc').limit(size).offset(before).execute(), total, page, pages };
}

/** How many of each kind are unread, for the filter. */
export async function unreadByKind(reader: Reader, accountId: Id): Promise<ReadonlyMap<NoticeKind, number>> {
  const rows = await of(reader, accountId).where('read_at', 'is', null).select(['kind', (row) => row.fn.countAll().as('n')]).groupBy('kind').execute();
  return new Map(rows.map((row) => [row.kind, Number(row.n)]));
}

/** Null when it is not this account's. */
export const ownNotice = async (reader: Reader, accountId: Id, id: Id): Promise<NoticeRow | null> => (await of(reader, accountId).where('id', '=', id).selectAll().executeTakeFirst()) ?? null;

/** Marks these, or everything up to an instant (what came while the page was open stays unread). Returns how many were unread. */
export async function markRead(tx: Reader, accountId: Id, which: { ids: readonly Id[] } | { until: Date; kind?: NoticeKind } | { happenedBefore: Date }, at: Date): Promise<number> {
  const result = await tx.updateTable('notices').set({ read_at: at }).where('shard_id', '=', shardOf(accountId)).where('account_id', '=', accountId).where('read_at', 'is', null)
    .$if('ids' in which, (query) => query.where('id', 'in', [...('ids' in which ? which.ids : []), accountId]))
    .$if('until' in which, (query) => query.where('created_at', '<=', (which as { until: Date }).until))
    .$if('happenedBefore' in which, (query) => query.where('happened_at', '<', (which as { happenedBefore: Date }).happenedBefore))
    .$if('until' in which && which.kind !== undefined, (query) => query.where('kind', '=', (which as { kind: NoticeKind }).kind)).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Read ones that are older than this are forgotten, a bounded number at a time. */
export async function forgetRead(db: Reader, before: Date, most = 5_000): Promise<number> {
  const result = await sql`delete from notices where (shard_id, id) in (select shard_id, id from notices where read_at < ${before} limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}

/** What these accounts have not read and not been told by e-mail, oldest first. */
export const untold = (reader: Reader, accountIds: readonly Id[], since: Date): Promise<NoticeRow[]> => accountIds.length === 0 ? Promise.resolve([]) :
  reader.selectFrom('notices').selectAll().where('shard_id', 'in', [...new Set(accountIds.map(shardOf))]).where('account_id', 'in', [...accountIds]).where('read_at', 'is', null).where('mail_id', 'is', null)
    .where('urgency', '<>', 'inbox').where('happened_at', '>=', since).orderBy('account_id').orderBy('happened_at').orderBy('id').execute();

/** Accounts with something untold, in order of their ids, after one of them. */
export const accountsWithUntold = async (reader: Reader, since: Date, after: Id | null, limit: number): Promise<Id[]> =>
  (await reader.selectFrom('notices').select('account_id').distinct().where('read_at', 'is', null).where('mail_id', 'is', null).where('urgency', '<>', 'inbox').where('happened_at', '>=', since)
    .$if(after !== null, (query) => query.where('account_id', '>', after!)).orderBy('account_id').limit(limit).execute()).map((row) => row.account_id);

export async function noteMailed(tx: Tx, notices: readonly Pick<NoticeRow, 'id' | 'shard_id'>[], mailId: Id): Promise<void> {
  if (notices.length) await tx.updateTable('notices').set({ mail_id: mailId }).where('shard_id', 'in', [...new Set(notices.map((one) => one.shard_id))]).where('id', 'in', notices.map((one) => one.id)).execute();
}
