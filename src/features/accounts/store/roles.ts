import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { HeldRole } from '../rules/may.ts';
import { accountsByIds, type Account } from './accounts.ts';
import './tables.ts';

export interface AccountRole extends HeldRole { readonly id: Id; readonly accountId: Id }

const roleFrom = (row: { id: Id; account_id: Id; organisation_id: Id; role: Role; subtree: boolean; valid_from: PlainDate; valid_to: PlainDate | null }): AccountRole =>
  ({ id: row.id, accountId: row.account_id, organisationId: row.organisation_id, role: row.role, subtree: row.subtree, validFrom: row.valid_from, validTo: row.valid_to });
const COLUMNS = ['id', 'account_id', 'organisation_id', 'role', 'subtree', 'valid_from', 'valid_to'] as const;

/** Roles that hold today or will hold. */
export const rolesOf = async (reader: Reader, accountId: Id, today: PlainDate): Promise<AccountRole[]> =>
  (await reader.selectFrom('account_roles').select(COLUMNS).where('account_id', '=', accountId).where((row) => row.or([row('valid_to', 'is', null), row('valid_to', '>=', today)])).orderBy('id').execute()).map(roleFrom);

export async function roleById(reader: Reader, id: Id): Promise<AccountRole | null> {
  const row = await reader.selectFrom('account_roles').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row ? roleFrom(row) : null;
}

/** Who holds this role at exactly this organisation on a day: whom a notice about the unit goes to. */
export const holdersOf = async (reader: Reader, organisationId: Id, roles: readonly Role[], today: PlainDate): Promise<Id[]> =>
  (await reader.selectFrom('account_roles as r').innerJoin('accounts as a', 'a.id', 'r.account_id').select('r.account_id').distinct().where('a.status', '=', 'active').where('r.organisation_id', '=', organisationId)
    .where('r.role', 'in', [...roles]).where('r.valid_from', '<=', today).where((row) => row.or([row('r.valid_to', 'is', null), row('r.valid_to', '>=', today)])).execute()).map((row) => row.account_id);

export interface Colleague { readonly account: Account; readonly roles: readonly AccountRole[] }

/** People with a role at any of these organisations that holds today or later, by name, with exactly those roles. */
export async function peopleOf(reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<Colleague[]> {
  if (!organisationIds.length) return [];
  const rows = await reader.selectFrom('account_roles').select(COLUMNS).where('organisation_id', 'in', [...organisationIds])
    .where((row) => row.or([row('valid_to', 'is', null), row('valid_to', '>=', today)])).orderBy('id').execute();
  const byAccount = new Map<Id, AccountRole[]>();
  for (const row of rows.map(roleFrom)) byAccount.set(row.accountId, [...(byAccount.get(row.accountId) ?? []), row]);
  return (await accountsByIds(reader, [...byAccount.keys()])).map((account) => ({ account, roles: byAccount.get(account.id)! }));
}

/** How many people hold a role that is valid today, for each of these organisations. */
export async function headcount(reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<ReadonlyMap<Id, number>> {
  if (!organisationIds.length) return new Map();
  const rows = await reader.selectFrom('account_roles as r').innerJoin('accounts as a', 'a.id', 'r.account_id').select(['r.organisation_id', (row) => row.fn.count('r.account_id').distinct().as('n')])
    .where('a.status', '<>', 'closed').where('r.organisation_id', 'in', [...organisationIds]).where('r.valid_from', '<=', today)
    .where((row) => row.or([row('r.valid_to', 'is', null), row('r.valid_to', '>=', today)])).groupBy('r.organisation_id').execute();
  return new Map(rows.map((row) => [row.organisation_id, Number(row.n)]));
}

export async function insertRoles(tx: Tx, roles: readonly (AccountRole & { readonly grantedBy: Id | null })[]): Promise<void> {
  for (let from = 0; from < roles.length; from += 1000) await tx.insertInto('account_roles').values(roles.slice(from, from + 1000).map((role) => ({
    id: role.id, account_id: role.accountId, organisation_id: role.organisationId, role: role.role, subtree: role.subtree, valid_from: role.validFrom, valid_to: role.validTo, granted_by: role.grantedBy,
  }))).execute();
}
/** The role holds up to and including this day; one that never held is taken away. */
export async function endRole(tx: Tx, role: AccountRole, lastDay: PlainDate): Promise<void> {
  if (lastDay < role.validFrom) await tx.deleteFrom('account_roles').where('id', '=', role.id).execute();
  else await tx.updateTable('account_roles').set({ valid_to: lastDay }).where('id', '=', role.id).execute();
}

export const lastReview = async (reader: Reader, organisationId: Id): Promise<PlainDate | null> =>
  (await reader.selectFrom('role_reviews').select('reviewed_on').where('organisation_id', '=', organisationId).orderBy('reviewed_on', 'desc').limit(1).executeTakeFirst())?.reviewed_on ?? null;
export const insertReview = (tx: Tx, review: { id: Id; organisationId: Id; on: PlainDate; by: Id }): Promise<unknown> =>
  tx.insertInto('role_reviews').values({ id: review.id, organisation_id: review.organisationId, reviewed_on: review.on, reviewed_by: review.by }).execute();
