import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import './tables.ts';

export interface Feed { readonly id: Id; readonly accountId: Id; readonly organisationId: Id | null; readonly createdAt: Date; readonly lastUsedAt: Date | null }

const feeds = (reader: Reader) => reader.selectFrom('calendar_feeds as f').leftJoin('calendar_feed_uses as u', 'u.feed_id', 'f.id')
  .select(['f.id', 'f.account_id as accountId', 'f.organisation_id as organisationId', 'f.created_at as createdAt', 'u.last_used_at as lastUsedAt']).where('f.revoked_at', 'is', null);

/** In use, the oldest first. */
export const feedsOf = (reader: Reader, accountId: Id): Promise<Feed[]> => feeds(reader).where('f.account_id', '=', accountId).orderBy('f.created_at').orderBy('f.id').execute();
export const feedByToken = async (reader: Reader, tokenHash: string): Promise<Feed | null> => (await feeds(reader).where('f.token_hash', '=', tokenHash).executeTakeFirst()) ?? null;

export const insertFeed = (tx: Tx, row: { id: Id; accountId: Id; organisationId: Id | null; tokenHash: string; at: Date }): Promise<unknown> =>
  tx.insertInto('calendar_feeds').values({ id: row.id, account_id: row.accountId, organisation_id: row.organisationId, token_hash: row.tokenHash, created_at: row.at, revoked_at: null }).execute();
/** False when it is not this account's, or was revoked before. */
export async function revokeFeed(tx: Tx, accountId: Id, id: Id, at: Date): Promise<boolean> {
  const result = await tx.updateTable('calendar_feeds').set({ revoked_at: at }).where('id', '=', id).where('account_id', '=', accountId).where('revoked_at', 'is', null).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Noted once an hour: a calendar asks often. */
export const noteUse = (db: Reader, id: Id, at: Date): Promise<unknown> =>
  db.insertInto('calendar_feed_uses').values({ feed_id: id, last_used_at: at }).onConflict((conflict) => conflict.column('feed_id').doUpdateSet({ last_used_at: at })
    .where('calendar_feed_uses.last_used_at', '<', new Date(at.getTime() - 3_600_000))).execute();
