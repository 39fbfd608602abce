import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { accountsByIds } from '#features/accounts/store.ts';
import { DEFAULT_EMAIL, type EmailChoice } from '../rules/digest.ts';
import { addressOf } from '../rules/delivery.ts';
import './tables.ts';

export interface Preference { readonly id: Id | null; readonly email: EmailChoice; readonly rowVersion: number | null }

export async function preferenceOf(reader: Reader, accountId: Id): Promise<Preference> {
  const row = await reader.selectFrom('notice_preferences').selectAll().where('account_id', '=', accountId).executeTakeFirst();
  return row ? { id: row.id, email: row.email, rowVersion: row.row_version } : { id: null, email: DEFAULT_EMAIL, rowVersion: null };
}

/** Null when somebody changed it since `seen` (null: there was none). Returns the row's id. */
export async function savePreference(tx: Tx, row: { newId: Id; accountId: Id; email: EmailChoice; seen: number | null; at: Date }): Promise<Id | null> {
  const saved = row.seen === null
    ? await tx.insertInto('notice_preferences').values({ id: row.newId, account_id: row.accountId, email: row.email, changed_at: row.at, row_version: 1 }).onConflict((conflict) => conflict.column('account_id').doNothing()).returning('id').executeTakeFirst()
    : await tx.updateTable('notice_preferences').set({ email: row.email, changed_at: row.at, row_version: row.seen + 1 }).where('account_id', '=', row.accountId).where('row_version', '=', row.seen).returning('id').executeTakeFirst();
  return saved?.id ?? null;
}

/** How an account is written to; without an address, or with one that is refused for good, it is not. */
export interface Mailbox { readonly accountId: Id; readonly personName: string; readonly address: string | null; readonly refused: boolean; readonly email: EmailChoice }

export async function mailboxes(reader: Reader, accountIds: readonly Id[]): Promise<ReadonlyMap<Id, Mailbox>> {
  if (!accountIds.length) return new Map();
  const accounts = (await accountsByIds(reader, accountIds)).filter((one) => one.status === 'active');
  const choices = new Map((await reader.selectFrom('notice_preferences').select(['account_id', 'email']).where('account_id', 'in', [...accountIds]).execute()).map((row) => [row.account_id, row.email]));
  const boxes = accounts.map((one) => ({ accountId: one.id, personName: one.person.name, address: addressOf(one.person.email, one.userName), email: choices.get(one.id) ?? DEFAULT_EMAIL }));
  const refused = await refusedAmong(reader, boxes.flatMap((box) => box.address ?? []));
  return new Map(boxes.map((box) => [box.accountId, { ...box, refused: box.address !== null && refused.has(box.address) }]));
}

export interface RefusedAddress { readonly address: string; readonly answer: string; readonly since: Date }
export async function refusedAmong(reader: Reader, addresses: readonly string[]): Promise<ReadonlyMap<string, RefusedAddress>> {
  if (!addresses.length) return new Map();
  return new Map((await reader.selectFrom('undeliverable_addresses').selectAll().where('address', 'in', [...new Set(addresses)]).execute()).map((row) => [row.address, row]));
}
export const refuseAddress = (tx: Reader, address: string, answer: string, at: Date): Promise<unknown> =>
  tx.insertInto('undeliverable_addresses').values({ address, answer, since: at }).onConflict((conflict) => conflict.column('address').doNothing()).execute();
export const liftRefusal = (tx: Reader, address: string): Promise<unknown> => tx.deleteFrom('undeliverable_addresses').where('address', '=', address).execute();
