import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { SessionTimes } from '../rules/session-state.ts';
import type { SessionStep } from './tables.ts';
import './tables.ts';

export interface Session extends SessionTimes {
  readonly id: Id; readonly accountId: Id; readonly organisationId: Id | null; readonly step: SessionStep; readonly createdAt: Date; readonly userAgent: string;
  /** Network part only. */
  readonly address: string;
}
const COLUMNS = ['id', 'account_id', 'organisation_id', 'step', 'created_at', 'last_active_at', 'expires_at', 'revoked_at', 'user_agent', 'address'] as const;
const sessionFrom = (row: { id: Id; account_id: Id; organisation_id: Id | null; step: SessionStep; created_at: Date; last_active_at: Date; expires_at: Date; revoked_at: Date | null; user_agent: string; address: string }): Session => ({
  id: row.id, accountId: row.account_id, organisationId: row.organisation_id, step: row.step, createdAt: row.created_at, lastActiveAt: row.last_active_at, expiresAt: row.expires_at, revokedAt: row.revoked_at,
  userAgent: row.user_agent, address: row.address,
});

export async function sessionByToken(reader: Reader, tokenHash: string): Promise<Session | null> {
  const row = await reader.selectFrom('sessions').select(COLUMNS).where('token_hash', '=', tokenHash).executeTakeFirst();
  return row ? sessionFrom(row) : null;
}
/** Whose session this is: for the steps between "known" and "open". */
export async function accountOfSession(reader: Reader, id: Id): Promise<Id | null> {
  return (await reader.selectFrom('sessions').select('account_id').where('id', '=', id).executeTakeFirst())?.account_id ?? null;
}
/** Sessions of an account that have not ended, the last used first. */
export const sessionsOf = async (reader: Reader, accountId: Id, now: Date): Promise<Session[]> =>
  (await reader.selectFrom('sessions').select(COLUMNS).where('account_id', '=', accountId).where('revoked_at', 'is', null).where('expires_at', '>', now).where('step', '<>', 'password').orderBy('last_active_at', 'desc').execute()).map(sessionFrom);

export const insertSession = (tx: Tx, session: { id: Id; tokenHash: string; accountId: Id; organisationId: Id | null; step: SessionStep; now: Date; expiresAt: Date; userAgent: string; address: string }): Promise<unknown> =>
  tx.insertInto('sessions').values({
    id: session.id, token_hash: session.tokenHash, account_id: session.accountId, organisation_id: session.organisationId, step: session.step, created_at: session.now, last_active_at: session.now,
    expires_at: session.expiresAt, revoked_at: null, user_agent: session.userAgent.slice(0, 300), address: session.address,
  }).execute();
export const touchSession = (reader: Reader, id: Id, at: Date): Promise<unknown> => reader.updateTable('sessions').set({ last_active_at: at }).where('id', '=', id).execute();
export const chooseOrganisation = (tx: Tx, id: Id, organisationId: Id): Promise<unknown> => tx.updateTable('sessions').set({ organisation_id: organisationId }).where('id', '=', id).execute();
export const revokeSession = (tx: Tx, id: Id, at: Date): Promise<unknown> => tx.updateTable('sessions').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
/** All sessions of an account but one; returns how many. */
export async function revokeSessions(tx: Tx, accountId: Id, at: Date, except: Id | null = null): Promise<number> {
  let query = tx.updateTable('sessions').set({ revoked_at: at }).where('account_id', '=', accountId).where('revoked_at', 'is', null).where('expires_at', '>', at);
  if (except) query = query.where('id', '<>', except);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}
/** For the nightly clean-up: sessions, links and counts that ended before the instant. Returns how many sessions went. */
export async function forgetEnded(tx: Tx, before: Date): Promise<number> {
  await tx.deleteFrom('sign_in_throttles').where('last_failure_at', '<', before).execute();
  await tx.deleteFrom('account_links').where('expires_at', '<', before).execute();
  return Number((await tx.deleteFrom('sessions').where((row) => row.or([row('expires_at', '<', before), row('revoked_at', '<', before)])).executeTakeFirst()).numDeletedRows);
}

export const keepLocked = (reader: Reader, form: { sessionId: Id; path: string; body: string; at: Date }): Promise<unknown> =>
  reader.insertInto('locked_forms').values({ session_id: form.sessionId, path: form.path, body: form.body, kept_at: form.at })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ path: form.path, body: form.body, kept_at: form.at })).execute();
export async function lockedForm(reader: Reader, sessionId: Id): Promise<{ path: string; body: string } | null> {
  return (await reader.selectFrom('locked_forms').select(['path', 'body']).where('session_id', '=', sessionId).executeTakeFirst()) ?? null;
}
export const dropLocked = (reader: Reader, sessionId: Id): Promise<unknown> => reader.deleteFrom('locked_forms').where('session_id', '=', sessionId).execute();

export const insertDevice = (tx: Tx, device: { id: Id; accountId: Id; tokenHash: string; at: Date }): Promise<unknown> =>
  tx.insertInto('known_devices').values({ id: device.id, account_id: device.accountId, token_hash: device.tokenHash, created_at: device.at, last_used_at: device.at }).execute();
/** The account's device with this token; null when the token is nobody's or somebody else's. */
export async function knownDevice(reader: Reader, accountId: Id, tokenHash: string): Promise<Id | null> {
  return (await reader.selectFrom('known_devices').select('id').where('account_id', '=', accountId).where('token_hash', '=', tokenHash).executeTakeFirst())?.id ?? null;
}
export const touchDevice = (tx: Tx, id: Id, at: Date): Promise<unknown> => tx.updateTable('known_devices').set({ last_used_at: at }).where('id', '=', id).execute();
export const forgetDevices = (tx: Tx, accountId: Id): Promise<unknown> => tx.deleteFrom('known_devices').where('account_id', '=', accountId).execute();
