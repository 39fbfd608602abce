import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { AccountStatus } from './tables.ts';
import './tables.ts';

export interface Person { readonly id: Id; readonly name: string; readonly title: string; readonly phone: string | null; readonly email: string | null }
export interface Account {
  readonly id: Id;
  readonly userName: string;
  readonly status: AccountStatus;
  readonly passwordHash: string | null;
  readonly passwordChangedAt: Date | null;
  /** Sealed. */
  readonly totpSecret: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly rowVersion: number;
  readonly person: Person;
}

const accountsOf = (reader: Reader) => reader.selectFrom('accounts as a').innerJoin('persons as p', 'p.id', 'a.person_id').leftJoin('account_activity as v', 'v.account_id', 'a.id')
  .select(['a.id', 'a.user_name', 'a.status', 'a.password_hash', 'a.password_changed_at', 'a.totp_secret', 'a.created_at', 'a.row_version', 'v.last_seen_at', 'p.id as person_id', 'p.name', 'p.title', 'p.phone', 'p.email']);
type Row = Awaited<ReturnType<ReturnType<typeof accountsOf>['executeTakeFirstOrThrow']>>;
const accountFrom = (row: Row): Account => ({
  id: row.id, userName: row.user_name, status: row.status, passwordHash: row.password_hash, passwordChangedAt: row.password_changed_at, totpSecret: row.totp_secret, createdAt: row.created_at,
  lastSeenAt: row.last_seen_at, rowVersion: row.row_version, person: { id: row.person_id, name: row.name, title: row.title, phone: row.phone, email: row.email },
});

export async function accountById(reader: Reader, id: Id): Promise<Account | null> {
  const row = await accountsOf(reader).where('a.id', '=', id).executeTakeFirst();
  return row ? accountFrom(row) : null;
}
/** `userName` as kept: lower case. */
export async function accountByUserName(reader: Reader, userName: string): Promise<Account | null> {
  const row = await accountsOf(reader).where('a.user_name', '=', userName).executeTakeFirst();
  return row ? accountFrom(row) : null;
}
export async function accountsByIds(reader: Reader, ids: readonly Id[]): Promise<Account[]> {
  return ids.length ? (await accountsOf(reader).where('a.id', 'in', [...ids]).orderBy('p.name').execute()).map(accountFrom) : [];
}
export async function accountsByUserNames(reader: Reader, names: readonly string[]): Promise<Account[]> {
  return names.length ? (await accountsOf(reader).where('a.user_name', 'in', [...names]).execute()).map(accountFrom) : [];
}
export const anyAccount = async (reader: Reader): Promise<boolean> => Boolean(await reader.selectFrom('accounts').select('id').limit(1).executeTakeFirst());

/** Name of the person behind an account; "" when there is none: for lists of other nouns. */
export async function personNames(reader: Reader, accountIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  if (!accountIds.length) return new Map();
  const rows = await reader.selectFrom('accounts as a').innerJoin('persons as p', 'p.id', 'a.person_id').select(['a.id', 'p.name']).where('a.id', 'in', [...new Set(accountIds)]).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface NewAccount {
  readonly id: Id; readonly personId: Id; readonly userName: string; readonly status: AccountStatus; readonly createdAt: Date; readonly passwordHash?: string | null;
  readonly person: Omit<Person, 'id'>;
}
export async function insertAccounts(tx: Tx, rows: readonly NewAccount[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    const part = rows.slice(from, from + 1000);
    await tx.insertInto('persons').values(part.map((row) => ({ id: row.personId, ...row.person, created_at: row.createdAt }))).execute();
    await tx.insertInto('accounts').values(part.map((row) => ({
      id: row.id, person_id: row.personId, user_name: row.userName, status: row.status, password_hash: row.passwordHash ?? null, password_changed_at: row.passwordHash ? row.createdAt : null,
      totp_secret: null, created_at: row.createdAt, closed_at: null,
    }))).execute();
    await tx.insertInto('account_activity').values(part.map((row) => ({ account_id: row.id, last_seen_at: null }))).execute();
  }
}

export const updatePerson = (tx: Tx, id: Id, person: Omit<Person, 'id'>): Promise<unknown> => tx.updateTable('persons').set(person).where('id', '=', id).execute();

export async function updateAccount(tx: Tx, id: Id, change: { userName?: string; status?: AccountStatus; passwordHash?: string | null; passwordChangedAt?: Date | null; totpSecret?: string | null; closedAt?: Date | null }): Promise<void> {
  await tx.updateTable('accounts').set((row) => ({
    ...(change.userName !== undefined ? { user_name: change.userName } : {}), ...(change.status !== undefined ? { status: change.status } : {}),
    ...(change.passwordHash !== undefined ? { password_hash: change.passwordHash } : {}), ...(change.passwordChangedAt !== undefined ? { password_changed_at: change.passwordChangedAt } : {}),
    ...(change.totpSecret !== undefined ? { totp_secret: change.totpSecret } : {}), ...(change.closedAt !== undefined ? { closed_at: change.closedAt } : {}),
    row_version: row('row_version', '+', 1),
  })).where('id', '=', id).execute();
}

export const touchAccount = (reader: Reader, id: Id, at: Date): Promise<unknown> => reader.updateTable('account_activity').set({ last_seen_at: at }).where('account_id', '=', id).execute();

/** Takes a time step of TOTP as used; false when it, or a later one, was used before. */
export async function useTotpStep(tx: Tx, id: Id, step: number): Promise<boolean> {
  const result = await tx.updateTable('account_activity').set({ totp_step: step }).where('account_id', '=', id).where('totp_step', '<', step).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Hashes of earlier passwords, the newest first. */
export const passwordHistory = async (reader: Reader, id: Id, most: number): Promise<string[]> =>
  (await reader.selectFrom('password_history').select('password_hash').where('account_id', '=', id).orderBy('created_at', 'desc').limit(most).execute()).map((row) => row.password_hash);
export const keepPassword = (tx: Tx, row: { id: Id; accountId: Id; passwordHash: string; at: Date }): Promise<unknown> =>
  tx.insertInto('password_history').values({ id: row.id, account_id: row.accountId, password_hash: row.passwordHash, created_at: row.at }).execute();

export async function replaceRecoveryCodes(tx: Tx, accountId: Id, codes: readonly { id: Id; hash: string }[], at: Date): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
  if (codes.length) await tx.insertInto('recovery_codes').values(codes.map((code) => ({ id: code.id, account_id: accountId, code_hash: code.hash, created_at: at, used_at: null }))).execute();
}
/** False when there is no such unused code. */
export async function useRecoveryCode(tx: Tx, accountId: Id, hash: string, at: Date): Promise<boolean> {
  const result = await tx.updateTable('recovery_codes').set({ used_at: at }).where('account_id', '=', accountId).where('code_hash', '=', hash).where('used_at', 'is', null).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
export const recoveryCodesLeft = async (reader: Reader, accountId: Id): Promise<number> =>
  Number((await reader.selectFrom('recovery_codes').select((row) => row.fn.countAll().as('n')).where('account_id', '=', accountId).where('used_at', 'is', null).executeTakeFirstOrThrow()).n);

export const tellOwner = (tx: Tx, notice: { id: Id; accountId: Id; sentence: string; at: Date }): Promise<unknown> =>
  tx.insertInto('account_notices').values({ id: notice.id, account_id: notice.accountId, sentence: notice.sentence, created_at: notice.at, seen_at: null }).execute();
/** What was done to the account by others and not yet acknowledged, the oldest first. */
export const unseenNotices = async (reader: Reader, accountId: Id): Promise<{ id: Id; sentence: string; createdAt: Date }[]> =>
  (await reader.selectFrom('account_notices').selectAll().where('account_id', '=', accountId).where('seen_at', 'is', null).orderBy('created_at').execute())
    .map((row) => ({ id: row.id, sentence: row.sentence, createdAt: row.created_at }));
export const acknowledgeNotices = (tx: Tx, accountId: Id, at: Date): Promise<unknown> =>
  tx.updateTable('account_notices').set({ seen_at: at }).where('account_id', '=', accountId).where('seen_at', 'is', null).execute();
