import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { LinkPurpose } from './tables.ts';
import './tables.ts';

export interface AccountLink { readonly id: Id; readonly purpose: LinkPurpose; readonly accountId: Id | null; readonly expiresAt: Date; readonly usedAt: Date | null; readonly dropsTotp: boolean }

export const insertLink = (tx: Tx, link: { id: Id; purpose: LinkPurpose; tokenHash: string; accountId: Id | null; at: Date; by: Id | null; expiresAt: Date; dropsTotp?: boolean }): Promise<unknown> =>
  tx.insertInto('account_links').values({ id: link.id, purpose: link.purpose, token_hash: link.tokenHash, account_id: link.accountId, created_at: link.at, created_by: link.by, expires_at: link.expiresAt, used_at: null, drops_totp: link.dropsTotp ?? false }).execute();

/** A link that may still be used; null otherwise, without saying why. */
export async function openLink(reader: Reader, tokenHash: string, purposes: readonly LinkPurpose[], now: Date): Promise<AccountLink | null> {
  const row = await reader.selectFrom('account_links').select(['id', 'purpose', 'account_id', 'expires_at', 'used_at', 'drops_totp']).where('token_hash', '=', tokenHash).where('purpose', 'in', [...purposes])
    .where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst();
  return row ? { id: row.id, purpose: row.purpose, accountId: row.account_id, expiresAt: row.expires_at, usedAt: row.used_at, dropsTotp: row.drops_totp } : null;
}
/** Takes the link; false when somebody else was faster. */
export async function useLink(tx: Tx, id: Id, at: Date): Promise<boolean> {
  return Number((await tx.updateTable('account_links').set({ used_at: at }).where('id', '=', id).where('used_at', 'is', null).executeTakeFirst()).numUpdatedRows) === 1;
}
/** Earlier links for the same purpose are worth nothing any more. */
export const spendLinks = (tx: Tx, purpose: LinkPurpose, accountId: Id | null, at: Date): Promise<unknown> =>
  tx.updateTable('account_links').set({ used_at: at }).where('purpose', '=', purpose).where('account_id', accountId === null ? 'is' : '=', accountId).where('used_at', 'is', null).execute();
/** All open links of an account, whatever for. */
export const spendAllLinks = (tx: Tx, accountId: Id, at: Date): Promise<unknown> =>
  tx.updateTable('account_links').set({ used_at: at }).where('account_id', '=', accountId).where('used_at', 'is', null).execute();

export interface ApiToken { readonly id: Id; readonly accountId: Id; readonly name: string; readonly createdAt: Date; readonly expiresAt: Date }
export const insertToken = (tx: Tx, token: { id: Id; accountId: Id; name: string; tokenHash: string; at: Date; expiresAt: Date }): Promise<unknown> =>
  tx.insertInto('api_tokens').values({ id: token.id, account_id: token.accountId, name: token.name, token_hash: token.tokenHash, created_at: token.at, expires_at: token.expiresAt, revoked_at: null }).execute();
export async function tokenByHash(reader: Reader, tokenHash: string, now: Date): Promise<ApiToken | null> {
  const row = await reader.selectFrom('api_tokens').selectAll().where('token_hash', '=', tokenHash).where('revoked_at', 'is', null).where('expires_at', '>', now).executeTakeFirst();
  return row ? { id: row.id, accountId: row.account_id, name: row.name, createdAt: row.created_at, expiresAt: row.expires_at } : null;
}
export const tokensOf = async (reader: Reader, accountId: Id, now: Date): Promise<ApiToken[]> =>
  (await reader.selectFrom('api_tokens').selectAll().where('account_id', '=', accountId).where('revoked_at', 'is', null).where('expires_at', '>', now).orderBy('created_at').execute())
    .map((row) => ({ id: row.id, accountId: row.account_id, name: row.name, createdAt: row.created_at, expiresAt: row.expires_at }));
/** Ids of the tokens that ended by this. */
export const revokeTokens = async (tx: Tx, accountId: Id, at: Date, only?: Id): Promise<Id[]> => {
  let query = tx.updateTable('api_tokens').set({ revoked_at: at }).where('account_id', '=', accountId).where('revoked_at', 'is', null);
  if (only) query = query.where('id', '=', only);
  return (await query.returning('id').execute()).map((row) => row.id);
};
