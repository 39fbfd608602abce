import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

export interface Holder { readonly accountId: Id; readonly organisationId: Id; readonly role: Role; readonly subtree: boolean }

const holding = (reader: Reader, today: PlainDate) => reader.selectFrom('account_roles as r').innerJoin('accounts as a', 'a.id', 'r.account_id')
  .select(['r.account_id as accountId', 'r.organisation_id as organisationId', 'r.role', 'r.subtree']).where('a.status', '=', 'active')
  .where('r.valid_from', '<=', today).where((row) => row.or([row('r.valid_to', 'is', null), row('r.valid_to', '>=', today)]));

/** Who holds a role today at exactly these organisations: open accounts only. */
export const holdersAt = (reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<Holder[]> =>
  organisationIds.length === 0 ? Promise.resolve([]) : holding(reader, today).where('r.organisation_id', 'in', [...organisationIds]).orderBy('r.account_id').execute();

/** Every role that these open accounts hold today. */
export const rolesHeldBy = (reader: Reader, accountIds: readonly Id[], today: PlainDate): Promise<Holder[]> =>
  accountIds.length === 0 ? Promise.resolve([]) : holding(reader, today).where('r.account_id', 'in', [...accountIds]).orderBy('r.account_id').execute();
