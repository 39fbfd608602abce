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

/** Roles at exactly these organisations that hold on the day or later, of accounts that are not closed, with the names behind them. */
export async function rolesAt(reader: Reader, organisationIds: readonly Id[], day: PlainDate): Promise<(AccountRole & { readonly userName: string; readonly personName: string; readonly title: string })[]> {
  if (!organisationIds.length) return [];
  const rows = await reader.selectFrom('account_roles as r').innerJoin('accounts as a', 'a.id', 'r.account_id').innerJoin('persons as p', 'p.id', 'a.person_id')
    .select(['r.id', 'r.account_id', 'r.organisation_id', 'r.role', 'r.subtree', 'r.valid_from', 'r.valid_to', 'a.user_name', 'p.name', 'p.title']).where('r.organisation_id', 'in', [...organisationIds]).where('a.status', '<>', 'closed')
    .where((row) => row.or([row('r.valid_to', 'is', null), row('r.valid_to', '>=', day)])).orderBy('p.name').orderBy('r.id').execute();
  return rows.map((row) => ({ ...roleFrom(row), userName: row.user_name, personName: row.name, title: row.title }));
}
/** Who worked at these organisations until they ended and holds no role anywhere since: somebody must say where they go. */
export async function unplacedPeople(reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<{ accountId: Id; userName: string; name: string; title: string; organisationId: Id }[]> {
  if (!organisationIds.length) return [];
  const rows = await reader.selectFrom('account_roles as r').innerJoin('accounts as a', 'a.id', 'r.account_id').innerJoin('persons as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.user_name', 'p.name', 'p.title', 'r.organisation_id']).distinct().where('a.status', '<>', 'closed').where('r.organisation_id', 'in', [...organisationIds])
    .where((row) => row.not(row.exists(row.selectFrom('account_roles as n').select('n.id').whereRef('n.account_id', '=', 'a.id').where((n) => n.or([n('n.valid_to', 'is', null), n('n.valid_to', '>=', today)])))))
    .orderBy('p.name').limit(200).execute();
  return rows.map((row) => ({ accountId: row.id, userName: row.user_name, name: row.name, title: row.title, organisationId: row.organisation_id }));
}

export const lastReview = async (reader: Reader, organisationId: Id): Promise<PlainDate | null> =>
  (await reader.selectFrom('role_reviews').select('reviewed_on').where('organisation_id', '=', organisationId).orderBy('reviewed_on', 'desc').limit(1).executeTakeFirst())?.reviewed_on ?? null;
export const insertReview = (tx: Tx, review: { id: Id; organisationId: Id; on: PlainDate; by: Id }): Promise<unknown> =>
  tx.insertInto('role_reviews').values({ id: review.id, organisation_id: review.organisationId, reviewed_on: review.on, reviewed_by: review.by }).execute();
